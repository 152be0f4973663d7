package dev.loanword.kernels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.loanword.memory.ElementType;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class SumTest {
    /** The documented order, element by element. */
    private static double byDefinition(double[] values) {
        double total = 0;
        for (int begin = 0; begin < values.length; begin += Checkpoint.INTERVAL) {
            double[] partial = new double[1024];
            for (int i = begin; i < Math.min(values.length, begin + Checkpoint.INTERVAL); i++) {
                partial[(i - begin) % 1024] += values[i];
            }
            for (int half = 512; half > 0; half /= 2) {
                for (int i = 0; i < half; i++) {
                    partial[i] += partial[half + i];
                }
            }
            total += partial[0];
        }
        return total;
    }

    private static double fromLeftToRight(double[] values) {
        double sum = 0;
        for (double value : values) {
            sum += value;
        }
        return sum;
    }

    @Test
    void sums_of_floats_have_the_bits_of_the_documented_order() {
        for (int count : Samples.LENGTHS) {
            for (Samples.Place place : Samples.Place.values()) {
                ElementType type = Samples.FLOATS.get((count + place.ordinal()) % 3);
                MemorySegment memory = Samples.random(place, type, count, count * 31L + place.ordinal(), false);
                double[] values = Samples.floats(memory, type);
                assertThat(Sum.ofFloats(memory.asReadOnly(), type, false, Checkpoint.NONE)).isEqualTo(byDefinition(values));
                assertThat(Sum.ofFloats(memory, type, true, Checkpoint.NONE)).isEqualTo(fromLeftToRight(values));
            }
        }
    }

    @Test
    void several_threads_give_the_same_bits_and_so_does_memory_that_only_one_may_read() {
        int count = Intervals.SEVERAL_THREADS_FROM / 8 + 12_345;
        MemorySegment memory = Samples.random(Samples.Place.NATIVE, ElementType.FLOAT64, count, 9, false);
        double expected = byDefinition(Samples.floats(memory, ElementType.FLOAT64));
        for (int i = 0; i < 20; i++) {
            assertThat(Sum.ofFloats(memory, ElementType.FLOAT64, false, Checkpoint.NONE)).isEqualTo(expected);
        }
        try (Arena confined = Arena.ofConfined()) {
            MemorySegment own = confined.allocate(memory.byteSize()).copyFrom(memory);
            CountedPolls polls = new CountedPolls();
            assertThat(Sum.ofFloats(own, ElementType.FLOAT64, false, polls)).isEqualTo(expected);
            assertThat(polls.polls()).isEqualTo(CountedPolls.owedFor(count));
        }
    }

    @Test
    void the_error_is_within_the_documented_bound() {
        for (int count : new int[] {10, 1000, 100_000}) {
            MemorySegment memory = Samples.random(Samples.Place.BYTE_ARRAY, ElementType.FLOAT64, count, 8, false);
            BigDecimal exact = BigDecimal.ZERO;
            double magnitudes = 0;
            for (double value : Samples.floats(memory, ElementType.FLOAT64)) {
                exact = exact.add(new BigDecimal(value));
                magnitudes += Math.abs(value);
            }
            double bound = (74 + count / 65536.0) * 0x1p-53 * magnitudes;
            assertThat(Sum.ofFloats(memory, ElementType.FLOAT64, false, Checkpoint.NONE))
                    .isCloseTo(exact.doubleValue(), within(bound));
        }
    }

    @Test
    void nan_infinity_overflow_and_denormals_are_those_of_ieee_754() {
        assertThat(sum(1, Double.NaN, 2)).isNaN();
        assertThat(sum(1, Double.POSITIVE_INFINITY, 2)).isEqualTo(Double.POSITIVE_INFINITY);
        assertThat(sum(Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY)).isNaN();
        assertThat(sum(Double.MAX_VALUE, Double.MAX_VALUE)).isEqualTo(Double.POSITIVE_INFINITY);
        assertThat(sum(Double.MIN_VALUE, Double.MIN_VALUE)).isEqualTo(2 * Double.MIN_VALUE);
        assertThat(Double.doubleToRawLongBits(sum())).isZero();
        assertThat(Double.doubleToRawLongBits(sum(-0.0))).isZero();
    }

    private static double sum(double... values) {
        return Sum.ofFloats(MemorySegment.ofArray(values), ElementType.FLOAT64, false, Checkpoint.NONE);
    }

    @Test
    void sums_of_integers_are_exact() {
        for (ElementType type : Samples.INTEGERS) {
            for (int count : Samples.LENGTHS) {
                MemorySegment memory =
                        Samples.random(Samples.Place.values()[count % 3], type, count, count + type.code(), false);
                BigInteger expected = BigInteger.ZERO;
                for (int i = 0; i < count; i++) {
                    expected = expected.add(Samples.integer(memory, type, i));
                }
                assertThat(Sum.ofIntegers(memory, type, Checkpoint.NONE)).as("%s %s", count, type).isEqualTo(expected);
            }
        }
    }

    @Test
    void sums_of_the_largest_integers_do_not_overflow() {
        long[] values = new long[1000];
        Arrays.fill(values, Long.MIN_VALUE);
        MemorySegment memory = MemorySegment.ofArray(values);
        assertThat(Sum.ofIntegers(memory, ElementType.INT64, Checkpoint.NONE))
                .isEqualTo(BigInteger.valueOf(Long.MIN_VALUE).multiply(BigInteger.valueOf(1000)));
        assertThat(Sum.ofIntegers(memory, ElementType.UINT64, Checkpoint.NONE))
                .isEqualTo(BigInteger.ONE.shiftLeft(63).multiply(BigInteger.valueOf(1000)));
    }

    @Test
    void a_checkpoint_ends_a_sum() {
        MemorySegment memory = MemorySegment.ofArray(new byte[3 * Checkpoint.INTERVAL]);
        assertThatThrownBy(() -> Sum.ofIntegers(memory, ElementType.INT8, new CountedPolls(2))).hasMessage("stopped at poll 2");
        assertThatThrownBy(() -> Sum.ofFloats(MemorySegment.ofArray(new float[3 * Checkpoint.INTERVAL]), ElementType.FLOAT32, true,
                new CountedPolls(1))).hasMessage("stopped at poll 1");
    }

    @Test
    void what_is_no_number_is_refused() {
        MemorySegment memory = MemorySegment.ofArray(new byte[9]);
        assertThatThrownBy(() -> Sum.ofFloats(memory, ElementType.INT8, false, Checkpoint.NONE))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("can't add up as floats elements of type int8 ('b'); only floats");
        assertThatThrownBy(() -> Sum.ofFloats(memory, ElementType.FLOAT64, false, Checkpoint.NONE))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("memory of 9 bytes is not a whole number of float64 elements of 8 bytes");
        ElementType other = ElementType.INT16.withOrder(ByteOrder.nativeOrder() == ByteOrder.BIG_ENDIAN
                ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
        assertThatThrownBy(() -> Sum.ofIntegers(memory, other, Checkpoint.NONE)).isInstanceOf(IllegalArgumentException.class)
                .hasMessage("numbers in native byte order are needed, got " + other);
        assertThatThrownBy(() -> Sum.ofIntegers(memory, ElementType.BOOL, Checkpoint.NONE))
                .isInstanceOf(IllegalArgumentException.class).hasMessage("numbers in native byte order are needed, got bool ('?')");
        assertThatThrownBy(() -> Sum.ofIntegers(memory.asSlice(1), ElementType.FLOAT64, Checkpoint.NONE))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("can't add up elements of type float64 ('d') as integers");
    }
}
