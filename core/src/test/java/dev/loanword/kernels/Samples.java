package dev.loanword.kernels;

import dev.loanword.memory.ElementType;
import dev.loanword.memory.ElementType.Kind;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.math.BigInteger;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/** Numbers of each type in each kind of memory, and single ones read and written without any kernel. */
final class Samples {
    static final List<ElementType> FLOATS = List.of(ElementType.FLOAT16, ElementType.FLOAT32, ElementType.FLOAT64);
    static final List<ElementType> INTEGERS = List.of(ElementType.INT8, ElementType.UINT8, ElementType.INT16, ElementType.UINT16,
            ElementType.INT32, ElementType.UINT32, ElementType.INT64, ElementType.UINT64);

    /** Each length up to more than three of the widest vectors of bytes, and those around a block and an interval. */
    static final List<Integer> LENGTHS = IntStream.concat(IntStream.rangeClosed(0, 3 * 64 + 1),
            IntStream.of(Stage.BLOCK - 1, Stage.BLOCK, Stage.BLOCK + 1, 8 * Stage.BLOCK - 3, 8 * Stage.BLOCK + 5,
                    Checkpoint.INTERVAL - 1, Checkpoint.INTERVAL, Checkpoint.INTERVAL + 1, 2 * Checkpoint.INTERVAL + 777))
            .boxed().toList();

    private static final double[] SPECIALS = {0.0, -0.0, Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY,
        Double.MIN_VALUE, -Double.MIN_VALUE, Double.MAX_VALUE, -Double.MAX_VALUE, Float.MIN_VALUE, Float.MAX_VALUE, 65504, 0x1p-24,
        1e-310};

    private Samples() {
    }

    /** Where numbers lie. */
    enum Place {
        BYTE_ARRAY, NATIVE, LONG_ARRAY;

        /** Memory of some bytes that begins at an odd place where that is possible. */
        MemorySegment allocate(long bytes, int offset) {
            MemorySegment memory = switch (this) {
                case BYTE_ARRAY -> MemorySegment.ofArray(new byte[(int) bytes + offset + 9]);
                case NATIVE -> Arena.ofAuto().allocate(bytes + offset + 9, 64);
                case LONG_ARRAY -> MemorySegment.ofArray(new long[(int) ((bytes + offset + 9) / 8 + 1)]);
            };
            return memory.asSlice(offset, bytes);
        }
    }

    /** Random numbers: floats of all sizes, some of them special if asked for; integers of all bits. */
    static MemorySegment random(Place place, ElementType type, int count, long seed, boolean special) {
        Random random = new Random(seed);
        MemorySegment memory = place.allocate(count * type.size(), (int) (seed & 7));
        for (int i = 0; i < count; i++) {
            if (type.kind() == Kind.FLOAT) {
                double value = special && random.nextInt(20) == 0
                        ? SPECIALS[random.nextInt(SPECIALS.length)]
                        : random.nextGaussian() * (1 << random.nextInt(8));
                set(memory, type, i, value);
            } else {
                setBits(memory, type, i, random.nextInt(4) == 0 ? random.nextInt(5) - 2 : random.nextLong());
            }
        }
        return memory;
    }

    /** A float as a double. */
    static double get(MemorySegment memory, ElementType type, long index) {
        long at = index * type.size();
        return switch ((int) type.size()) {
            case 8 -> memory.get(ValueLayout.JAVA_DOUBLE_UNALIGNED, at);
            case 4 -> memory.get(ValueLayout.JAVA_FLOAT_UNALIGNED, at);
            default -> Float.float16ToFloat(memory.get(ValueLayout.JAVA_SHORT_UNALIGNED, at));
        };
    }

    static void set(MemorySegment memory, ElementType type, long index, double value) {
        long at = index * type.size();
        switch ((int) type.size()) {
            case 8 -> memory.set(ValueLayout.JAVA_DOUBLE_UNALIGNED, at, value);
            case 4 -> memory.set(ValueLayout.JAVA_FLOAT_UNALIGNED, at, (float) value);
            default -> memory.set(ValueLayout.JAVA_SHORT_UNALIGNED, at, Float.floatToFloat16((float) value));
        }
    }

    /** An integer with or without sign. */
    static BigInteger integer(MemorySegment memory, ElementType type, long index) {
        byte[] bytes = new byte[(int) type.size()];
        for (int i = 0; i < bytes.length; i++) {
            bytes[bytes.length - 1 - i] = memory.get(ValueLayout.JAVA_BYTE, index * type.size() + i);
        }
        return type.kind() == Kind.SIGNED_INTEGER ? new BigInteger(bytes) : new BigInteger(1, bytes);
    }

    static void setBits(MemorySegment memory, ElementType type, long index, long bits) {
        for (int i = 0; i < type.size(); i++) {
            memory.set(ValueLayout.JAVA_BYTE, index * type.size() + i, (byte) (bits >>> 8 * i));
        }
    }

    static int count(MemorySegment memory, ElementType type) {
        return (int) (memory.byteSize() / type.size());
    }

    static double[] floats(MemorySegment memory, ElementType type) {
        double[] values = new double[count(memory, type)];
        for (int i = 0; i < values.length; i++) {
            values[i] = get(memory, type, i);
        }
        return values;
    }

    /** A double as an element of the type holds it. */
    static double rounded(ElementType type, double value) {
        return switch ((int) type.size()) {
            case 8 -> value;
            case 4 -> (float) value;
            default -> Float.float16ToFloat(Halves.of(value));
        };
    }
}
