package dev.loanword.memory;

/**
 * The numbers of a Python list or tuple, for the time of one call.
 *
 * <p>A list of floats is read where it lies: the array is then Python's own, not to be written or kept. Other numbers were
 * converted into an array of their own, which the copy ledger has counted.
 *
 * @param values the numbers; the array may be longer than {@code length}
 * @param length how many of them count
 */
public record NumberList(double[] values, int length) {}
