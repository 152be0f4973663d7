package dev.loanword.bridge;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * What {@code scale_inplace} and {@code scale_buffer} have in common: all but the element type. In the Python code of the
 * tests, {@code scale} is the function, {@code T} its typecode, {@code C} its ctypes type, {@code N} the itemsize.
 */
abstract class InPlaceScalingContract {

    static BridgeHost python;

    /** The function's name. */
    abstract String function();

    /** The name of its parameter for the buffer. */
    abstract String parameter();

    /** The typecode of its elements. */
    abstract String typecode();

    /** Name and typecode, as messages have it. */
    abstract String type();

    /** The element type's name. */
    abstract String typeName();

    /** The size of an element. */
    abstract int itemsize();

    @BeforeAll
    static void open() {
        python = new BridgeHost("ctypes", "io", "loanword", "pickle");
        python.run(
                """
                class Samples(A): pass

                class Number:
                    def __init__(self, convert): self.convert = convert
                    def __float__(self): return self.convert()
                """);
    }

    @AfterAll
    static void close() {
        python.close();
    }

    @BeforeEach
    void name_the_function() {
        python.run("T = '" + typecode() + "'; scale = bridge." + function() + "; N = " + itemsize()
                + "\nC = {'f': ctypes.c_float, 'd': ctypes.c_double}[T]");
    }

    private static void scales(String setUp, String call, String value, String expected) {
        python.run(setUp);
        assertThat(python.show(call)).as(call).isEqualTo("None");
        assertThat(python.show(value)).as(setUp + "; " + call).isEqualTo(expected);
    }

    @Test
    void an_array_is_scaled() {
        scales("a = A(T, [1, -2, 4])", "scale(a, 1.5)", "a.tolist()", "[1.5, -3.0, 6.0]");
        scales("a = Samples(T, [1, 2])", "scale(a, 2)", "a.tolist()", "[2.0, 4.0]");
        scales("a = A(T)", "scale(a, 2)", "a.tolist()", "[]");
    }

    @Test
    void a_memoryview_is_scaled_whole_and_sliced_and_the_rest_is_left_alone() {
        scales("a = A(T, [1, 2, 3, 4])", "scale(memoryview(a), 10)", "a.tolist()", "[10.0, 20.0, 30.0, 40.0]");
        scales("a = A(T, [1, 2, 3, 4])", "scale(memoryview(a)[1:3], 10)", "a.tolist()", "[1.0, 20.0, 30.0, 4.0]");
        scales("a = A(T, [1, 2, 3, 4])", "scale(memoryview(a)[2:][1:], 10)", "a.tolist()", "[1.0, 2.0, 3.0, 40.0]");
        scales("a = A(T, [1, 2, 3, 4])", "scale(memoryview(a)[4:], 10)", "a.tolist()", "[1.0, 2.0, 3.0, 4.0]");
        scales("a = A(T, [1, 2, 3, 4])", "scale(memoryview(a)[3:0:-9], 10)", "a.tolist()", "[1.0, 2.0, 3.0, 40.0]");
    }

    @Test
    void a_cast_bytearray_is_scaled() {
        scales(
                "b = bytearray(3 * N); m = memoryview(b).cast(T); m[0], m[1], m[2] = 1, 2, 3",
                "scale(m, 2)",
                "A(T, bytes(b)).tolist()",
                "[2.0, 4.0, 6.0]");
        scales(
                "b = bytearray(A(T, [1, 2, 3]).tobytes())",
                "scale(memoryview(b)[N:].cast(T), 2)",
                "A(T, bytes(b)).tolist()",
                "[1.0, 4.0, 6.0]");
    }

    @Test
    void elements_at_odd_addresses_are_scaled() {
        scales(
                "b = bytearray(b'\\xff' + A(T, [1, 2, 3]).tobytes())",
                "scale(memoryview(b)[1:].cast(T), 2)",
                "b[0], A(T, bytes(b[1:])).tolist()",
                "(255, [2.0, 4.0, 6.0])");
    }

    @Test
    void any_shape_of_a_contiguous_buffer_is_scaled() {
        String twoByThree = "a = A(T, range(6)); m = memoryview(a).cast('B').cast(T, [2, 3])";
        scales(twoByThree, "scale(m, 2)", "m.tolist()", "[[0.0, 2.0, 4.0], [6.0, 8.0, 10.0]]");
        scales(twoByThree, "scale(m[1:], 2)", "m.tolist()", "[[0.0, 1.0, 2.0], [6.0, 8.0, 10.0]]");
        scales(
                "a = A(T, range(8)); m = memoryview(a).cast('B').cast(T, [2, 2, 2])",
                "scale(m, 2)",
                "a.tolist()",
                "[0.0, 2.0, 4.0, 6.0, 8.0, 10.0, 12.0, 14.0]");
        scales("a = A(T, [3]); m = memoryview(a).cast('B').cast(T, [])", "scale(m, 2)", "a.tolist()", "[6.0]");
    }

    @Test
    void ctypes_memory_is_scaled() {
        scales("c = (C * 3)(1, 2, 3)", "scale(c, 2)", "list(c)", "[2.0, 4.0, 6.0]");
        scales("c = (C * 2 * 2)(); c[0][:] = [1, 2]; c[1][:] = [3, 4]", "scale(c, 2)", "[list(r) for r in c]", "[[2.0, 4.0], [6.0, 8.0]]");
        scales("c = C(21)", "scale(c, 2)", "c.value", "42.0");
        scales("c = (C * 3)(1, 2, 3)", "scale(memoryview(c)[1:], 2)", "list(c)", "[1.0, 4.0, 6.0]");
    }

    @Test
    void the_memory_of_a_bytes_io_and_of_a_pickle_buffer_is_scaled() {
        scales(
                "io_ = io.BytesIO(A(T, [1, 2]).tobytes())",
                "scale(io_.getbuffer().cast(T), 2)",
                "A(T, io_.getvalue()).tolist()",
                "[2.0, 4.0]");
        scales("a = A(T, [1, 2])", "scale(pickle.PickleBuffer(a), 2)", "a.tolist()", "[2.0, 4.0]");
    }

    @Test
    void a_row_that_java_lent_is_scaled() {
        python.lend("lent", "d".equals(typecode()) ? new double[] {1, 2, 3} : new float[] {1, 2, 3});
        scales("pass", "scale(lent, 2)", "lent.tolist()", "[2.0, 4.0, 6.0]");
        scales("pass", "scale(lent[1:], 2)", "lent.tolist()", "[2.0, 8.0, 12.0]");
        scales("pass", "scale(memoryview(lent)[:2], 2)", "lent.tolist()", "[4.0, 16.0, 12.0]");
    }

    @Test
    void each_size_around_the_steps_of_the_kernel_is_scaled_to_its_last_element() {
        python.run("source = A(T, range(1, 1002)) * 200; expected = A(T, range(3, 3006, 3)) * 200");
        for (int size : new int[] {1, 2, 3, 7, 8, 9, 15, 16, 17, 31, 33, 63, 65, 65_535, 65_536, 65_537, 200_003}) {
            python.run("a = source[:" + size + "]; scale(memoryview(a)[:-1], 3); scale(memoryview(a)[-1:], 3)");
            assertThat(python.show("len(a), a.tobytes() == expected[:" + size + "].tobytes()"))
                    .isEqualTo("(" + size + ", True)");
        }
    }

    @Test
    void nan_infinity_and_signed_zero_pass_through() {
        scales(
                "a = A(T, [float('nan'), float('inf'), -float('inf'), 0.0])",
                "scale(a, -2)",
                "a.tolist()",
                "[nan, -inf, inf, -0.0]");
        scales("a = A(T, [1, 0])", "scale(a, float('inf'))", "a.tolist()", "[inf, nan]");
        scales("a = A(T, [1, 0])", "scale(a, float('nan'))", "a.tolist()", "[nan, nan]");
    }

    private String mustBeReal(String type) {
        return "TypeError: " + python.text("scale.__name__") + "() argument 'factor' must be real number, not " + type;
    }

    @Test
    void the_factor_is_any_real_number() {
        for (String factor : List.of("2", "2.0", "True + 1", "Number(lambda: 2.0)")) {
            scales("a = A(T, [1, 3])", "scale(a, " + factor + ")", "a.tolist()", "[2.0, 6.0]");
        }
        assertThat(python.text("refusal(scale, a, a, 'x')")).isEqualTo(mustBeReal("str"));
        assertThat(python.text("refusal(scale, a, a, None)")).isEqualTo(mustBeReal("NoneType"));
        assertThat(python.text("refusal(scale, a, a, 1j)")).isEqualTo(mustBeReal("complex"));
        assertThat(python.text("refusal(scale, a, a, 10**400)"))
                .isEqualTo("OverflowError: int too large to convert to float");
        assertThat(python.text("refusal(scale, a, a, Number(lambda: 1 / 0))"))
                .isEqualTo("ZeroDivisionError: division by zero");
    }

    @Test
    void a_factor_may_change_the_buffer_before_it_is_borrowed() {
        scales("a = A(T, [1]); ", "scale(a, Number(lambda: a.extend([5] * 1000) or 2.0))", "a.tolist()[:2], len(a)", "([2.0, 10.0], 1001)");
        python.run("a = A(T, [1]); m = memoryview(a)");
        assertThat(python.text("refusal(scale, m, a, Number(lambda: m.release() or 2.0))"))
                .isEqualTo("ValueError: operation forbidden on released memoryview object");
    }

    @Test
    void strided_memory_is_refused_with_the_way_out() {
        python.run("a = A(T, range(8))");
        String[][] cases = {
            {"memoryview(a)[::2]", "(4,)", "(" + 2 * itemsize() + ",)"},
            {"memoryview(a)[::-1]", "(8,)", "(-" + itemsize() + ",)"},
            {"memoryview(a)[1:6:3]", "(2,)", "(" + 3 * itemsize() + ",)"},
            {"memoryview(a).cast('B').cast(T, [4, 2])[::2]", "(2, 2)", "(" + 4 * itemsize() + ", " + itemsize() + ")"},
            {"pickle.PickleBuffer(memoryview(a)[::2])", "(4,)", "(" + 2 * itemsize() + ",)"},
        };
        for (String[] strided : cases) {
            assertThat(python.text("refusal(scale, " + strided[0] + ", a)"))
                    .isEqualTo("BufferError: " + function() + " needs a C-contiguous buffer, got shape " + strided[1]
                            + " with strides " + strided[2]
                            + "; make a contiguous copy first, with np.ascontiguousarray for NumPy arrays");
        }
    }

    @Test
    void read_only_memory_is_refused() {
        python.run("a = A(T, [1, 2]); b = a.tobytes()");
        String refusal = "BufferError: " + function() + " writes in place and needs a writable buffer, got a read-only one;"
                + " pass a bytearray, an array.array or a writable view";
        assertThat(python.text("refusal(scale, memoryview(a).toreadonly(), a)")).isEqualTo(refusal);
        assertThat(python.text("refusal(scale, memoryview(b).cast(T), b)")).isEqualTo(refusal);
        assertThat(python.text("refusal(scale, pickle.PickleBuffer(memoryview(b).cast(T)), b)")).isEqualTo(refusal);
    }

    @Test
    void another_element_type_is_refused_with_both_types() {
        String expected = "TypeError: " + function() + " expected elements of type " + type() + ", got ";
        String wayOut = "; convert first, with x.astype('" + typeName() + "') for NumPy arrays or array.array('" + typecode()
                + "', x)";
        String[][] cases = {
            {"bytearray(16)", "uint8 ('B')"},
            {"b'0123456789abcdef'", "uint8 ('B')"},
            {"A('b', [1])", "int8 ('b')"},
            {"A('i', [1])", "int32 ('i')"},
            {"A('I', [1])", "uint32 ('I')"},
            {"A('q', [1])", "int64 ('q')"},
            {"A('l', [1])", "int64 ('l')"},
            {"A('u', 'x')", "ucs4[1] ('w')"},
            {"memoryview(bytearray(8)).cast('c')", "char ('c')"},
            {"memoryview(bytearray(8)).cast('?')", "bool ('?')"},
            {"(ctypes.c_int * 2)()", "int32 ('i')"},
            {"ctypes.create_string_buffer(8)", "char ('c')"},
            {"d".equals(typecode()) ? "A('f', [1])" : "A('d', [1])", "d".equals(typecode()) ? "float32 ('f')" : "float64 ('d')"},
        };
        for (String[] wrong : cases) {
            python.run("x = " + wrong[0]);
            assertThat(python.text("refusal(scale, x, x)")).isEqualTo(expected + wrong[1] + wayOut);
        }
    }

    @Test
    void the_other_byte_order_is_refused_with_the_way_out() {
        python.run("x = (C.__ctype_be__ * 2)(1, 2)");
        assertThat(python.text("refusal(scale, x, x)"))
                .isEqualTo("TypeError: " + function() + " expected elements of type " + type() + ", got big-endian " + typeName()
                        + " ('>" + typecode() + "'); swap the bytes first, with x.astype(x.dtype.newbyteorder('=')) for NumPy"
                        + " arrays");
    }

    @Test
    void a_record_is_refused_with_the_formats_that_are_supported() {
        python.run("class Point(ctypes.Structure): _fields_ = [('x', ctypes.c_int), ('y', ctypes.c_int)]\nx = Point(1, 2)");
        assertThat(python.text("refusal(scale, x, x)"))
                .isEqualTo("TypeError: element format 'T{<i:x:<i:y:}' is not supported (a record of several fields);"
                        + " supported are ? b B h H i I l L q Q n N e f d c s p P x u w, each alone, after one of @ = < > !"
                        + " or nothing");
    }

    @Test
    void what_has_no_buffer_is_refused_by_its_type() {
        String[][] cases = {
            {"[1.0, 2.0]", "list"}, {"(1.0,)", "tuple"}, {"1.0", "float"}, {"None", "NoneType"}, {"'text'", "str"},
            {"range(3)", "range"}, {"io.BytesIO(b'01234567')", "BytesIO"}, {"object()", "object"},
        };
        for (String[] wrong : cases) {
            assertThat(python.show("scale(" + wrong[0] + ", 2.0)"))
                    .isEqualTo("TypeError: " + function() + "() argument '" + parameter()
                            + "' must be a bytes-like object, not " + wrong[1]);
        }
    }

    @Test
    void a_released_view_is_refused() {
        python.run("a = A(T, [1, 2]); m = memoryview(a); m.release()");
        assertThat(python.text("refusal(scale, m, a)"))
                .isEqualTo("ValueError: operation forbidden on released memoryview object");
        python.lend("lent", "d".equals(typecode()) ? new double[] {1, 2} : new float[] {1, 2});
        python.run("part = lent[:]; part.release()");
        assertThat(python.text("refusal(scale, part, lent)"))
                .isEqualTo("ValueError: operation forbidden on released loanword.Buffer");
    }

    @Test
    void a_view_whose_memory_has_shrunk_is_refused() {
        python.run("a = A(T, [1, 2, 3, 4]); m = memoryview(a); del a[1:]");
        assertThat(python.text("refusal(scale, m, a)"))
                .isEqualTo("BufferError: the memory under this memoryview has shrunk: layout of shape [4], strides ["
                        + itemsize() + "], itemsize " + itemsize() + " at byte offset 0 reaches 0 bytes down and "
                        + 4 * itemsize() + " bytes up from there, out of the memory of " + itemsize()
                        + " bytes; make a new memoryview");
    }

    @Test
    void the_buffer_is_unlocked_after_success_and_after_each_refusal() {
        python.run("a = A(T, [1]); scale(a, 2); a.append(7)");
        assertThat(python.show("a.tolist()")).isEqualTo("[2.0, 7.0]");
        python.run("m = memoryview(a)[::-1]");
        assertThat(python.show("scale(m, 2)")).startsWith("BufferError:");
        python.run("m.release(); a.append(8)");
        assertThat(python.show("a.tolist()")).isEqualTo("[2.0, 7.0, 8.0]");
        python.run("wrong = A('i', [1])");
        assertThat(python.show("scale(wrong, 2)")).startsWith("TypeError:");
        python.run("wrong.append(2)");
        assertThat(python.show("wrong")).isEqualTo("array('i', [1, 2])");
    }

    @Test
    void wrong_arguments_are_refused_in_the_words_of_python() {
        String x = "d".equals(typecode()) ? "x" : "buf";
        scales("a = A(T, [1])", "scale(" + x + "=a, factor=2)", "a.tolist()", "[2.0]");
        scales("a = A(T, [1])", "scale(factor=2, " + x + "=a)", "a.tolist()", "[2.0]");
        assertThat(python.show("scale()"))
                .isEqualTo("TypeError: " + function() + "() missing 2 required positional arguments: '" + x + "' and 'factor'");
        assertThat(python.show("scale(a)"))
                .isEqualTo("TypeError: " + function() + "() missing 1 required positional argument: 'factor'");
        assertThat(python.show("scale(a, 1, 2)"))
                .isEqualTo("TypeError: " + function() + "() takes 2 positional arguments but 3 were given");
        assertThat(python.show("scale(a, 1, out=a)"))
                .isEqualTo("TypeError: " + function() + "() got an unexpected keyword argument 'out'");
    }
}
