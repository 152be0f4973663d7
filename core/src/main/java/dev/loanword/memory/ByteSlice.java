package dev.loanword.memory;

import java.util.Objects;

/**
 * A part of an array whose bytes never change again; in Python a read-only memoryview over the very bytes.
 *
 * <p>The view keeps the whole array alive, and the collector frees it after the last view: it can't be used after it was freed.
 *
 * @param array is not written to any more, at least not in this range
 * @param offset where the part begins
 * @param length how many bytes it has
 */
public record ByteSlice(byte[] array, int offset, int length) {
    /** Checks the range. */
    public ByteSlice {
        Objects.checkFromIndexSize(offset, length, array.length);
    }
}
