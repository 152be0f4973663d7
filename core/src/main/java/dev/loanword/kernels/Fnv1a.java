package dev.loanword.kernels;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import java.lang.foreign.MemorySegment;
import java.util.Objects;

/**
 * The hash FNV-1a with 64 bits.
 *
 * <p>By Glenn Fowler, Landon Curt Noll and Kiem-Phong Vo, who put it in the public domain; both constants are from
 * <a href="http://www.isthe.com/chongo/tech/comp/fnv/">their page</a>. Start with the offset basis; for each byte,
 * combine by exclusive or and multiply by the prime, modulo 2<sup>64</sup>. Not made to withstand an attacker.
 *
 * <p>The result is unsigned: show it by {@link Long#toUnsignedString(long)}. No byte is copied. Each step needs the
 * result of the one before, so that the speed is the latency of one multiplication a byte.
 */
public final class Fnv1a {
    private static final long OFFSET_BASIS = 0xcbf29ce484222325L;
    private static final long PRIME = 0x100000001b3L;

    private Fnv1a() {
    }

    /**
     * Hashes all bytes of a segment.
     *
     * @param memory any segment, of any length
     * @param checkpoint is polled every {@link Checkpoint#INTERVAL} bytes
     * @return the hash, an unsigned number
     */
    public static long hash64(MemorySegment memory, Checkpoint checkpoint) {
        if (memory.heapBase().orElse(null) instanceof byte[] bytes) {
            return hash64(bytes, (int) memory.address(), (int) memory.byteSize(), checkpoint);
        }
        boolean isNative = memory.isNative();
        long size = memory.byteSize();
        long hash = OFFSET_BASIS;
        for (long from = 0; from < size; from += Checkpoint.INTERVAL) {
            if (from > 0) {
                checkpoint.poll();
            }
            int count = (int) Math.min(Checkpoint.INTERVAL, size - from);
            hash = isNative ? nativeBlock(hash, memory, from, count) : heapBlock(hash, memory, from, count);
        }
        return hash;
    }

    /**
     * Hashes a range of an array.
     *
     * @param bytes the array
     * @param offset the first byte
     * @param length the number of bytes
     * @return the hash, an unsigned number
     * @throws IndexOutOfBoundsException if the range is not within the array
     */
    public static long hash64(byte[] bytes, int offset, int length) {
        return hash64(bytes, offset, length, Checkpoint.NONE);
    }

    /**
     * Hashes a range of an array.
     *
     * @param bytes the array
     * @param offset the first byte
     * @param length the number of bytes
     * @param checkpoint is polled every {@link Checkpoint#INTERVAL} bytes
     * @return the hash, an unsigned number
     * @throws IndexOutOfBoundsException if the range is not within the array
     */
    public static long hash64(byte[] bytes, int offset, int length, Checkpoint checkpoint) {
        Objects.checkFromIndexSize(offset, length, bytes.length);
        long hash = OFFSET_BASIS;
        int left = length;
        while (left > Checkpoint.INTERVAL) {
            hash = arrayBlock(hash, bytes, offset + length - left, Checkpoint.INTERVAL);
            left -= Checkpoint.INTERVAL;
            checkpoint.poll();
        }
        return arrayBlock(hash, bytes, offset + length - left, left);
    }

    private static long arrayBlock(long start, byte[] bytes, int offset, int count) {
        long hash = start;
        for (int i = offset; i < offset + count; i++) {
            hash = (hash ^ Byte.toUnsignedLong(bytes[i])) * PRIME;
        }
        return hash;
    }

    private static long nativeBlock(long start, MemorySegment memory, long offset, int count) {
        long hash = start;
        for (int i = 0; i < count; i++) {
            hash = (hash ^ Byte.toUnsignedLong(memory.get(JAVA_BYTE, offset + i))) * PRIME;
        }
        return hash;
    }

    /** The same for heap memory whose array is not to be had (read-only), or is not one of bytes. */
    private static long heapBlock(long start, MemorySegment memory, long offset, int count) {
        long hash = start;
        for (int i = 0; i < count; i++) {
            hash = (hash ^ Byte.toUnsignedLong(memory.get(JAVA_BYTE, offset + i))) * PRIME;
        }
        return hash;
    }
}
