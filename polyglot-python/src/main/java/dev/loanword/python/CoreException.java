package dev.loanword.python;

import dev.loanword.LoanwordException;

/**
 * Thrown if a core can't be used: it is not there, has no module, is damaged, or clashes with another. The message names the
 * core and says what to do.
 */
public final class CoreException extends LoanwordException {
    private static final long serialVersionUID = 1L;

    CoreException(String message) {
        super(message);
    }

    CoreException(String message, Throwable cause) {
        super(message, cause);
    }
}
