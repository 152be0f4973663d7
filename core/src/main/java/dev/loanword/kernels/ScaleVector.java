package dev.loanword.kernels;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import jdk.incubator.vector.ByteVector;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * The loops of {@link Scale} by the Vector API. To be loaded only where {@link VectorModule#PRESENT}.
 *
 * <p>Each works on as many elements as fill whole vectors, from the first one on, and returns how many these are. Arrays of
 * bytes are read as vectors of bytes, since the JDK compiles no vectors of floats over them; native memory is addressed by
 * an int, which compiles to half the time that a long takes.
 *
 * <p>Native memory may be a mapped file that another process has shortened. Touching what is gone is an {@link InternalError},
 * but only in compiled code that the JVM has marked for that, and it does not mark accesses by vectors (JDK 25 ends by SIGBUS
 * there). So each loop over native memory also reads one byte by a plain access, which marks the code.
 */
final class ScaleVector {
    private static final VectorSpecies<Byte> BYTES = ByteVector.SPECIES_PREFERRED;
    private static final VectorSpecies<Double> DOUBLES = DoubleVector.SPECIES_PREFERRED;
    private static final VectorSpecies<Float> FLOATS = FloatVector.SPECIES_PREFERRED;
    private static final int STEP = BYTES.length();
    private static final ByteOrder ORDER = ByteOrder.nativeOrder();

    private ScaleVector() {
    }

    static int doubles(byte[] bytes, int offset, int count, double factor) {
        int size = count * Double.BYTES / STEP * STEP;
        for (int i = offset; i < offset + size; i += STEP) {
            ByteVector.fromArray(BYTES, bytes, i).reinterpretAsDoubles().mul(factor).reinterpretAsBytes()
                    .intoArray(bytes, i);
        }
        return size / Double.BYTES;
    }

    /** Of native memory, from its first byte on. */
    static int doubles(MemorySegment memory, int count, double factor) {
        int size = count * Double.BYTES / STEP * STEP;
        mark(memory, size);
        for (int i = 0; i < size; i += STEP) {
            DoubleVector.fromMemorySegment(DOUBLES, memory, i, ORDER).mul(factor).intoMemorySegment(memory, i, ORDER);
        }
        return size / Double.BYTES;
    }

    static int floats(byte[] bytes, int offset, int count, float factor) {
        int size = count * Float.BYTES / STEP * STEP;
        for (int i = offset; i < offset + size; i += STEP) {
            ByteVector.fromArray(BYTES, bytes, i).reinterpretAsFloats().mul(factor).reinterpretAsBytes()
                    .intoArray(bytes, i);
        }
        return size / Float.BYTES;
    }

    /** Of native memory, from its first byte on. */
    static int floats(MemorySegment memory, int count, float factor) {
        int size = count * Float.BYTES / STEP * STEP;
        mark(memory, size);
        for (int i = 0; i < size; i += STEP) {
            FloatVector.fromMemorySegment(FLOATS, memory, i, ORDER).mul(factor).intoMemorySegment(memory, i, ORDER);
        }
        return size / Float.BYTES;
    }

    private static void mark(MemorySegment memory, int size) {
        if (size > 0) {
            memory.get(ValueLayout.JAVA_BYTE, size - 1L);
        }
    }

    /** Both types in both kinds of memory. */
    static final class Trial implements VectorGate.Trial {
        private static final int ELEMENTS = 2048;

        private final byte[] bytes = new byte[ELEMENTS * Double.BYTES];
        private final MemorySegment memory = Arena.ofAuto().allocate(ELEMENTS * (long) Double.BYTES, STEP);

        @Override
        public void plain() {
            Scale.plainDoubles(bytes, 0, ELEMENTS, 1);
            Scale.plainDoubles(memory, 0, ELEMENTS, 1);
            Scale.plainFloats(bytes, 0, ELEMENTS, 1);
            Scale.plainFloats(memory, 0, ELEMENTS, 1);
        }

        @Override
        public void vectors() {
            doubles(bytes, 0, ELEMENTS, 1);
            doubles(memory, ELEMENTS, 1);
            floats(bytes, 0, ELEMENTS, 1);
            floats(memory, ELEMENTS, 1);
        }
    }
}
