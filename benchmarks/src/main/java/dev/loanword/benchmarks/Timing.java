package dev.loanword.benchmarks;

import java.util.Arrays;
import java.util.Locale;
import java.util.function.IntConsumer;

/** How long loops take; a loop is given how many steps to make. */
final class Timing {

    private Timing() {}

    /** Runs a loop for a time, so that the compiler has had its own; gives how many of its steps take {@code sampleNanos}. */
    static int warmUp(IntConsumer loop, long nanos, long sampleNanos) {
        long begin = System.nanoTime();
        int steps = 1;
        while (true) {
            double perStep = sample(loop, steps);
            int fitting = (int) Math.clamp(sampleNanos / Math.max(1e-3, perStep), 1, Integer.MAX_VALUE);
            if (System.nanoTime() - begin >= nanos) {
                return fitting;
            }
            // A cold loop misjudges itself, so that it grows by small steps.
            steps = (int) Math.min(fitting, steps * 4L);
        }
    }

    /** Nanoseconds a step. */
    static double sample(IntConsumer loop, int steps) {
        long start = System.nanoTime();
        loop.accept(steps);
        return (double) (System.nanoTime() - start) / steps;
    }

    /** The middle one of the samples. */
    static double median(double[] samples) {
        double[] sorted = samples.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }

    /** A time as a person reads it. */
    static String text(double nanos) {
        return nanos < 1e3
                ? String.format(Locale.ROOT, "%.0f ns", nanos)
                : nanos < 1e6
                        ? String.format(Locale.ROOT, "%.1f µs", nanos / 1e3)
                        : String.format(Locale.ROOT, "%.1f ms", nanos / 1e6);
    }
}
