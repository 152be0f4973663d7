package dev.loanword.python;

import dev.loanword.memory.ViewRegister;

/**
 * Memory that was lent to a host, as Java holds it: the way to take it back.
 *
 * <p>Closing ends the lending: each later access from Python raises {@code ValueError}. The memory itself is untouched; it
 * stays with its owner. A loan need not be closed, it ends with its host.
 */
public final class Loan implements AutoCloseable {

    private final ViewRegister views;

    Loan(ViewRegister views) {
        this.views = views;
    }

    /** How many views Python has in use: slices, memoryviews, native consumers. The name it was lent under is none. */
    public int viewsInUse() {
        return views.inUse();
    }

    /**
     * Takes the memory back, unless views of it are in use. Collects garbage once before it refuses. Has no effect on a
     * loan that has ended.
     *
     * @throws dev.loanword.memory.BufferRefusedException if views are in use, with their number; the loan goes on then
     */
    @Override
    public void close() {
        views.close();
    }

    /** Takes the memory back whatever is in use: views then raise {@code ValueError} at their next use. */
    public void forceClose() {
        views.forceClose();
    }
}
