package dev.loanword.python.graalpy.bridge;

import com.oracle.graal.python.builtins.objects.PNone;
import com.oracle.graal.python.builtins.objects.module.PythonModule;
import com.oracle.graal.python.lib.PyByteArrayCheckNode;
import com.oracle.graal.python.lib.PyBytesCheckNode;
import com.oracle.graal.python.nodes.call.CallNode;
import com.oracle.truffle.api.nodes.Node;
import com.oracle.truffle.api.strings.TruffleString;
import dev.loanword.bridge.Bridge;
import dev.loanword.kernels.Checkpoint;
import dev.loanword.memory.BorrowTable.Access;
import dev.loanword.memory.BorrowedBuffer;
import dev.loanword.python.graalpy.Borrow;
import dev.loanword.python.graalpy.Borrower;
import dev.loanword.python.graalpy.Builtin;
import dev.loanword.python.graalpy.Numbers;
import dev.loanword.python.graalpy.PythonExceptions;
import dev.loanword.python.graalpy.PythonModules;
import java.util.List;

/** The Python module {@code bridge}: the shipped core. */
public final class BridgeModule {

    private static final String NAME = "bridge";
    private static final String BUFFER = " must be a bytes-like object";

    private BridgeModule() {}

    /** Makes the module in the entered context. */
    public static PythonModule create() {
        PythonModule module = PythonModules.create(
                NAME,
                "The shipped Java core: checksums, scaling in place, an embedding table, lines of files. Nothing is copied.");
        PythonModules.addFunctions(
                module,
                NAME,
                List.of(
                        Builtin.outlined(
                                "checksum_bytes",
                                List.of("module", "payload"),
                                """
                                The 64-bit FNV-1a hash of bytes or a bytearray, as an unsigned int.

                                The payload is borrowed, not copied. Anything else raises TypeError.""",
                                (node, args) -> checksumBytes(node, args[1])),
                        Builtin.outlined(
                                "scale_inplace",
                                List.of("module", "x", "factor"),
                                """
                                Multiplies the float64 elements of a buffer by a factor, in place.

                                Takes a NumPy array or any other writable C-contiguous buffer, of any shape. Nothing is
                                copied. Another element type or byte order raises TypeError; a read-only or strided
                                buffer raises BufferError; nothing was written then. If it is interrupted, a prefix has
                                been scaled.""",
                                (node, args) ->
                                        scale(node, "scale_inplace", "argument 'x'" + BUFFER, Bridge::scaleInplace, args[1], args[2])),
                        Builtin.outlined(
                                "scale_buffer",
                                List.of("module", "buf", "factor"),
                                """
                                Multiplies the float32 elements of a buffer by a factor, in place.

                                Takes any writable C-contiguous float32 buffer: array.array('f'), a memoryview, ctypes,
                                a NumPy array, memory that Java lent. Nothing is copied. Another element type or byte
                                order raises TypeError; a read-only or strided buffer raises BufferError; nothing was
                                written then. If it is interrupted, a prefix has been scaled.""",
                                (node, args) ->
                                        scale(node, "scale_buffer", "argument 'buf'" + BUFFER, Bridge::scaleBuffer, args[1], args[2])),
                        Builtin.outlined(
                                "lines",
                                List.of("module", "path"),
                                """
                                The lines of a file, each as bytes without its ending (\\n or \\r\\n).

                                The file is read in constant memory and closed at its end, by close(), by a with
                                statement, or when the iterator is dropped. path is str, bytes or os.PathLike.""",
                                (node, args) -> CallNode.executeUncached(
                                        ((PythonModule) args[0]).getAttribute(TYPE_OF_LINES), args[1]))));
        PythonModules.add(module, "EmbeddingTable", EmbeddingTableType.create());
        PythonModules.add(module, "Lines", LinesType.create());
        return module;
    }

    private static final TruffleString TYPE_OF_LINES =
            TruffleString.fromJavaStringUncached("Lines", TruffleString.Encoding.UTF_32);

    private static Object checksumBytes(Node node, Object payload) {
        // Not by instanceof: a subclass written in C, such as numpy.bytes_, has instances of another Java class.
        if (!PyBytesCheckNode.executeUncached(payload) && !PyByteArrayCheckNode.executeUncached(payload)) {
            throw PythonExceptions.typeError(node, "expected bytes or bytearray");
        }
        try (Borrow borrow = Borrower.borrow(node, payload, Access.SHARED, "checksum_bytes")) {
            return Numbers.unsigned(Bridge.checksumBytes(borrow.buffer(), borrow.checkpoint(node)));
        }
    }

    private interface Scaling {
        void apply(BorrowedBuffer buffer, double factor, Checkpoint checkpoint);
    }

    private static Object scale(
            Node node, String name, String expected, Scaling scaling, Object buffer, Object factor) {
        // The factor first: converting it may run Python code, which must not happen between borrow and kernel.
        double number = (double) Numbers.toDouble(factor);
        try (Borrow borrow = Borrower.borrowArgument(node, buffer, Access.EXCLUSIVE, name, expected)) {
            scaling.apply(borrow.buffer(), number, borrow.checkpoint(node));
        }
        return PNone.NONE;
    }
}
