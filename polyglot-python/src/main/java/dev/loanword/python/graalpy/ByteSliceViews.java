package dev.loanword.python.graalpy;

import com.oracle.graal.python.PythonLanguage;
import com.oracle.graal.python.builtins.objects.bytes.PBytes;
import com.oracle.graal.python.builtins.objects.memoryview.PMemoryView;
import com.oracle.graal.python.runtime.object.PFactory;
import com.oracle.graal.python.util.BufferFormat;
import com.oracle.truffle.api.nodes.Node;
import dev.loanword.memory.ByteSlice;

/** Makes memoryviews over parts of Java arrays that never change again. Nothing is copied, registered or released. */
public final class ByteSliceViews {

    private ByteSliceViews() {}

    /**
     * A read-only memoryview, made by code that Truffle compiles. Underneath lies a {@code bytes} object over the array, which
     * ends where the slice does: what follows in the array may still be written.
     */
    public static Object memoryview(Node node, ByteSlice slice) {
        PythonLanguage language = PythonLanguage.get(node);
        int length = slice.length();
        PBytes bytes = PFactory.createBytes(language, slice.array(), slice.offset() + length);
        return PFactory.createMemoryView(
                language,
                null,
                null,
                bytes,
                null,
                length,
                true,
                1,
                BufferFormat.UINT_8,
                BufferFormat.T_UINT_8_TYPE_CODE,
                1,
                null,
                slice.offset(),
                new int[] {length},
                new int[] {1},
                null,
                PMemoryView.FLAG_C | PMemoryView.FLAG_FORTRAN);
    }
}
