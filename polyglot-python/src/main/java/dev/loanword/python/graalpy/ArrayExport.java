package dev.loanword.python.graalpy;

import com.oracle.graal.python.builtins.objects.PNone;
import com.oracle.graal.python.lib.PyObjectIsTrueNode;
import com.oracle.truffle.api.nodes.Node;
import dev.loanword.memory.Layout;
import dev.loanword.memory.LentMemory;
import java.lang.foreign.MemorySegment;

/**
 * Hands lent memory to NumPy: {@code np.asarray(buffer)} is an array over the very memory.
 *
 * <p>NumPy reads the {@link ArrayInterface} of a Buffer. Its other way, a memoryview, is never given back.
 */
final class ArrayExport {

    private ArrayExport() {}

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
        return array(HostState.of(node), copied(node, view, "NumPy array of memory on the Java heap"), dtype, PNone.NONE);
    }

    private static Object array(HostState state, LentMemory memory, Object dtype, Object copy) {
        return state.python("numpy_exports").call("array", LentBuffers.passOn(state, memory, false), dtype, copy);
    }

    /** A copy off the Java heap, in one piece, which the ledger counts. */
    static LentMemory copied(Node node, LentView view, String reason) {
        view.checkOpen();
        LentMemory memory = view.memory();
        HostState.of(node).ledger().copy(memory.layout().byteCount(), reason);
        LentMemory copy = LoanwordModule.allocate(
                node,
                memory.elementType(),
                Layout.contiguous(memory.layout().itemsize(), memory.layout().shape()));
        copy.segment().copyFrom(MemorySegment.ofArray(view.gather()));
        return copy;
    }
}
