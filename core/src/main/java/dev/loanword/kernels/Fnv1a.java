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
 * <p>The result is unsigned: show it by {@link Long#toUnsignedString(long)}. Each step of the plain loop needs the result of
 * the one before, so that its speed is the latency of one multiplication a byte. Where the {@linkplain VectorModule Vector
 * API} is there and has shown in a trial that it is faster, long memory is hashed by vectors; the result is the same. A
 * program that has hashed little never pays for that trial. The vectors read arrays of bytes where they lie; other memory
 * passes, block by block, through an array of 4096 bytes.
 */
public final class Fnv1a {
    private static final long OFFSET_BASIS = 0xcbf29ce484222325L;
    static final long PRIME = 0x100000001b3L;

    // Shorter memory gains less than the vectors' scratch memory costs.
    private static final int VECTORS_FROM = 8192;
    private static final long TRIAL_AFTER = 32 << 20;
    private static final VectorGate GATE = new VectorGate("fnv1a", TRIAL_AFTER, () -> new Fnv1aVector.Trial());

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
        long size = memory.byteSize();
        return hash64(memory, size >= VECTORS_FROM && GATE.isOpen(size), checkpoint);
    }

    /** The same by vectors or not; only where they are there. */
    static long hash64(MemorySegment memory, boolean byVectors, Checkpoint checkpoint) {
        if (memory.heapBase().orElse(null) instanceof byte[] bytes) {
            return hash64(bytes, (int) memory.address(), (int) memory.byteSize(), byVectors, checkpoint);
        }
        boolean isNative = memory.isNative();
        Fnv1aVector vectors = byVectors ? new Fnv1aVector() : null;
        byte[] block = byVectors ? new byte[Fnv1aVector.BLOCK] : null;
        long size = memory.byteSize();
        long hash = OFFSET_BASIS;
        for (long from = 0; from < size; from += Checkpoint.INTERVAL) {
            if (from > 0) {
                checkpoint.poll();
            }
            int count = (int) Math.min(Checkpoint.INTERVAL, size - from);
            int at = 0;
            if (vectors != null) {
                for (; at <= count - block.length; at += block.length) {
                    MemorySegment.copy(memory, JAVA_BYTE, from + at, block, 0, block.length);
                    hash = vectors.hash(hash, block, 0, block.length);
                }
            }
            hash = isNative
                    ? nativeBlock(hash, memory, from + at, count - at)
                    : heapBlock(hash, memory, from + at, count - at);
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
        return hash64(bytes, offset, length, length >= VECTORS_FROM && GATE.isOpen(length), checkpoint);
    }

    /** The same by vectors or not; only where they are there. */
    static long hash64(byte[] bytes, int offset, int length, boolean byVectors, Checkpoint checkpoint) {
        Objects.checkFromIndexSize(offset, length, bytes.length);
        Fnv1aVector vectors = byVectors ? new Fnv1aVector() : null;
        long hash = OFFSET_BASIS;
        int left = length;
        while (left > Checkpoint.INTERVAL) {
            hash = arrayBlock(hash, bytes, offset + length - left, Checkpoint.INTERVAL, vectors);
            left -= Checkpoint.INTERVAL;
            checkpoint.poll();
        }
        return arrayBlock(hash, bytes, offset + length - left, left, vectors);
    }

    private static long arrayBlock(long start, byte[] bytes, int offset, int count, Fnv1aVector vectors) {
        if (vectors == null) {
            return serial(start, bytes, offset, count);
        }
        int whole = count - count % Fnv1aVector.BLOCK;
        return serial(vectors.hash(start, bytes, offset, whole), bytes, offset + whole, count - whole);
    }

    /** Goes on with a hash by the plain loop. */
    static long serial(long start, byte[] bytes, int offset, int count) {
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
