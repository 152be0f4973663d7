package dev.loanword.python.graalpy;

import com.oracle.graal.python.PythonLanguage;
import com.oracle.graal.python.builtins.objects.PNone;
import com.oracle.graal.python.lib.PyObjectCallMethodObjArgs;
import com.oracle.graal.python.nodes.statement.AbstractImportNode;
import com.oracle.graal.python.runtime.object.PFactory;
import com.oracle.truffle.api.nodes.Node;
import dev.loanword.memory.ElementType;
import dev.loanword.memory.LentMemory;
import java.lang.foreign.MemorySegment;
import java.nio.ByteOrder;
import java.util.List;

/**
 * Hands lent memory to NumPy: {@code np.asarray(buffer)} is an array over the very memory.
 *
 * <p>NumPy keeps the object whose {@code __array_interface__} it read for as long as the array lives. That object is a pin
 * made for this one array: a view of its own, which counts as a use of the memory until the array is gone. NumPy's other
 * way, a memoryview, is never given back.
 */
final class ArrayExport {

    private ArrayExport() {}

    /** Makes the Python type of pins in the entered context. */
    static Object createType() {
        return new PythonType(
                        "loanword",
                        "_Pin",
                        "Keeps lent memory in place for one NumPy array.",
                        Builtin.outlined("__new__", List.of("cls"), "", (node, args) -> {
                            throw PythonExceptions.typeError(node, "pins are made by np.asarray(buffer)");
                        }),
                        List.of(),
                        List.of(Builtin.outlined("__array_interface__", List.of("self"), "Where the memory lies.", (node, args) ->
                                arrayInterface(Instances.java(args[0], LentView.class)))))
                .create();
    }

    /** An ndarray over the memory of a view; a copy of it only where another element type is asked for. */
    static Object array(Node node, LentView view, Object dtype) {
        LentMemory memory = view.memory();
        view.checkOpen();
        if (!view.isNative()) {
            throw PythonExceptions.bufferError(node, "the " + memory.owner() + " lies on the Java heap and has no address for"
                    + " NumPy; lend off-heap memory, or copy it with np.asarray(loanword.copy_of(buffer))");
        }
        HostState state = HostState.of(node);
        LentView pin = LentView.over(state, memory, true);
        memory.views().add(pin);
        pin.getNativePointer();
        Object holder = Instances.create(state.pinType(), pin);
        Object numpy = AbstractImportNode.importModule(Text.python("numpy"));
        return dtype == PNone.NONE
                ? PyObjectCallMethodObjArgs.executeUncached(numpy, Text.python("asarray"), holder)
                : PyObjectCallMethodObjArgs.executeUncached(numpy, Text.python("asarray"), holder, dtype);
    }

    private static Object arrayInterface(LentView view) {
        LentMemory memory = view.memory();
        MemorySegment segment = view.segment();
        PythonLanguage language = PythonLanguage.get(null);
        var result = PFactory.createDict(language);
        Object data = PFactory.createTuple(
                language, new Object[] {segment.address() + memory.origin(), memory.readOnly()});
        result.setItem(Text.python("data"), data);
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
