package dev.loanword.benchmarks;

import java.util.Arrays;
import java.util.Locale;

/** What one does with times. */
final class Timing {

    private Timing() {}

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
