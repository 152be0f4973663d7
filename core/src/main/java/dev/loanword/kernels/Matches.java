package dev.loanword.kernels;

import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_LONG_UNALIGNED;

import dev.loanword.memory.ElementType;
import java.lang.foreign.MemorySegment;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteOrder;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Counts the elements that equal a value, or finds the first one.
 *
 * <p>Elements and value are compared as numbers, exactly, as Python's {@code ==} does: 0.0 equals −0.0, NaN equals nothing,
 * and a value that the element type can't hold is not there. Numbers are in native byte order and may begin at any address,
 * on the heap or off it. Nothing is written. The {@link Checkpoint} is polled every {@link Checkpoint#INTERVAL} elements. Long
 * memory is searched by several threads.
 *
 * <p>All types are compared in words of 64 bits, each with one to eight elements: after an exclusive or with the value an
 * equal element is a zero, and a carry that stays within the element tells zeros from others (Henry S. Warren, "Hacker's
 * Delight", 6-1).
 */
public final class Matches {
    private static final boolean BIG_ENDIAN = ByteOrder.nativeOrder() == ByteOrder.BIG_ENDIAN;

    private Matches() {
    }

    /**
     * How many elements equal a float.
     *
     * @param memory floats or integers
     * @throws IllegalArgumentException if the elements are no numbers in native byte order, or the last one is not whole
     */
    public static long count(MemorySegment memory, ElementType type, double value, Checkpoint checkpoint) {
        Numbers numbers = new Numbers(memory, type);
        return count(numbers, Pattern.of(numbers, value), checkpoint);
    }

    /**
     * How many elements equal an integer.
     *
     * @see #count(MemorySegment, ElementType, double, Checkpoint)
     */
    public static long count(MemorySegment memory, ElementType type, BigInteger value, Checkpoint checkpoint) {
        Numbers numbers = new Numbers(memory, type);
        return count(numbers, Pattern.of(numbers, value), checkpoint);
    }

    /**
     * The index of the first element that equals a float, or −1.
     *
     * @see #count(MemorySegment, ElementType, double, Checkpoint)
     */
    public static long find(MemorySegment memory, ElementType type, double value, Checkpoint checkpoint) {
        Numbers numbers = new Numbers(memory, type);
        return find(numbers, Pattern.of(numbers, value), checkpoint);
    }

    /**
     * The index of the first element that equals an integer, or −1.
     *
     * @see #count(MemorySegment, ElementType, double, Checkpoint)
     */
    public static long find(MemorySegment memory, ElementType type, BigInteger value, Checkpoint checkpoint) {
        Numbers numbers = new Numbers(memory, type);
        return find(numbers, Pattern.of(numbers, value), checkpoint);
    }

    /**
     * What an element's bits must be.
     *
     * @param bits in each element of a word
     * @param relevant which bits count
     * @param tops the highest bit of each element
     */
    private record Pattern(long bits, long relevant, long tops) {
        /** Integers of so many bits are floats of 64 bits. */
        private static final int EXACT_BITS = 53;
        private static final long ALL = -1;

        /** Of a float, or {@code null} if no element can equal it. */
        static Pattern of(Numbers numbers, double value) {
            if (!numbers.isFloat()) {
                return value == Math.rint(value) && Double.isFinite(value)
                        ? of(numbers, new BigDecimal(value).toBigIntegerExact()) : null;
            }
            long bits = switch (numbers.size()) {
                case Double.BYTES -> Double.doubleToRawLongBits(value);
                case Float.BYTES -> Float.floatToRawIntBits((float) value);
                default -> Float.floatToFloat16((float) value);
            };
            double held = switch (numbers.size()) {
                case Double.BYTES -> value;
                case Float.BYTES -> (float) value;
                default -> Float.float16ToFloat((short) bits);
            };
            if (held != value) {
                return null;
            }
            return value == 0 ? of(numbers.size(), 0, ~top(numbers.size())) : of(numbers.size(), bits, ALL);
        }

        /** Of an integer, or {@code null} if no element can equal it. */
        static Pattern of(Numbers numbers, BigInteger value) {
            if (numbers.isFloat()) {
                double asFloat = value.doubleValue();
                boolean isExact = value.bitLength() <= EXACT_BITS
                        || Double.isFinite(asFloat) && new BigDecimal(asFloat).toBigIntegerExact().equals(value);
                return isExact ? of(numbers, asFloat) : null;
            }
            boolean isHeld = value.compareTo(Integers.least(numbers)) >= 0
                    && value.compareTo(Integers.greatest(numbers)) <= 0;
            return isHeld ? of(numbers.size(), value.longValue(), ALL) : null;
        }

        private static Pattern of(int size, long bits, long relevant) {
            return new Pattern(repeated(size, bits), repeated(size, relevant), repeated(size, top(size)));
        }

        private static long top(int size) {
            return 1L << size * Byte.SIZE - 1;
        }

        private static long repeated(int size, long bits) {
            long word = bits;
            for (int width = size * Byte.SIZE; width < Long.SIZE; width *= 2) {
                word = word << width | word & (1L << width) - 1;
            }
            return word;
        }

        /** The highest bit of each equal element. */
        long matches(long word) {
            long differences = (word ^ bits) & relevant;
            return ~((differences & ~tops) + ~tops | differences) & tops;
        }
    }

    private static long count(Numbers numbers, Pattern pattern, Checkpoint checkpoint) {
        if (pattern == null) {
            return 0;
        }
        long[] counts = new long[Intervals.of(numbers.count())];
        Intervals.run(numbers.count(), numbers.onSeveralThreads(), checkpoint, (interval, from, count) -> {
            long[] words = words(count, numbers.size());
            int most = Stage.BLOCK * (Long.BYTES / numbers.size());
            for (int at = 0; at < count; at += most) {
                int block = Math.min(most, count - at);
                int whole = read(numbers, from + at, block, words);
                counts[interval] += matches(words, whole, pattern);
                int rest = block * numbers.size() % Long.BYTES;
                counts[interval] += Long.bitCount(pattern.matches(words[words.length - 1]) & first(rest));
            }
            release(words);
        });
        long total = 0;
        for (long count : counts) {
            total += count;
        }
        return total;
    }

    private static int matches(long[] words, int count, Pattern pattern) {
        // In locals, so that the loop reads them once.
        long bits = pattern.bits;
        long relevant = pattern.relevant;
        long tops = pattern.tops;
        int matches = 0;
        for (int i = 0; i < count; i++) {
            long differences = (words[i] ^ bits) & relevant;
            matches += Long.bitCount(~((differences & ~tops) + ~tops | differences) & tops);
        }
        return matches;
    }

    private static long find(Numbers numbers, Pattern pattern, Checkpoint checkpoint) {
        if (pattern == null) {
            return -1;
        }
        int intervals = Intervals.of(numbers.count());
        long[] found = new long[intervals];
        // Intervals behind one with a match need not be searched. Those before it are begun earlier, and all to their end.
        AtomicInteger best = new AtomicInteger(intervals);
        Intervals.run(numbers.count(), numbers.onSeveralThreads(), checkpoint, (interval, from, count) -> {
            if (interval < best.get()) {
                long[] words = words(count, numbers.size());
                found[interval] = find(numbers, pattern, from, count, words);
                release(words);
                if (found[interval] >= 0) {
                    best.accumulateAndGet(interval, Math::min);
                }
            }
        });
        return best.get() == intervals ? -1 : found[best.get()];
    }

    private static long find(Numbers numbers, Pattern pattern, long from, int count, long[] words) {
        int size = numbers.size();
        int most = Stage.BLOCK * (Long.BYTES / size);
        for (int at = 0; at < count; at += most) {
            int block = Math.min(most, count - at);
            int whole = read(numbers, from + at, block, words);
            int rest = block * size % Long.BYTES;
            if (matches(words, whole, pattern) > 0) {
                int word = 0;
                while (pattern.matches(words[word]) == 0) {
                    word++;
                }
                return from + at + (word * Long.BYTES + firstByte(pattern.matches(words[word]))) / size;
            }
            long last = pattern.matches(words[words.length - 1]) & first(rest);
            if (last != 0) {
                return from + at + (whole * Long.BYTES + firstByte(last)) / size;
            }
        }
        return -1;
    }

    /** Room for as many elements, or for a block of them. */
    private static long[] words(int elements, int size) {
        int words = (elements * size + Long.BYTES - 1) / Long.BYTES;
        return words < Stage.SCRATCH_FROM ? new long[words] : ScratchArrays.LONGS.take();
    }

    private static void release(long[] words) {
        if (words.length >= Stage.SCRATCH_FROM) {
            ScratchArrays.LONGS.give(words);
        }
    }

    /** Reads elements into words; a rest that fills no word goes to the last one. Returns how many words are full. */
    private static int read(Numbers numbers, long from, int count, long[] words) {
        int bytes = count * numbers.size();
        int whole = bytes / Long.BYTES;
        long at = from * numbers.size();
        MemorySegment.copy(numbers.memory(), JAVA_LONG_UNALIGNED, at, words, 0, whole);
        if (bytes % Long.BYTES != 0) {
            MemorySegment last = MemorySegment.ofArray(words).asSlice((words.length - 1L) * Long.BYTES, JAVA_LONG);
            MemorySegment.copy(numbers.memory(), at + (long) whole * Long.BYTES, last, 0, bytes % Long.BYTES);
        }
        return whole;
    }

    /** The bits of the first bytes of a word, less than eight. */
    private static long first(int bytes) {
        int bits = bytes * Byte.SIZE;
        return bits == 0 ? 0 : BIG_ENDIAN ? -1L << Long.SIZE - bits : -1L >>> Long.SIZE - bits;
    }

    private static int firstByte(long matches) {
        return (BIG_ENDIAN ? Long.numberOfLeadingZeros(matches) : Long.numberOfTrailingZeros(matches)) / Byte.SIZE;
    }
}
