package dev.loanword.kernels;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_LONG_UNALIGNED;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Objects;

/**
 * Finds and counts line feeds, eight bytes at a time.
 *
 * <p>The eight bytes of a {@code long} are tested at once, by the way to find a zero byte in a word that is known from
 * Leslie Lamport (Multiple Byte Processing with Full-Word Instructions, 1975) and Henry S. Warren (Hacker's Delight,
 * section 6-1): exclusive or with eight line feeds makes zeros of them; then {@code (x - 0x01..01) & ~x & 0x80..80} is
 * not zero if and only if a byte is, and its lowest bit set belongs to the lowest such byte.
 *
 * <p>Nothing is copied or allocated.
 */
public final class LineScanner {
    private static final byte LINE_FEED = '\n';
    private static final long LINE_FEEDS = 0x0a0a0a0a0a0a0a0aL;
    private static final long ONES = 0x0101010101010101L;
    private static final long HIGH_BITS = 0x8080808080808080L;
    // Little-endian on each machine: the first byte in memory is the lowest of the word.
    private static final ValueLayout.OfLong WORD = JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle ARRAY_WORD =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private LineScanner() {
    }

    /**
     * Finds the first line feed in a range of an array.
     *
     * @param bytes the array
     * @param from the index to begin at
     * @param to the index to end before
     * @return the index of the line feed, or -1 if the range has none
     * @throws IndexOutOfBoundsException if the range is not within the array
     */
    public static int nextLineFeed(byte[] bytes, int from, int to) {
        Objects.checkFromToIndex(from, to, bytes.length);
        int i = from;
        for (; i <= to - Long.BYTES; i += Long.BYTES) {
            long marks = marks((long) ARRAY_WORD.get(bytes, i));
            if (marks != 0) {
                return i + (Long.numberOfTrailingZeros(marks) >>> 3);
            }
        }
        for (; i < to; i++) {
            if (bytes[i] == LINE_FEED) {
                return i;
            }
        }
        return -1;
    }

    /**
     * Finds the first line feed in a range of native memory.
     *
     * @param memory a segment of native memory; one of the heap works too, but slows down later calls for all
     * @param from the offset in bytes to begin at
     * @param to the offset to end before
     * @return the offset of the line feed, or -1 if the range has none
     * @throws IndexOutOfBoundsException if the range is not within the segment
     */
    public static long nextLineFeed(MemorySegment memory, long from, long to) {
        Objects.checkFromToIndex(from, to, memory.byteSize());
        long i = from;
        for (; i <= to - Long.BYTES; i += Long.BYTES) {
            long marks = marks(memory.get(WORD, i));
            if (marks != 0) {
                return i + (Long.numberOfTrailingZeros(marks) >>> 3);
            }
        }
        for (; i < to; i++) {
            if (memory.get(JAVA_BYTE, i) == LINE_FEED) {
                return i;
            }
        }
        return -1;
    }

    /**
     * Counts the line feeds in a range of native memory.
     *
     * @param memory a segment of native memory; one of the heap works too, but slows down later calls for all
     * @param from the offset in bytes to begin at
     * @param to the offset to end before
     * @throws IndexOutOfBoundsException if the range is not within the segment
     */
    public static long countLineFeeds(MemorySegment memory, long from, long to) {
        Objects.checkFromToIndex(from, to, memory.byteSize());
        long count = 0;
        long i = from;
        for (; i <= to - Long.BYTES; i += Long.BYTES) {
            long zeros = memory.get(WORD, i) ^ LINE_FEEDS;
            // Exact for each byte, as nothing is carried from one into the next: its high bit ends as 0 where it is a zero.
            long others = (zeros & ~HIGH_BITS) + ~HIGH_BITS | zeros;
            count += Long.bitCount(~others & HIGH_BITS);
        }
        for (; i < to; i++) {
            count += memory.get(JAVA_BYTE, i) == LINE_FEED ? 1 : 0;
        }
        return count;
    }

    /** Sets the high bit of each byte that is a line feed, and perhaps of bytes above the lowest of them. */
    private static long marks(long word) {
        long zeros = word ^ LINE_FEEDS;
        return (zeros - ONES) & ~zeros & HIGH_BITS;
    }
}
