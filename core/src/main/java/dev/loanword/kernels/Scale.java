package dev.loanword.kernels;

import dev.loanword.memory.ElementType;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.Objects;

/**
 * Multiplies numbers in place by a factor.
 *
 * <p>Numbers are in native byte order and may begin at any address. Each float is what Java's {@code *} gives: one
 * rounding to float64 or float32, NaN and infinity as IEEE 754 says. No memory outside of the range is touched.
 *
 * <p>The {@link Checkpoint} is polled every {@link Checkpoint#INTERVAL} elements. When it throws, the elements up to one of
 * the intervals' ends are multiplied and the others are not.
 *
 * <p>Floats of 16 bits and integers go through a small array; see {@link #floats} and {@link #integers}.
 *
 * <p>From 3 MB on, several threads work ({@link Workers}), each on whole intervals. Where
 * the {@linkplain VectorModule Vector API} is there and has shown in a trial that it is faster, it does the work.
 */
public final class Scale {
    private static final ValueLayout.OfDouble DOUBLE =
            ValueLayout.JAVA_DOUBLE_UNALIGNED.withOrder(ByteOrder.nativeOrder());
    private static final ValueLayout.OfFloat FLOAT =
            ValueLayout.JAVA_FLOAT_UNALIGNED.withOrder(ByteOrder.nativeOrder());

    // Array loops with fewer elements get a loop of their own. The compiler shapes a loop after the lengths seen
    // first; one that saw many calls with 3 elements is not vectorised any more: 4 times slower for 1024 elements.
    private static final int SHORT = 64;

    // Loops over segments of floats or doubles are never vectorised by C2, loops over arrays are. So longer runs of
    // floats go through a small array that stays in the first-level cache: measured 1.3 to 1.6 times faster from 16 K
    // elements on, slower below 8 K. For doubles the two extra copies cost what the vectors gain; they go straight.
    private static final int STAGE = 1024;
    private static final int STAGED_FROM = 16_384;

    // Fewer elements are done sooner than anything that is faster has begun.
    private static final int VECTORS_FROM = 64;
    private static final long TRIAL_AFTER = 8 << 20;
    private static final VectorGate GATE = new VectorGate("scale", TRIAL_AFTER, () -> new ScaleVector.Trial());

    private Scale() {
    }

    /**
     * Multiplies all doubles of a segment.
     *
     * @param memory a writable segment; its size is a multiple of 8
     * @param factor the factor
     * @param checkpoint is polled every {@link Checkpoint#INTERVAL} elements
     * @throws IllegalArgumentException if the segment is read-only or of another size; nothing was written
     */
    public static void float64(MemorySegment memory, double factor, Checkpoint checkpoint) {
        check(memory, Double.BYTES, "float64");
        Object array = memory.heapBase().orElse(null);
        if (array instanceof double[] doubles && memory.address() % Double.BYTES == 0) {
            float64(doubles, (int) (memory.address() / Double.BYTES), (int) (memory.byteSize() / Double.BYTES), factor,
                    checkpoint);
            return;
        }
        if (array instanceof byte[] bytes) {
            float64(bytes, (int) memory.address(), (int) (memory.byteSize() / Double.BYTES), factor, checkpoint);
            return;
        }
        boolean isNative = memory.isNative();
        inIntervals(memory.byteSize() / Double.BYTES, Double.BYTES, memory, checkpoint, (from, count) -> {
            if (isNative) {
                nativeDoubles(memory, from * Double.BYTES, count, factor);
            } else {
                heapDoubles(memory, from * Double.BYTES, count, factor);
            }
        });
    }

    /**
     * Multiplies doubles that lie in an array of bytes.
     *
     * @param bytes the array
     * @param offset the first byte, of any alignment
     * @param count the number of doubles
     * @param factor the factor
     * @param checkpoint is polled every {@link Checkpoint#INTERVAL} elements
     * @throws IndexOutOfBoundsException if the range is not within the array; nothing was written
     */
    public static void float64(byte[] bytes, int offset, int count, double factor, Checkpoint checkpoint) {
        Objects.checkFromIndexSize(offset, (long) count * Double.BYTES, bytes.length);
        inIntervals(count, Double.BYTES, null, checkpoint,
                (from, block) -> byteArrayDoubles(bytes, offset + (int) from * Double.BYTES, block, factor));
    }

    /**
     * Multiplies a range of an array of doubles.
     *
     * @param array the array
     * @param offset the first index
     * @param count the number of doubles
     * @param factor the factor
     * @param checkpoint is polled every {@link Checkpoint#INTERVAL} elements
     * @throws IndexOutOfBoundsException if the range is not within the array; nothing was written
     */
    public static void float64(double[] array, int offset, int count, double factor, Checkpoint checkpoint) {
        Objects.checkFromIndexSize(offset, count, array.length);
        inIntervals(count, Double.BYTES, null, checkpoint,
                (from, block) -> multiply(array, offset + (int) from, offset + (int) from + block, factor));
    }

    /**
     * Multiplies all floats of a segment.
     *
     * @param memory a writable segment; its size is a multiple of 4
     * @param factor the factor
     * @param checkpoint is polled every {@link Checkpoint#INTERVAL} elements
     * @throws IllegalArgumentException if the segment is read-only or of another size; nothing was written
     */
    public static void float32(MemorySegment memory, float factor, Checkpoint checkpoint) {
        check(memory, Float.BYTES, "float32");
        Object array = memory.heapBase().orElse(null);
        if (array instanceof float[] floats && memory.address() % Float.BYTES == 0) {
            float32(floats, (int) (memory.address() / Float.BYTES), (int) (memory.byteSize() / Float.BYTES), factor,
                    checkpoint);
            return;
        }
        if (array instanceof byte[] bytes) {
            float32(bytes, (int) memory.address(), (int) (memory.byteSize() / Float.BYTES), factor, checkpoint);
            return;
        }
        boolean isNative = memory.isNative();
        inIntervals(memory.byteSize() / Float.BYTES, Float.BYTES, memory, checkpoint, (from, count) -> {
            if (isNative) {
                nativeFloats(memory, from * Float.BYTES, count, factor);
            } else {
                heapFloats(memory, from * Float.BYTES, count, factor);
            }
        });
    }

    /**
     * Multiplies floats that lie in an array of bytes.
     *
     * @param bytes the array
     * @param offset the first byte, of any alignment
     * @param count the number of floats
     * @param factor the factor
     * @param checkpoint is polled every {@link Checkpoint#INTERVAL} elements
     * @throws IndexOutOfBoundsException if the range is not within the array; nothing was written
     */
    public static void float32(byte[] bytes, int offset, int count, float factor, Checkpoint checkpoint) {
        Objects.checkFromIndexSize(offset, (long) count * Float.BYTES, bytes.length);
        inIntervals(count, Float.BYTES, null, checkpoint,
                (from, block) -> byteArrayFloats(bytes, offset + (int) from * Float.BYTES, block, factor));
    }

    /**
     * Multiplies a range of an array of floats.
     *
     * @param array the array
     * @param offset the first index
     * @param count the number of floats
     * @param factor the factor
     * @param checkpoint is polled every {@link Checkpoint#INTERVAL} elements
     * @throws IndexOutOfBoundsException if the range is not within the array; nothing was written
     */
    public static void float32(float[] array, int offset, int count, float factor, Checkpoint checkpoint) {
        Objects.checkFromIndexSize(offset, count, array.length);
        inIntervals(count, Float.BYTES, null, checkpoint,
                (from, block) -> multiply(array, offset + (int) from, offset + (int) from + block, factor));
    }

    /**
     * Multiplies all floats of a segment, whichever they are. The factor is rounded to the type first; of float16, the product
     * is exact until it is rounded.
     *
     * @param memory a writable segment
     * @param type float16, float32 or float64
     * @param factor the factor
     * @param checkpoint is polled every {@link Checkpoint#INTERVAL} elements
     * @throws ArithmeticException if the factor is finite but too large for the type; nothing was written
     * @throws IllegalArgumentException if the segment is read-only, or the elements are of another type or not whole; nothing
     *     was written
     */
    public static void floats(MemorySegment memory, ElementType type, double factor, Checkpoint checkpoint) {
        Numbers numbers = Numbers.writableFloats(memory, type, "scale");
        if (numbers.size() == Double.BYTES) {
            float64(memory, factor, checkpoint);
            return;
        }
        double rounded = numbers.size() == Float.BYTES ? (float) factor : Float.float16ToFloat(Halves.of(factor));
        if (Double.isInfinite(rounded) && !Double.isInfinite(factor)) {
            throw new ArithmeticException("elements of type " + type + " can't be scaled by " + factor
                    + ", which is too large for their type");
        }
        if (numbers.size() == Float.BYTES) {
            float32(memory, (float) rounded, checkpoint);
        } else {
            ElementLoop.overFloats(numbers, numbers.onSeveralThreads(), checkpoint,
                    (x, count) -> multiply(x, 0, count, rounded));
        }
    }

    /**
     * Multiplies all integers of a segment. If one product would be too large for the type, none is written.
     *
     * @param memory a writable segment
     * @param type with or without sign, of 8 to 64 bits
     * @param factor the factor
     * @param checkpoint is polled every {@link Checkpoint#INTERVAL} elements
     * @throws ArithmeticException if a product is out of the range of the type; nothing was written
     * @throws IllegalArgumentException if the segment is read-only, or the elements are of another type or not whole; nothing
     *     was written
     */
    public static void integers(MemorySegment memory, ElementType type, long factor, Checkpoint checkpoint) {
        Numbers numbers = Numbers.writable(memory, type, "scale");
        if (numbers.isFloat()) {
            throw new IllegalArgumentException("can't scale elements of type " + type + " as integers");
        }
        if (numbers.count() == 0) {
            return;
        }
        // Products grow with the elements, or fall: where the two outermost ones fit, all do.
        Integers.checkProduct(numbers, Extremes.minimumOfIntegers(memory, type, checkpoint), factor);
        Integers.checkProduct(numbers, Extremes.maximumOfIntegers(memory, type, checkpoint), factor);
        ElementLoop.overIntegers(numbers, checkpoint, (x, count) -> multiply(x, factor, count));
    }

    private static void multiply(long[] x, long factor, int count) {
        for (int i = 0; i < count; i++) {
            x[i] *= factor;
        }
    }

    private static void check(MemorySegment memory, int itemsize, String type) {
        if (memory.isReadOnly()) {
            throw new IllegalArgumentException("can't scale read-only memory in place: " + memory);
        }
        if (memory.byteSize() % itemsize != 0) {
            throw new IllegalArgumentException("memory of " + memory.byteSize() + " bytes is not a whole number of "
                    + type + " elements of " + itemsize + " bytes");
        }
    }

    private static void multiply(double[] array, int from, int to, double factor) {
        if (to - from < SHORT) {
            for (int i = from; i < to; i++) {
                array[i] *= factor;
            }
        } else {
            for (int i = from; i < to; i++) {
                array[i] *= factor;
            }
        }
    }

    private static void multiply(float[] array, int from, int to, float factor) {
        if (to - from < SHORT) {
            for (int i = from; i < to; i++) {
                array[i] *= factor;
            }
        } else {
            for (int i = from; i < to; i++) {
                array[i] *= factor;
            }
        }
    }

    private static void inIntervals(long count, int size, MemorySegment memory, Checkpoint checkpoint, Loop loop) {
        boolean severalThreads = memory == null
                ? Intervals.onSeveralThreads(count * size)
                : Intervals.onSeveralThreads(count * size, memory);
        Intervals.run(count, severalThreads, checkpoint, (interval, from, block) -> loop.run(from, block));
    }

    @FunctionalInterface
    private interface Loop {
        void run(long from, int count);
    }

    private static void nativeDoubles(MemorySegment memory, long offset, int count, double factor) {
        int done = 0;
        if (count >= VECTORS_FROM && GATE.isOpen(count)) {
            done = ScaleVector.doubles(memory.asSlice(offset, count * 8L), count, factor);
        }
        plainDoubles(memory, offset + done * 8L, count - done, factor);
    }

    /** Of native memory. */
    static void plainDoubles(MemorySegment memory, long offset, int count, double factor) {
        for (int i = 0; i < count; i++) {
            long at = offset + i * 8L;
            memory.set(DOUBLE, at, memory.get(DOUBLE, at) * factor);
        }
    }

    private static void byteArrayDoubles(byte[] bytes, int offset, int count, double factor) {
        int done = 0;
        if (count >= VECTORS_FROM && GATE.isOpen(count)) {
            done = ScaleVector.doubles(bytes, offset, count, factor);
        }
        plainDoubles(bytes, offset + done * Double.BYTES, count - done, factor);
    }

    static void plainDoubles(byte[] bytes, int offset, int count, double factor) {
        MemorySegment memory = MemorySegment.ofArray(bytes);
        for (int i = 0; i < count; i++) {
            long at = offset + i * 8L;
            memory.set(DOUBLE, at, memory.get(DOUBLE, at) * factor);
        }
    }

    /** For arrays of other types, such as {@code long[]}. */
    private static void heapDoubles(MemorySegment memory, long offset, int count, double factor) {
        for (int i = 0; i < count; i++) {
            long at = offset + i * 8L;
            memory.set(DOUBLE, at, memory.get(DOUBLE, at) * factor);
        }
    }

    private static void nativeFloats(MemorySegment memory, long offset, int count, float factor) {
        int done = 0;
        if (count >= VECTORS_FROM && GATE.isOpen(count)) {
            done = ScaleVector.floats(memory.asSlice(offset, count * 4L), count, factor);
        } else if (count >= STAGED_FROM) {
            stagedFloats(memory, offset, count, factor);
            return;
        }
        plainFloats(memory, offset + done * 4L, count - done, factor);
    }

    /** Of native memory. */
    static void plainFloats(MemorySegment memory, long offset, int count, float factor) {
        for (int i = 0; i < count; i++) {
            long at = offset + i * 4L;
            memory.set(FLOAT, at, memory.get(FLOAT, at) * factor);
        }
    }

    private static void byteArrayFloats(byte[] bytes, int offset, int count, float factor) {
        int done = 0;
        if (count >= VECTORS_FROM && GATE.isOpen(count)) {
            done = ScaleVector.floats(bytes, offset, count, factor);
        } else if (count >= STAGED_FROM) {
            stagedFloats(MemorySegment.ofArray(bytes), offset, count, factor);
            return;
        }
        plainFloats(bytes, offset + done * Float.BYTES, count - done, factor);
    }

    static void plainFloats(byte[] bytes, int offset, int count, float factor) {
        MemorySegment memory = MemorySegment.ofArray(bytes);
        for (int i = 0; i < count; i++) {
            long at = offset + i * 4L;
            memory.set(FLOAT, at, memory.get(FLOAT, at) * factor);
        }
    }

    /** For arrays of other types, such as {@code int[]}. */
    private static void heapFloats(MemorySegment memory, long offset, int count, float factor) {
        for (int i = 0; i < count; i++) {
            long at = offset + i * 4L;
            memory.set(FLOAT, at, memory.get(FLOAT, at) * factor);
        }
    }

    /** Works for all kinds of memory, as whole blocks are copied and not single elements. */
    private static void stagedFloats(MemorySegment memory, long offset, int count, float factor) {
        float[] stage = new float[STAGE];
        for (int from = 0; from < count; from += STAGE) {
            int block = Math.min(STAGE, count - from);
            long at = offset + from * 4L;
            MemorySegment.copy(memory, FLOAT, at, stage, 0, block);
            multiply(stage, 0, block, factor);
            MemorySegment.copy(stage, 0, memory, FLOAT, at, block);
        }
    }
}
