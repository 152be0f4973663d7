package dev.loanword.memory;

import dev.loanword.LoanwordException;

/**
 * A buffer can't be used as asked: it is read-only, strided, in use by somebody else, or no longer there.
 *
 * <p>Python sees a {@code BufferError}. Nothing was written when it is thrown.
 */
public class BufferRefusedException extends LoanwordException {

    private static final long serialVersionUID = 1L;

    /** Creates the exception; the message says what was refused, why, and the way out. */
    public BufferRefusedException(String message) {
        super(message);
    }
}
