package dev.loanword.kernels;

import java.util.Arrays;

/**
 * Sums of doubles in an order that is fixed by their number alone, and that needs no waiting of one addition for another.
 *
 * <p>Element i of an {@linkplain Intervals interval} goes to partial sum i modulo 1024, each in the order of the elements; at
 * the end of the interval the upper half of the partial sums is added to the lower half, and so on, until one is left. The
 * intervals' sums are added from the first to the last. So the result has the same bits on each machine, at any number of
 * threads, and with or without vectors; and its error grows far slower than that of a sum from left to right: for n elements it
 * is at most (74 + n / 65536) · 2<sup>−53</sup> of the sum of their magnitudes.
 *
 * <p>Where there are fewer elements, only as many partial sums are used as the next power of two: the others would be zeros.
 */
final class Lanes implements AutoCloseable {
    // Loops over few elements get methods of their own: the compiler shapes a loop after the lengths that it saw.
    private static final int SHORT = 64;

    private final double[] partial;
    private final int lanes;

    /** Zeros for so many elements. */
    Lanes(int elements) {
        this.lanes = Math.min(Stage.BLOCK, elements <= 1 ? 1 : Integer.highestOneBit(elements - 1) << 1);
        if (lanes < Stage.SCRATCH_FROM) {
            this.partial = new double[lanes];
        } else {
            this.partial = ScratchArrays.DOUBLES.take();
            Arrays.fill(partial, 0, lanes, 0);
        }
    }

    /** Adds x. */
    void add(double[] x, int count) {
        if (count < SHORT) {
            for (int i = 0; i < count; i++) {
                partial[i] += x[i];
            }
        } else {
            addMany(partial, x, count);
        }
    }

    /** Adds (x · scale) · (y · otherScale). */
    void addProducts(double[] x, double scale, double[] y, double otherScale, int count) {
        if (count < SHORT) {
            for (int i = 0; i < count; i++) {
                partial[i] += x[i] * scale * (y[i] * otherScale);
            }
        } else {
            addManyProducts(partial, x, scale, y, otherScale, count);
        }
    }

    /** Adds (x − mean)². */
    void addDeviations(double[] x, double mean, int count) {
        if (count < SHORT) {
            for (int i = 0; i < count; i++) {
                partial[i] += (x[i] - mean) * (x[i] - mean);
            }
        } else {
            addManyDeviations(partial, x, mean, count);
        }
    }

    /** The sum; nothing can be added any more. */
    double sum() {
        for (int half = lanes / 2; half > 0; half /= 2) {
            if (half < SHORT) {
                for (int i = 0; i < half; i++) {
                    partial[i] += partial[half + i];
                }
            } else {
                fold(partial, half);
            }
        }
        return partial[0];
    }

    /** Gives its array back. */
    @Override
    public void close() {
        if (lanes >= Stage.SCRATCH_FROM) {
            ScratchArrays.DOUBLES.give(partial);
        }
    }

    private static void addMany(double[] partial, double[] x, int count) {
        for (int i = 0; i < count; i++) {
            partial[i] += x[i];
        }
    }

    private static void addManyProducts(double[] partial, double[] x, double scale, double[] y, double otherScale,
            int count) {
        for (int i = 0; i < count; i++) {
            partial[i] += x[i] * scale * (y[i] * otherScale);
        }
    }

    private static void addManyDeviations(double[] partial, double[] x, double mean, int count) {
        for (int i = 0; i < count; i++) {
            partial[i] += (x[i] - mean) * (x[i] - mean);
        }
    }

    private static void fold(double[] partial, int half) {
        for (int i = 0; i < half; i++) {
            partial[i] += partial[half + i];
        }
    }
}
