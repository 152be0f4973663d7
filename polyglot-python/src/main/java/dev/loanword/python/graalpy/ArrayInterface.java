package dev.loanword.python.graalpy;

import com.oracle.graal.python.PythonLanguage;
import com.oracle.graal.python.runtime.object.PFactory;
import com.oracle.truffle.api.nodes.Node;
import dev.loanword.memory.ElementType;
import dev.loanword.memory.Layout;
import dev.loanword.memory.LentMemory;
import java.lang.foreign.MemorySegment;
import java.nio.ByteOrder;

/**
 * NumPy's array interface of lent memory, version 3.
 *
 * <p>NumPy keeps what it finds under {@code data} for as long as the array lives. That is a Buffer made for this one array,
 * which counts as a use of the memory until the array is gone.
 */
final class ArrayInterface {

    private ArrayInterface() {}

    /** The dictionary that {@code __array_interface__} gives. */
    static Object of(Node node, LentMemory memory) {
        PythonLanguage language = PythonLanguage.get(node);
        MemorySegment segment = memory.segment();
        LentMemory bytes = new LentMemory(
                segment,
                0,
                ElementType.UINT8,
                Layout.contiguous(1, segment.byteSize()),
                memory.readOnly(),
                memory.owner(),
                memory.views());
        var result = PFactory.createDict(language);
        result.setItem(Text.python("data"), LentBuffers.passOn(HostState.of(node), bytes, true));
        result.setItem(Text.python("offset"), memory.origin());
        result.setItem(Text.python("shape"), BufferOperations.tuple(memory.layout().shape()));
        result.setItem(Text.python("strides"), BufferOperations.tuple(memory.layout().strides()));
        result.setItem(Text.python("typestr"), Text.python(typestr(memory.elementType())));
        result.setItem(Text.python("version"), 3);
        return result;
    }

    /** The element type as NumPy's array interface spells it: byte order, kind, bytes (for text: characters). */
    private static String typestr(ElementType type) {
        String order = type.size() == 1 ? "|" : type.order() == ByteOrder.LITTLE_ENDIAN ? "<" : ">";
        return switch (type.kind()) {
            case BOOLEAN -> "|b1";
            case SIGNED_INTEGER -> order + "i" + type.size();
            case UNSIGNED_INTEGER, POINTER -> order + "u" + type.size();
            case FLOAT -> order + "f" + type.size();
            case CHARACTER, BYTES -> "|S" + type.size();
            case TEXT -> order + "U" + type.size() / 4;
            case PADDING -> "|V" + type.size();
        };
    }
}
