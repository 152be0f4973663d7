package dev.loanword;

/**
 * The base of all exceptions of Loanword, so that an application can catch them in one place. Each message says what, the values,
 * where, and the way out.
 *
 * <ul>
 *   <li>{@code dev.loanword.python.PythonHostException}: Python code raised. A subclass tells that it was stopped.
 *   <li>{@code dev.loanword.python.CoreException}: a core can't be used.
 *   <li>{@code dev.loanword.python.PackageException}: a Python package can't be had.
 *   <li>{@link dev.loanword.export.check.ExportException}: a class can't be exported.
 *   <li>{@link dev.loanword.memory.BufferRefusedException}: memory can't be used as asked.
 *   <li>{@link dev.loanword.memory.CopyRefusedException}: a copy was needed where none is allowed.
 * </ul>
 *
 * <p>Mistakes of the calling Java code are {@link IllegalArgumentException}, {@link IllegalStateException} and their kin, as
 * everywhere in Java.
 */
public abstract class LoanwordException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** Creates the exception. */
    protected LoanwordException(String message) {
        super(message);
    }

    /** Creates the exception; {@code cause} may be {@code null}. */
    protected LoanwordException(String message, Throwable cause) {
        super(message, cause);
    }
}
