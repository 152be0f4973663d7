package dev.loanword.kernels;

import dev.loanword.memory.ElementType;
import java.lang.foreign.MemorySegment;

/**
 * Adds a multiple of one vector to another, in place: y = a · x + y, the operation that BLAS calls axpy.
 *
 * <p>Each element is a · x rounded to float64, then the sum rounded to float64, then, for narrower types, rounded to the type.
 * Numbers are in native byte order and may begin at any address, on the heap or off it. Long vectors are added by several
 * threads. If the checkpoint throws, the first intervals of {@link Checkpoint#INTERVAL} elements are changed, the others not.
 */
public final class Axpy {
    private Axpy() {
    }

    /**
     * Adds.
     *
     * @param factor a
     * @param x floats; only read
     * @param y as many floats, writable; the same memory as x, or without a byte in common
     * @param type of the elements of both: float16, float32 or float64
     * @throws IllegalArgumentException if there are not as many, y is read-only, or the elements are of another type or not
     *     whole; nothing was written
     */
    public static void floats(double factor, MemorySegment x, MemorySegment y, ElementType type, Checkpoint checkpoint) {
        Numbers target = Numbers.writableFloats(y, type, "add to");
        Numbers source = Numbers.floats(x, type, "add");
        if (source.count() != target.count()) {
            throw new IllegalArgumentException("can't add " + source.count() + " elements to " + target.count()
                    + "; there must be as many");
        }
        boolean severalThreads = Intervals.onSeveralThreads(x.byteSize() + y.byteSize(), x, y);
        Intervals.run(target.count(), severalThreads, checkpoint, (interval, from, count) -> {
            try (Stage read = source.stage(count); Stage changed = target.stage(count)) {
                for (int at = 0; at < count; at += Stage.BLOCK) {
                    int block = Math.min(Stage.BLOCK, count - at);
                    add(factor, read.readFloats(from + at, block), changed.readFloats(from + at, block), block);
                    changed.writeFloats(from + at, block);
                }
            }
        });
    }

    private static void add(double factor, double[] x, double[] y, int count) {
        for (int i = 0; i < count; i++) {
            y[i] += factor * x[i];
        }
    }
}
