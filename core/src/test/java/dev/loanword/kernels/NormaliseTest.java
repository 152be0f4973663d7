package dev.loanword.kernels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.loanword.memory.ElementType;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** Unit length, standardising and the cosine: the kernels whose result depends on sums of all elements. */
class NormaliseTest {
    private static MemorySegment of(double... values) {
        return MemorySegment.ofArray(values);
    }

    private static double sum(double[] values) {
        return Sum.ofFloats(of(values), ElementType.FLOAT64, false, Checkpoint.NONE);
    }

    private static double leftToRight(double[] values) {
        double sum = 0;
        for (double value : values) {
            sum += value;
        }
        return sum;
    }

    @Test
    void vectors_are_divided_by_their_length() {
        for (int count : Samples.LENGTHS) {
            if (count > 0) {
                ElementType type = Samples.FLOATS.get(count % 3);
                for (boolean strict : new boolean[] {false, true}) {
                    MemorySegment memory = Samples.random(Samples.Place.values()[count / 2 % 3], type, count, count, false);
                    double[] before = Samples.floats(memory, type);
                    double[] squares = Arrays.stream(before).map(value -> value * value).toArray();
                    double length = Math.sqrt(strict ? leftToRight(squares) : sum(squares));
                    assertThat(Normalise.toUnitLength(memory, type, strict, Checkpoint.NONE)).isEqualTo(length);
                    for (int i = 0; i < count; i++) {
                        assertThat(Samples.get(memory, type, i)).isEqualTo(Samples.rounded(type, before[i] / length));
                    }
                }
            }
        }
    }

    @Test
    void vectors_whose_squares_overflow_or_vanish_have_a_length_all_the_same() {
        for (double scale : new double[] {1e300, 1e-300, 0x1p1022, 0x1p-1060}) {
            double[] values = {3 * scale / 4, -scale};
            assertThat(Normalise.toUnitLength(of(values), ElementType.FLOAT64, false, Checkpoint.NONE))
                    .isCloseTo(1.25 * scale, within(1.25 * scale * 0x1p-10));
            assertThat(values[0]).isCloseTo(0.6, within(0x1p-10));
            assertThat(values[1]).isCloseTo(-0.8, within(0x1p-10));
        }
        double[] smallest = {Double.MIN_VALUE};
        assertThat(Normalise.toUnitLength(of(smallest), ElementType.FLOAT64, true, Checkpoint.NONE)).isEqualTo(Double.MIN_VALUE);
        assertThat(smallest).containsExactly(1);
    }

    @Test
    void vectors_without_a_direction_are_refused_and_not_written() {
        for (double[] values : new double[][] {{}, {0, -0.0}, {1, Double.NaN}, {1, Double.POSITIVE_INFINITY}}) {
            double[] before = values.clone();
            assertThatThrownBy(() -> Normalise.toUnitLength(of(values), ElementType.FLOAT64, false, Checkpoint.NONE))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageMatching("a vector of length (0\\.0|NaN|Infinity) can't be brought to the length 1");
            assertThat(values).containsExactly(before);
        }
    }

    @Test
    void samples_are_brought_to_the_mean_0_and_the_deviation_1() {
        for (int count : Samples.LENGTHS) {
            if (count > 1) {
                ElementType type = Samples.FLOATS.get(count % 3);
                for (boolean strict : new boolean[] {false, true}) {
                    MemorySegment memory = Samples.random(Samples.Place.values()[count / 2 % 3], type, count, count, false);
                    double[] before = Samples.floats(memory, type);
                    double mean = (strict ? leftToRight(before) : sum(before)) / count;
                    double[] squares = Arrays.stream(before).map(value -> (value - mean) * (value - mean)).toArray();
                    double deviation = Math.sqrt((strict ? leftToRight(squares) : sum(squares)) / count);
                    assertThat(Normalise.toStandard(memory, type, strict, Checkpoint.NONE))
                            .isEqualTo(new Normalise.Moments(mean, deviation));
                    for (int i = 0; i < count; i++) {
                        assertThat(Samples.get(memory, type, i))
                                .isEqualTo(Samples.rounded(type, (before[i] - mean) / deviation));
                    }
                }
            }
        }
    }

    @Test
    void samples_without_a_deviation_are_refused_and_not_written() {
        for (double[] values : new double[][] {{}, {4}, {7, 7}, {1, Double.NaN}, {1, Double.POSITIVE_INFINITY}}) {
            double[] before = values.clone();
            assertThatThrownBy(() -> Normalise.toStandard(of(values), ElementType.FLOAT64, false, Checkpoint.NONE))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageMatching("elements with the standard deviation (0\\.0|NaN|Infinity) can't be brought to the deviation 1");
            assertThat(values).containsExactly(before);
        }
    }

    @Test
    void the_cosine_is_the_dot_product_over_the_lengths() {
        for (int count : Samples.LENGTHS) {
            if (count > 0) {
                ElementType type = Samples.FLOATS.get(count % 3);
                MemorySegment x = Samples.random(Samples.Place.values()[count % 2], type, count, count, false);
                MemorySegment y = Samples.random(Samples.Place.values()[count / 2 % 3], type, count, count + 1, false);
                double[] products = new double[count];
                double[] squares = new double[count];
                double[] others = new double[count];
                for (int i = 0; i < count; i++) {
                    double a = Samples.get(x, type, i);
                    double b = Samples.get(y, type, i);
                    products[i] = a * b;
                    squares[i] = a * a;
                    others[i] = b * b;
                }
                assertThat(Cosine.of(x, y, type, false, Checkpoint.NONE))
                        .isEqualTo(clamped(sum(products) / (Math.sqrt(sum(squares)) * Math.sqrt(sum(others)))));
                assertThat(Cosine.of(x, y, type, true, Checkpoint.NONE)).isEqualTo(clamped(
                        leftToRight(products) / (Math.sqrt(leftToRight(squares)) * Math.sqrt(leftToRight(others)))));
            }
        }
    }

    private static double clamped(double cosine) {
        return Math.max(-1, Math.min(1, cosine));
    }

    @Test
    void the_cosine_of_known_angles() {
        assertThat(cosine(of(1, 0), of(0, 5))).isZero();
        assertThat(cosine(of(2, 2), of(-3, -3))).isBetween(-1.0, -1 + 0x1p-52);
        assertThat(cosine(of(1e300, 1e300), of(1e-300, 0))).isCloseTo(Math.sqrt(0.5), within(1e-15));
        assertThat(cosine(of(0.1, 0.1, 0.1), of(0.1, 0.1, 0.1))).isBetween(1 - 0x1p-52, 1.0);
        assertThat(cosine(of(0, 0), of(1, 0))).isNaN();
        assertThat(cosine(of(), of())).isNaN();
        assertThat(cosine(of(1, Double.NaN), of(1, 0))).isNaN();
        assertThat(cosine(of(1, Double.POSITIVE_INFINITY), of(1, 0))).isNaN();
        assertThatThrownBy(() -> cosine(of(1, 2), of(1))).isInstanceOf(IllegalArgumentException.class)
                .hasMessage("can't compare a vector of 2 elements to one of 1; there must be as many");
    }

    private static double cosine(MemorySegment x, MemorySegment y) {
        return Cosine.of(x, y, ElementType.FLOAT64, false, Checkpoint.NONE);
    }
}
