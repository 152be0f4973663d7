package dev.loanword.kernels;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_DOUBLE_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_FLOAT_UNALIGNED;
import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Vectors against single values: each length up to three vectors of 64 bytes, each alignment, both kinds of memory. */
@Tag("vectors")
class ScaleVectorTest {
    private static final int LONGEST = 3 * 64;
    private static final int GUARD = 64;
    private static final double[] FACTORS = {1.1, 0, -0.0, 1e300, 1e-310, Double.NaN, Double.NEGATIVE_INFINITY};

    /** Random bits: all kinds of numbers come up, among them NaN, infinity and denormal ones. */
    private static byte[] bits(int seed) {
        byte[] bytes = new byte[GUARD + LONGEST * 8 + GUARD];
        Random random = new Random(seed);
        random.nextBytes(bytes);
        for (int i = 7; i < bytes.length; i += 8) {
            int exponent = random.nextInt(4);
            if (exponent < 2) {
                bytes[i] = (byte) (exponent == 0 ? 0x7f : 0x80);
                bytes[i - 1] = (byte) (exponent == 0 ? 0xf0 : 0x00);
            }
        }
        return bytes;
    }

    @Test
    void whole_vectors_are_multiplied_and_nothing_else_is_touched() {
        MemorySegment memory = Arena.ofAuto().allocate(GUARD + LONGEST * 8L + GUARD, 64);
        for (int offset = 0; offset < GUARD; offset++) {
            byte[] before = bits(offset);
            double factor = FACTORS[offset % FACTORS.length];
            for (int count = 0; count <= LONGEST; count = count < 50 ? count + 1 : count + 7) {
                byte[] heap = before.clone();
                memory.copyFrom(MemorySegment.ofArray(before));
                int done = ScaleVector.doubles(heap, offset, count, factor);
                assertThat(ScaleVector.doubles(memory.asSlice(offset, count * 8L), count, factor)).isEqualTo(done);
                assertThat(done).isBetween(count - 7, count);
                byte[] expected = before.clone();
                for (int i = 0; i < done; i++) {
                    long at = offset + i * 8L;
                    MemorySegment.ofArray(expected).set(JAVA_DOUBLE_UNALIGNED, at,
                            MemorySegment.ofArray(before).get(JAVA_DOUBLE_UNALIGNED, at) * factor);
                }
                assertSame(heap, expected, 8, offset);
                assertSame(memory.toArray(JAVA_BYTE), expected, 8, offset);

                heap = before.clone();
                memory.copyFrom(MemorySegment.ofArray(before));
                done = ScaleVector.floats(heap, offset, count, (float) factor);
                assertThat(ScaleVector.floats(memory.asSlice(offset, count * 4L), count, (float) factor)).isEqualTo(done);
                assertThat(done).isBetween(count - 15, count);
                expected = before.clone();
                for (int i = 0; i < done; i++) {
                    long at = offset + i * 4L;
                    MemorySegment.ofArray(expected).set(JAVA_FLOAT_UNALIGNED, at,
                            MemorySegment.ofArray(before).get(JAVA_FLOAT_UNALIGNED, at) * (float) factor);
                }
                assertSame(heap, expected, 4, offset);
                assertSame(memory.toArray(JAVA_BYTE), expected, 4, offset);
            }
        }
    }

    /** The same bits, but for NaN, whose payload and sign IEEE 754 leaves open. */
    private static void assertSame(byte[] found, byte[] expected, int size, int offset) {
        MemorySegment foundMemory = MemorySegment.ofArray(found);
        MemorySegment expectedMemory = MemorySegment.ofArray(expected);
        for (long at = 0; (at = mismatch(foundMemory, expectedMemory, at)) >= 0; at++) {
            long element = offset + Math.floorDiv(at - offset, (long) size) * size;
            boolean bothNan = element >= 0 && element + size <= found.length && (size == 8
                    ? Double.isNaN(foundMemory.get(JAVA_DOUBLE_UNALIGNED, element))
                            && Double.isNaN(expectedMemory.get(JAVA_DOUBLE_UNALIGNED, element))
                    : Float.isNaN(foundMemory.get(JAVA_FLOAT_UNALIGNED, element))
                            && Float.isNaN(expectedMemory.get(JAVA_FLOAT_UNALIGNED, element)));
            assertThat(bothNan).as("element of %s bytes at byte %s", size, element).isTrue();
        }
    }

    private static long mismatch(MemorySegment left, MemorySegment right, long from) {
        long size = left.byteSize() - from;
        long found = MemorySegment.mismatch(left, from, from + size, right, from, from + size);
        return found < 0 ? -1 : from + found;
    }
}
