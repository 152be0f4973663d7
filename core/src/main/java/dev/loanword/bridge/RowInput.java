package dev.loanword.bridge;

import dev.loanword.memory.BorrowedBuffer;
import dev.loanword.memory.ElementType;
import dev.loanword.memory.ElementTypeException;
import dev.loanword.memory.Layout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/** Reads the numbers of borrowed buffers as float32: a row, a query, or a matrix of them, of any strides. */
final class RowInput {
    private final BorrowedBuffer buffer;
    private final boolean single;
    private final boolean isContiguous;

    private RowInput(BorrowedBuffer buffer, boolean single) {
        this.buffer = buffer;
        this.single = single;
        this.isContiguous = buffer.layout().isCContiguous();
    }

    /**
     * Checks the element type.
     *
     * @param method the name of the method, for the message
     * @throws ElementTypeException if the elements are neither float32 nor float64 in native byte order
     */
    static RowInput of(BorrowedBuffer buffer, String method) {
        ElementType type = buffer.elementType();
        boolean single = type.sameMemory(ElementType.FLOAT32);
        if (!single && !type.sameMemory(ElementType.FLOAT64)) {
            throw new ElementTypeException("EmbeddingTable." + method
                    + " expected float32 ('f') or float64 ('d') elements, got " + type + "; convert first");
        }
        return new RowInput(buffer, single);
    }

    /** Whether all bytes are float32 numbers, in order and without gaps. */
    boolean isPlain() {
        return single && isContiguous;
    }

    /** The bytes of all numbers, if they are {@linkplain #isPlain() plain}. */
    MemorySegment bytes() {
        return buffer.segment();
    }

    /** The numbers of a buffer of one dimension. */
    float[] row() {
        float[] values = new float[Math.toIntExact(buffer.elementCount())];
        read(0, values);
        return values;
    }

    /**
     * Reads one row of a matrix, or the only one of a buffer of one dimension, number 0.
     *
     * @param into is given the numbers, each rounded to float32
     */
    void read(long row, float[] into) {
        Layout layout = buffer.layout();
        int last = layout.dimensionCount() - 1;
        int count = Math.toIntExact(layout.shape(last));
        long stride = layout.stride(last);
        long begin = buffer.origin() + (last == 0 ? 0 : row * layout.stride(0));
        MemorySegment memory = buffer.stridedSegment();
        if (single && stride == Float.BYTES) {
            MemorySegment.copy(memory, ValueLayout.JAVA_FLOAT_UNALIGNED, begin, into, 0, count);
            return;
        }
        for (int i = 0; i < count; i++) {
            long at = begin + i * stride;
            into[i] = single
                    ? memory.get(ValueLayout.JAVA_FLOAT_UNALIGNED, at)
                    : (float) memory.get(ValueLayout.JAVA_DOUBLE_UNALIGNED, at);
        }
    }

    /** The numbers of an array, each rounded to float32. */
    static float[] rounded(double[] numbers, int count) {
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = (float) numbers[i];
        }
        return values;
    }
}
