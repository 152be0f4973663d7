package dev.loanword.kernels;

import java.util.Arrays;
import java.util.Objects;

/**
 * Finds a sequence of bytes in others.
 *
 * <p>By the algorithm of R. Nigel Horspool (Practical fast searching in strings, 1980): the last byte under the sequence tells how
 * far it can be moved. Safe for use by many threads.
 */
public final class ByteSearch {
    private static final int BYTE_VALUES = 256;

    private final byte[] sought;
    private final int[] shifts = new int[BYTE_VALUES];

    /** Prepares a search; an empty sequence is found everywhere. */
    public ByteSearch(byte[] sought) {
        this.sought = sought.clone();
        Arrays.fill(shifts, sought.length);
        for (int i = 0; i < sought.length - 1; i++) {
            shifts[Byte.toUnsignedInt(sought[i])] = sought.length - 1 - i;
        }
    }

    /** How many bytes are sought. */
    public int length() {
        return sought.length;
    }

    /**
     * Finds the first occurrence in a range of an array.
     *
     * @param from the index to begin at
     * @param to the index to end before: the occurrence lies before it as a whole
     * @return the index of its first byte, or -1 if the range has none
     * @throws IndexOutOfBoundsException if the range is not within the array
     */
    public int find(byte[] bytes, int from, int to) {
        Objects.checkFromToIndex(from, to, bytes.length);
        int length = sought.length;
        if (length == 0) {
            return from;
        }
        byte last = sought[length - 1];
        int end = from + length - 1;
        while (end < to) {
            byte under = bytes[end];
            if (under == last
                    && Arrays.equals(bytes, end - length + 1, end, sought, 0, length - 1)) {
                return end - length + 1;
            }
            int shift = shifts[Byte.toUnsignedInt(under)];
            // Near the largest int, where one more step would overflow.
            if (shift >= to - end) {
                return -1;
            }
            end += shift;
        }
        return -1;
    }
}
