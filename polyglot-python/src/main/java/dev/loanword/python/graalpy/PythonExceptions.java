package dev.loanword.python.graalpy;

import com.oracle.graal.python.PythonLanguage;
import com.oracle.graal.python.builtins.PythonBuiltinClassType;
import com.oracle.graal.python.builtins.objects.exception.OSErrorEnum;
import com.oracle.graal.python.builtins.objects.exception.PBaseException;
import com.oracle.graal.python.nodes.PConstructAndRaiseNode;
import com.oracle.graal.python.nodes.PRaiseNode;
import com.oracle.graal.python.runtime.object.PFactory;
import com.oracle.truffle.api.CompilerDirectives.TruffleBoundary;
import com.oracle.truffle.api.exception.AbstractTruffleException;
import com.oracle.truffle.api.nodes.ControlFlowException;
import com.oracle.truffle.api.nodes.Node;
import com.oracle.truffle.api.strings.TruffleString;
import dev.loanword.memory.BorrowConflictException;
import dev.loanword.memory.BufferRefusedException;
import dev.loanword.memory.CopyRefusedException;
import dev.loanword.memory.ElementTypeException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;

/**
 * Makes genuine Python exceptions, from a type and a text or from what Java threw.
 *
 * <p>The one place that knows which Java exception is which Python exception. No frame of ours appears in the traceback.
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

    /**
     * Throws the Python exception that stands for what Java threw. Python's own exceptions, Truffle's control flow and
     * stack overflows (a {@code RecursionError} in Python) pass unchanged.
     */
    @TruffleBoundary
    @SuppressWarnings("removal") // Truffle ends a thread of a closing context with a ThreadDeath
    static RuntimeException translate(Node node, Throwable thrown) {
        switch (thrown) {
            case AbstractTruffleException guest -> throw guest;
            case ControlFlowException controlFlow -> throw controlFlow;
            case StackOverflowError overflow -> throw overflow;
            case ThreadDeath death -> throw death;
            case BorrowConflictException conflict ->
                throw ToolkitErrors.raise(node, HostState.of(node).errors().borrowError(), conflict.getMessage());
            case CopyRefusedException copy ->
                throw ToolkitErrors.raise(node, HostState.of(node).errors().copyError(), copy.getMessage());
            case InternalError fault when isFault(fault) -> throw osError(node, FAULT_IN_MAPPED_FILE);
            case UncheckedIOException unchecked -> throw osErrorOf(unchecked.getCause());
            case IOException failure -> throw osErrorOf(failure);
            default -> throw raise(node, typeOf(thrown), messageOf(thrown));
        }
    }

    private static boolean isFault(InternalError error) {
        return error.getMessage() != null && error.getMessage().contains("unsafe memory access");
    }

    private static PythonBuiltinClassType typeOf(Throwable thrown) {
        return switch (thrown) {
            case ElementTypeException mismatch -> PythonBuiltinClassType.TypeError;
            case BufferRefusedException refused -> PythonBuiltinClassType.BufferError;
            case IllegalArgumentException argument -> PythonBuiltinClassType.ValueError;
            // Use after close: CPython too raises ValueError for a closed file or a released memoryview.
            case IllegalStateException state -> PythonBuiltinClassType.ValueError;
            case IndexOutOfBoundsException index -> PythonBuiltinClassType.IndexError;
            case UnsupportedOperationException operation -> PythonBuiltinClassType.NotImplementedError;
            case ArithmeticException arithmetic -> PythonBuiltinClassType.OverflowError;
            case PackageFolders.UnavailableException unavailable -> PythonBuiltinClassType.ModuleNotFoundError;
            case SecurityException denied -> PythonBuiltinClassType.PermissionError;
            case OutOfMemoryError memory -> PythonBuiltinClassType.MemoryError;
            default -> PythonBuiltinClassType.RuntimeError;
        };
    }

    /** Unexpected kinds keep their class name, which is half of their meaning. */
    private static String messageOf(Throwable thrown) {
        String message = thrown.getMessage();
        if (message == null) {
            return thrown.getClass().getName();
        }
        return typeOf(thrown) == PythonBuiltinClassType.RuntimeError ? thrown.toString() : message;
    }

    private static RuntimeException osErrorOf(IOException failure) {
        OSErrorEnum number = numberOf(failure);
        String own = failure instanceof FileSystemException named ? named.getReason() : failure.getMessage();
        String reason = number == OSErrorEnum.EIO && own != null ? own : Text.java(number.getMessage());
        String file = failure instanceof FileSystemException named ? named.getFile() : null;
        PConstructAndRaiseNode raiser = PConstructAndRaiseNode.getUncached();
        return file == null
                ? raiser.raiseOSError(null, number.getNumber(), Text.python(reason))
                : raiser.raiseOSError(null, number.getNumber(), Text.python(reason), Text.python(file));
    }

    private static OSErrorEnum numberOf(IOException failure) {
        return switch (failure) {
            case NoSuchFileException missing -> OSErrorEnum.ENOENT;
            case FileNotFoundException missing -> OSErrorEnum.ENOENT;
            case AccessDeniedException denied -> OSErrorEnum.EACCES;
            // Java tells these apart by the system's own words alone.
            case FileSystemException other when other.getReason() != null ->
                OSErrorEnum.fromException(other, TruffleString.EqualNode.getUncached()).oserror;
            default -> OSErrorEnum.EIO;
        };
    }

    private static RuntimeException raise(Node node, PythonBuiltinClassType type, String message) {
        PythonLanguage language = PythonLanguage.get(node);
        PBaseException exception = PFactory.createBaseException(
                language, type, PFactory.createTuple(language, new Object[] {Text.python(message)}));
        return PRaiseNode.raiseExceptionObjectStatic(node, exception, false);
    }
}
