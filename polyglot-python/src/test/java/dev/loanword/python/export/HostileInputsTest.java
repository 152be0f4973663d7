package dev.loanword.python.export;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loanword.export.PyClass;
import dev.loanword.export.PyConstructor;
import dev.loanword.export.PyFunction;
import dev.loanword.export.PyModule;
import dev.loanword.export.PyParameter;
import dev.loanword.export.PyProperty;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Arguments and calls that no careful caller would make. */
public class HostileInputsTest {

    /** Plain functions. */
    @PyModule(name = "plain", classes = {Cell.class, Other.class})
    public static final class Plain {
        private static int closed;

        private Plain() {}

        @PyFunction
        public static int number(int value) {
            return value;
        }

        @PyFunction
        public static double real(double value) {
            return value;
        }

        @PyFunction
        public static float single(float value) {
            return value;
        }

        @PyFunction
        public static String text(String value) {
            return value;
        }

        @PyFunction
        public static BigInteger big(BigInteger value) {
            return value;
        }

        @PyFunction
        public static List<Integer> all(List<Integer> values) {
            return values;
        }

        @PyFunction
        public static Map<String, Integer> dict(Map<String, Integer> values) {
            return values;
        }

        @PyFunction
        public static double[] reals(double[] values) {
            return values;
        }

        @PyFunction
        public static int cell(Cell cell) {
            return cell.value();
        }

        @PyFunction
        public static int call(Supplier<Integer> callback) {
            return callback.get();
        }

        @PyFunction
        public static void set(Cell cell, int value) {
            cell.setValue(value);
        }

        @PyFunction
        public static Stream<Integer> numbers() {
            return Stream.iterate(0, last -> last + 1).onClose(() -> closed++);
        }

        @PyFunction
        public static int closed() {
            return closed;
        }

        @PyFunction
        public static void collect() {
            System.gc();
        }
    }

    /** Has state. */
    @PyClass
    public static class Cell {
        private int value;

        @PyConstructor
        public Cell(@PyParameter(defaultValue = "0") int value) {
            if (value < 0) {
                throw new IllegalArgumentException("negative: " + value);
            }
            this.value = value;
        }

        @PyProperty
        public int value() {
            return value;
        }

        @PyProperty(name = "value")
        public void setValue(int given) {
            value = given;
        }

        @PyFunction
        public int add(int more, @PyParameter(defaultValue = "1") int times) {
            return value += more * times;
        }

        @PyFunction(name = "__len__")
        public int length() {
            return -1;
        }
    }

    /** Another type. */
    @PyClass
    public static final class Other {
        @PyConstructor
        public Other() {}
    }

    @RegisterExtension
    static final ExportHost PYTHON = new ExportHost(Plain.class);

    @BeforeAll
    static void imports() {
        PYTHON.run("import gc, plain, sys\nfrom plain import Cell, Other");
    }

    private static void shows(String expression, String expected) {
        assertThat(PYTHON.show(expression)).as(expression).isEqualTo(expected);
    }

    @Test
    void huge_ints_are_told_not_cut() {
        shows("plain.number(10**30)", "OverflowError: number() argument 'value' is 1000000000000000000000000000000, out of range for a 32-bit int (-2147483648 to 2147483647)");
        shows("plain.real(10**400)", "OverflowError: int too large to convert to float");
        shows("plain.big(2**200) == 2**200, plain.big(-2**63), plain.big(True)", "(True, -9223372036854775808, 1)");
    }

    @Test
    void none_is_no_primitive() {
        shows("plain.number(None)", "TypeError: number() argument 'value' must be int, not NoneType");
        shows("plain.real(None)", "TypeError: real() argument 'value' must be real number, not NoneType");
        shows("plain.text(None)", "TypeError: text() argument 'value' must be str, not NoneType");
        shows("plain.all(None)", "TypeError: all() argument 'values' must be a list, a tuple or another iterable, not NoneType");
        shows("plain.all([None])", "TypeError: all() item of argument 'values' must be int, not NoneType");
        shows("plain.cell(None)", "TypeError: cell() argument 'cell' must be Cell, not NoneType");
    }

    @Test
    void subclasses_of_pythons_types_are_their_value() {
        PYTHON.run(
                """
                class Text(str):
                    def __str__(self): return 'other'
                class Number(int):
                    def __index__(self): return 99
                class Real(float):
                    def __float__(self): return 99.0
                class Items(list):
                    def __iter__(self): return iter([7])
                """);
        shows("plain.text(Text('a')), plain.number(Number(5)), plain.real(Real(2.5)), plain.all(Items([1, 2]))", "('a', 5, 2.5, [7])");
    }

    @Test
    void special_floats_and_surrogates_cross() {
        shows("str(plain.real(float('nan'))), plain.real(float('-inf')), plain.real(-0.0)", "('nan', -inf, -0.0)");
        shows("plain.single(1e300), plain.single(1e-300)", "OverflowError: single() argument 'value' is 1e+300, out of range for a 32-bit float");
        shows("ascii(plain.text('a\\ud800b')), plain.text('\\0'), plain.text('\\U0001f600') == '\\U0001f600'", "(\"'a\\\\ud800b'\", '\\x00', True)");
    }

    @Test
    void what_changes_while_it_is_converted_ends_cleanly() {
        PYTHON.run(
                """
                class Shrinking:
                    def __init__(self, items): self.items = items
                    def __index__(self):
                        self.items.clear()
                        return 5
                    def __float__(self): return float(self.__index__())
                shrinking = []
                shrinking += [1, Shrinking(shrinking), 3, 4]
                growing = {}
                class Growing:
                    def __index__(self):
                        growing['x' * len(growing)] = 1
                        return 1
                growing['a'] = Growing()
                """);
        shows("plain.all(shrinking)", "[1, 5, 3, 4]");
        PYTHON.run("shrinking += [1, Shrinking(shrinking), 3, 4]");
        shows("plain.reals(shrinking), shrinking", "([1.0, 5.0, 3.0, 4.0], [])");
        shows("plain.dict(growing), len(growing)", "({'a': 1}, 2)");
        PYTHON.run("class Pairs(dict):\n    def items(self): return [(1, 2, 3)]");
        shows("plain.dict(Pairs())", "ValueError: dict() argument 'values' has items() of 3 values; those of a mapping have 2, key and value");
    }

    @Test
    void keywords_that_are_twice_or_unknown_are_refused() {
        shows("plain.number(1, value=2)", "TypeError: number() got multiple values for argument 'value'");
        shows("plain.number(1, other=2)", "TypeError: number() got an unexpected keyword argument 'other'");
        shows("plain.number(**{'value': 1, 'self': 2})", "TypeError: number() got an unexpected keyword argument 'self'");
        shows("plain.number()", "TypeError: number() missing 1 required positional argument: 'value'");
        shows("Cell(1, value=2)", "TypeError: __new__() got multiple values for argument 'value'");
        shows("Cell(cls=2)", "TypeError: __new__() got some positional-only arguments passed as keyword arguments: 'cls'");
        shows("Cell().add(1, more=2)", "TypeError: Cell.add() got multiple values for argument 'more'");
    }

    @Test
    void a_wrong_self_is_refused() {
        shows("Cell.add(Other(), 1)", "TypeError: a 'Cell' object is required, not 'Other'");
        shows("Cell.add(None, 1)", "TypeError: a 'Cell' object is required, not 'NoneType'");
        shows("Cell.add()", "TypeError: Cell.add() missing 2 required positional arguments: 'self' and 'more'");
        shows("Cell.value.fget(Other())", "TypeError: a 'Cell' object is required, not 'Other'");
        shows("Cell.value.__set__(Other(), 1)", "TypeError: a 'Cell' object is required, not 'Other'");
        shows("object.__new__(Cell).add(1)", "TypeError: this Cell was made by object.__new__() and is empty; make it with Cell(...), and have a __new__ of your own call super().__new__");
        shows("Cell.__new__(Other)", "TypeError: __new__ needs a subclass of Cell, got Other");
        shows("Cell.__new__()", "TypeError: __new__() missing 1 required positional argument: 'cls'");
    }

    @Test
    void an_object_of_another_class_keeps_its_java_half() {
        PYTHON.run("swapped = Other()\nswapped.__class__ = Cell");
        shows("swapped.add(1)", "TypeError: a 'Cell' object is required, not 'Cell'");
        shows("plain.cell(swapped)", "TypeError: cell() argument 'cell' must be Cell, not Cell");
    }

    @Test
    void a_negative_length_is_pythons_own_error() {
        shows("len(Cell())", "ValueError: __len__() should return >= 0");
        shows("bool(Cell())", "ValueError: __len__() should return >= 0");
    }

    @Test
    void a_call_may_come_back_to_where_it_came_from() {
        PYTHON.run(
                """
                def deep(count):
                    return count if count == 0 else 1 + plain.call(lambda: deep(count - 1))
                def endless():
                    return plain.call(endless)
                class Setting(Cell):
                    @property
                    def value(self): return super().value
                    @value.setter
                    def value(self, given):
                        if given > 0: plain.set(self, given - 1)
                        Cell.value.fset(self, given)
                s = Setting(0)
                """);
        shows("deep(20)", "20");
        shows("_show('endless()').split(':')[0]", "'RecursionError'");
        shows("plain.set(s, 3), s.value", "(None, 3)");
    }

    @Test
    void an_exception_in_a_constructor_leaves_nothing_behind() {
        shows("Cell(-1)", "ValueError: negative: -1");
        PYTHON.run("class Bad(Cell):\n    def __init__(self): raise LookupError('early')");
        shows("Bad()", "LookupError: early");
        PYTHON.run("class Worse(Cell):\n    def __init__(self):\n        super().__init__(5)\n        raise LookupError('late')");
        shows("Worse()", "LookupError: late");
    }

    @Test
    void the_types_own_members_can_be_replaced_as_in_any_class() {
        PYTHON.run("class Patched(Cell): pass\nPatched.value = 5\nPatched.add = lambda self, more: 'patched'");
        shows("Patched(1).value, Patched(1).add(1), plain.cell(Patched(1))", "(5, 'patched', 5)");
    }

    @Test
    void a_stream_that_is_abandoned_is_closed() {
        PYTHON.run(
                """
                before = plain.closed()
                def some():
                    for number in plain.numbers():
                        yield number
                generator = some()
                first = next(generator), next(generator)
                generator.close()
                del generator
                import time
                deadline = time.monotonic() + 20
                while plain.closed() == before and time.monotonic() < deadline:
                    plain.collect()
                """);
        shows("first, plain.closed() - before", "((0, 1), 1)");
    }
}
