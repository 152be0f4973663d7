package dev.loanword.python.packages;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;

/** Turns phases and steps into reports with an estimate of the time that is left. */
final class Estimate {
    /** Below this share the elapsed time says too little about the whole. */
    private static final double ENOUGH = 0.02;

    private final List<Phase> phases;
    private final int cores;
    private final LongSupplier nanoTime;
    private final Progress progress;
    private final long start;
    private Phase phase;

    /** An estimate that starts now. */
    Estimate(List<Phase> phases, int cores, Progress progress, LongSupplier nanoTime) {
        this.phases = List.copyOf(phases);
        this.cores = cores;
        this.progress = progress;
        this.nanoTime = nanoTime;
        this.start = nanoTime.getAsLong();
    }

    /** A phase begins. */
    void begin(Phase next) {
        phase = next;
        step(0, 0);
    }

    /** So many steps of this phase are done; {@code steps} is 0 when their number is unknown. */
    void step(int step, int steps) {
        int number = phases.indexOf(phase) + 1;
        double part = steps == 0 ? 0 : (double) step / steps;
        progress.report(new Progress.Report(number, phases.size(), phase.title, step, steps, remaining(part)));
    }

    private Optional<Duration> remaining(double partOfPhase) {
        double all = 0;
        double done = 0;
        for (Phase each : phases) {
            double weight = each.weight(cores);
            all += weight;
            done += each.compareTo(phase) < 0 ? weight : each == phase ? weight * partOfPhase : 0;
        }
        double share = done / all;
        if (share < ENOUGH) {
            return Optional.empty();
        }
        return Optional.of(Duration.ofNanos((long) ((nanoTime.getAsLong() - start) * (1 - share) / share)));
    }
}
