package dev.loanword.kernels;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import dev.loanword.memory.ElementType.Kind;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/**
 * A small array through which a kernel reads and writes {@linkplain Numbers numbers} of any type: all floats as doubles, all
 * integers as longs, both exactly.
 *
 * <p>C2 compiles loops over arrays to vectors, but none over segments of floats, and those over segments only as long as they
 * meet a single kind of memory. A block stays in the processor's first-level cache, and copying it there costs less than the
 * vectors gain. The copies go through {@link MemorySegment#copy}, which checks bounds and lifetime, takes all kinds of memory,
 * and turns the shortening of a mapped file into an {@link InternalError}.
 */
final class Stage implements AutoCloseable {
    /** How many elements there is room for at most. */
    static final int BLOCK = 1024;
    /** Smaller arrays are made anew. */
    static final int SCRATCH_FROM = 64;

    private static final ValueLayout.OfDouble FLOAT64 = ValueLayout.JAVA_DOUBLE_UNALIGNED;
    private static final ValueLayout.OfFloat FLOAT32 = ValueLayout.JAVA_FLOAT_UNALIGNED;
    private static final ValueLayout.OfShort INT16 = ValueLayout.JAVA_SHORT_UNALIGNED;
    private static final ValueLayout.OfInt INT32 = ValueLayout.JAVA_INT_UNALIGNED;
    private static final ValueLayout.OfLong INT64 = ValueLayout.JAVA_LONG_UNALIGNED;

    private final MemorySegment memory;
    private final int size;
    private final boolean signed;
    /** Where floats are read to; {@code null} for integers. */
    final double[] doubles;
    /** Where integers are read to; {@code null} for floats. */
    final long[] longs;

    private final float[] floats;
    private final byte[] bytes;
    private final short[] shorts;
    private final int[] ints;

    Stage(Numbers numbers, int length) {
        this.memory = numbers.memory();
        this.size = numbers.size();
        this.signed = numbers.type().kind() != Kind.UNSIGNED_INTEGER;
        boolean isFloat = numbers.isFloat();
        boolean isSmall = length < SCRATCH_FROM;
        boolean isFloat32 = isFloat && size == Float.BYTES;
        this.doubles = !isFloat ? null : isSmall ? new double[length] : ScratchArrays.DOUBLES.take();
        this.longs = isFloat ? null : isSmall ? new long[length] : ScratchArrays.LONGS.take();
        this.floats = !isFloat32 ? null : isSmall ? new float[length] : ScratchArrays.FLOATS.take();
        this.bytes = size == Byte.BYTES ? new byte[length] : null;
        this.shorts = size == Short.BYTES ? new short[length] : null;
        this.ints = !isFloat && size == Integer.BYTES ? new int[length] : null;
    }

    /** Reads floats, of which there is room for. */
    double[] readFloats(long from, int count) {
        long at = from * size;
        switch (size) {
            case Double.BYTES -> MemorySegment.copy(memory, FLOAT64, at, doubles, 0, count);
            case Float.BYTES -> {
                MemorySegment.copy(memory, FLOAT32, at, floats, 0, count);
                for (int i = 0; i < count; i++) {
                    doubles[i] = floats[i];
                }
            }
            default -> {
                MemorySegment.copy(memory, INT16, at, shorts, 0, count);
                for (int i = 0; i < count; i++) {
                    doubles[i] = Float.float16ToFloat(shorts[i]);
                }
            }
        }
        return doubles;
    }

    /** Writes floats back, each rounded to its type. */
    void writeFloats(long to, int count) {
        long at = to * size;
        switch (size) {
            case Double.BYTES -> MemorySegment.copy(doubles, 0, memory, FLOAT64, at, count);
            case Float.BYTES -> {
                for (int i = 0; i < count; i++) {
                    floats[i] = (float) doubles[i];
                }
                MemorySegment.copy(floats, 0, memory, FLOAT32, at, count);
            }
            default -> {
                for (int i = 0; i < count; i++) {
                    shorts[i] = Halves.of(doubles[i]);
                }
                MemorySegment.copy(shorts, 0, memory, INT16, at, count);
            }
        }
    }

    /** Reads integers, of which there is room for. */
    long[] readIntegers(long from, int count) {
        long at = from * size;
        switch (size) {
            case Long.BYTES -> MemorySegment.copy(memory, INT64, at, longs, 0, count);
            case Integer.BYTES -> {
                MemorySegment.copy(memory, INT32, at, ints, 0, count);
                long mask = signed ? -1 : 0xffff_ffffL;
                for (int i = 0; i < count; i++) {
                    longs[i] = ints[i] & mask;
                }
            }
            case Short.BYTES -> {
                MemorySegment.copy(memory, INT16, at, shorts, 0, count);
                long mask = signed ? -1 : 0xffff;
                for (int i = 0; i < count; i++) {
                    longs[i] = shorts[i] & mask;
                }
            }
            default -> {
                MemorySegment.copy(memory, JAVA_BYTE, at, bytes, 0, count);
                long mask = signed ? -1 : 0xff;
                for (int i = 0; i < count; i++) {
                    longs[i] = bytes[i] & mask;
                }
            }
        }
        return longs;
    }

    /** Writes integers back, which fit their type. */
    void writeIntegers(long to, int count) {
        long at = to * size;
        switch (size) {
            case Long.BYTES -> MemorySegment.copy(longs, 0, memory, INT64, at, count);
            case Integer.BYTES -> {
                for (int i = 0; i < count; i++) {
                    ints[i] = (int) longs[i];
                }
                MemorySegment.copy(ints, 0, memory, INT32, at, count);
            }
            case Short.BYTES -> {
                for (int i = 0; i < count; i++) {
                    shorts[i] = (short) longs[i];
                }
                MemorySegment.copy(shorts, 0, memory, INT16, at, count);
            }
            default -> {
                for (int i = 0; i < count; i++) {
                    bytes[i] = (byte) longs[i];
                }
                MemorySegment.copy(bytes, 0, memory, JAVA_BYTE, at, count);
            }
        }
    }

    /** Gives its arrays back. */
    @Override
    public void close() {
        if (doubles != null && doubles.length >= SCRATCH_FROM) {
            ScratchArrays.DOUBLES.give(doubles);
        }
        if (longs != null && longs.length >= SCRATCH_FROM) {
            ScratchArrays.LONGS.give(longs);
        }
        if (floats != null && floats.length >= SCRATCH_FROM) {
            ScratchArrays.FLOATS.give(floats);
        }
    }
}
