package dev.loanword.python;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.loanword.export.PyClass;
import dev.loanword.export.PyConstructor;
import dev.loanword.export.PyFunction;
import dev.loanword.export.PyModule;
import dev.loanword.memory.BorrowedBuffer;
import dev.loanword.memory.LentMemory;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.DoubleUnaryOperator;
import java.util.function.Function;
import java.util.stream.Stream;
import org.graalvm.polyglot.TypeLiteral;
import org.graalvm.polyglot.Value;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Java calls Python functions with Java values. */
public class CallTest {

    /** What the application shares with its scripts. */
    @PyModule(name = "desk", classes = {Quote.class, Side.class, Book.class})
    public static final class Desk {
        private Desk() {}

        @PyFunction
        public static String describe(Book book) {
            return "book " + book.name();
        }
    }

    /** A record. */
    @PyClass
    public record Quote(String symbol, double price) {}

    /** An enum. */
    @PyClass
    public enum Side { BUY, SELL }

    /** A class. */
    @PyClass
    public static final class Book {
        private final String name;

        @PyConstructor
        public Book(String name) {
            this.name = name;
        }

        @PyFunction
        public String name() {
            return name;
        }
    }

    private static PythonHost host;

    @TempDir
    Path folder;

    @BeforeAll
    static void open() {
        host = PythonHost.builder().export(Desk.class).open();
        host.run(
                """
                import types
                def same(value): return value
                def show(*values, **named):
                    text = ', '.join(f'{type(v).__name__} {v!r}' for v in values)
                    return text + ''.join(f', {name}={value!r}' for name, value in named.items())
                def scale(x, factor=2): return x * factor
                def fail(value): raise LookupError(f'no {value}')
                LIMIT = 3.5
                strategy = types.SimpleNamespace(decide=lambda day: day % 2 == 0, inner=types.SimpleNamespace(f=len))
                """);
    }

    @AfterAll
    static void close() {
        host.close();
    }

    private static String shown(Object... arguments) {
        return host.call(String.class, "show", arguments);
    }

    @Test
    void plain_values_cross_as_they_do_for_exported_methods() {
        assertThat(shown(null, true, (byte) -1, (short) 2, 3, 1L << 40, 0.5f, 1.5, 'x', "grün"))
                .isEqualTo("NoneType None, bool True, int -1, int 2, int 3, int 1099511627776, float 0.5, float 1.5,"
                        + " str 'x', str 'grün'");
        assertThat(shown(BigInteger.TWO.pow(70), new BigDecimal("1.10"), Path.of("a", "b")))
                .isEqualTo("int 1180591620717411303424, Decimal Decimal('1.10'), PosixPath PosixPath('a/b')");
        assertThat(shown(LocalDate.of(2024, 2, 29), Instant.EPOCH, Duration.ofMillis(1500)))
                .isEqualTo("date datetime.date(2024, 2, 29), datetime datetime.datetime(1970, 1, 1, 0, 0,"
                        + " tzinfo=datetime.timezone.utc), timedelta datetime.timedelta(seconds=1, microseconds=500000)");
        assertThat(shown((Object[]) null)).isEqualTo("NoneType None");
        assertThat(shown()).isEmpty();
    }

    @Test
    void containers_cross_with_what_they_hold() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("a", List.of(1, "b"));
        map.put("c", new Quote("X", 2));
        assertThat(shown(Arrays.asList(1, null, "x"), map, new TreeSet<>(Set.of(3))))
                .isEqualTo("list [1, None, 'x'], dict {'a': [1, 'b'], 'c': Quote(symbol='X', price=2.0)}, set {3}");
        assertThat(shown(new String[] {"a"}, new int[][] {{1}, {2, 3}}, new Object[] {List.of(new byte[] {65})}))
                .isEqualTo("list ['a'], list [[1], [2, 3]], list [[b'A']]");
        assertThat(shown(Optional.of("x"), Optional.empty(), OptionalInt.of(4))).isEqualTo("str 'x', NoneType None, int 4");
        assertThat(host.call(Object.class, "sorted", List.of("b", "a").iterator(), Keywords.of("key", null))).isEqualTo(List.of("a", "b"));
    }

    @Test
    void iterators_and_streams_are_asked_as_they_are_used() {
        List<Integer> asked = new ArrayList<>();
        Iterator<Integer> numbers = Stream.iterate(1, n -> n + 1).peek(asked::add).iterator();
        assertThat(host.call(int.class, "next", numbers)).isEqualTo(1);
        assertThat(asked).containsExactly(1);
        assertThat(host.call(int.class, "sum", Stream.of(1, 2, 3))).isEqualTo(6);
        Iterable<String> words = () -> List.of("x", "y").iterator();
        assertThat(host.call(Object.class, "list", words)).isEqualTo(List.of("x", "y"));
    }

    @Test
    void exported_objects_cross_as_their_python_types() {
        Book book = new Book("A");
        assertThat(shown(new Quote("X", 1.5), Side.SELL)).isEqualTo("Quote Quote(symbol='X', price=1.5), Side <Side.SELL: 'SELL'>");
        assertThat(host.call(Book.class, "same", book)).isSameAs(book);
        assertThat(host.call(String.class, "desk.describe", book)).isEqualTo("book A");
        assertThat(host.call(Quote.class, "desk.Quote", "Y", 3)).isEqualTo(new Quote("Y", 3.0));
        assertThat(host.call(Side.class, "same", Side.BUY)).isEqualTo(Side.BUY);
        assertThat(host.call(Book.class, "desk.Book", "B").name()).isEqualTo("B");
    }

    @Test
    void arrays_stay_javas_own_and_the_copy_is_counted() {
        byte[] bytes = {1, 2};
        double[] numbers = {1, 2};
        long before = host.ledger().copied();
        host.run("def keep(b, n):\n    global kept\n    kept = b, n\n    n[0] = 9.0");
        host.call(void.class, "keep", bytes, numbers);
        bytes[0] = 77;
        numbers[1] = 77;
        assertThat(host.eval("repr(kept)")).isEqualTo("(b'\\x01\\x02', [9.0, 2.0])");
        assertThat(numbers[0]).isEqualTo(1.0);
        assertThat(host.ledger().copied() - before).isEqualTo(2 + 16);
        assertThat(shown(new float[] {1}, new short[] {2}, new boolean[] {true}, new long[] {4}))
                .isEqualTo("list [1.0], list [2], list [True], list [4]");
    }

    @Test
    void lent_memory_is_shared() {
        double[] prices = {1, 2, 3};
        long before = host.ledger().copied();
        host.run("def double(x):\n    x[0] = x[0] * 2\n    return type(x).__name__");
        assertThat(host.call(String.class, "double", LentMemory.of(prices))).isEqualTo("Buffer");
        assertThat(prices).containsExactly(2, 2, 3);
        assertThat(host.ledger().copied()).isEqualTo(before);
    }

    @Test
    void results_arrive_as_the_type_that_is_asked_for() {
        assertThat(host.call(double.class, "scale", 3, 4)).isEqualTo(12.0);
        assertThat(host.call(long.class, "scale", 3)).isEqualTo(6L);
        assertThat(host.call(Object.class, "scale", List.of(1, "x"))).isEqualTo(List.of(1L, "x", 1L, "x"));
        assertThat(host.call(Integer.class, "same", (Object) null)).isNull();
        assertThat(host.call(String.class, "same", (Object) null)).isNull();
        Void nothing = host.call(Void.class, "same", 1);
        assertThat(nothing).isNull();
        assertThat(host.call(double[].class, "same", List.of(1, 2))).containsExactly(1, 2);
        assertThat(host.call(byte[].class, "same", new byte[] {1})).containsExactly(1);
        assertThat(host.call(LocalDate.class, "same", LocalDate.EPOCH)).isEqualTo(LocalDate.EPOCH);
        assertThat(host.call(new TypeLiteral<Map<String, List<Integer>>>() {}, "same", Map.of("a", List.of(1))))
                .isEqualTo(Map.of("a", List.of(1)));
        assertThat(host.eval("[desk.Quote('X', 1)] if __import__('sys') and (desk := __import__('desk')) else 0",
                        new TypeLiteral<List<Quote>>() {}))
                .containsExactly(new Quote("X", 1));
    }

    @Test
    void a_python_function_arrives_as_a_functional_interface() {
        DoubleUnaryOperator half = host.eval("lambda x: x / 2", DoubleUnaryOperator.class);
        assertThat(half.applyAsDouble(5)).isEqualTo(2.5);
        Function<Integer, String> text = host.eval("str", new TypeLiteral<>() {});
        assertThat(text.apply(7)).isEqualTo("7");
        assertThat(host.call(Runnable.class, "same", host.eval("same", Value.class))).isNotNull();
    }

    @Test
    @SuppressWarnings("unchecked")
    void what_a_raw_type_leaves_open_is_any_value() {
        Function<Object, Object> same = host.eval("same", Function.class);
        assertThat(same.apply("x")).isEqualTo("x");
        List<Object> list = host.eval("(1, 'x')", List.class);
        assertThat(list).containsExactly(1L, "x");
    }

    @Test
    void a_python_function_that_java_calls_later_throws_the_hosts_exception() {
        Function<String, String> failing = host.eval("fail", new TypeLiteral<>() {});
        PythonHostException thrown = catchThrowableOfType(PythonHostException.class, () -> failing.apply("x"));
        assertThat(thrown).hasMessage("LookupError: no x");
        assertThat(thrown.traceback())
                .isEqualTo(
                        """
                        Traceback (most recent call last):
                          File "<string>", line 7, in fail
                        LookupError: no x
                        """);
    }

    @Test
    void any_object_can_be_held_and_passed_on_as_it_is() {
        Value namespace = host.eval("strategy", Value.class);
        assertThat(host.call(boolean.class, "isinstance", namespace, host.eval("types.SimpleNamespace", Value.class))).isTrue();
        assertThat(host.call(Value.class, "same", namespace).getMemberKeys()).contains("decide");
    }

    @Test
    void keyword_arguments_come_last() {
        assertThat(host.call(int.class, "scale", 3, Keywords.of("factor", 5))).isEqualTo(15);
        assertThat(shown(1, Keywords.of("b", List.of()).and("a", null))).isEqualTo("int 1, b=[], a=None");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Keywords.of("a", 1).and("a", 2))
                .withMessage("the keyword argument 'a' is given twice: as 1 and as 2");
    }

    @Test
    void names_with_dots_lead_into_objects_and_modules() throws Exception {
        assertThat(host.call(boolean.class, "strategy.decide", 4)).isTrue();
        assertThat(host.call(int.class, "strategy.inner.f", "abc")).isEqualTo(3);
        assertThat(host.call(double.class, "math.sqrt", 16)).isEqualTo(4.0);
        assertThat(host.call(String.class, "os.path.basename", "a/b")).isEqualTo("b");
        assertThat(host.call(String.class, "xml.sax.saxutils.escape", "<")).isEqualTo("&lt;");
        Files.writeString(folder.resolve("called_module.py"), "def twice(x): return 2 * x\n");
        host.call(void.class, "sys.path.append", folder.toString());
        assertThat(host.call(int.class, "called_module.twice", 21)).isEqualTo(42);
        host.run("def scale_twice(x): return 2 * x");
        assertThat(host.call(int.class, "scale_twice", 1)).isEqualTo(2);
        host.run("def scale_twice(x): return 4 * x");
        assertThat(host.call(int.class, "scale_twice", 1)).isEqualTo(4);
    }

    private static void refused(String message, String function, Object... arguments) {
        assertThatExceptionOfType(PythonHostException.class)
                .isThrownBy(() -> host.call(int.class, function, arguments))
                .withMessage(message);
    }

    @Test
    void errors_name_the_function_and_the_argument() {
        refused("NameError: there is no function 'decide' in __main__; define it there with run, or name its module too, as in"
                + " 'module.decide'", "decide", 1);
        refused("ModuleNotFoundError: No module named 'no_such'", "no_such.f");
        refused("AttributeError: module 'math' has no attribute 'sqare'", "math.sqare", 1);
        refused("TypeError: 'LIMIT' can't be called, it is of type float; have its value with eval", "LIMIT");
        refused("TypeError: show() argument '2': a java.lang.Thread can't be given to Python: neither its class nor one above it"
                + " is exported", "show", 1, Thread.currentThread());
        refused("TypeError: show() argument 'b': a java.lang.Thread can't be given to Python: neither its class nor one above it"
                + " is exported", "show", 1, Keywords.of("b", Thread.currentThread()));
        refused("TypeError: show() argument '1': a char[] can't be given to Python; give a String", "show", new char[] {'x'});
        refused("TypeError: same() result must be int, not str", "same", "x");
        refused("TypeError: same() result must be int, not NoneType", "same", (Object) null);
        refused("OverflowError: same() result is 2147483648, out of range for a 32-bit int (-2147483648 to 2147483647)",
                "same", 1L << 31);
        refused("TypeError: scale() missing 1 required positional argument: 'x'", "scale");
        refused("TypeError: scale() got an unexpected keyword argument 'y'", "scale", 1, Keywords.of("y", 1));
        refused("LookupError: no x", "fail", "x");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> host.call(int.class, "f(1)"))
                .withMessage("'f(1)' names no Python function; give a name such as 'decide' or 'strategy.decide', and use eval"
                        + " for other expressions");
    }

    @Test
    void a_type_that_python_has_not_is_refused_before_the_call() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> host.call(Thread.class, "fail", 1))
                .withMessage("Python's result can't be a Thread: no Python type stands for Thread; mark that class with @PyClass if"
                        + " it is yours, else use a number, String, byte[], Path or another type that Python has");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> host.eval("b''", BorrowedBuffer.class))
                .withMessage("Python's result can't be a dev.loanword.memory.BorrowedBuffer: a buffer is borrowed for the time of a"
                        + " call; use PythonHost.borrow");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> host.eval("[]", Iterator.class))
                .withMessage("Python's result can't be a java.util.Iterator<Object>: an iterator of Python can be used during a"
                        + " call alone; ask for a List");
    }

    @Test
    void the_traceback_of_a_called_function_has_its_frames_alone() {
        PythonHostException thrown =
                catchThrowableOfType(PythonHostException.class, () -> host.call(int.class, "fail", List.of(1)));
        assertThat(thrown.traceback())
                .isEqualTo(
                        """
                        Traceback (most recent call last):
                          File "<string>", line 7, in fail
                        LookupError: no [1]
                        """);
        assertThat(thrown.javaException()).isEmpty();
    }

    @Test
    void a_function_of_a_closed_host_says_so() {
        DoubleUnaryOperator kept;
        try (PythonHost other = PythonHost.open()) {
            kept = other.eval("abs", DoubleUnaryOperator.class);
            assertThat(kept.applyAsDouble(-2)).isEqualTo(2.0);
        }
        assertThatExceptionOfType(IllegalStateException.class)
                .isThrownBy(() -> kept.applyAsDouble(1))
                .withMessage("the Python host that this belongs to is closed");
    }

    @Test
    void a_time_limit_counts_for_a_kept_function_too() {
        Runnable endless = host.eval("lambda: [0 for _ in iter(int, 1)]", Runnable.class);
        assertThatExceptionOfType(PythonStoppedException.class)
                .isThrownBy(() -> host.within(Duration.ofMillis(200), endless::run))
                .withMessage("Python was stopped, because it ran longer than the limit of 0.2 s");
    }
}
