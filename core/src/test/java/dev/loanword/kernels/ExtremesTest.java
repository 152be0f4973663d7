package dev.loanword.kernels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.loanword.memory.ElementType;
import java.lang.foreign.MemorySegment;
import java.math.BigInteger;
import org.junit.jupiter.api.Test;

class ExtremesTest {
    @Test
    void extremes_of_floats_are_those_of_a_plain_loop() {
        for (int count : Samples.LENGTHS) {
            if (count > 0) {
                for (boolean special : new boolean[] {false, true}) {
                    ElementType type = Samples.FLOATS.get(count % 3);
                    MemorySegment memory = Samples.random(Samples.Place.values()[count / 2 % 3], type, count, count, special);
                    double least = Samples.get(memory, type, 0);
                    double greatest = least;
                    for (double value : Samples.floats(memory, type)) {
                        least = Math.min(least, value);
                        greatest = Math.max(greatest, value);
                    }
                    assertSame(Extremes.minimumOfFloats(memory, type, Checkpoint.NONE), least);
                    assertSame(Extremes.maximumOfFloats(memory, type, Checkpoint.NONE), greatest);
                }
            }
        }
    }

    private static void assertSame(double found, double expected) {
        assertThat(Double.doubleToLongBits(found)).isEqualTo(Double.doubleToLongBits(expected));
    }

    @Test
    void each_place_of_an_extreme_is_seen() {
        double[] values = new double[1500];
        for (int i = 0; i < values.length; i++) {
            values[i] = -5;
            assertThat(Extremes.minimumOfFloats(MemorySegment.ofArray(values), ElementType.FLOAT64, Checkpoint.NONE)).isEqualTo(-5);
            values[i] = 5;
            assertThat(Extremes.maximumOfFloats(MemorySegment.ofArray(values), ElementType.FLOAT64, Checkpoint.NONE)).isEqualTo(5);
            values[i] = Double.NaN;
            assertThat(Extremes.maximumOfFloats(MemorySegment.ofArray(values), ElementType.FLOAT64, Checkpoint.NONE)).isNaN();
            values[i] = 0;
        }
        double[] zeros = {0.0, -0.0, 0.0};
        assertSame(Extremes.minimumOfFloats(MemorySegment.ofArray(zeros), ElementType.FLOAT64, Checkpoint.NONE), -0.0);
        assertSame(Extremes.maximumOfFloats(MemorySegment.ofArray(zeros), ElementType.FLOAT64, Checkpoint.NONE), 0.0);
        double[] infinite = {Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY};
        assertSame(Extremes.minimumOfFloats(MemorySegment.ofArray(infinite), ElementType.FLOAT64, Checkpoint.NONE), infinite[0]);
    }

    @Test
    void extremes_of_integers_are_those_of_a_plain_loop() {
        for (ElementType type : Samples.INTEGERS) {
            for (int count : Samples.LENGTHS) {
                if (count > 0) {
                    MemorySegment memory =
                            Samples.random(Samples.Place.values()[count % 3], type, count, count + type.code(), false);
                    BigInteger least = Samples.integer(memory, type, 0);
                    BigInteger greatest = least;
                    for (int i = 0; i < count; i++) {
                        least = least.min(Samples.integer(memory, type, i));
                        greatest = greatest.max(Samples.integer(memory, type, i));
                    }
                    assertThat(Extremes.minimumOfIntegers(memory, type, Checkpoint.NONE))
                            .as("%s %s", count, type).isEqualTo(least);
                    assertThat(Extremes.maximumOfIntegers(memory, type, Checkpoint.NONE))
                            .as("%s %s", count, type).isEqualTo(greatest);
                }
            }
        }
    }

    @Test
    void no_elements_have_no_extremes() {
        MemorySegment none = MemorySegment.ofArray(new byte[0]);
        assertThatThrownBy(() -> Extremes.minimumOfFloats(none, ElementType.FLOAT32, Checkpoint.NONE))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("no elements have no minimum; ask for it only if there are some");
        assertThatThrownBy(() -> Extremes.maximumOfIntegers(none, ElementType.UINT64, Checkpoint.NONE))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("no elements have no maximum; ask for it only if there are some");
    }
}
