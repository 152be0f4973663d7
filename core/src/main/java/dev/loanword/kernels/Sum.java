package dev.loanword.kernels;

import dev.loanword.memory.ElementType;
import java.lang.foreign.MemorySegment;
import java.math.BigInteger;

/**
 * The sum of all numbers in memory.
 *
 * <p>Numbers are in native byte order and may begin at any address, on the heap or off it; see {@link ElementType}. Nothing
 * is written. The {@link Checkpoint} is polled every {@link Checkpoint#INTERVAL} elements. Long memory is added up by several
 * threads ({@link Workers}), with the same result.
 */
public final class Sum {
    private static final long LOW_HALF = 0xffff_ffffL;

    /** The elements themselves. */
    private static final Terms ELEMENTS = new Terms() {
        @Override
        public void addTo(Lanes lanes, double[] x, int count) {
            lanes.add(x, count);
        }

        @Override
        public double addTo(double start, double[] x, int count) {
            double sum = start;
            for (int i = 0; i < count; i++) {
                sum += x[i];
            }
            return sum;
        }
    };

    private Sum() {
    }

    /**
     * Adds up floats as doubles.
     *
     * <p>The order is fixed by the number of elements alone: element i of each {@link Checkpoint#INTERVAL} goes to partial
     * sum i modulo 1024, and the partial sums are added by halves. The result has the same bits on each machine. It is off
     * the exact sum by (74 + n / 65536) · 2<sup>−53</sup> of the sum of the n magnitudes at most; that from left to right, by
     * n · 2<sup>−53</sup>. NaN and infinity as IEEE 754 says; without elements 0.
     *
     * @param memory floats
     * @param type float16, float32 or float64
     * @param leftToRight whether to add the elements from the first to the last instead, as a plain loop does; slower, and on
     *     one thread
     * @throws IllegalArgumentException if the elements are of another type, or the last one is not whole
     */
    public static double ofFloats(MemorySegment memory, ElementType type, boolean leftToRight, Checkpoint checkpoint) {
        Numbers numbers = Numbers.floats(memory, type, "add up as floats");
        return of(numbers, leftToRight, checkpoint, ELEMENTS);
    }

    /** What is added up for the elements of a block. */
    interface Terms {
        /** Adds to partial sums. */
        void addTo(Lanes lanes, double[] x, int count);

        /** Adds to one sum, from left to right. */
        double addTo(double sum, double[] x, int count);
    }

    /** A sum over floats in one of the two orders. */
    static double of(Numbers numbers, boolean leftToRight, Checkpoint checkpoint, Terms terms) {
        return leftToRight ? leftToRight(numbers, checkpoint, terms) : inLanes(numbers, checkpoint, terms);
    }

    private static double inLanes(Numbers numbers, Checkpoint checkpoint, Terms terms) {
        double[] sums = new double[Intervals.of(numbers.count())];
        Intervals.run(numbers.count(), numbers.onSeveralThreads(), checkpoint, (interval, from, count) -> {
            try (Stage stage = numbers.stage(count); Lanes lanes = new Lanes(count)) {
                for (int at = 0; at < count; at += Stage.BLOCK) {
                    int block = Math.min(Stage.BLOCK, count - at);
                    terms.addTo(lanes, stage.readFloats(from + at, block), block);
                }
                sums[interval] = lanes.sum();
            }
        });
        return added(sums);
    }

    private static double leftToRight(Numbers numbers, Checkpoint checkpoint, Terms terms) {
        double[] total = {0};
        Intervals.run(numbers.count(), false, checkpoint, (interval, from, count) -> {
            try (Stage stage = numbers.stage(count)) {
                for (int at = 0; at < count; at += Stage.BLOCK) {
                    int block = Math.min(Stage.BLOCK, count - at);
                    total[0] = terms.addTo(total[0], stage.readFloats(from + at, block), block);
                }
            }
        });
        return total[0];
    }

    /** From the first to the last. */
    static double added(double[] sums) {
        double total = 0;
        for (double sum : sums) {
            total += sum;
        }
        return total;
    }

    /**
     * Adds up integers. The sum is exact, however large it is.
     *
     * @param memory integers
     * @param type with or without sign, of 8 to 64 bits
     * @throws IllegalArgumentException if the elements are of another type, or the last one is not whole
     */
    public static BigInteger ofIntegers(MemorySegment memory, ElementType type, Checkpoint checkpoint) {
        Numbers numbers = new Numbers(memory, type);
        if (numbers.isFloat()) {
            throw new IllegalArgumentException("can't add up elements of type " + type + " as integers");
        }
        int intervals = Intervals.of(numbers.count());
        // The upper and lower halves apart: those of one interval can't overflow.
        long[] low = new long[intervals];
        long[] high = new long[intervals];
        Intervals.run(numbers.count(), numbers.onSeveralThreads(), checkpoint, (interval, from, count) -> {
            try (Stage stage = numbers.stage(count)) {
                for (int at = 0; at < count; at += Stage.BLOCK) {
                    int block = Math.min(Stage.BLOCK, count - at);
                    long[] x = stage.readIntegers(from + at, block);
                    low[interval] += lowHalves(x, block);
                    high[interval] += numbers.isUnsigned64() ? unsignedHighHalves(x, block) : highHalves(x, block);
                }
            }
        });
        BigInteger total = BigInteger.ZERO;
        for (int i = 0; i < intervals; i++) {
            total = total.add(BigInteger.valueOf(high[i]).shiftLeft(Integer.SIZE)).add(BigInteger.valueOf(low[i]));
        }
        return total;
    }

    private static long lowHalves(long[] x, int count) {
        long sum = 0;
        for (int i = 0; i < count; i++) {
            sum += x[i] & LOW_HALF;
        }
        return sum;
    }

    private static long highHalves(long[] x, int count) {
        long sum = 0;
        for (int i = 0; i < count; i++) {
            sum += x[i] >> Integer.SIZE;
        }
        return sum;
    }

    private static long unsignedHighHalves(long[] x, int count) {
        long sum = 0;
        for (int i = 0; i < count; i++) {
            sum += x[i] >>> Integer.SIZE;
        }
        return sum;
    }
}
