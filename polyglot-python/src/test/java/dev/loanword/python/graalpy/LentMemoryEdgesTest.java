package dev.loanword.python.graalpy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loanword.memory.ElementType;
import dev.loanword.memory.LentMemory;
import java.lang.foreign.Arena;
import java.nio.CharBuffer;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Lent memory at the ends of its ranges: no dimension, no element, huge strides, NaN, rounding, other threads. */
@ExtendWith(SharedGraalPy.class)
class LentMemoryEdgesTest {

    @BeforeAll
    static void import_modules() {
        SharedGraalPy.python()
                .eval(
                        """
                        import loanword, struct, sys
                        from loanword import zeros
                        def filled(shape, format, value):
                            result = zeros(shape, format)
                            result[0] = value
                            return result
                        nan = filled(1, 'd', float('nan'))
                        """);
    }

    private static String show(String expression) {
        return SharedGraalPy.python().show(expression);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "zeros(()).shape | ()",
                "zeros(())[()] | 0.0",
                "memoryview(zeros(()))[()] | 0.0",
                "zeros(1).cast('d', ()).shape | ()",
                "zeros(1).cast('B', ()).shape | ValueError: shape (1,) of uint8 ('B') needs 1 bytes, the memory has 8",
                "zeros(1).cast('B').shape | (8,)",
                "zeros(None) | TypeError: 'NoneType' object cannot be interpreted as an integer",
                "len(zeros(())) | TypeError: 0-dim memory has no length",
                "zeros((3, 0))[2].shape | (0,)",
                "zeros((3, 0))[2:].shape | (1, 0)",
                "zeros((3, 0)).tolist() | [[], [], []]",
                "zeros(-1) | ValueError: dimension 0 of shape [-1] is negative: -1",
                "zeros(2**62) | ValueError: shape [4611686018427387904] with itemsize 8 is more than 2**63-1 bytes",
            })
    void shapes_at_the_ends(String expression, String result) {
        assertThat(show(expression)).isEqualTo(result);
    }

    @Test
    void what_is_too_much_for_a_memoryview_is_refused_in_words() {
        assertThat(show("memoryview(zeros((2**40, 0)))"))
                .isEqualTo("BufferError: a memoryview holds at most 2147483647 elements in a dimension here, this buffer has the"
                        + " shape (1099511627776, 0)");
        assertThat(show("memoryview(zeros(4)[::2**40]).tolist()")).isEqualTo("[0.0]");
        assertThat(show("zeros(4)[::2**62].tolist()")).isEqualTo("[0.0]");
    }

    @Test
    void a_nan_equals_nothing_and_zeros_of_both_signs_are_equal() {
        assertThat(show("nan == nan, nan == nan[:], nan != nan")).isEqualTo("(False, False, True)");
        assertThat(show("filled(1, 'd', -0.0) == zeros(1), filled(1, 'd', -0.0).tolist()")).isEqualTo("(True, [-0.0])");
        assertThat(show("zeros(3, '?') == zeros(3, 'B'), zeros(1, '3s') == zeros(1, '3s'), zeros(1, 'x') == zeros(1, 'B')"))
                .isEqualTo("(True, True, False)");
        assertThat(show("filled(1, 'B', 2).cast('?') == filled(1, '?', True)")).isEqualTo("True");
    }

    @ParameterizedTest
    @MethodSource("halves")
    void half_floats_are_rounded_once_as_by_struct(String number) {
        assertThat(show("filled(1, 'e', " + number + ").tobytes() == struct.pack('e', " + number + ")"))
                .isEqualTo("True");
    }

    static Stream<String> halves() {
        return Stream.of("1 + 2**-11 + 2**-40", "-(1 + 2**-11 + 2**-40)", "1 + 2**-11", "1 + 3 * 2**-11", "2**-25 * (1 + 2**-30)",
                "2**-25", "65519.9999999", "1e-300", "-0.0", "float('inf')", "float('nan')", "2**-14 - 2**-25 - 2**-50");
    }

    @Test
    void a_number_beyond_half_floats_is_refused() {
        assertThat(show("filled(1, 'e', 65520.0)"))
                .isEqualTo("ValueError: value out of range for an element of type float16 ('e')");
    }

    @ParameterizedTest
    @MethodSource("uses")
    void confined_memory_is_refused_to_another_thread(String use) {
        try (Arena arena = Arena.ofConfined()) {
            SharedGraalPy.python().boundary.lend("confined", LentMemory.of(arena.allocate(16, 8), ElementType.FLOAT64));
            SharedGraalPy.python().context.getBindings("python").putMember("use", use);
            SharedGraalPy.python()
                    .eval(
                            """
                            import threading
                            def attempt():
                                global found
                                try:
                                    exec(use, globals())
                                    found = 'done'
                                except Exception as e:
                                    found = type(e).__name__ + ': ' + str(e)
                            thread = threading.Thread(target=attempt)
                            thread.start()
                            thread.join()
                            """);
            assertThat(show("found"))
                    .isEqualTo("'BufferError: the memory segment is confined to the Java thread that made it; use it there, or"
                            + " lend memory of a shared arena'");
        }
    }

    static Stream<String> uses() {
        return Stream.of("confined[0]", "confined[0] = 1.0", "confined.tolist()", "confined.tobytes()", "confined == zeros(2)",
                "confined[0:1] = zeros(1)", "zeros(2)[:] = confined", "bytes(confined)", "memoryview(confined).tolist()",
                "loanword.copy_of(confined)", "loanword.copy_of(memoryview(confined))");
    }

    @Test
    void deleting_elements_and_formats_that_are_no_strings_are_type_errors() {
        assertThat(show("exec('del edge[0]', {'edge': zeros(3)})")).isEqualTo("TypeError: cannot delete memory");
        assertThat(show("zeros(3, 5)")).isEqualTo("TypeError: format must be a str, such as 'd', not int");
        assertThat(show("zeros(3).cast(None)")).isEqualTo("TypeError: format must be a str, such as 'd', not NoneType");
    }

    @Test
    void chars_are_code_units_and_their_bytes_are_the_text() {
        String text = "caf\u00e9 \u20ac \uD834\uDD1E";
        SharedGraalPy.python().boundary.lend("chars", LentMemory.of(text.toCharArray()));
        SharedGraalPy.python().boundary.lend("buffer", LentMemory.of(CharBuffer.wrap(text.toCharArray(), 3, 3)));
        assertThat(show("chars.format, len(chars), chars[3], chars.tolist()[-2:]")).isEqualTo("('H', 9, 233, [55348, 56606])");
        assertThat(show("bytes(chars).decode('utf-16-' + sys.byteorder[0] + 'e') == 'caf\\xe9 \\u20ac \\U0001d11e'"))
                .isEqualTo("True");
        assertThat(show("buffer.tolist() == chars.tolist()[3:6]")).isEqualTo("True");
        assertThat(show("chars.__setitem__(0, 'C')")).isEqualTo("TypeError: 'str' object cannot be interpreted as an integer");
    }
}
