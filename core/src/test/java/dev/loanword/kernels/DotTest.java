package dev.loanword.kernels;

import static java.lang.foreign.ValueLayout.JAVA_FLOAT;
import static java.lang.foreign.ValueLayout.JAVA_FLOAT_UNALIGNED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.math.BigDecimal;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.constraints.IntRange;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

class DotTest {
    @Provide
    Arbitrary<float[]> vectors() {
        Arbitrary<Float> usual = Arbitraries.floats().between(-1e3f, 1e3f);
        Arbitrary<Float> special = Arbitraries.of(0f, -0f, Float.NaN, Float.POSITIVE_INFINITY,
                Float.NEGATIVE_INFINITY, Float.MAX_VALUE, Float.MIN_VALUE);
        return Arbitraries.oneOf(usual.array(float[].class).ofMaxSize(50),
                Arbitraries.frequencyOf(Tuple.of(20, usual), Tuple.of(1, special))
                        .array(float[].class).ofMaxSize(50));
    }

    /** The documented order of the sum. */
    static double byDefinition(float[] row, float[] query) {
        float[] sums = new float[16];
        int whole = row.length / 16 * 16;
        for (int i = 0; i < whole; i++) {
            sums[i % 16] += row[i] * query[i];
        }
        double[] joined = new double[4];
        for (int j = 0; j < 4; j++) {
            joined[j] = ((double) sums[j] + sums[j + 4]) + ((double) sums[j + 8] + sums[j + 12]);
        }
        double sum = (joined[0] + joined[2]) + (joined[1] + joined[3]);
        for (int i = whole; i < row.length; i++) {
            sum += row[i] * query[i];
        }
        return sum;
    }

    private static float[] shuffled(float[] vector, long seed) {
        float[] result = new float[vector.length];
        for (int i = 0; i < result.length; i++) {
            result[i] = vector[(int) Math.floorMod(i * 7L + seed, (long) vector.length)];
        }
        return result;
    }

    private static MemorySegment nativeCopy(float[] values, int offset) {
        MemorySegment memory = Arena.ofAuto().allocate(offset + values.length * 4L + 1, 4);
        MemorySegment.copy(values, 0, memory, JAVA_FLOAT_UNALIGNED, offset, values.length);
        return memory;
    }

    @Property
    void all_kinds_of_query_give_the_same_bits_as_the_definition(@ForAll("vectors") float[] row, @ForAll long seed,
            @ForAll @IntRange(max = 9) int rowOffset, @ForAll @IntRange(max = 9) int queryOffset) {
        float[] query = row.length == 0 ? row : shuffled(row, seed);
        int count = row.length;
        long expected = Double.doubleToLongBits(byDefinition(row, query));
        MemorySegment rows = nativeCopy(row, rowOffset);

        float[] floats = new float[queryOffset + count];
        double[] doubles = new double[queryOffset + count];
        for (int i = 0; i < count; i++) {
            floats[queryOffset + i] = query[i];
            doubles[queryOffset + i] = query[i];
        }
        byte[] bytes = new byte[queryOffset + count * 4];
        MemorySegment.copy(query, 0, MemorySegment.ofArray(bytes), JAVA_FLOAT_UNALIGNED, queryOffset, count);

        assertBits(Dot.float32(rows, rowOffset, count, floats, queryOffset), expected);
        assertBits(Dot.float32(rows, rowOffset, count, doubles, queryOffset), expected);
        assertBits(Dot.float32(rows, rowOffset, count, bytes, queryOffset), expected);
        assertBits(Dot.float32(rows, rowOffset, count, nativeCopy(query, queryOffset), queryOffset), expected);
        MemorySegment heap = MemorySegment.ofArray(bytes);
        assertBits(Dot.float32(rows, rowOffset, count, heap, queryOffset), expected);
        assertBits(Dot.float32(rows, rowOffset, count, heap.asSlice(queryOffset), 0), expected);
        assertBits(Dot.float32(rows, rowOffset, count, heap.asReadOnly(), queryOffset), expected);
        assertBits(Dot.float32(rows, rowOffset, count, MemorySegment.ofArray(floats), queryOffset * 4L), expected);
    }

    private static void assertBits(double found, long expected) {
        assertThat(Double.doubleToLongBits(found)).isEqualTo(expected);
    }

    @Property
    void the_sum_is_close_to_the_exact_one(@ForAll @IntRange(min = 1, max = 2000) int count, @ForAll long seed) {
        Random random = new Random(seed);
        float[] row = new float[count];
        float[] query = new float[count];
        BigDecimal exact = BigDecimal.ZERO;
        double magnitude = 0;
        for (int i = 0; i < count; i++) {
            row[i] = random.nextFloat() - 0.5f;
            query[i] = random.nextFloat() - 0.5f;
            exact = exact.add(new BigDecimal(row[i]).multiply(new BigDecimal(query[i])));
            magnitude += Math.abs((double) row[i] * query[i]);
        }
        // Half a unit in the last place of float32 for each product, and for each addition to its partial sum.
        assertThat(Dot.float32(nativeCopy(row, 0), 0, count, query, 0))
                .isCloseTo(exact.doubleValue(), within(magnitude * (1 + count / 16) * 0x1p-24 + 1e-40));
    }

    @Example
    void integers_stay_exact_where_a_float32_sum_would_not() {
        float[] values = new float[768];
        long expected = 0;
        for (int i = 0; i < values.length; i++) {
            values[i] = i;
            expected += (long) i * i;
        }
        assertThat(expected).isGreaterThan(1 << 24);
        assertThat(Dot.float32(nativeCopy(values, 0), 0, 768, values, 0)).isEqualTo(expected);
    }

    @Example
    void nan_and_infinity_pass_through() {
        float[] row = {1, 2, 3, 4, 5};
        MemorySegment rows = nativeCopy(row, 0);
        for (int i = 0; i < 5; i++) {
            float[] query = {1, 1, 1, 1, 1};
            query[i] = Float.NaN;
            assertThat(Dot.float32(rows, 0, 5, query, 0)).isNaN();
            query[i] = Float.NEGATIVE_INFINITY;
            assertThat(Dot.float32(rows, 0, 5, query, 0)).isEqualTo(Double.NEGATIVE_INFINITY);
        }
        float[] opposed = {Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY, 0, 0, 0};
        assertThat(Dot.float32(rows, 0, 5, opposed, 0)).isNaN();
    }

    @Example
    void a_double_beyond_float32_becomes_infinite_and_others_are_rounded() {
        MemorySegment rows = nativeCopy(new float[] {1}, 0);
        assertThat(Dot.float32(rows, 0, 1, new double[] {1e39}, 0)).isEqualTo(Double.POSITIVE_INFINITY);
        assertThat(Dot.float32(rows, 0, 1, new double[] {0.1}, 0)).isEqualTo(0.1f);
    }

    @Example
    void no_elements_give_zero() {
        assertThat(Dot.float32(nativeCopy(new float[0], 0), 0, 0, new float[0], 0)).isEqualTo(0.0);
    }

    @Example
    void rows_on_the_heap_are_refused() {
        MemorySegment heap = MemorySegment.ofArray(new float[4]);
        assertThatThrownBy(() -> Dot.float32(heap, 0, 4, new float[4], 0)).isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("rows must lie in native memory, but these lie on the Java heap: MemorySegment");
    }

    @Example
    void ranges_outside_of_row_or_query_are_refused() {
        MemorySegment rows = Arena.ofAuto().allocate(JAVA_FLOAT, 8);
        for (int count : new int[] {9, -1, Integer.MAX_VALUE}) {
            assertOutOfBounds(() -> Dot.float32(rows, 0, count, new float[8], 0));
            assertOutOfBounds(() -> Dot.float32(rows, 0, count, new double[8], 0));
            assertOutOfBounds(() -> Dot.float32(rows, 0, count, new byte[32], 0));
            assertOutOfBounds(() -> Dot.float32(rows, 0, count, rows, 0));
        }
        assertOutOfBounds(() -> Dot.float32(rows, 1, 8, new float[8], 0));
        assertOutOfBounds(() -> Dot.float32(rows, -4, 8, new float[8], 0));
        assertOutOfBounds(() -> Dot.float32(rows, Long.MAX_VALUE, 8, new float[8], 0));
        assertOutOfBounds(() -> Dot.float32(rows, 0, 8, new float[8], 1));
        assertOutOfBounds(() -> Dot.float32(rows, 0, 8, new double[7], 0));
        assertOutOfBounds(() -> Dot.float32(rows, 0, 8, new byte[32], 1));
        assertOutOfBounds(() -> Dot.float32(rows, 0, 8, rows, 4));
        assertOutOfBounds(() -> Dot.float32(rows, 0, 8, MemorySegment.ofArray(new float[8]), 1));
    }

    private static void assertOutOfBounds(ThrowingCallable call) {
        assertThatThrownBy(call).isInstanceOf(IndexOutOfBoundsException.class);
    }
}
