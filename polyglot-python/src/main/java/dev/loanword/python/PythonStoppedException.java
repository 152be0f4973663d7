package dev.loanword.python;

import java.util.Objects;

/**
 * Python code did not run to its end: a time limit passed, {@link PythonHost#interrupt} was called, or the thread that ran it was
 * interrupted. {@link #reason()} tells which.
 *
 * <p>Python saw a {@code KeyboardInterrupt} where it was; that one's traceback is {@link #traceback()}, which is empty if Python
 * ended before it could see it. The host can be used on,
 * with what the code did until then left done, unless {@link #hostClosed()}.
 */
public final class PythonStoppedException extends PythonHostException {
    private static final long serialVersionUID = 1L;

    /** Why Python was stopped. */
    public enum Reason {
        /** The time of {@link PythonHost#within} was over. */
        TIME_LIMIT,
        /** Somebody called {@link PythonHost#interrupt}. */
        INTERRUPT,
        /** The Java thread was interrupted; it still is. */
        THREAD_INTERRUPTED
    }

    private final Reason reason;
    private final boolean hostClosed;

    PythonStoppedException(String message, Reason reason, boolean hostClosed, String traceback, Throwable cause) {
        super(message, "KeyboardInterrupt", traceback, cause);
        this.reason = Objects.requireNonNull(reason);
        this.hostClosed = hostClosed;
    }

    /** Tells why Python was stopped. */
    public Reason reason() {
        return reason;
    }

    /**
     * Whether the host was closed by force, because Python did not end in time once it was told to. Another one must be opened
     * then, and there is no traceback.
     */
    public boolean hostClosed() {
        return hostClosed;
    }
}
