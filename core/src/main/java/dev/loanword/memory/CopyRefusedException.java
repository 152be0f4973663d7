package dev.loanword.memory;

import dev.loanword.LoanwordException;

/**
 * A copy at the boundary was needed where copies are forbidden.
 *
 * <p>Python sees a {@code loanword.CopyError}. Nothing was written when it is thrown.
 */
public final class CopyRefusedException extends LoanwordException {

    private static final long serialVersionUID = 1L;

    /** Creates the exception; the message says how many bytes, why, and the way out. */
    public CopyRefusedException(String message) {
        super(message);
    }
}
