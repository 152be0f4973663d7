package dev.loanword.kernels;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.Random;
import org.junit.jupiter.api.Test;

class HalvesTest {
    private static double value(int bits) {
        return Float.float16ToFloat((short) bits);
    }

    @Test
    void each_float16_is_itself() {
        for (int bits = 0; bits < 1 << 16; bits++) {
            double value = value(bits);
            if (!Double.isNaN(value)) {
                assertThat(Halves.of(value)).isEqualTo((short) bits);
            }
        }
        assertThat(value(Halves.of(Double.NaN))).isNaN();
    }

    @Test
    void ties_go_to_the_even_one_and_what_is_next_to_a_tie_to_the_nearer_one() {
        for (int bits = 0; bits < 0x7bff; bits++) {
            double tie = (value(bits) + value(bits + 1)) / 2;
            assertThat(Halves.of(tie)).isEqualTo((short) (bits % 2 == 0 ? bits : bits + 1));
            assertThat(Halves.of(Math.nextDown(tie))).isEqualTo((short) bits);
            assertThat(Halves.of(Math.nextUp(tie))).isEqualTo((short) (bits + 1));
            assertThat(Halves.of(-Math.nextUp(tie))).isEqualTo((short) (bits + 1 | 0x8000));
        }
        assertThat(value(Halves.of(65519.999))).isEqualTo(65504);
        assertThat(value(Halves.of(65520))).isInfinite();
        assertThat(value(Halves.of(1e300))).isInfinite();
        assertThat(value(Halves.of(-Double.MAX_VALUE))).isEqualTo(Double.NEGATIVE_INFINITY);
    }

    @Test
    void random_doubles_become_the_nearest_float16() {
        Random random = new Random(3);
        for (int i = 0; i < 100_000; i++) {
            double value = Math.scalb(random.nextDouble() * 2 - 1, random.nextInt(42) - 26);
            int bits = Halves.of(value);
            BigDecimal distance = new BigDecimal(value).subtract(new BigDecimal(value(bits))).abs();
            for (int neighbour : new int[] {bits - 1, bits + 1}) {
                double other = value(neighbour);
                if (Double.isFinite(other) && (bits & 0x7fff) != 0) {
                    assertThat(new BigDecimal(value).subtract(new BigDecimal(other)).abs()).isGreaterThanOrEqualTo(distance);
                }
            }
        }
        assertThat(Halves.of(0x1p-25)).isZero();
        assertThat(Halves.of(Math.nextUp(0x1p-25))).isEqualTo((short) 1);
        assertThat(Halves.of(-Double.MIN_VALUE)).isEqualTo((short) 0x8000);
    }
}
