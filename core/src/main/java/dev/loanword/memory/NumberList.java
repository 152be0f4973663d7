package dev.loanword.memory;

/**
 * The numbers of a Python list or tuple, for the time of one call.
 *
 * <p>A list of floats is read where it lies: the array is then Python's own, not to be written or kept. Other numbers were
 * converted into an array of their own. Whoever takes them counts that, by {@link #count}, when its own checks have passed.
 *
 * @param values the numbers; the array may be longer than {@code length}
 * @param length how many of them count
 * @param converted whether they were converted, into an array that belongs to the taker
 */
public record NumberList(double[] values, int length, boolean converted) {

    /**
     * Counts the conversion, if there was one.
     *
     * @throws CopyRefusedException if copies are forbidden
     */
    public void count(CopyLedger ledger) {
        if (converted) {
            ledger.copy((long) Double.BYTES * length, "sequence converted to float64");
        }
    }
}
