package dev.loanword.kernels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.loanword.memory.ElementType;
import java.lang.foreign.MemorySegment;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;
import java.util.function.UnaryOperator;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** The kernels that change each element by itself: clip, axpy, logarithms, and scaling of all types. */
class ElementwiseTest {
    /** A kernel that changes floats in place. */
    private interface Kernel {
        void run(MemorySegment memory, ElementType type);
    }

    private static void checkFloats(Kernel kernel, DoubleUnaryOperator expected) {
        for (int count : Samples.LENGTHS) {
            ElementType type = Samples.FLOATS.get(count % 3);
            MemorySegment memory = Samples.random(Samples.Place.values()[count / 2 % 3], type, count, count, true);
            double[] before = Samples.floats(memory, type);
            kernel.run(memory, type);
            for (int i = 0; i < count; i++) {
                assertThat(Double.doubleToLongBits(Samples.get(memory, type, i))).as("%s of %s as %s", i, count, type)
                        .isEqualTo(Double.doubleToLongBits(Samples.rounded(type, expected.applyAsDouble(before[i]))));
            }
        }
    }

    private static void checkIntegers(ElementType type, Kernel kernel, UnaryOperator<BigInteger> expected) {
        for (int count : Samples.LENGTHS) {
            MemorySegment memory = Samples.random(Samples.Place.values()[count % 3], type, count, count, false);
            BigInteger[] before = new BigInteger[count];
            for (int i = 0; i < count; i++) {
                before[i] = Samples.integer(memory, type, i);
            }
            kernel.run(memory, type);
            for (int i = 0; i < count; i++) {
                assertThat(Samples.integer(memory, type, i)).as("%s of %s as %s", i, count, type)
                        .isEqualTo(expected.apply(before[i]));
            }
        }
    }

    private static void assertRefused(ThrowingCallable call, String message) {
        assertThatThrownBy(call).isInstanceOf(IllegalArgumentException.class).hasMessage(message);
    }

    @Test
    void floats_are_clipped_and_nan_stays_nan() {
        checkFloats((memory, type) -> Clip.floats(memory, type, -0.3, 7.7, Checkpoint.NONE),
                value -> Double.isNaN(value) ? value : value < -0.3 ? -0.3 : value > 7.7 ? 7.7 : value);
        checkFloats((memory, type) -> Clip.floats(memory, type, Double.NEGATIVE_INFINITY, 1, Checkpoint.NONE),
                value -> Double.isNaN(value) ? value : Math.min(value, 1));
    }

    @Test
    void integers_of_each_type_are_clipped_also_by_bounds_beyond_it() {
        for (ElementType type : Samples.INTEGERS) {
            for (String[] bounds : new String[][] {{"-5", "100"}, {"3", "3"}, {"-1000", "9223372036854775807"},
                {"-9223372036854775808", "77"}, {"5", "18446744073709551614"}, {"-1" + "0".repeat(30), "1" + "0".repeat(30)}}) {
                BigInteger low = new BigInteger(bounds[0]);
                BigInteger high = new BigInteger(bounds[1]);
                checkIntegers(type, (memory, same) -> Clip.integers(memory, same, low, high, Checkpoint.NONE),
                        value -> value.max(low).min(high));
            }
        }
    }

    @Test
    void bounds_without_a_number_between_them_are_refused() {
        MemorySegment bytes = MemorySegment.ofArray(new byte[8]);
        assertRefused(() -> Clip.floats(bytes, ElementType.FLOAT32, 2, 1, Checkpoint.NONE),
                "can't clip to bounds from 2.0 to 1.0; the lower one must not be above the upper one, nor either of them nan");
        assertRefused(() -> Clip.floats(bytes, ElementType.FLOAT32, Double.NaN, 1, Checkpoint.NONE),
                "can't clip to bounds from NaN to 1.0; the lower one must not be above the upper one, nor either of them nan");
        assertRefused(() -> Clip.integers(bytes, ElementType.INT8, BigInteger.TWO, BigInteger.ONE, Checkpoint.NONE),
                "can't clip to bounds from 2 to 1; the lower one must not be above the upper one");
        assertRefused(() -> Clip.integers(bytes, ElementType.UINT8, BigInteger.valueOf(256), BigInteger.valueOf(300),
                Checkpoint.NONE),
                "can't clip elements of type uint8 ('B') to bounds from 256 to 300; they hold no number between these");
        assertRefused(() -> Clip.integers(bytes, ElementType.UINT64, BigInteger.valueOf(-2), BigInteger.valueOf(-1),
                Checkpoint.NONE),
                "can't clip elements of type uint64 ('Q') to bounds from -2 to -1; they hold no number between these");
        assertRefused(() -> Clip.floats(bytes, ElementType.INT8, 0, 1, Checkpoint.NONE),
                "can't clip elements of type int8 ('b'); only floats");
        assertRefused(() -> Clip.integers(bytes.asReadOnly(), ElementType.INT8, BigInteger.ZERO, BigInteger.ONE,
                Checkpoint.NONE),
                "can't clip read-only memory in place: " + bytes.asReadOnly());
    }

    @Test
    void a_multiple_of_one_vector_is_added_to_another() {
        for (int count : Samples.LENGTHS) {
            ElementType type = Samples.FLOATS.get(count % 3);
            MemorySegment x = Samples.random(Samples.Place.values()[count % 2], type, count, count, true);
            MemorySegment y = Samples.random(Samples.Place.values()[count / 2 % 3], type, count, count + 1, true);
            double[] before = Samples.floats(y, type);
            double[] added = Samples.floats(x, type);
            Axpy.floats(0.7, x.asReadOnly(), y, type, Checkpoint.NONE);
            for (int i = 0; i < count; i++) {
                assertThat(Double.doubleToLongBits(Samples.get(y, type, i)))
                        .isEqualTo(Double.doubleToLongBits(Samples.rounded(type, 0.7 * added[i] + before[i])));
            }
        }
        double[] both = {1, 2};
        Axpy.floats(2, MemorySegment.ofArray(both), MemorySegment.ofArray(both), ElementType.FLOAT64, Checkpoint.NONE);
        assertThat(both).containsExactly(3, 6);
        MemorySegment three = MemorySegment.ofArray(new float[3]);
        assertRefused(() -> Axpy.floats(1, three.asSlice(4), three, ElementType.FLOAT32, Checkpoint.NONE),
                "can't add 2 elements to 3; there must be as many");
    }

    @Test
    void logarithms_are_those_of_strict_math() {
        checkFloats((memory, type) -> Logarithm.log(memory, type, Checkpoint.NONE), StrictMath::log);
        checkFloats((memory, type) -> Logarithm.log1p(memory, type, Checkpoint.NONE), StrictMath::log1p);
    }

    @Test
    void floats_of_each_type_are_scaled_with_one_rounding() {
        checkFloats((memory, type) -> Scale.floats(memory, type, 1.5, Checkpoint.NONE), value -> value * 1.5);
        checkFloats((memory, type) -> Scale.floats(memory, type, Double.NEGATIVE_INFINITY, Checkpoint.NONE),
                value -> value * Double.NEGATIVE_INFINITY);
        short[] halves = {Float.floatToFloat16(1), Float.floatToFloat16(1000)};
        Scale.floats(MemorySegment.ofArray(halves), ElementType.FLOAT16, 0.1, Checkpoint.NONE);
        double tenth = Samples.rounded(ElementType.FLOAT16, 0.1);
        assertThat(Float.float16ToFloat(halves[0])).isEqualTo((float) tenth);
        assertThat((double) Float.float16ToFloat(halves[1])).isEqualTo(Samples.rounded(ElementType.FLOAT16, 1000 * tenth));
        assertThatThrownBy(() -> Scale.floats(MemorySegment.ofArray(halves), ElementType.FLOAT16, 1e5, Checkpoint.NONE))
                .isInstanceOf(ArithmeticException.class)
                .hasMessage("elements of type float16 ('e') can't be scaled by 100000.0, which is too large for their type");
    }

    @Test
    void integers_of_each_type_are_scaled() {
        for (ElementType type : Samples.INTEGERS) {
            for (long factor : new long[] {0, 1, 3}) {
                for (int count : Samples.LENGTHS) {
                    MemorySegment memory = Samples.Place.values()[count % 3].allocate(count * type.size(), count % 5);
                    for (int i = 0; i < count; i++) {
                        Samples.setBits(memory, type, i, i % 41);
                    }
                    Scale.integers(memory, type, factor, Checkpoint.NONE);
                    for (int i = 0; i < count; i++) {
                        assertThat(Samples.integer(memory, type, i)).isEqualTo(BigInteger.valueOf(i % 41 * factor));
                    }
                }
            }
        }
        byte[] signed = {-128, 127, -5};
        Scale.integers(MemorySegment.ofArray(signed), ElementType.INT8, 1, Checkpoint.NONE);
        assertThat(signed).containsExactly(-128, 127, -5);
        long[] large = {Long.MIN_VALUE + 1, -7};
        Scale.integers(MemorySegment.ofArray(large), ElementType.INT64, -1, Checkpoint.NONE);
        assertThat(large).containsExactly(Long.MAX_VALUE, 7);
    }

    @Test
    void integers_whose_product_does_not_fit_are_refused_and_nothing_is_written() {
        byte[] bytes = {1, -43, 42};
        assertThatThrownBy(() -> Scale.integers(MemorySegment.ofArray(bytes), ElementType.INT8, 3, Checkpoint.NONE))
                .isInstanceOf(ArithmeticException.class).hasMessage("element -43 times 3 is -129, out of the range of int8 ('b')"
                        + " (-128 to 127); nothing was scaled");
        assertThat(bytes).containsExactly(1, -43, 42);
        long[] large = {1, -1};
        assertThatThrownBy(() -> Scale.integers(MemorySegment.ofArray(large), ElementType.UINT64, 2, Checkpoint.NONE))
                .isInstanceOf(ArithmeticException.class).hasMessage("element 18446744073709551615 times 2 is 36893488147419103230,"
                        + " out of the range of uint64 ('Q') (0 to 18446744073709551615); nothing was scaled");
        assertThatThrownBy(() -> Scale.integers(MemorySegment.ofArray(large), ElementType.UINT64, -1, Checkpoint.NONE))
                .isInstanceOf(ArithmeticException.class);
        assertThatThrownBy(() -> Scale.integers(MemorySegment.ofArray(new long[] {Long.MIN_VALUE}), ElementType.INT64, -1,
                Checkpoint.NONE)).isInstanceOf(ArithmeticException.class);
    }

    @Test
    void a_checkpoint_leaves_the_first_intervals_changed_and_the_others_not() {
        byte[] bytes = new byte[3 * Checkpoint.INTERVAL];
        Arrays.fill(bytes, (byte) 9);
        assertThatThrownBy(() -> Clip.integers(MemorySegment.ofArray(bytes), ElementType.INT8, BigInteger.ZERO,
                BigInteger.valueOf(5), new CountedPolls(2)))
                .hasMessage("stopped at poll 2");
        assertThat(bytes[2 * Checkpoint.INTERVAL - 1]).isEqualTo((byte) 5);
        assertThat(bytes[2 * Checkpoint.INTERVAL]).isEqualTo((byte) 9);
    }
}
