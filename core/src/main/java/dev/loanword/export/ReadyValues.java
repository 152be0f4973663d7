package dev.loanword.export;

import dev.loanword.memory.CopyLedger;

/**
 * A class marked with {@link PyClass} whose {@code __next__} has its next value at hand most of the time.
 *
 * <p>A {@code __next__} that may wait releases Python's lock, which costs more than a short step of an iteration. The host asks
 * this method first, with the lock held, and calls {@code __next__} only if there is nothing.
 */
public interface ReadyValues {
    /**
     * The next value if it can be had at once.
     *
     * @param ledger counts what is copied
     * @return a value of the kinds that a method of result type {@link Object} may return; {@code null} to have
     *     {@code __next__} called, which then gives that value, or ends the iteration, or fails
     */
    Object nextIfReady(CopyLedger ledger);
}
