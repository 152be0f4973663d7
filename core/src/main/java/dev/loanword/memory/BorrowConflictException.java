package dev.loanword.memory;

/**
 * A borrow overlaps another that is open, and one of the two writes.
 *
 * <p>Python sees a {@code loanword.BorrowError}, which is a {@code BufferError}. Nothing was written when it is thrown.
 */
public final class BorrowConflictException extends BufferRefusedException {

    private static final long serialVersionUID = 1L;

    /** Creates the exception; the message names both parties. */
    public BorrowConflictException(String message) {
        super(message);
    }
}
