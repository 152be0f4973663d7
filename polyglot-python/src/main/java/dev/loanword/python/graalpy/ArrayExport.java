package dev.loanword.python.graalpy;

import com.oracle.graal.python.PythonLanguage;
import com.oracle.graal.python.builtins.objects.PNone;
import com.oracle.graal.python.lib.PyObjectIsTrueNode;
import com.oracle.graal.python.runtime.object.PFactory;
import com.oracle.truffle.api.nodes.Node;
import dev.loanword.memory.ElementType;
import dev.loanword.memory.Layout;
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

    /**
     * An ndarray over the memory of a view.
     *
     * @param dtype the element type as NumPy takes it, or None for that of the memory
     * @param copy as NumPy takes it: True copies, also memory on the Java heap, which the ledger counts; None copies where
     *     another element type is asked for; False refuses that by NumPy's own {@code ValueError}
     */
    static Object array(Node node, LentView view, Object dtype, Object copy) {
        view.checkOpen();
        if (view.isNative()) {
            return array(HostState.of(node), view.memory(), dtype, copy);
        }
        if (copy == PNone.NONE || !PyObjectIsTrueNode.executeUncached(copy)) {
            throw PythonExceptions.bufferError(node, "the " + view.memory().owner() + " lies on the Java heap and has no address"
                    + " for NumPy; lend off-heap memory, or copy it with np.array(buffer, copy=True)");
        }
        return array(HostState.of(node), copied(node, view), dtype, PNone.NONE);
    }

    private static Object array(HostState state, LentMemory memory, Object dtype, Object copy) {
        LentView pin = LentView.over(state, memory, true);
        memory.views().add(pin);
        pin.getNativePointer();
        Object holder = Instances.create(state.pinType(), pin);
        try {
            Object array = state.python("numpy_exports").call("array", holder, dtype, copy);
            if (copy != PNone.NONE && PyObjectIsTrueNode.executeUncached(copy)) {
                pin.unpin();
            }
            return array;
        } catch (Throwable refused) {
            pin.unpin();
            throw refused;
        }
    }

    /** A copy off the Java heap, in one piece. */
    private static LentMemory copied(Node node, LentView view) {
        LentMemory memory = view.memory();
        HostState.of(node).ledger().copy(memory.layout().byteCount(), "NumPy array of memory on the Java heap");
        LentMemory copy = LoanwordModule.allocate(
                node,
                memory.elementType(),
                Layout.contiguous(memory.layout().itemsize(), memory.layout().shape()));
        copy.segment().copyFrom(MemorySegment.ofArray(view.gather()));
        return copy;
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
