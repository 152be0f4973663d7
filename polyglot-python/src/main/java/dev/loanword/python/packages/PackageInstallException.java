package dev.loanword.python.packages;

/** A Python package can't be installed. The message says what, the values, where the log is, and the way out. */
public final class PackageInstallException extends Exception {
    private static final long serialVersionUID = 1L;

    PackageInstallException(String message) {
        super(message);
    }

    PackageInstallException(String message, Throwable cause) {
        super(message, cause);
    }
}
