package dev.loanword.python.graalpy;

import dev.loanword.memory.BorrowedBuffer;
import dev.loanword.memory.Layout;
import java.io.ByteArrayOutputStream;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/** Reads the elements of a borrowed buffer in C order, as the documentation says where they lie; no code of the product. */
public final class ElementBytes {

    private ElementBytes() {}

    /** The bytes of all elements. */
    public static byte[] of(BorrowedBuffer buffer) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        collect(buffer.stridedSegment(), buffer.origin(), buffer.layout(), 0, bytes);
        return bytes.toByteArray();
    }

    private static void collect(MemorySegment memory, long at, Layout layout, int dimension, ByteArrayOutputStream bytes) {
        if (dimension == layout.dimensionCount()) {
            bytes.writeBytes(memory.asSlice(at, layout.itemsize()).toArray(ValueLayout.JAVA_BYTE));
            return;
        }
        for (long i = 0; i < layout.shape(dimension); i++) {
            collect(memory, at + i * layout.stride(dimension), layout, dimension + 1, bytes);
        }
    }
}
