package dev.loanword.kernels;

import dev.loanword.memory.ElementType;
import java.lang.foreign.MemorySegment;
import java.math.BigInteger;
import java.util.Arrays;

/**
 * The smallest and the largest number in memory.
 *
 * <p>Numbers are in native byte order and may begin at any address, on the heap or off it. Nothing is written. The
 * {@link Checkpoint} is polled every {@link Checkpoint#INTERVAL} elements. Long memory is searched by several threads.
 */
public final class Extremes {
    // Both searches look for a smallest value; the largest is the smallest after a change of all signs, of floats, or bits.
    private static final long FLIP_ALL = -1;
    private static final long FLIP_SIGN = Long.MIN_VALUE;

    private Extremes() {
    }

    /**
     * The smallest float: NaN if any is NaN, and −0.0 before 0.0.
     *
     * @param memory floats, at least one
     * @param type float16, float32 or float64
     * @throws IllegalArgumentException if there are no elements, the elements are of another type, or the last one is not whole
     */
    public static double minimumOfFloats(MemorySegment memory, ElementType type, Checkpoint checkpoint) {
        return ofFloats(memory, type, "minimum", 1, checkpoint);
    }

    /**
     * The largest float: NaN if any is NaN, and 0.0 before −0.0.
     *
     * @see #minimumOfFloats
     */
    public static double maximumOfFloats(MemorySegment memory, ElementType type, Checkpoint checkpoint) {
        return -ofFloats(memory, type, "maximum", -1, checkpoint);
    }

    /**
     * The smallest integer.
     *
     * @param memory integers, at least one
     * @param type with or without sign, of 8 to 64 bits
     * @throws IllegalArgumentException if there are no elements, the elements are of another type, or the last one is not whole
     */
    public static BigInteger minimumOfIntegers(MemorySegment memory, ElementType type, Checkpoint checkpoint) {
        return ofIntegers(memory, type, "minimum", 0, checkpoint);
    }

    /**
     * The largest integer.
     *
     * @see #minimumOfIntegers
     */
    public static BigInteger maximumOfIntegers(MemorySegment memory, ElementType type, Checkpoint checkpoint) {
        return ofIntegers(memory, type, "maximum", FLIP_ALL, checkpoint);
    }

    private static void checkNotEmpty(Numbers numbers, String what) {
        if (numbers.count() == 0) {
            throw new IllegalArgumentException("no elements have no " + what + "; ask for it only if there are some");
        }
    }

    private static double ofFloats(MemorySegment memory, ElementType type, String what, double sign,
            Checkpoint checkpoint) {
        Numbers numbers = Numbers.floats(memory, type, "compare as floats");
        checkNotEmpty(numbers, what);
        double[] found = new double[Intervals.of(numbers.count())];
        Intervals.run(numbers.count(), numbers.onSeveralThreads(), checkpoint, (interval, from, count) -> {
            int lanes = Math.min(count, Stage.BLOCK);
            double[] least = lanes < Stage.SCRATCH_FROM ? new double[lanes] : ScratchArrays.DOUBLES.take();
            Arrays.fill(least, 0, lanes, Double.POSITIVE_INFINITY);
            try (Stage stage = numbers.stage(count)) {
                for (int at = 0; at < count; at += Stage.BLOCK) {
                    int block = Math.min(Stage.BLOCK, count - at);
                    keepLeast(least, stage.readFloats(from + at, block), sign, block);
                }
            }
            found[interval] = least(least, lanes);
            if (lanes >= Stage.SCRATCH_FROM) {
                ScratchArrays.DOUBLES.give(least);
            }
        });
        return least(found, found.length);
    }

    /** Place by place, so that no comparison waits for another, and the compiler makes vectors of them. */
    private static void keepLeast(double[] least, double[] x, double sign, int count) {
        for (int i = 0; i < count; i++) {
            least[i] = Math.min(least[i], x[i] * sign);
        }
    }

    private static double least(double[] x, int count) {
        double least = Double.POSITIVE_INFINITY;
        for (int i = 0; i < count; i++) {
            least = Math.min(least, x[i]);
        }
        return least;
    }

    private static BigInteger ofIntegers(MemorySegment memory, ElementType type, String what, long flip,
            Checkpoint checkpoint) {
        Numbers numbers = new Numbers(memory, type);
        if (numbers.isFloat()) {
            throw new IllegalArgumentException("can't compare elements of type " + type + " as integers");
        }
        checkNotEmpty(numbers, what);
        long flips = numbers.isUnsigned64() ? flip ^ FLIP_SIGN : flip;
        long[] found = new long[Intervals.of(numbers.count())];
        Intervals.run(numbers.count(), numbers.onSeveralThreads(), checkpoint, (interval, from, count) -> {
            try (Stage stage = numbers.stage(count)) {
                long least = Long.MAX_VALUE;
                for (int at = 0; at < count; at += Stage.BLOCK) {
                    int block = Math.min(Stage.BLOCK, count - at);
                    least = Math.min(least, least(stage.readIntegers(from + at, block), flips, block));
                }
                found[interval] = least;
            }
        });
        return Integers.value(numbers, least(found, 0, found.length) ^ flips);
    }

    private static long least(long[] x, long flips, int count) {
        long least = Long.MAX_VALUE;
        for (int i = 0; i < count; i++) {
            least = Math.min(least, x[i] ^ flips);
        }
        return least;
    }
}
