package dev.loanword.benchmarks;

import dev.loanword.benchmarks.Results.Cell;
import dev.loanword.benchmarks.peers.PeerException;
import dev.loanword.benchmarks.peers.PeerProcess;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Warms the sides up and samples them in turn, so that a machine that slows down slows all of them.
 *
 * <p>The warm-up runs every row of a side round by round, whatever is measured later, and Loanword's calls every function with
 * every kind of memory besides: the measured loops run in a program that has used all of it.
 */
final class Sampler {

    private static final long SAMPLE_NANOS = 20_000_000;
    private static final long WARM_UP_NANOS = 8_000_000;
    /** The clock of processors ticks every 10 ms. */
    private static final long PROCESSOR_SAMPLE_NANOS = 250_000_000;
    private static final long EMPTY_NANOS = 5_000_000;
    private static final long COUNTED_NANOS = 2_000_000;
    private static final long LONG_NANOS = 150_000_000;
    private static final int FEW_SAMPLES = 7;
    private static final long MOST_STEPS = 5_000_000;

    private record Loop(PeerProcess peer, Row row) {}

    private final int samples;
    /** Nanoseconds a step, as measured last. */
    private final Map<Loop, Double> speeds = new HashMap<>();

    /** Takes so many samples of each row; fewer of those that last long. */
    Sampler(int samples) {
        this.samples = samples;
    }

    /** Runs all rows of a side until its time is over. */
    void warmUp(PeerProcess peer, List<Row> rows, double seconds) throws PeerException {
        long end = System.nanoTime() + (long) (seconds * 1e9);
        do {
            nanosAStep(new Loop(peer, Row.EMPTY), WARM_UP_NANOS);
            for (Row row : rows) {
                if (peer.has(row.id()) && !row.isLong()) {
                    nanosAStep(new Loop(peer, row), WARM_UP_NANOS);
                }
            }
            if (peer.mixes()) {
                peer.call("mix");
            }
        } while (System.nanoTime() < end);
    }

    /** Measures a row on all sides that have it. */
    void measure(Row row, List<PeerProcess> all, Results results) throws PeerException {
        List<Loop> loops = all.stream().filter(peer -> peer.has(row.id())).map(peer -> new Loop(peer, row)).toList();
        boolean asksProcessors = row.section() == Section.LINES;
        long target = asksProcessors ? PROCESSOR_SAMPLE_NANOS : SAMPLE_NANOS;
        for (Loop loop : loops) {
            // Finds how many steps fit, and a loop cold that the warm-up left out.
            nanosAStep(loop, target);
        }
        boolean isLong = asksProcessors || loops.stream().anyMatch(loop -> speeds.get(loop) > LONG_NANOS);
        int count = isLong ? Math.min(samples, FEW_SAMPLES) : samples;
        double[][] nanos = new double[loops.size()][count];
        double[][] empty = new double[loops.size()][count];
        double[][] processors = new double[loops.size()][count];
        for (int sample = 0; sample < count; sample++) {
            for (int side = 0; side < loops.size(); side++) {
                Loop loop = loops.get(side);
                if (loop.peer().isStatement(row.id())) {
                    empty[side][sample] = nanosAStep(new Loop(loop.peer(), Row.EMPTY), EMPTY_NANOS);
                }
                long before = asksProcessors ? loop.peer().processorTime().toNanos() : 0;
                long steps = steps(loop, target);
                nanos[side][sample] = nanosAStep(loop, target);
                long after = asksProcessors ? loop.peer().processorTime().toNanos() : 0;
                processors[side][sample] = (double) (after - before) / steps / row.perStep();
            }
        }
        for (int side = 0; side < loops.size(); side++) {
            double[] units = Arrays.stream(net(nanos[side], Timing.median(empty[side]))).map(step -> step / row.perStep()).toArray();
            Loop loop = loops.get(side);
            results.put(row.id(), loop.peer().peer().id(), new Cell(units, Timing.median(processors[side]), bytes(loop)));
        }
    }

    /**
     * The samples without the time of the empty loop. Where that leaves nothing, since the loop ran slower at that moment, they
     * stay whole: a time that is too long makes nobody believe too much.
     */
    static double[] net(double[] samples, double empty) {
        boolean leavesSomething = Timing.median(samples) > empty;
        return leavesSomething ? Arrays.stream(samples).map(sample -> sample - empty).toArray() : samples;
    }

    private double bytes(Loop loop) throws PeerException {
        if (!loop.peer().countsAllocations()) {
            return Double.NaN;
        }
        String row = loop.row().id();
        long steps = steps(loop, COUNTED_NANOS);
        double bytes = (double) loop.peer().allocated(row, steps) / steps;
        if (loop.peer().isStatement(row)) {
            bytes -= (double) loop.peer().allocated(Row.EMPTY.id(), steps) / steps;
        }
        return Math.max(0, bytes) / loop.row().perStep();
    }

    /** Runs as many steps as fit into a time, at least one. */
    private double nanosAStep(Loop loop, long targetNanos) throws PeerException {
        long steps = steps(loop, targetNanos);
        double nanos = (double) loop.peer().time(loop.row().id(), steps) / steps;
        speeds.put(loop, nanos);
        return nanos;
    }

    private long steps(Loop loop, long targetNanos) {
        Double speed = speeds.get(loop);
        return speed == null ? 1 : Math.clamp((long) (targetNanos / Math.max(0.1, speed)), 1, MOST_STEPS);
    }
}
