package dev.loanword.bridge;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** {@code bridge.scale_inplace} on all that holds float64, NumPy aside: its arrays have a class of their own. */
class ScaleInplaceTest extends InPlaceScalingContract {

    @Override
    String function() {
        return "scale_inplace";
    }

    @Override
    String parameter() {
        return "x";
    }

    @Override
    String typecode() {
        return "d";
    }

    @Override
    String type() {
        return "float64 ('d')";
    }

    @Override
    String typeName() {
        return "float64";
    }

    @Override
    int itemsize() {
        return Double.BYTES;
    }

    @Test
    void the_product_is_that_of_java_and_python_doubles() {
        python.run("a = A('d', [0.1, 1e308, 5e-324, 1/3]); scale(a, 3.3)");
        assertThat(python.show("a.tolist() == [0.1 * 3.3, 1e308 * 3.3, 5e-324 * 3.3, 1/3 * 3.3]")).isEqualTo("True");
    }
}
