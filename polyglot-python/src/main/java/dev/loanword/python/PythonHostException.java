package dev.loanword.python;

import dev.loanword.LoanwordException;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A Python exception that no Python code caught. The message is the last line of the traceback, for
 * example {@code ValueError: expected 768-dim query}.
 *
 * <p>It is unchecked, because any Python statement may raise. It stays readable after the host is closed. Its cause is what Java
 * threw, if the Python exception stands for that; else GraalVM's exception, whose stack trace has the frames of both languages.
 * Thrown out of an exported method it becomes the Python exception again that it stands for.
 *
 * {@snippet class="dev.loanword.python.HostSnippetsTest" region="exception"}
 */
public sealed class PythonHostException extends LoanwordException permits PythonStoppedException {
    private static final long serialVersionUID = 1L;

    private final String pythonType;
    private final String pythonMessage;
    private final String traceback;
    private final Integer exitStatus;
    private final Throwable javaException;

    PythonHostException(
            String pythonType,
            String pythonMessage,
            String traceback,
            Integer exitStatus,
            Throwable javaException,
            Throwable cause) {
        super(pythonMessage.isEmpty() ? pythonType : pythonType + ": " + pythonMessage, javaException == null ? cause : javaException);
        this.pythonType = Objects.requireNonNull(pythonType);
        this.pythonMessage = pythonMessage;
        this.traceback = Objects.requireNonNull(traceback);
        this.exitStatus = exitStatus;
        this.javaException = javaException;
    }

    /** For an exception that Java has words of its own for. */
    PythonHostException(String message, String pythonType, String traceback, Throwable cause) {
        super(message, cause);
        this.pythonType = pythonType;
        this.pythonMessage = "";
        this.traceback = traceback;
        this.exitStatus = null;
        this.javaException = null;
    }

    /** Gives the Python type's name as tracebacks print it: {@code ValueError}, {@code json.decoder.JSONDecodeError}. */
    public String pythonType() {
        return pythonType;
    }

    /** Gives {@code str(exception)}, which may be empty. */
    public String pythonMessage() {
        return pythonMessage;
    }

    /**
     * Gives the text that Python prints for this exception, causes and notes included, with a newline at the end. Java's own
     * frames are in it if the host was opened with {@link PythonHostBuilder#javaTraces}.
     */
    public String traceback() {
        return traceback;
    }

    /** Gives the exit status that was asked for when this is a {@code SystemExit}, as from {@code sys.exit(3)}. */
    public OptionalInt exitStatus() {
        return exitStatus == null ? OptionalInt.empty() : OptionalInt.of(exitStatus);
    }

    /** Gives what Java threw, if it was a Java core that failed and the Python exception stands for that. */
    public Optional<Throwable> javaException() {
        return Optional.ofNullable(javaException);
    }
}
