package dev.loanword.export.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PythonLiteralTest {
    private static PythonLiteral whole(long value) {
        return new PythonLiteral.Int(BigInteger.valueOf(value));
    }

    @ParameterizedTest
    @CsvSource({"0,0", "000,0", "768,768", "1_000,1000", "0x_fF,255", "0XFF,255", "0o17,15", "0b101,5", "-5,-5", "+5,5",
        "- 5,-5"})
    void ints_are_written_as_in_python(String text, long value) {
        assertThat(PythonLiteral.parse(text)).isEqualTo(whole(value));
    }

    @Test
    void an_int_has_no_limit() {
        assertThat(PythonLiteral.parse("9".repeat(100)))
                .isEqualTo(new PythonLiteral.Int(new BigInteger("9".repeat(100))));
    }

    @ParameterizedTest
    @CsvSource({"0.5,0.5", "5.,5", ".5,0.5", "1e3,1000", "1E-3,0.001", "1_0.0_1,10.01", "-0.5,-0.5", "007.5,7.5", "1e-999,0"})
    void floats_are_written_as_in_python(String text, double value) {
        assertThat(PythonLiteral.parse(text)).isEqualTo(new PythonLiteral.Float(value));
    }

    @Test
    void texts_are_written_in_either_quotes_with_escapes() {
        assertThat(PythonLiteral.parse("'utf-8'")).isEqualTo(new PythonLiteral.Str("utf-8"));
        assertThat(PythonLiteral.parse("\"it's\"")).isEqualTo(new PythonLiteral.Str("it's"));
        assertThat(PythonLiteral.parse("'\\n\\t\\\\\\'\\x41\\u20ac\\U0001F600\\101\\0'"))
                .isEqualTo(new PythonLiteral.Str("\n\t\\'A\u20ac\ud83d\ude00A\0"));
        assertThat(PythonLiteral.parse("''")).isEqualTo(new PythonLiteral.Str(""));
    }

    @Test
    void bytes_have_a_prefix_and_hold_256_values() {
        assertThat(PythonLiteral.parse("b'a\\xff\\0'")).isEqualTo(new PythonLiteral.Bytes(new byte[] {'a', -1, 0}));
        assertThat(PythonLiteral.parse("B\"\"")).isEqualTo(new PythonLiteral.Bytes(new byte[0]));
    }

    @Test
    void names_and_empty_collections_are_literals() {
        assertThat(PythonLiteral.parse(" None ")).isEqualTo(new PythonLiteral.None());
        assertThat(PythonLiteral.parse("True")).isEqualTo(new PythonLiteral.Bool(true));
        assertThat(PythonLiteral.parse("False")).isEqualTo(new PythonLiteral.Bool(false));
        assertThat(PythonLiteral.parse("()")).isEqualTo(new PythonLiteral.EmptyTuple());
        assertThat(PythonLiteral.parse("[ ]")).isEqualTo(new PythonLiteral.EmptyList());
        assertThat(PythonLiteral.parse("{}")).isEqualTo(new PythonLiteral.EmptyDict());
        assertThat(PythonLiteral.parse("Side.BUY")).isEqualTo(new PythonLiteral.Member("Side", "BUY"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"1,5", "1__0", "_1", "1_", "0x", "0b2", "0o8", "1e", "1e+", ".", "-", "1.2.3", "1j", "0x1.8p3",
            "\u0661", "1f", "inf", "nan", "none", "true", "Side", "Side.", ".BUY", "a.b.c", "Side.None", "(1,)", "[1]", "(]",
            "r'x'", "'''x'''", "-True", "--1", "0_x1", "1._5", "1_.5", "0x_", "0x__1"})
    void what_python_reads_otherwise_or_not_at_all_is_refused(String text) {
        assertThatThrownBy(() -> PythonLiteral.parse(text)).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
        "'a | the closing quote is missing",
        "'a\\' | the closing quote is missing",
        "'a'b | there is more behind the closing quote",
        "'\\q' | \\q is no escape that is known here; a backslash is written \\\\",
        "'\\x4' | \\x needs 2 hexadecimal digits",
        "'\\U00110000' | \\U gives no character here",
        "'\\777' | \\777 is more than \\377",
        "b'\u00e9' | bytes hold ASCII characters; write others as \\x..",
        "012 | an int has no leading zeros; an octal one begins with 0o",
        "1e999 | it is too large for a float",
        "1,5 | it begins like a number, and is none",
    })
    void a_refusal_says_why(String text, String reason) {
        assertThatThrownBy(() -> PythonLiteral.parse(text)).hasMessage(reason);
    }

    @Test
    void nothing_is_no_literal() {
        assertThatThrownBy(() -> PythonLiteral.parse(" ")).hasMessage("it is empty");
    }

    @Property
    void any_text_is_read_or_refused(
            @ForAll @StringLength(max = 12) @CharRange(from = ' ', to = '~') String text) {
        try {
            assertThat(PythonLiteral.parse(text)).isNotNull();
        } catch (IllegalArgumentException refused) {
            assertThat(refused).hasMessageMatching("(?s).+").isExactlyInstanceOf(IllegalArgumentException.class);
        }
    }

    @Property
    void what_begins_like_a_literal_is_read_or_refused(
            @ForAll @StringLength(max = 8) @CharRange(from = '0', to = '9') String digits, @ForAll String rest) {
        for (String start : List.of("'", "b'", "0x", "-", ".", "(", "'\\x", "'\\")) {
            try {
                assertThat(PythonLiteral.parse(start + digits + rest)).isNotNull();
            } catch (IllegalArgumentException refused) {
                assertThat(refused).isExactlyInstanceOf(IllegalArgumentException.class);
            }
        }
    }

    @Property
    void each_int_reads_as_itself(@ForAll BigInteger value) {
        assertThat(PythonLiteral.parse(value.toString())).isEqualTo(new PythonLiteral.Int(value));
    }

    @Property
    void each_double_reads_as_itself(@ForAll double value) {
        assertThat(PythonLiteral.parse(Double.toString(value))).isEqualTo(new PythonLiteral.Float(value));
    }
}
