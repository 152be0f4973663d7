package dev.loanword.kernels;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loanword.memory.ElementType;
import java.lang.foreign.MemorySegment;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class MatchesTest {
    private static final double[] VALUES = {0.0, -0.0, 1, 255, -1, -128, 65504, 0x1p-24, 0.1, 1.0 / 3, 0.1f, 0x1p63, -0x1p63, 0x1p64,
        0x1.fffffep127, Double.MAX_VALUE, Double.MIN_VALUE, Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY};

    /** Element equals value, as numbers. */
    private static boolean equal(MemorySegment memory, ElementType type, int index, double value) {
        if (Samples.FLOATS.contains(type)) {
            return Samples.get(memory, type, index) == value;
        }
        return Double.isFinite(value)
                && new BigDecimal(Samples.integer(memory, type, index)).compareTo(new BigDecimal(value)) == 0;
    }

    private static boolean equal(MemorySegment memory, ElementType type, int index, BigInteger value) {
        if (Samples.FLOATS.contains(type)) {
            double element = Samples.get(memory, type, index);
            return Double.isFinite(element) && new BigDecimal(element).compareTo(new BigDecimal(value)) == 0;
        }
        return Samples.integer(memory, type, index).equals(value);
    }

    private static void check(MemorySegment memory, ElementType type, double value) {
        int count = 0;
        int first = -1;
        for (int i = Samples.count(memory, type) - 1; i >= 0; i--) {
            if (equal(memory, type, i, value)) {
                count++;
                first = i;
            }
        }
        assertThat(Matches.count(memory, type, value, Checkpoint.NONE)).as("%s in %s", value, type).isEqualTo(count);
        assertThat(Matches.find(memory, type, value, Checkpoint.NONE)).as("%s in %s", value, type).isEqualTo(first);
    }

    private static void check(MemorySegment memory, ElementType type, BigInteger value) {
        int count = 0;
        int first = -1;
        for (int i = Samples.count(memory, type) - 1; i >= 0; i--) {
            if (equal(memory, type, i, value)) {
                count++;
                first = i;
            }
        }
        assertThat(Matches.count(memory, type, value, Checkpoint.NONE)).as("%s in %s", value, type).isEqualTo(count);
        assertThat(Matches.find(memory, type, value, Checkpoint.NONE)).as("%s in %s", value, type).isEqualTo(first);
    }

    @Test
    void random_elements_are_counted_and_found_as_by_a_plain_loop() {
        for (ElementType type : Samples.FLOATS) {
            for (int count : Samples.LENGTHS) {
                MemorySegment memory = Samples.random(Samples.Place.values()[count % 3], type, count, count, true);
                check(memory, type, VALUES[count % VALUES.length]);
                check(memory, type, BigInteger.valueOf(count % 3 - 1));
                if (count > 0) {
                    check(memory, type, Samples.get(memory, type, count - 1));
                }
            }
        }
        for (ElementType type : Samples.INTEGERS) {
            for (int count : Samples.LENGTHS) {
                MemorySegment memory = Samples.random(Samples.Place.values()[count % 3], type, count, count, false);
                check(memory, type, BigInteger.valueOf(count % 5 - 2));
                if (count > 0) {
                    check(memory, type, Samples.integer(memory, type, count - 1));
                    check(memory, type, Samples.integer(memory, type, 0).doubleValue());
                }
            }
        }
    }

    @Test
    void each_bit_counts_and_borrows_nothing_from_its_neighbours() {
        for (ElementType type : Samples.INTEGERS) {
            int bits = (int) type.size() * 8;
            MemorySegment memory = MemorySegment.ofArray(new byte[40 * (int) type.size()]);
            for (int i = 0; i < 40; i++) {
                Samples.setBits(memory, type, i, i % 2 == 0 ? 1L << i % bits : -1L);
            }
            for (int bit = 0; bit < bits; bit++) {
                Samples.setBits(memory, type, 39, 1L << bit);
                check(memory, type, Samples.integer(memory, type, 39));
                check(memory, type, Samples.integer(memory, type, 39).doubleValue());
            }
        }
    }

    @Test
    void values_that_no_element_can_hold_are_not_there() {
        Random random = new Random(4);
        for (ElementType type : Samples.INTEGERS) {
            MemorySegment memory = Samples.random(Samples.Place.BYTE_ARRAY, type, 100, random.nextLong(), false);
            for (double value : VALUES) {
                check(memory, type, value);
            }
            for (long value : new long[] {Long.MIN_VALUE, Long.MAX_VALUE, 128, 256, -129, 1L << 32, -1}) {
                check(memory, type, BigInteger.valueOf(value));
                check(memory, type, BigInteger.valueOf(value).shiftLeft(1));
            }
        }
        for (ElementType type : Samples.FLOATS) {
            MemorySegment memory = Samples.random(Samples.Place.BYTE_ARRAY, type, 100, random.nextLong(), true);
            for (double value : VALUES) {
                Samples.set(memory, type, 50, value);
                check(memory, type, value);
            }
            for (long value : new long[] {Long.MIN_VALUE, Long.MAX_VALUE, (1L << 53) + 1, 16_777_217, 2049, 0}) {
                Samples.set(memory, type, 50, value);
                check(memory, type, BigInteger.valueOf(value));
                check(memory, type, BigInteger.valueOf(value).shiftLeft(4000));
            }
        }
    }

    @Test
    void unsigned_numbers_above_the_signed_ones_are_found() {
        MemorySegment memory = MemorySegment.ofArray(new long[] {1, Long.MIN_VALUE, -2048});
        assertThat(Matches.find(memory, ElementType.UINT64, 0x1p63, Checkpoint.NONE)).isEqualTo(1);
        assertThat(Matches.find(memory, ElementType.UINT64, 0x1p64 - 2048, Checkpoint.NONE)).isEqualTo(2);
        assertThat(Matches.find(memory, ElementType.UINT64, BigInteger.valueOf(-2048), Checkpoint.NONE)).isEqualTo(-1);
        BigInteger large = BigInteger.ONE.shiftLeft(64).subtract(BigInteger.valueOf(2048));
        assertThat(Matches.find(memory, ElementType.UINT64, large, Checkpoint.NONE)).isEqualTo(2);
    }

    @Test
    void several_threads_find_the_first_of_many() {
        int[] values = new int[Intervals.SEVERAL_THREADS_FROM];
        MemorySegment memory = MemorySegment.ofArray(values);
        for (int first : new int[] {0, 1, 65_535, 65_536, 200_001, values.length - 1}) {
            Arrays.fill(values, 0);
            for (int i = first; i < values.length; i += 1000) {
                values[i] = 7;
            }
            for (int i = 0; i < 10; i++) {
                assertThat(Matches.find(memory, ElementType.INT32, BigInteger.valueOf(7), Checkpoint.NONE)).isEqualTo(first);
            }
            assertThat(Matches.count(memory, ElementType.INT32, BigInteger.valueOf(7), Checkpoint.NONE))
                    .isEqualTo((values.length - 1 - first) / 1000 + 1);
        }
        assertThat(Matches.find(memory, ElementType.INT32, BigInteger.valueOf(8), Checkpoint.NONE)).isEqualTo(-1);
    }
}
