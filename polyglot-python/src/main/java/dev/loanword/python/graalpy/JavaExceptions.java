package dev.loanword.python.graalpy;

import com.oracle.graal.python.PythonLanguage;
import com.oracle.graal.python.builtins.PythonBuiltinClassType;
import com.oracle.graal.python.builtins.objects.exception.PBaseException;
import com.oracle.graal.python.builtins.objects.object.PythonObject;
import com.oracle.graal.python.nodes.call.CallNode;
import com.oracle.graal.python.runtime.exception.PException;
import com.oracle.graal.python.runtime.object.PFactory;
import com.oracle.truffle.api.nodes.Node;
import dev.loanword.memory.BorrowConflictException;
import dev.loanword.memory.BufferRefusedException;
import dev.loanword.memory.CopyRefusedException;
import dev.loanword.memory.ElementTypeException;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.InvocationTargetException;
import java.nio.charset.CharacterCodingException;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;

/**
 * Makes the Python exception object that stands for what Java threw. The one place that knows which is which.
 *
 * <p>The message is Java's; {@code __cause__} is made of the Java cause; {@code java_exception} shows the Java side. Exceptions
 * that a core exports have classes of their own.
 */
final class JavaExceptions {

    private JavaExceptions() {}

    /** The Python exception object of what Java threw, which is none of Python's own. */
    static Object of(Node node, Throwable thrown) {
        return of(node, thrown, Collections.newSetFromMap(new IdentityHashMap<>()));
    }

    private static Object of(Node node, Throwable thrown, Set<Throwable> seen) {
        if (thrown instanceof PException python) {
            return python.getEscapedException();
        }
        seen.add(thrown);
        Throwable meant = withoutWrapper(thrown);
        if (meant != thrown && meant instanceof PException python) {
            return python.getEscapedException();
        }
        Object behind = HostState.of(node).behind(meant);
        if (behind != null) {
            return behind;
        }
        Object exception = make(node, meant);
        if (exception instanceof PythonObject object) {
            object.setAttribute(JavaThrowables.ATTRIBUTE, JavaThrowables.of(HostState.of(node), thrown));
        }
        Throwable cause = meant.getCause();
        // A cause may lead back to where it came from: Java allows it, Python's traceback printer too, we stop.
        if (cause != null && seen.add(cause) && exception instanceof PBaseException base) {
            base.setCause(of(node, cause, seen));
        }
        return exception;
    }

    /** Exceptions that only carry another one. */
    private static Throwable withoutWrapper(Throwable thrown) {
        return switch (thrown) {
            case UncheckedIOException wrapper -> wrapper.getCause();
            case ExecutionException wrapper when wrapper.getCause() != null -> wrapper.getCause();
            case CompletionException wrapper when wrapper.getCause() != null -> wrapper.getCause();
            case InvocationTargetException wrapper when wrapper.getCause() != null -> wrapper.getCause();
            default -> thrown;
        };
    }

    private static Object make(Node node, Throwable thrown) {
        HostState host = HostState.of(node);
        Optional<Object> exported = host.exports().exceptionFor(thrown.getClass());
        if (exported.isPresent()) {
            return CallNode.executeUncached(exported.get(), Text.python(textOf(thrown)));
        }
        return switch (thrown) {
            case BorrowConflictException conflict ->
                CallNode.executeUncached(host.errors().borrowError(), Text.python(textOf(conflict)));
            case CopyRefusedException copy ->
                CallNode.executeUncached(host.errors().copyError(), Text.python(textOf(copy)));
            case EOFException end -> builtin(PythonBuiltinClassType.EOFError, textOf(end));
            case CharacterCodingException text -> builtin(PythonBuiltinClassType.ValueError, textOf(text));
            case IOException failure -> OsErrors.of(failure);
            default -> {
                PythonBuiltinClassType type = typeOf(thrown);
                // Unexpected kinds keep their class name, which is half of their meaning.
                boolean unexpected = type == PythonBuiltinClassType.RuntimeError && thrown.getMessage() != null;
                yield builtin(type, unexpected ? thrown.toString() : textOf(thrown));
            }
        };
    }

    private static PythonBuiltinClassType typeOf(Throwable thrown) {
        return switch (thrown) {
            case ElementTypeException mismatch -> PythonBuiltinClassType.TypeError;
            case BufferRefusedException refused -> PythonBuiltinClassType.BufferError;
            case IllegalArgumentException argument -> PythonBuiltinClassType.ValueError;
            // Use after close: CPython too raises ValueError for a closed file or a released memoryview.
            case IllegalStateException state -> PythonBuiltinClassType.ValueError;
            case IndexOutOfBoundsException index -> PythonBuiltinClassType.IndexError;
            case NegativeArraySizeException size -> PythonBuiltinClassType.ValueError;
            case NoSuchElementException missing -> PythonBuiltinClassType.KeyError;
            case UnsupportedOperationException operation -> PythonBuiltinClassType.NotImplementedError;
            case ClassCastException type -> PythonBuiltinClassType.TypeError;
            case ArithmeticException division when isDivision(division) -> PythonBuiltinClassType.ZeroDivisionError;
            case ArithmeticException arithmetic -> PythonBuiltinClassType.OverflowError;
            case PackageFolders.UnavailableException unavailable -> PythonBuiltinClassType.ModuleNotFoundError;
            case SecurityException denied -> PythonBuiltinClassType.PermissionError;
            case TimeoutException late -> PythonBuiltinClassType.TimeoutError;
            case InterruptedException interrupted -> PythonBuiltinClassType.InterruptedError;
            case OutOfMemoryError memory -> PythonBuiltinClassType.MemoryError;
            default -> PythonBuiltinClassType.RuntimeError;
        };
    }

    /** Java has one exception for both; "/ by zero" and "BigInteger divide by zero" are its words. */
    private static boolean isDivision(ArithmeticException exception) {
        return exception.getMessage() != null && exception.getMessage().toLowerCase().contains("by zero");
    }

    private static String textOf(Throwable thrown) {
        return thrown.getMessage() == null ? thrown.getClass().getName() : thrown.getMessage();
    }

    private static Object builtin(PythonBuiltinClassType type, String message) {
        PythonLanguage language = PythonLanguage.get(null);
        return PFactory.createBaseException(
                language, type, PFactory.createTuple(language, new Object[] {Text.python(message)}));
    }
}
