package dev.loanword.python;

import dev.loanword.memory.BorrowedBuffer;
import dev.loanword.python.graalpy.Boundary;

/**
 * A Python buffer that a Java host borrowed outside of a call: checked, locked against resizing, to be closed.
 *
 * <p>The memory stays Python's, and no byte is copied. Python code may go on reading and writing its elements, but can't
 * resize or release it. Other borrows that overlap it are refused where one of the two may write. It ends with
 * {@link #close()} or with its host, whichever comes first; the buffer then throws {@link IllegalStateException}.
 */
public final class BorrowedValue implements AutoCloseable {

    private final Boundary.OpenBorrow borrow;

    BorrowedValue(Boundary.OpenBorrow borrow) {
        this.borrow = borrow;
    }

    /** The memory, with its element type, shape and strides. Usable by any thread until this value is closed. */
    public BorrowedBuffer buffer() {
        return borrow.buffer();
    }

    /** Gives the memory back to Python; a second time has no effect. */
    @Override
    public void close() {
        borrow.close();
    }
}
