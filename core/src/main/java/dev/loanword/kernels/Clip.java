package dev.loanword.kernels;

import dev.loanword.memory.ElementType;
import java.lang.foreign.MemorySegment;
import java.math.BigInteger;

/**
 * Moves numbers that lie outside of two bounds to the nearer bound, in place.
 *
 * <p>Numbers are in native byte order and may begin at any address, on the heap or off it. Long memory is changed by several
 * threads. If the checkpoint throws, the first intervals of {@link Checkpoint#INTERVAL} elements are changed, the others not.
 */
public final class Clip {
    private Clip() {
    }

    /**
     * Clips floats. NaN stays NaN.
     *
     * @param memory writable
     * @param type float16, float32 or float64
     * @param low the lower bound, rounded to the type; may be −∞
     * @param high the upper bound, rounded to the type; may be ∞
     * @throws IllegalArgumentException if the lower bound is above the upper one or one is NaN, the memory is read-only, or the
     *     elements are of another type or not whole; nothing was written
     */
    public static void floats(MemorySegment memory, ElementType type, double low, double high, Checkpoint checkpoint) {
        if (!(low <= high)) {
            throw new IllegalArgumentException("can't clip to bounds from " + low + " to " + high
                    + "; the lower one must not be above the upper one, nor either of them nan");
        }
        Numbers numbers = Numbers.writableFloats(memory, type, "clip");
        ElementLoop.overFloats(numbers, numbers.onSeveralThreads(), checkpoint,
                (x, count) -> clip(x, low, high, count));
    }

    private static void clip(double[] x, double low, double high, int count) {
        for (int i = 0; i < count; i++) {
            x[i] = Math.max(low, Math.min(high, x[i]));
        }
    }

    /**
     * Clips integers.
     *
     * @param memory writable
     * @param type with or without sign, of 8 to 64 bits
     * @param low the lower bound; may be less than the type can hold
     * @param high the upper bound; may be more than the type can hold
     * @throws IllegalArgumentException if the lower bound is above the upper one, no number of the type lies between them, the
     *     memory is read-only, or the elements are of another type or not whole; nothing was written
     */
    public static void integers(MemorySegment memory, ElementType type, BigInteger low, BigInteger high,
            Checkpoint checkpoint) {
        Numbers numbers = Numbers.writable(memory, type, "clip");
        if (numbers.isFloat()) {
            throw new IllegalArgumentException("can't clip elements of type " + type + " as integers");
        }
        if (low.compareTo(high) > 0) {
            throw new IllegalArgumentException("can't clip to bounds from " + low + " to " + high
                    + "; the lower one must not be above the upper one");
        }
        BigInteger from = low.max(Integers.least(numbers));
        BigInteger to = high.min(Integers.greatest(numbers));
        if (from.compareTo(to) > 0) {
            throw new IllegalArgumentException("can't clip elements of type " + type + " to bounds from " + low + " to " + high
                    + "; they hold no number between these");
        }
        // Numbers of 64 bits without sign compare as those with sign do once the highest bit is turned over.
        long flip = numbers.isUnsigned64() ? Long.MIN_VALUE : 0;
        long lower = from.longValue() ^ flip;
        long upper = to.longValue() ^ flip;
        ElementLoop.overIntegers(numbers, checkpoint, (x, count) -> clip(x, lower, upper, flip, count));
    }

    private static void clip(long[] x, long low, long high, long flip, int count) {
        for (int i = 0; i < count; i++) {
            x[i] = Math.max(low, Math.min(high, x[i] ^ flip)) ^ flip;
        }
    }
}
