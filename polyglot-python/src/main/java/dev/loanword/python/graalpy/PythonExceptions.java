package dev.loanword.python.graalpy;

import com.oracle.graal.python.PythonLanguage;
import com.oracle.graal.python.builtins.PythonBuiltinClassType;
import com.oracle.graal.python.builtins.objects.exception.PBaseException;
import com.oracle.graal.python.nodes.PRaiseNode;
import com.oracle.graal.python.runtime.exception.PythonThreadKillException;
import com.oracle.graal.python.runtime.object.PFactory;
import com.oracle.truffle.api.CompilerDirectives.TruffleBoundary;
import com.oracle.truffle.api.exception.AbstractTruffleException;
import com.oracle.truffle.api.nodes.ControlFlowException;
import com.oracle.truffle.api.nodes.Node;

/**
 * Makes genuine Python exceptions, from a type and a text or from what Java threw.
 *
 * <p>No frame of ours appears in the traceback. {@link JavaExceptions} knows which Java exception is which Python exception.
 */
public final class PythonExceptions {

    private PythonExceptions() {}

    /** A {@code TypeError}, to be thrown. */
    @TruffleBoundary
    public static RuntimeException typeError(Node node, String message) {
        return raise(node, PythonBuiltinClassType.TypeError, message);
    }

    /** A {@code ValueError}, to be thrown. */
    @TruffleBoundary
    public static RuntimeException valueError(Node node, String message) {
        return raise(node, PythonBuiltinClassType.ValueError, message);
    }

    /** A {@code RuntimeError}, to be thrown. */
    @TruffleBoundary
    public static RuntimeException runtimeError(Node node, String message) {
        return raise(node, PythonBuiltinClassType.RuntimeError, message);
    }

    /** An {@code AttributeError}, to be thrown. */
    @TruffleBoundary
    public static RuntimeException attributeError(Node node, String message) {
        return raise(node, PythonBuiltinClassType.AttributeError, message);
    }

    /** A {@code BufferError}, to be thrown. */
    @TruffleBoundary
    public static RuntimeException bufferError(Node node, String message) {
        return raise(node, PythonBuiltinClassType.BufferError, message);
    }

    /** An {@code IndexError}, to be thrown. */
    @TruffleBoundary
    public static RuntimeException indexError(Node node, String message) {
        return raise(node, PythonBuiltinClassType.IndexError, message);
    }

    /** An {@code OverflowError}, to be thrown. */
    @TruffleBoundary
    public static RuntimeException overflowError(Node node, String message) {
        return raise(node, PythonBuiltinClassType.OverflowError, message);
    }

    /** A {@code MemoryError}, to be thrown. */
    @TruffleBoundary
    public static RuntimeException memoryError(Node node, String message) {
        return raise(node, PythonBuiltinClassType.MemoryError, message);
    }

    /** The JVM's word for a page that can't be read, as where a mapped file has become shorter, is an InternalError. */
    static final String FAULT_IN_MAPPED_FILE =
            "a mapped file could not be read or written: it has become shorter since it was mapped; map it again";

    /** An {@code OSError} without a number, to be thrown. */
    @TruffleBoundary
    static RuntimeException osError(Node node, String message) {
        return raise(node, PythonBuiltinClassType.OSError, message);
    }

    /** A {@code StopIteration} without a value, to be thrown. */
    public static RuntimeException stopIteration(Node node) {
        return PRaiseNode.raiseStatic(node, PythonBuiltinClassType.StopIteration);
    }

    /** The Python exception object that stands for what Java threw, or that Python itself threw. Needs the GIL. */
    @TruffleBoundary
    public static Object objectOf(Node node, Throwable thrown) {
        return JavaExceptions.of(node, thrown);
    }

    /**
     * Throws the Python exception that stands for what Java threw. Python's own exceptions, Truffle's control flow and
     * stack overflows (a {@code RecursionError} in Python) pass unchanged.
     *
     * @see JavaExceptions
     */
    @TruffleBoundary
    @SuppressWarnings("removal") // Truffle ends a thread of a closing context with a ThreadDeath
    public static RuntimeException translate(Node node, Throwable thrown) {
        switch (thrown) {
            case AbstractTruffleException guest -> throw guest;
            case ControlFlowException controlFlow -> throw controlFlow;
            case StackOverflowError overflow -> throw overflow;
            case ThreadDeath death -> throw death;
            case PythonThreadKillException endOfHost -> throw endOfHost;
            case InternalError fault when isFault(fault) -> throw osError(node, FAULT_IN_MAPPED_FILE);
            default -> throw PRaiseNode.raiseExceptionObjectStatic(node, JavaExceptions.of(node, thrown), false);
        }
    }

    private static boolean isFault(InternalError error) {
        return error.getMessage() != null && error.getMessage().contains("unsafe memory access");
    }

    /** An exception of a builtin type, to be thrown. */
    @TruffleBoundary
    public static RuntimeException raise(Node node, PythonBuiltinClassType type, String message) {
        PythonLanguage language = PythonLanguage.get(node);
        PBaseException exception = PFactory.createBaseException(
                language, type, PFactory.createTuple(language, new Object[] {Text.python(message)}));
        return PRaiseNode.raiseExceptionObjectStatic(node, exception, false);
    }
}
