package dev.loanword.python.export;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loanword.export.Borrow;
import dev.loanword.export.PyClass;
import dev.loanword.export.PyConstructor;
import dev.loanword.export.PyFunction;
import dev.loanword.export.PyModule;
import dev.loanword.export.PyProperty;
import dev.loanword.memory.BorrowTable.Access;
import dev.loanword.memory.BorrowedBuffer;
import java.lang.foreign.ValueLayout;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.DoubleUnaryOperator;
import java.util.function.Supplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Properties, and methods that take buffers or callbacks, that Python subclasses override for Java's callers. */
public class OverridesTest {

    /** What calls them. */
    @PyModule(name = "filters", classes = {Filter.class, Leveled.class})
    public static final class Filters {
        private Filters() {}

        @PyFunction
        public static String levels(Leveled leveled, double level) {
            double before = leveled.getLevel();
            leveled.setLevel(level);
            return before + " " + leveled.getLevel() + " " + leveled.label();
        }

        @PyFunction
        public static double apply(Filter filter, @Borrow(value = Access.EXCLUSIVE, format = "d") BorrowedBuffer samples) {
            filter.fill(samples);
            return samples.segment().get(ValueLayout.JAVA_DOUBLE_UNALIGNED, 0);
        }

        @PyFunction
        public static long peek(Filter filter, BorrowedBuffer bytes) {
            return filter.look(bytes);
        }

        @PyFunction
        public static List<Double> mapped(Filter filter) {
            return List.of(filter.map(value -> value + 1, 1), filter.map(Math::sqrt, 16));
        }

        @PyFunction
        public static double mappedBy(Filter filter, DoubleUnaryOperator function, double value) {
            return filter.map(function, value);
        }

        @PyFunction
        public static String combined(Filter filter) {
            return filter.combine((count, text) -> text.repeat(count), () -> {
                throw new IllegalArgumentException("no default");
            });
        }
    }

    /** Takes buffers and callbacks. */
    @PyClass
    public static class Filter {
        @PyConstructor
        public Filter() {}

        @PyFunction
        public void fill(@Borrow(value = Access.EXCLUSIVE, format = "d") BorrowedBuffer samples) {
            samples.segment().set(ValueLayout.JAVA_DOUBLE_UNALIGNED, 0, 7.5);
        }

        @PyFunction
        public long look(BorrowedBuffer bytes) {
            return bytes.elementCount();
        }

        @PyFunction
        public double map(DoubleUnaryOperator function, double value) {
            return function.applyAsDouble(value);
        }

        @PyFunction
        public String combine(BiFunction<Integer, String, String> function, Supplier<Optional<String>> fallback) {
            return function.apply(2, "x");
        }
    }

    /** Has properties. */
    @PyClass
    public abstract static class Leveled {
        private double level = 1;

        @PyConstructor
        public Leveled() {}

        @PyProperty
        public double getLevel() {
            return level;
        }

        @PyProperty
        public void setLevel(double value) {
            level = value;
        }

        @PyProperty
        public abstract String label();
    }

    @RegisterExtension
    static final ExportHost PYTHON = new ExportHost(Filters.class);

    @BeforeEach
    void imports() {
        PYTHON.run("import array, filters\nfrom filters import Filter, Leveled\nnumbers = array.array('d', [1, 2, 3])");
    }

    private static void shows(String expression, String expected) {
        assertThat(PYTHON.show(expression)).as(expression).isEqualTo(expected);
    }

    @Test
    void java_reads_and_writes_a_property_that_python_defines() {
        PYTHON.run(
                """
                class Doubled(Leveled):
                    label = 'doubled'
                    @property
                    def level(self):
                        return 2 * super().level
                    @level.setter
                    def level(self, value):
                        Leveled.level.fset(self, value + 100)
                """);
        shows("filters.levels(Doubled(), 5)", "'2.0 210.0 doubled'");
    }

    @Test
    void a_property_that_python_leaves_is_javas() {
        PYTHON.run("class Labelled(Leveled):\n    @property\n    def label(self): return f'level {self.level}'");
        shows("filters.levels(Labelled(), 5)", "'1.0 5.0 level 5.0'");
    }

    @Test
    void an_attribute_of_the_class_is_a_property() {
        PYTHON.run(
                """
                class Fixed(Leveled):
                    level = 3.5
                    label = 'fixed'
                f = Fixed()
                """);
        shows("filters.levels(f, 5), vars(f)", "('3.5 5.0 fixed', {'level': 5.0})");
    }

    @Test
    void an_abstract_property_that_is_missing_is_named() {
        PYTHON.run("class Lacking(Leveled): pass");
        shows("filters.levels(Lacking(), 5)", "NotImplementedError: class Lacking must define the property label: it is abstract in Leveled");
        shows("Lacking().label", "NotImplementedError: class Lacking must define the property label: it is abstract in Leveled");
    }

    @Test
    void a_property_of_the_wrong_type_or_without_setter_is_refused() {
        PYTHON.run("class Wrong(Leveled):\n    level = 'high'\n    label = 'x'");
        shows("filters.levels(Wrong(), 5)", "TypeError: Wrong.level() result must be real number, not str");
        PYTHON.run("class ReadOnly(Leveled):\n    label = 'x'\n    @property\n    def level(self): return 1");
        shows("filters.levels(ReadOnly(), 5)", "AttributeError: property 'level' of 'ReadOnly' object has no setter");
    }

    @Test
    void a_method_that_takes_a_buffer_gets_the_very_memory() {
        PYTHON.run(
                """
                class Own(Filter):
                    def fill(self, samples):
                        self.seen = (type(samples).__name__, samples.format, samples.shape, samples.readonly, samples.tolist())
                        samples[0] = samples[1] * 10
                        self.kept = samples
                        self.view = memoryview(samples)
                own = Own()
                """);
        shows("filters.apply(own, numbers), numbers.tolist(), own.seen", "(20.0, [20.0, 2.0, 3.0], ('Buffer', 'd', (3,), False, [1.0, 2.0, 3.0]))");
        shows("own.kept[0]", "ValueError: the argument of Filter.fill() under this buffer is closed");
        shows("own.view[0]", "ValueError: the argument of Filter.fill() under this buffer is closed");
    }

    @Test
    void super_takes_the_buffer_that_java_has_borrowed() {
        PYTHON.run(
                """
                class Both(Filter):
                    def fill(self, samples):
                        super().fill(samples)
                        samples[0] += 1
                    def look(self, data):
                        return super().look(data) * 10 + filters.peek(Filter(), data)
                """);
        shows("filters.apply(Both(), numbers), numbers[0]", "(8.5, 8.5)");
        shows("filters.peek(Both(), b'abc'), Both().look(b'ab'), Both().fill(numbers)", "(33, 22, None)");
    }

    @Test
    void a_shared_buffer_is_read_only_and_the_owners_lock_holds() {
        PYTHON.run(
                """
                data = bytearray(b'abc')
                class Looking(Filter):
                    def look(self, what):
                        try:
                            what[0] = 1
                        except TypeError as e:
                            self.told = str(e)
                        try:
                            data.append(1)
                        except BufferError as e:
                            self.locked = str(e)
                        return what[0]
                l = Looking()
                """);
        shows("filters.peek(l, data), l.locked", "(97, 'Existing exports of data: object cannot be re-sized')");
        shows("'read-only' in l.told, data.append(1), data", "(True, None, bytearray(b'abc\\x01'))");
    }

    @Test
    void a_method_that_takes_a_callback_gets_a_callable() {
        PYTHON.run(
                """
                class Twice(Filter):
                    def map(self, function, value):
                        self.function = function
                        return function(value) * 2
                t = Twice()
                """);
        shows("filters.mapped(t), t.function(81), callable(t.function)", "([4.0, 8.0], 9.0, True)");
        shows("t.function", "<loanword.JavaFunction DoubleUnaryOperator.applyAsDouble>");
        shows("t.function('a')", "TypeError: DoubleUnaryOperator.applyAsDouble() argument 1 must be real number, not str");
        shows("t.function()", "TypeError: DoubleUnaryOperator.applyAsDouble() takes 1 positional argument, got 0");
        shows("t.function(value=1)", "TypeError: JavaFunction.__call__() got an unexpected keyword argument 'value'");
    }

    @Test
    void a_callable_of_pythons_comes_back_itself() {
        PYTHON.run(
                """
                def half(value):
                    return value / 2
                class Same(Filter):
                    def map(self, function, value):
                        return super().map(function, value) if function is half else -1
                """);
        shows("filters.mapped_by(Same(), half, 9), filters.mapped_by(Same(), abs, 9)", "(4.5, -1.0)");
    }

    @Test
    void several_callbacks_and_their_errors_cross() {
        PYTHON.run(
                """
                class Combining(Filter):
                    def combine(self, function, fallback):
                        try:
                            fallback()
                        except ValueError as e:
                            return function(3, str(e)[:2])
                """);
        shows("filters.combined(Combining()), filters.combined(Filter())", "('nonono', 'xx')");
    }
}
