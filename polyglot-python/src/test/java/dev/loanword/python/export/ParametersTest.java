package dev.loanword.python.export;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loanword.export.PyFunction;
import dev.loanword.export.PyModule;
import dev.loanword.export.PyParameter;
import dev.loanword.export.Unsigned;
import dev.loanword.export.model.ParameterKind;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.StringJoiner;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What an exported function takes: how arguments are bound, converted, and refused. */
public class ParametersTest {

    /** Functions that give back what Java got. */
    @PyModule(doc = "Functions that tell what they got.")
    public static final class Taking {
        private Taking() {}

        @PyFunction
        public static boolean aBoolean(boolean x) {
            return x;
        }

        @PyFunction
        public static byte aByte(byte x) {
            return x;
        }

        @PyFunction
        public static short aShort(short x) {
            return x;
        }

        @PyFunction
        public static int anInt(int x) {
            return x;
        }

        @PyFunction
        public static long aLong(long x) {
            return x;
        }

        @PyFunction
        @Unsigned
        public static byte unsignedByte(@Unsigned byte x) {
            return x;
        }

        @PyFunction
        @Unsigned
        public static short unsignedShort(@Unsigned short x) {
            return x;
        }

        @PyFunction
        @Unsigned
        public static int unsignedInt(@Unsigned int x) {
            return x;
        }

        @PyFunction
        @Unsigned
        public static long unsignedLong(@Unsigned long x) {
            return x;
        }

        @PyFunction
        public static float aFloat(float x) {
            return x;
        }

        @PyFunction
        public static double aDouble(double x) {
            return x;
        }

        @PyFunction
        public static char aChar(char x) {
            return x;
        }

        @PyFunction
        public static String text(String x) {
            return x;
        }

        @PyFunction
        public static byte[] bytes(byte[] x) {
            return x;
        }

        @PyFunction
        public static Path path(Path x) {
            return x;
        }

        @PyFunction
        public static BigInteger bigInteger(BigInteger x) {
            return x;
        }

        @PyFunction
        public static BigDecimal bigDecimal(BigDecimal x) {
            return x;
        }

        @PyFunction
        public static Integer boxed(Integer x) {
            return x;
        }

        @PyFunction
        public static String optional(Optional<String> x) {
            return x.map(text -> "got " + text).orElse("nothing");
        }

        @PyFunction
        public static OptionalInt optionalInt(OptionalInt x) {
            return x;
        }

        @PyFunction
        public static List<Integer> list(List<Integer> x) {
            return x;
        }

        @PyFunction
        public static Set<String> set(Set<String> x) {
            return x;
        }

        @PyFunction
        public static Map<String, List<Double>> map(Map<String, List<Double>> x) {
            return x;
        }

        @PyFunction
        public static String[] array(String[] x) {
            return x;
        }

        @PyFunction
        public static Object anything(Object x) {
            return x;
        }

        @PyFunction
        public static String describe(Object x) {
            return x == null ? "null" : x.getClass().getSimpleName() + " " + x;
        }

        @PyFunction
        public static String bound(
                @PyParameter(kind = ParameterKind.POSITIONAL_ONLY) int a,
                int b,
                @PyParameter(defaultValue = "7") int c,
                @PyParameter(kind = ParameterKind.KEYWORD_ONLY) int d,
                @PyParameter(kind = ParameterKind.KEYWORD_ONLY, defaultValue = "'x'") String e) {
            return a + " " + b + " " + c + " " + d + " " + e;
        }

        @PyFunction
        public static String gathered(
                int first,
                @PyParameter(kind = ParameterKind.VAR_POSITIONAL) List<Integer> rest,
                @PyParameter(kind = ParameterKind.VAR_KEYWORD) Map<String, String> options) {
            return first + " " + rest + " " + options;
        }

        @PyFunction
        public static double sum(double... values) {
            double sum = 0;
            for (double value : values) {
                sum += value;
            }
            return sum;
        }

        @PyFunction
        public static String joined(String separator, String... parts) {
            StringJoiner joiner = new StringJoiner(separator);
            List.of(parts).forEach(joiner::add);
            return joiner.toString();
        }
    }

    @RegisterExtension
    static final ExportHost PYTHON = new ExportHost(Taking.class);

    @BeforeAll
    static void imports() {
        PYTHON.run("import taking, decimal, pathlib, collections, numbers, array");
    }

    private static void shows(String expression, String expected) {
        assertThat(PYTHON.show(expression)).as(expression).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "a_byte, -128, 127, an 8-bit int",
        "a_short, -32768, 32767, a 16-bit int",
        "an_int, -2147483648, 2147483647, a 32-bit int",
        "a_long, -9223372036854775808, 9223372036854775807, a 64-bit int",
        "unsigned_byte, 0, 255, an unsigned 8-bit int",
        "unsigned_short, 0, 65535, an unsigned 16-bit int",
        "unsigned_int, 0, 4294967295, an unsigned 32-bit int",
        "unsigned_long, 0, 18446744073709551615, an unsigned 64-bit int",
    })
    void integers_pass_in_their_range_and_never_wrap(String function, String least, String most, String what) {
        shows("taking." + function + "(" + least + "), taking." + function + "(" + most + ")", "(" + least + ", " + most + ")");
        String range = ", out of range for " + what + " (" + least + " to " + most + ")";
        for (String beyond : List.of(new BigInteger(most).add(BigInteger.ONE).toString(), new BigInteger(least)
                .subtract(BigInteger.ONE)
                .toString(), "1" + "0".repeat(30))) {
            shows(
                    "taking." + function + "(" + beyond + ")",
                    "OverflowError: " + function + "() argument 'x' is " + beyond + range);
        }
    }

    @Test
    void an_int_is_what_has_index_and_no_float() {
        PYTHON.run("class Seven:\n  def __index__(self): return 7");
        shows("taking.an_int(Seven()), taking.a_long(Seven()), taking.a_byte(Seven()), taking.an_int(True)", "(7, 7, 7, 1)");
        shows("taking.an_int(1.0)", "TypeError: an_int() argument 'x' must be int, not float");
        shows("taking.a_long('1')", "TypeError: a_long() argument 'x' must be int, not str");
        shows("taking.big_integer(1.5)", "TypeError: big_integer() argument 'x' must be int, not float");
        shows("taking.big_integer(-2**200) == -2**200, taking.big_integer(5)", "(True, 5)");
    }

    @Test
    void a_float_is_any_real_number() {
        shows("taking.a_double(2), taking.a_double(True), taking.a_double(1e300), taking.a_double(2**70)", "(2.0, 1.0, 1e+300, 1.1805916207174113e+21)");
        shows("taking.a_float(0.5), taking.a_float(float('inf')), taking.a_float(float('-inf'))", "(0.5, inf, -inf)");
        shows("taking.a_float(1e39)", "OverflowError: a_float() argument 'x' is 1e+39, out of range for a 32-bit float");
        shows("taking.a_double('1')", "TypeError: a_double() argument 'x' must be real number, not str");
        shows("taking.a_double(None)", "TypeError: a_double() argument 'x' must be real number, not NoneType");
        shows("taking.a_double(10**400)", "OverflowError: int too large to convert to float");
    }

    @Test
    void a_bool_is_a_bool() {
        shows("taking.a_boolean(True), taking.a_boolean(False)", "(True, False)");
        shows("taking.a_boolean(1)", "TypeError: a_boolean() argument 'x' must be bool, not int");
        shows("taking.a_boolean(None)", "TypeError: a_boolean() argument 'x' must be bool, not NoneType");
    }

    @Test
    void text_keeps_every_character() {
        shows("taking.text('wörter \\U0001f600 \\0 \\ud800') == 'wörter \\U0001f600 \\0 \\ud800'", "True");
        PYTHON.run("class S(str): pass");
        shows("taking.text(S('sub')), type(taking.text(S('sub')))", "('sub', <class 'str'>)");
        shows("taking.text(b'x')", "TypeError: text() argument 'x' must be str, not bytes");
        shows("taking.a_char('ä')", "'ä'");
        shows("taking.a_char('ab')", "ValueError: a_char() argument 'x' must be a str of one UTF-16 unit, not of 2");
        shows("taking.a_char('\\U0001f600')", "ValueError: a_char() argument 'x' must be a str of one UTF-16 unit, not of 2");
    }

    @Test
    void bytes_are_copied_from_any_buffer_and_counted() {
        shows("taking.bytes(b'abc'), taking.bytes(bytearray(b'x')), taking.bytes(memoryview(b'abcd')[1:3])", "(b'abc', b'x', b'bc')");
        shows("taking.bytes(array.array('h', [1, 2]))", "b'\\x01\\x00\\x02\\x00'");
        shows("taking.bytes(5)", "TypeError: bytes() argument 'x' must be a bytes-like object, not int");
        assertThat(PYTHON.host().ledger().copiedBytes().get("bytes copied for Java")).isGreaterThanOrEqualTo(10);
    }

    @Test
    void a_path_is_whatever_names_a_file() {
        shows("taking.path('/tmp/x'), taking.path(pathlib.Path('a/b')), taking.path(b'c')", "(PosixPath('/tmp/x'), PosixPath('a/b'), PosixPath('c'))");
        shows("taking.path(5)", "TypeError: expected str, bytes or os.PathLike object, not int");
    }

    @Test
    void decimals_cross_digit_for_digit() {
        shows("taking.big_decimal(decimal.Decimal('1.10')), taking.big_decimal(3)", "(Decimal('1.10'), Decimal('3'))");
        shows("taking.big_decimal(1.1)", "TypeError: big_decimal() argument 'x' must be decimal.Decimal, not float");
        shows(
                "taking.big_decimal(decimal.Decimal('NaN'))",
                "ValueError: big_decimal() argument 'x' is NaN, which no java.math.BigDecimal can hold");
    }

    @Test
    void none_is_null_where_java_has_an_object_for_it() {
        shows("taking.boxed(None), taking.boxed(5)", "(None, 5)");
        shows("taking.optional(), taking.optional(None), taking.optional('x'), taking.optional(x='y')", "('nothing', 'nothing', 'got x', 'got y')");
        shows("taking.optional_int(4), taking.optional_int()", "(4, None)");
        shows("taking.an_int(None)", "TypeError: an_int() argument 'x' must be int, not NoneType");
    }

    @Test
    void collections_are_converted_item_by_item() {
        shows("taking.list([1, 2]), taking.list((3,)), taking.list(range(2)), taking.list(x for x in [5])", "([1, 2], [3], [0, 1], [5])");
        shows("taking.list([1, 'a'])", "TypeError: list() item of argument 'x' must be int, not str");
        shows("taking.list('12')", "TypeError: list() argument 'x' must be a list, a tuple or another iterable, not str");
        shows("taking.list(5)", "TypeError: list() argument 'x' must be a list, a tuple or another iterable, not int");
        shows("sorted(taking.set(['b', 'a', 'b'])), type(taking.set(()))", "(['a', 'b'], <class 'set'>)");
        shows("taking.map({'a': [1, 2.5]})", "{'a': [1.0, 2.5]}");
        shows("taking.map(collections.OrderedDict(b=()))", "{'b': []}");
        shows("taking.map({1: []})", "TypeError: map() key of argument 'x' must be str, not int");
        shows("taking.map([('a', [])])", "TypeError: map() argument 'x' must be a dict or another mapping, not list");
        shows("taking.map({'a': ['b']})", "TypeError: map() item of value of argument 'x' must be real number, not str");
        shows("taking.array(['a', 'b']), taking.array(())", "(['a', 'b'], [])");
    }

    @Test
    void values_of_no_declared_type_keep_what_they_are() {
        shows("taking.describe(None), taking.describe(1), taking.describe(2**80)", "('null', 'Long 1', 'BigInteger 1208925819614629174706176')");
        shows("taking.describe(1.5), taking.describe(True), taking.describe('a')", "('Double 1.5', 'Boolean true', 'String a')");
        shows("taking.anything([1, 'a', None, {'k': (2.5, b'x')}])", "[1, 'a', None, {'k': [2.5, b'x']}]");
        shows(
                "taking.anything(object())",
                "TypeError: anything() argument 'x' must be None, bool, int, float, str, bytes, a list or dict of these, or an"
                        + " object of Java, not object");
    }

    @Test
    void arguments_are_bound_as_in_python() {
        shows("taking.bound(1, 2, d=4)", "'1 2 7 4 x'");
        shows("taking.bound(1, b=2, c=3, d=4, e='z')", "'1 2 3 4 z'");
        shows("taking.bound(1, 2)", "TypeError: bound() missing 1 required keyword-only argument: 'd'");
        shows("taking.bound(1, d=2)", "TypeError: bound() missing 1 required positional argument: 'b'");
        shows("taking.bound(a=1, b=2, d=4)", "TypeError: bound() got some positional-only arguments passed as keyword arguments: 'a'");
        shows("taking.bound(1, 2, 3, 4, d=5)", "TypeError: bound() takes from 2 to 3 positional arguments but 4 positional arguments (and 1 keyword-only argument) were given");
        shows("taking.bound(1, 2, d=3, q=1)", "TypeError: bound() got an unexpected keyword argument 'q'");
        shows("str(__import__('inspect').signature(taking.bound))", "\"(a: int, /, b: int, c: int = 7, *, d: int, e: str = 'x') -> str\"");
    }

    @Test
    void further_arguments_are_gathered() {
        shows("taking.gathered(1), taking.gathered(1, 2, 3, a='b', c='d')", "('1 [] {}', '1 [2, 3] {a=b, c=d}')");
        shows("taking.gathered(1, 'x')", "TypeError: gathered() item of argument 'rest' must be int, not str");
        shows("taking.gathered(1, k=2)", "TypeError: gathered() value of argument 'options' must be str, not int");
        shows("taking.sum(), taking.sum(1, 2.5)", "(0.0, 3.5)");
        shows("taking.joined('-', 'a', 'b'), taking.joined('-')", "('a-b', '')");
        shows("str(__import__('inspect').signature(taking.sum))", "'(*values: float) -> float'");
    }
}
