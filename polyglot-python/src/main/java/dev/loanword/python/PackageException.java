package dev.loanword.python;

import dev.loanword.LoanwordException;

/** Python packages that a host was opened with can't be had. The message says which, why, and the way out. */
public final class PackageException extends LoanwordException {
    private static final long serialVersionUID = 1L;

    PackageException(String message, Throwable cause) {
        super(message, cause);
    }
}
