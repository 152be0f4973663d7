package dev.loanword.bridge;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * What the functions over numbers do, on several kinds of memory. In the Python code of the tests, {@code M(T, values)} makes
 * memory of the typecode and with the values; the tests run once with each {@code M} that the subclass names.
 */
abstract class KernelFunctionsContract {

    /** The host in which the tests run. */
    abstract BridgeHost python();

    /** The Python functions that make memory, each of (typecode, values). */
    abstract List<String> makers();

    private void show(String setUp, String expression, String expected) {
        for (String maker : makers()) {
            long copied = python().ledger().copied();
            python().run("M = " + maker + "\n" + setUp);
            assertThat(python().show(expression)).as(maker + "; " + setUp + "; " + expression).isEqualTo(expected);
            assertThat(python().ledger().copied()).as("copied").isEqualTo(copied);
        }
    }

    @Test
    void numbers_are_added_up() {
        show("x = M('d', [1, 2.5, -4])", "bridge.sum(x), bridge.sum(x, in_order=True)", "(-0.5, -0.5)");
        show("x = M('f', [1, 2.5, -4])", "bridge.sum(x)", "-0.5");
        show("x = M('d', [1e16, 1, -1e16, 1] * 2)", "bridge.sum(x, in_order=True)", "1.0");
        show("x = M('d', [])", "bridge.sum(x)", "0.0");
        show("x = M('b', [-128] * 3)", "bridge.sum(x)", "-384");
        show("x = M('B', [255] * 3)", "bridge.sum(x)", "765");
        show("x = M('q', [2 ** 63 - 1] * 3)", "bridge.sum(x)", "27670116110564327421");
        show("x = M('Q', [2 ** 64 - 1] * 3)", "bridge.sum(x)", "55340232221128654845");
        show("x = M('i', [])", "bridge.sum(x)", "0");
    }

    @Test
    void sums_have_the_same_bits_in_all_kinds_of_memory() {
        python().run(
                """
                def by_lanes(values):
                    total = 0.0
                    for begin in range(0, len(values), 65536):
                        lanes = [0.0] * 1024
                        for i, value in enumerate(values[begin:begin + 65536]):
                            lanes[i % 1024] += value
                        half = 512
                        while half:
                            for i in range(half):
                                lanes[i] += lanes[half + i]
                            half //= 2
                        total += lanes[0]
                    return total
                values = [1 / (i + 1) - 0.001 for i in range(70_001)]
                """);
        show("x = M('d', values)", "bridge.sum(x) == by_lanes(values)", "True");
        show("x = M('d', values)", "bridge.sum(x, in_order=True) == __import__('functools').reduce(lambda a, b: a + b, values, 0.0)",
                "True");
    }

    @Test
    void the_smallest_and_the_largest_number_are_found() {
        show("x = M('d', [3, -1.5, 2])", "bridge.min(x), bridge.max(x)", "(-1.5, 3.0)");
        show("x = M('f', [3, float('nan'), 2])", "bridge.min(x), bridge.max(x)", "(nan, nan)");
        show("x = M('h', [300, -300, 2])", "bridge.min(x), bridge.max(x)", "(-300, 300)");
        show("x = M('Q', [2 ** 64 - 1, 5, 2 ** 63])", "bridge.min(x), bridge.max(x)", "(5, 18446744073709551615)");
        show("x = M('d', [])", "bridge.min(x)", "ValueError: no elements have no minimum; ask for it only if there are some");
        show("x = M('I', [])", "bridge.max(x)", "ValueError: no elements have no maximum; ask for it only if there are some");
    }

    @Test
    void equal_numbers_are_counted_and_found() {
        show("x = M('i', [5, 7, 5, -1])", "bridge.count(x, 5), bridge.find(x, 7), bridge.find(x, 8)", "(2, 1, -1)");
        show("x = M('i', [5, 7, 5, -1])", "bridge.count(x, 5.0), bridge.count(x, 5.5), bridge.find(x, value=-1)", "(2, 0, 3)");
        show("x = M('d', [0.0, -0.0, float('nan'), 0.1])",
                "bridge.count(x, 0), bridge.count(x, float('nan')), bridge.find(x, 0.1)", "(2, 0, 3)");
        show("x = M('f', [0.1, 0.5])", "bridge.find(x, 0.1), bridge.find(x, 0.5), bridge.find(x, x[0])", "(-1, 1, 0)");
        show("x = M('d', [2.0 ** 53, 1e300])", "bridge.count(x, 2 ** 53), bridge.count(x, 2 ** 53 + 1), bridge.find(x, int(1e300))",
                "(1, 0, 1)");
        show("x = M('Q', [1, 2 ** 64 - 1])", "bridge.find(x, 2 ** 64 - 1), bridge.find(x, -1), bridge.find(x, 2 ** 200)",
                "(1, -1, -1)");
        show("x = M('B', b'banana')", "bridge.count(x, 97), bridge.find(x, ord('n'))", "(3, 2)");
        show("x = M('B', b'banana')", "bridge.count(x, 'a')", "TypeError: count() argument 'value' must be int or real number, not str");
    }

    @Test
    void the_cosine_of_two_vectors_is_computed() {
        show("x = M('f', [3, 4]); y = M('f', [4, 3])", "bridge.cosine(x, y), bridge.cosine(x, y, in_order=True)", "(0.96, 0.96)");
        show("x = M('d', [1e-200, 0]); y = M('d', [-1e200, 0])", "bridge.cosine(x, y)", "-1.0");
        show("x = M('d', [0, 0]); y = M('d', [1, 0])", "bridge.cosine(x, y), bridge.cosine(y, y)", "(nan, 1.0)");
        show("x = M('d', [1, 2]); y = M('d', [1])", "bridge.cosine(x, y)",
                "ValueError: can't compare a vector of 2 elements to one of 1; there must be as many");
        show("x = M('d', [1]); y = M('f', [1])", "bridge.cosine(x, y)", "TypeError: cosine expected two buffers of one element type,"
                + " got float64 ('d') and float32 ('f'); convert one of them first, with x.astype(y.dtype) for NumPy arrays");
        show("x = M('i', [1])", "bridge.cosine(x, x)", "TypeError: cosine expected elements that are floats, got int32 ('i'); convert"
                + " first, with x.astype('float64') for NumPy arrays or array.array('d', x)");
    }

    private void changes(String setUp, String call, String result, String expected) {
        show(setUp, "(" + call + ", x.tolist())", "(" + result + ", " + expected + ")");
    }

    /** Refused with nothing written. */
    private void refuses(String setUp, String call, String error) {
        show(setUp + "; before = x.tolist()", call, error);
        for (String maker : makers()) {
            python().run("M = " + maker + "\n" + setUp + "; before = x.tolist()");
            python().show(call);
            assertThat(python().show("x.tolist() == before")).as(maker + "; " + call).isEqualTo("True");
        }
    }

    @Test
    void numbers_are_multiplied_in_place() {
        changes("x = M('d', [1, -2.5])", "bridge.multiply_inplace(x, 3)", "None", "[3.0, -7.5]");
        changes("x = M('f', [1, -2.5])", "bridge.multiply_inplace(x, 0.5)", "None", "[0.5, -1.25]");
        changes("x = M('B', [1, 100])", "bridge.multiply_inplace(x, 2)", "None", "[2, 200]");
        changes("x = M('q', [1, 2 ** 60])", "bridge.multiply_inplace(x, -8)", "None", "[-8, -9223372036854775808]");
    }

    @Test
    void products_that_do_not_fit_are_refused_and_nothing_is_written() {
        refuses("x = M('B', [1, 100])", "bridge.multiply_inplace(x, 3)", "OverflowError: element 100 times 3 is 300, out of the range of"
                + " uint8 ('B') (0 to 255); nothing was scaled");
        refuses("x = M('f', [1])", "bridge.multiply_inplace(x, 1e300)",
                "OverflowError: elements of type float32 ('f') can't be scaled by 1.0E300, which is too large for their type");
        refuses("x = M('i', [1])", "bridge.multiply_inplace(x, 1.5)", "TypeError: multiply_inplace by a float expected elements that are"
                + " floats, got int32 ('i'); convert first, with x.astype('float64') for NumPy arrays or array.array('d', x)");
    }

    @Test
    void numbers_are_clipped_in_place() {
        changes("x = M('d', [-5, float('nan'), 0.5, 9])", "bridge.clip_inplace(x, 0.0, 1.0)", "None", "[0.0, nan, 0.5, 1.0]");
        changes("x = M('f', [-5, 0.5, 9])", "bridge.clip_inplace(x, 0, 1)", "None", "[0.0, 0.5, 1.0]");
        changes("x = M('d', [-5, 0.5, 9])", "bridge.clip_inplace(x, 0, float('inf'))", "None", "[0.0, 0.5, 9.0]");
        changes("x = M('d', [-5, 0.5, 9])", "bridge.clip_inplace(x, -1.0, 1)", "None", "[-1.0, 0.5, 1.0]");
        changes("x = M('Q', [1, 2 ** 64 - 1])", "bridge.clip_inplace(x, 2, 2 ** 64 - 2)", "None", "[2, 18446744073709551614]");
        changes("x = M('h', [-300, 5])", "bridge.clip_inplace(x, low=-10, high=10 ** 30)", "None", "[-10, 5]");
        refuses("x = M('h', [1])", "bridge.clip_inplace(x, 2, 1)",
                "ValueError: can't clip to bounds from 2 to 1; the lower one must not be above the upper one");
        refuses("x = M('h', [1])", "bridge.clip_inplace(x, 0, 1.5)", "TypeError: clip_inplace to floats expected elements that are floats,"
                + " got int16 ('h'); convert first, with x.astype('float64') for NumPy arrays or array.array('d', x)");
    }

    @Test
    void a_multiple_of_one_vector_is_added_to_another() {
        changes("y = M('d', [1, 2]); x = M('d', [10, 20])", "bridge.axpy(0.5, y, x)", "None", "[10.5, 21.0]");
        changes("y = M('f', [1, 2]); x = M('f', [10, 20])", "bridge.axpy(a=2, x=y, y=x)", "None", "[12.0, 24.0]");
        refuses("y = M('f', [1, 2]); x = M('f', [10])", "bridge.axpy(2, y, x)",
                "ValueError: can't add 2 elements to 1; there must be as many");
    }

    @Test
    void vectors_that_share_memory_are_not_added() {
        for (String maker : makers()) {
            python().run("M = " + maker + "\nx = M('d', [1, 2, 3])");
            for (String call : new String[] {"bridge.axpy(1, x, x)", "bridge.axpy(1, memoryview(x)[1:], memoryview(x)[:2])"}) {
                assertThat(python().show(call)).as(maker + " " + call).contains("Error: ").doesNotContain("Internal");
                assertThat(python().show("x.tolist()")).as(maker + " " + call).isEqualTo("[1.0, 2.0, 3.0]");
            }
        }
    }

    @Test
    void logarithms_are_taken_in_place() {
        changes("x = M('d', [1, 0, -1, 10])", "bridge.log_inplace(x)", "None", "[0.0, -inf, nan, 2.302585092994046]");
        changes("x = M('d', [0, -1, 1e-20])", "bridge.log1p_inplace(x)", "None", "[0.0, -inf, 1e-20]");
        changes("x = M('f', [1, float('inf')])", "bridge.log_inplace(x)", "None", "[0.0, inf]");
    }

    @Test
    void vectors_are_normalised_and_standardised_in_place() {
        changes("x = M('d', [3, 4])", "bridge.normalise_inplace(x)", "5.0", "[0.6, 0.8]");
        changes("x = M('d', [3e-200, 4e-200])", "bridge.normalise_inplace(x, in_order=True)", "5e-200", "[0.6, 0.8]");
        refuses("x = M('d', [0, 0])", "bridge.normalise_inplace(x)",
                "ValueError: a vector of length 0.0 can't be brought to the length 1");
        changes("x = M('d', [1, 3])", "bridge.standardise_inplace(x)", "Moments(mean=2.0, deviation=1.0)", "[-1.0, 1.0]");
        refuses("x = M('d', [2, 2])", "bridge.standardise_inplace(x)",
                "ValueError: elements with the standard deviation 0.0 can't be brought to the deviation 1");
    }
}
