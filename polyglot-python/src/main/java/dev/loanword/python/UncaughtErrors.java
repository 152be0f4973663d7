package dev.loanword.python;

import dev.loanword.python.graalpy.Boundary;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.PolyglotException;
import org.graalvm.polyglot.Source;
import org.graalvm.polyglot.Value;

/** Turns what leaves Python into a {@link PythonHostException} or, at the end of a program, into an exit status. */
final class UncaughtErrors {
    private static final String PYTHON_SIDE = "uncaught.py";
    /**
     * What stopped code ends with: that which was raised, what Java code made of the interrupt of its thread, or what a socket or
     * pipe does that the thread was waiting at, since an interrupt closes it.
     */
    private static final Set<String> STOPPED = Set.of("KeyboardInterrupt", "InterruptedError", "BrokenPipeError");
    private static final int DESCRIBE = 0;
    private static final int REPORT = 1;

    private final Context context;
    private final Boundary boundary;
    private final boolean javaTraces;

    /**
     * @param javaTraces whether to show where in Java an exception came from
     */
    UncaughtErrors(Context context, Boundary boundary, boolean javaTraces) {
        this.context = context;
        this.boundary = boundary;
        this.javaTraces = javaTraces;
    }

    /**
     * Gives the exception to throw to the caller of the host.
     *
     * @param operation what raised
     */
    RuntimeException toException(PolyglotException error, Operation operation) {
        Value guest = pythonException(error);
        if (guest == null) {
            return error.isExit()
                    ? new PythonHostException("SystemExit", "", "", error.getExitStatus(), null, error)
                    : hostFault(error);
        }
        Value parts = pythonSide(DESCRIBE).execute(guest, javaTraces);
        String type = parts.getArrayElement(0).asString();
        String traceback = parts.getArrayElement(2).asString();
        Throwable javaException = boundary.javaExceptionOf(guest).orElse(null);
        if (javaException instanceof InterruptedException) {
            operation.wasInterrupted();
        }
        boolean stopped = operation.reason() != null && (STOPPED.contains(type) || operation.endedUnaware());
        RuntimeException thrown = stopped
                ? new PythonStoppedException(operation.story(), operation.reason(), false, traceback, error)
                : exception(parts, traceback, javaException, error);
        boundary.standsFor(thrown, guest);
        return thrown;
    }

    private static PythonHostException exception(
            Value parts, String traceback, Throwable javaException, PolyglotException error) {
        Value status = parts.getArrayElement(3);
        return new PythonHostException(
                parts.getArrayElement(0).asString(),
                parts.getArrayElement(1).asString(),
                traceback,
                status.isNull() ? null : status.asInt(),
                javaException,
                error);
    }

    /** Prints the error as the {@code python} command does and gives the exit status of the program. */
    int report(PolyglotException error) {
        Value guest = pythonException(error);
        if (guest != null) {
            return pythonSide(REPORT).execute(guest, javaTraces).asInt();
        }
        if (error.isExit()) {
            return error.getExitStatus();
        }
        throw hostFault(error);
    }

    private static RuntimeException hostFault(PolyglotException error) {
        return new IllegalStateException(
                "the Python host failed inside itself, not in the script: " + error.getMessage(), error);
    }

    /** Gives the Python exception object, or null where the error is GraalPy's own or a bare exit. */
    private static Value pythonException(PolyglotException error) {
        Value guest = error.isInternalError() ? null : error.getGuestObject();
        return guest != null && guest.hasMember("__traceback__") ? guest : null;
    }

    private Value pythonSide(int function) {
        return context.eval(PythonSource.SHARED).getArrayElement(function);
    }

    /** Read once a process, and only when a first error needs it. */
    private static final class PythonSource {
        static final Source SHARED = read();

        private static Source read() {
            try (InputStream text = UncaughtErrors.class.getResourceAsStream(PYTHON_SIDE)) {
                String code = new String(text.readAllBytes(), StandardCharsets.UTF_8);
                return Source.newBuilder("python", code + "\n(describe, report)\n", PYTHON_SIDE)
                        .internal(true)
                        .buildLiteral();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
