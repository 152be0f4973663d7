package dev.loanword.kernels;

import dev.loanword.memory.ElementType;
import java.lang.foreign.MemorySegment;

/**
 * Natural logarithms, in place.
 *
 * <p>Each is what {@link StrictMath} gives for the element as a float64, within one unit in the last place, then, for narrower
 * types, rounded to the type. So the result has the same bits on each machine. Of zero it is −∞, of less NaN, and no error.
 *
 * <p>Numbers are in native byte order and may begin at any address, on the heap or off it. From two intervals of
 * {@link Checkpoint#INTERVAL} elements on several threads work. If the checkpoint throws, the first intervals are changed, the
 * others not.
 */
public final class Logarithm {
    private Logarithm() {
    }

    /**
     * Replaces each x by log(x).
     *
     * @param memory writable floats
     * @param type float16, float32 or float64
     * @throws IllegalArgumentException if the memory is read-only, or the elements are of another type or not whole; nothing
     *     was written
     */
    public static void log(MemorySegment memory, ElementType type, Checkpoint checkpoint) {
        run(Numbers.writableFloats(memory, type, "take logarithms of"), checkpoint, Logarithm::log);
    }

    /**
     * Replaces each x by log(1 + x), which is exact to one unit in the last place also near 0.
     *
     * @see #log(MemorySegment, ElementType, Checkpoint)
     */
    public static void log1p(MemorySegment memory, ElementType type, Checkpoint checkpoint) {
        run(Numbers.writableFloats(memory, type, "take logarithms of"), checkpoint, Logarithm::log1p);
    }

    private static void run(Numbers numbers, Checkpoint checkpoint, ElementLoop.Floats loop) {
        ElementLoop.overFloats(numbers, numbers.count() > Checkpoint.INTERVAL && Workers.mayShare(numbers.memory()), checkpoint,
                loop);
    }

    private static void log(double[] x, int count) {
        for (int i = 0; i < count; i++) {
            x[i] = StrictMath.log(x[i]);
        }
    }

    private static void log1p(double[] x, int count) {
        for (int i = 0; i < count; i++) {
            x[i] = StrictMath.log1p(x[i]);
        }
    }
}
