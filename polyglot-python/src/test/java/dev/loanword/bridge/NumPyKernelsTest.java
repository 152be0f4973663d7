package dev.loanword.bridge;

import static dev.loanword.bridge.NumPyHost.shows;

import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The functions over numbers on NumPy's arrays, in the process of {@link NumPyHost}. */
@Tag("numpy")
class NumPyKernelsTest extends KernelFunctionsContract {

    @BeforeAll
    static void open() {
        NumPyHost.shared().run(
                """
                def array_of(typecode, values):
                    return np.array(list(values), dtype=typecode)
                """);
    }

    @Override
    BridgeHost python() {
        return NumPyHost.shared();
    }

    @Override
    List<String> makers() {
        return List.of("array_of");
    }

    @ParameterizedTest
    @ValueSource(strings = {"int8", "uint8", "int16", "uint16", "int32", "uint32", "int64", "uint64", "float16", "float32", "float64"})
    void numbers_of_each_type_are_as_numpy_has_them(String dtype) {
        NumPyHost.shared().run(
                """
                import random
                def same(a, b): return bool(np.array_equal(np.asarray(a), np.asarray(b), equal_nan=True))
                random.seed(3)
                """
                        + "x = np.array([random.randrange(100) for _ in range(5000)], dtype='" + dtype + "').reshape(50, 100)");
        shows("same([bridge.sum(x), bridge.min(x), bridge.max(x)], [x.sum(dtype='f8'), x.min(), x.max()])", "True");
        shows("same([bridge.count(x, 7), bridge.find(x, x[3, 5])], [(x == 7).sum(), np.argmax(x.ravel() == x[3, 5])])", "True");
        shows("bridge.find(x, x.dtype.type(200 if x.dtype != np.int8 else -1))", "-1");
        NumPyHost.shared().run("y = x.copy(); bridge.clip_inplace(y, 10, 90); z = np.clip(x, 10, 90)");
        shows("same(y, z)", "True");
        NumPyHost.shared().run("y = x.copy() // 2; z = y * 2; bridge.multiply_inplace(y, 2)");
        shows("same(y, z)", "True");
    }

    @Test
    void scalars_of_numpy_are_numbers() {
        NumPyHost.shared().run("x = np.array([0.1, 0.5, 2], dtype='f4')");
        shows("bridge.find(x, x[0]), bridge.find(x, np.float64(0.5)), bridge.find(x, np.int8(2))", "(0, 1, 2)");
        shows("bridge.multiply_inplace(x, x[1]), bridge.clip_inplace(x, x[1], np.float16(0.5)), x.tolist()",
                "(None, None, [0.25, 0.25, 0.5])");
    }

    @Test
    void strided_arrays_and_other_types_are_refused_in_words() {
        shows("bridge.sum(np.arange(6.0).reshape(2, 3).T)", "BufferError: sum needs a C-contiguous buffer, got shape (3, 2) with strides"
                + " (8, 24); make a contiguous copy first, with np.ascontiguousarray for NumPy arrays");
        shows("bridge.sum(np.ascontiguousarray(np.arange(6.0)[::2]))", "6.0");
        shows("bridge.sum(np.array([True]))", "TypeError: sum expected elements that are ints or floats, got bool ('?'); convert first,"
                + " with x.astype('float64') or x.view('uint8') for NumPy arrays");
        shows("bridge.sum(np.array([1.0], dtype='>f8'))", "TypeError: sum expected elements in this machine's byte order, got big-endian"
                + " float64 ('>d'); swap the bytes first, with x.astype(x.dtype.newbyteorder('=')) for NumPy arrays");
    }

    @Test
    void floats_are_changed_as_numpy_does_but_for_the_last_bits() {
        NumPyHost.shared().run(
                """
                x = np.linspace(0.1, 9, 3001)
                def result(function, array):
                    y = array.copy(); function(y); return y
                """);
        shows("np.allclose(result(bridge.log_inplace, x), np.log(x), rtol=1e-15, atol=1e-15)", "True");
        shows("np.allclose(result(bridge.log1p_inplace, x), np.log1p(x), rtol=1e-15, atol=0)", "True");
        shows("np.allclose(result(bridge.normalise_inplace, x), x / np.linalg.norm(x), rtol=1e-14, atol=0)", "True");
        shows("np.allclose(result(bridge.standardise_inplace, x), (x - x.mean()) / x.std(), rtol=1e-12, atol=1e-13)", "True");
    }
}
