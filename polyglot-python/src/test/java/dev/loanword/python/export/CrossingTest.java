package dev.loanword.python.export;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loanword.export.Borrow;
import dev.loanword.export.PyClass;
import dev.loanword.export.PyFunction;
import dev.loanword.export.PyModule;
import dev.loanword.export.PyParameter;
import dev.loanword.kernels.Checkpoint;
import dev.loanword.memory.BorrowTable.Access;
import dev.loanword.memory.BorrowedBuffer;
import dev.loanword.memory.LentMemory;
import java.lang.foreign.ValueLayout;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.DoubleUnaryOperator;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Buffers, numbers, callables, iterators and times on their way across the boundary, and what holds while a call runs. */
public class CrossingTest {

    /** An interface of the core's own. */
    @FunctionalInterface
    public interface Strategy {
        /** How many to buy. */
        int quantity(double price, String name);
    }

    /** Functions of all kinds. */
    @PyModule
    public static final class Crossing {
        private static BorrowedBuffer keptBuffer;
        private static Iterator<Integer> keptIterator;
        private static Strategy keptStrategy;
        private static final List<String> CLOSED = new ArrayList<>();
        private static final CountDownLatch MET = new CountDownLatch(2);

        private Crossing() {}

        @PyFunction
        public static long length(BorrowedBuffer buffer) {
            return buffer.elementCount();
        }

        @PyFunction
        public static void negate(@Borrow(value = Access.EXCLUSIVE, format = "i", dimensions = 1) BorrowedBuffer buffer) {
            for (long i = 0; i < buffer.elementCount(); i++) {
                long at = buffer.origin() + i * buffer.layout().stride(0);
                buffer.stridedSegment()
                        .set(ValueLayout.JAVA_INT_UNALIGNED, at, -buffer.stridedSegment().get(ValueLayout.JAVA_INT_UNALIGNED, at));
            }
        }

        @PyFunction
        public static void keep(BorrowedBuffer buffer) {
            keptBuffer = buffer;
        }

        @PyFunction
        public static long useKept() {
            return keptBuffer.segment().byteSize();
        }

        @PyFunction
        public static LentMemory made(int length) {
            return LentMemory.of(new double[length]);
        }

        @PyFunction
        public static double[] doubles(double[] values) {
            return values;
        }

        @PyFunction
        public static int[] ints(int[] values) {
            return values;
        }

        @PyFunction
        public static float[] floats(float[] values) {
            return values;
        }

        @PyFunction
        public static boolean[] booleans(boolean[] values) {
            return values;
        }

        @PyFunction
        public static double applied(DoubleUnaryOperator function, double value) {
            return function.applyAsDouble(value);
        }

        @PyFunction
        public static String mapped(Function<Integer, String> function, int value) {
            return function.apply(value);
        }

        @PyFunction
        public static int bought(Strategy strategy, double price) {
            return strategy.quantity(price, "ACME");
        }

        @PyFunction
        public static void subscribe(Strategy strategy) {
            keptStrategy = strategy;
        }

        @PyFunction
        public static int tick(double price) {
            return keptStrategy.quantity(price, "tick");
        }

        @PyFunction
        public static String guarded(Supplier<String> supplier) {
            try {
                return supplier.get();
            } catch (RuntimeException caught) {
                return "caught " + caught.getMessage();
            }
        }

        @PyFunction
        public static String wrapped(Supplier<String> supplier) {
            try {
                return supplier.get();
            } catch (RuntimeException caught) {
                throw new IllegalStateException("the strategy failed", caught);
            }
        }

        @PyFunction
        public static String elsewhere(Supplier<String> supplier) throws InterruptedException {
            String[] outcome = new String[1];
            Thread thread = new Thread(() -> {
                try {
                    outcome[0] = supplier.get();
                } catch (IllegalStateException refused) {
                    outcome[0] = refused.getMessage().replaceAll("Thread\\[[^]]*]", "T");
                }
            });
            thread.start();
            thread.join();
            return outcome[0];
        }

        @PyFunction
        public static int total(Iterable<Integer> values) {
            int total = 0;
            for (int value : values) {
                total += value;
            }
            return total;
        }

        @PyFunction
        public static int first(Stream<Integer> values) {
            return values.filter(value -> value > 1).findFirst().orElse(-1);
        }

        @PyFunction
        public static void keepIterator(Iterator<Integer> values) {
            keptIterator = values;
        }

        @PyFunction
        public static int useIterator() {
            return keptIterator.next();
        }

        @PyFunction
        public static Stream<Integer> counting(int from) {
            return Stream.iterate(from, i -> i + 1).onClose(() -> CLOSED.add("from " + from));
        }

        @PyFunction
        public static Stream<String> three() {
            return Stream.of("a", "b", "c").onClose(() -> CLOSED.add("three"));
        }

        @PyFunction
        public static Iterator<Double> failing() {
            return Stream.of(1.0, 0.0).map(x -> {
                if (x == 0) {
                    throw new IllegalArgumentException("no zero");
                }
                return x;
            }).iterator();
        }

        @PyFunction
        public static List<String> closed() {
            return CLOSED;
        }

        @PyFunction
        public static LocalDate date(LocalDate x) {
            return x.plusDays(1);
        }

        @PyFunction
        public static LocalTime time(LocalTime x) {
            return x;
        }

        @PyFunction
        public static LocalDateTime dateTime(LocalDateTime x) {
            return x;
        }

        @PyFunction
        public static OffsetDateTime offsetDateTime(OffsetDateTime x) {
            return x;
        }

        @PyFunction
        public static ZonedDateTime zonedDateTime(ZonedDateTime x) {
            return x;
        }

        @PyFunction
        public static Instant instant(Instant x) {
            return x;
        }

        @PyFunction
        public static Duration duration(Duration x) {
            return x;
        }

        @PyFunction
        public static String say(String text) {
            return "text " + text;
        }

        @PyFunction(name = "say")
        public static String sayNumber(@PyParameter(name = "text") long number) {
            return "number " + number;
        }

        @PyFunction(name = "say")
        public static String sayTwo(
                String text, @PyParameter(name = "times") int times, @PyParameter(defaultValue = "'.'") String end) {
            return text.repeat(times) + end;
        }

        @PyFunction
        public static String weigh(long weight) {
            return "int " + weight;
        }

        @PyFunction
        public static String weigh(double weight) {
            return "float " + weight;
        }

        @PyFunction(name = "weigh")
        public static String weighAll(@PyParameter(name = "weight") BorrowedBuffer weights) {
            return "buffer of " + weights.elementCount();
        }

        /** Returns only if two threads are in it at once. */
        @PyFunction(releasesGil = true)
        public static boolean meet(@Borrow(Access.EXCLUSIVE) BorrowedBuffer buffer) throws InterruptedException {
            MET.countDown();
            return MET.await(60, TimeUnit.SECONDS);
        }

        @PyFunction(releasesGil = true)
        public static void hold(
                @Borrow(Access.EXCLUSIVE) BorrowedBuffer buffer, Gate gate, Checkpoint checkpoint) throws InterruptedException {
            gate.inside.countDown();
            gate.out.await(60, TimeUnit.SECONDS);
            checkpoint.poll();
        }

        @PyFunction
        public static Gate gate() {
            return new Gate();
        }

        /** Lets a test see that a call is running, and end it. */
        @PyClass
        public static final class Gate {
            private final CountDownLatch inside = new CountDownLatch(1);
            private final CountDownLatch out = new CountDownLatch(1);

            @PyFunction(releasesGil = true)
            public boolean awaitEntered() throws InterruptedException {
                return inside.await(60, TimeUnit.SECONDS);
            }

            @PyFunction
            public void open() {
                out.countDown();
            }
        }
    }

    @RegisterExtension
    static final ExportHost PYTHON = new ExportHost(Crossing.class);

    @BeforeAll
    static void imports() {
        PYTHON.run("import crossing, array, gc, loanword, threading, traceback, zoneinfo\nfrom datetime import *");
    }

    private static void shows(String expression, String expected) {
        assertThat(PYTHON.show(expression)).as(expression).isEqualTo(expected);
    }

    @Test
    void a_buffer_is_borrowed_and_checked_as_the_annotation_says() {
        PYTHON.run("a = array.array('i', [1, 2, 3, 4])");
        shows("crossing.length(a), crossing.length(b'abc'), crossing.length(memoryview(a)[::2])", "(4, 3, 2)");
        shows("crossing.negate(memoryview(a)[::2]), a.tolist()", "(None, [-1, 2, -3, 4])");
        shows("crossing.negate(array.array('d', [1]))", "TypeError: negate expected elements of type int32 ('i'), got float64 ('d'); convert first, with x.astype('int32') for NumPy arrays or array.array('i', x)");
        shows("crossing.negate(bytes(4))", "TypeError: negate expected elements of type int32 ('i'), got uint8 ('B'); convert first, with x.astype('int32') for NumPy arrays or array.array('i', x)");
        shows("crossing.negate(memoryview(bytes(8)).cast('i'))", "BufferError: negate writes in place and needs a writable buffer, got a read-only one; pass a bytearray, an array.array or a writable view");
        shows("crossing.negate(memoryview(bytearray(16)).cast('i', (2, 2)))", "ValueError: negate needs a buffer of 1 dimension, got one of shape (2, 2); reshape it first, with memoryview.cast or x.reshape for NumPy arrays");
        shows("a.append(5), len(a)", "(None, 5)");
    }

    @Test
    void a_buffer_that_a_core_keeps_can_not_be_used_after_the_call() {
        PYTHON.run("kept = bytearray(8)");
        shows("crossing.keep(kept), kept.append(1)", "(None, None)");
        shows(
                "crossing.use_kept()",
                "ValueError: this buffer was borrowed for a call that has returned; copy what is needed later while the call runs");
    }

    @Test
    void memory_of_java_is_lent() {
        PYTHON.run("m = crossing.made(3); m[1] = 5");
        shows("type(m), m.tolist()", "(<class 'loanword.Buffer'>, [0.0, 5.0, 0.0])");
    }

    @Test
    void arrays_of_numbers_are_copied_both_ways() {
        shows("crossing.doubles([1, 2.5, True]), crossing.doubles(array.array('d', [3])), crossing.doubles(range(2))", "([1.0, 2.5, 1.0], [3.0], [0.0, 1.0])");
        shows("crossing.ints(memoryview(array.array('i', [1, 2, 3]))[::-1]), crossing.ints(())", "([3, 2, 1], [])");
        shows("crossing.ints([2**31])", "OverflowError: ints() item of argument 'values' is 2147483648, out of range for a 32-bit int (-2147483648 to 2147483647)");
        shows("crossing.floats([0.1]), crossing.booleans([True, False])", "([0.10000000149011612], [True, False])");
        shows("crossing.doubles('12')", "TypeError: doubles() item of argument 'values' must be real number, not str");
        shows("crossing.floats(array.array('d', [3]))", "TypeError: floats() argument 'values' must hold elements of type float32 ('f'), got float64 ('d'); convert first");
        shows("crossing.doubles(5)", "TypeError: doubles() argument 'values' must be a sequence of numbers or a buffer, not int");
    }

    @Test
    void a_callable_is_a_functional_interface() {
        shows("crossing.applied(lambda x: x * 2, 21), crossing.applied(abs, -3)", "(42.0, 3.0)");
        shows("crossing.mapped(str, 7), crossing.mapped('{:05}'.format, 7)", "('7', '00007')");
        PYTHON.run("class Buyer:\n  def __call__(self, price, name): self.seen = price, name; return 3\nbuyer = Buyer()");
        shows("crossing.bought(buyer, 1.5), buyer.seen", "(3, (1.5, 'ACME'))");
        shows("crossing.applied(5, 1)", "TypeError: applied() argument 'function' must be callable, not int");
        shows("crossing.applied(lambda x: 'a', 1)", "TypeError: applied() result of argument 'function' must be real number, not str");
        shows("crossing.bought(lambda price, name: 2**40, 1)", "OverflowError: bought() result of argument 'strategy' is 1099511627776, out of range for a 32-bit int (-2147483648 to 2147483647)");
        shows("crossing.bought(lambda: 1, 1)", "TypeError: <lambda>() takes 0 positional arguments but 2 were given");
    }

    @Test
    void a_callable_can_be_kept_and_called_later() {
        PYTHON.run("crossing.subscribe(lambda price, name: int(price * 10))");
        shows("crossing.tick(1.5), crossing.tick(2)", "(15, 20)");
    }

    @Test
    void python_exceptions_pass_through_java_unchanged() {
        PYTHON.run(
                """
                class Odd(Exception): pass
                odd = Odd('odd')
                def raising():
                    raise odd
                try:
                    crossing.mapped(lambda x: raising(), 1)
                except Odd as e:
                    caught = e
                frames = [frame.name for frame in traceback.extract_tb(caught.__traceback__)]
                """);
        shows("caught is odd, frames, odd.__context__", "(True, ['<module>', '<lambda>', 'raising'], None)");
        shows("crossing.guarded(lambda: {}['k'])", "'caught KeyError'");
        PYTHON.run("try:\n  crossing.wrapped(raising)\nexcept ValueError as e:\n  caught = e");
        shows("caught, caught.__cause__ is odd", "(ValueError('the strategy failed'), True)");
        PYTHON.run("try:\n  crossing.mapped(lambda x: exec('raise SystemExit(3)'), 1)\nexcept SystemExit as e:\n  status = e.code");
        shows("status", "3");
        PYTHON.run(
                """
                try:
                    raise KeyError('outer')
                except KeyError:
                    try:
                        crossing.mapped(lambda x: 1 / 0, 1)
                    except ZeroDivisionError as e:
                        inner = e
                """);
        shows("inner.__context__", "KeyError('outer')");
    }

    @Test
    void a_callable_is_refused_in_another_thread_while_python_waits() {
        shows(
                "crossing.elsewhere(lambda: 'x')",
                "\"elsewhere() result of argument 'supplier': the function was called from T while Python waits for the call in T;"
                        + " call it from the thread of the call, or after the call\"");
    }

    @Test
    void iterables_are_read_as_java_asks() {
        shows("crossing.total([1, 2, 3]), crossing.total(i for i in range(4)), crossing.total({5: 'a'})", "(6, 6, 5)");
        PYTHON.run("asked = []\ndef asking():\n  for i in range(10):\n    asked.append(i); yield i");
        shows("crossing.first(asking()), asked", "(2, [0, 1, 2])");
        shows("crossing.total([1, 'a'])", "TypeError: total() item of argument 'values' must be int, not str");
        shows("crossing.total(5)", "TypeError: total() argument 'values' must be an iterable, not int");
        shows("crossing.total(1 // i for i in (1, 0))", "ZeroDivisionError: integer division or modulo by zero");
        PYTHON.run("crossing.keep_iterator([1, 2])");
        shows("crossing.use_iterator()", "ValueError: keep_iterator() item of argument 'values' was kept after the call has returned; take what is needed later while the call runs");
    }

    @Test
    void java_iterators_are_walked_lazily_and_closed() {
        PYTHON.run("c = crossing.counting(5)");
        shows("next(c), next(c), iter(c) is c, type(c)", "(5, 6, True, <class 'loanword.JavaIterator'>)");
        shows("c.close(), next(c, 'end'), crossing.closed()", "(None, 'end', ['from 5'])");
        shows("list(crossing.three()), crossing.closed()", "(['a', 'b', 'c'], ['from 5', 'three'])");
        shows("list(zip(crossing.three(), crossing.counting(1)))", "[('a', 1), ('b', 2), ('c', 3)]");
        shows("list(crossing.failing())", "ValueError: no zero");
        shows("loanword.JavaIterator()", "TypeError: cannot create 'loanword.JavaIterator' instances");
    }

    @Test
    void times_cross_with_their_zones() {
        shows("crossing.date(date(2024, 2, 28)), crossing.time(time(1, 2, 3, 456789))", "(datetime.date(2024, 2, 29), datetime.time(1, 2, 3, 456789))");
        shows("crossing.date_time(datetime(2024, 1, 2, 3, 4, 5, 6))", "datetime.datetime(2024, 1, 2, 3, 4, 5, 6)");
        shows("crossing.offset_date_time(datetime(2024, 1, 2, tzinfo=timezone(timedelta(hours=-5))))", "datetime.datetime(2024, 1, 2, 0, 0, tzinfo=datetime.timezone(datetime.timedelta(days=-1, seconds=68400)))");
        shows("crossing.instant(datetime(2024, 1, 2, 3, tzinfo=timezone(timedelta(hours=2))))", "datetime.datetime(2024, 1, 2, 1, 0, tzinfo=datetime.timezone.utc)");
        shows("crossing.duration(timedelta(days=-1, seconds=5, microseconds=7)), crossing.duration(timedelta())", "(datetime.timedelta(days=-1, seconds=5, microseconds=7), datetime.timedelta(0))");
        shows("crossing.date(datetime(2024, 1, 2))", "TypeError: date() argument 'x' must be datetime.date, not datetime");
        shows("crossing.date_time(datetime(2024, 1, 2, tzinfo=timezone.utc))", "ValueError: date_time() argument 'x' must be a datetime without a time zone; drop it with value.replace(tzinfo=None)");
        shows("crossing.instant(datetime(2024, 1, 2))", "ValueError: instant() argument 'x' must be a datetime with a time zone; give it one with value.replace(tzinfo=…) or value.astimezone()");
        shows("crossing.duration(5)", "TypeError: duration() argument 'x' must be datetime.timedelta, not int");
    }

    @Test
    void overloads_are_told_apart_by_number_and_kind() {
        shows("crossing.say('a'), crossing.say(5), crossing.say('ab', 2), crossing.say(text='c'), crossing.say('ab', times=1, end='!')", "('text a', 'number 5', 'abab.', 'text c', 'ab!')");
        shows("crossing.say(1.5)", "TypeError: say() argument 'text' must be int or str, not float");
        shows("crossing.say(5, 2)", "TypeError: say() does not take (int, int); see help(say)");
        shows("crossing.say()", "TypeError: say() missing 1 required positional argument: 'text'");
    }

    @Test
    void what_converts_to_a_float_is_one_to_overloads_too() {
        PYTHON.run(
                """
                import decimal
                from fractions import Fraction
                class Pounds:
                    def __float__(self): return 4.5
                class Ounces(float): pass
                class Crate(Pounds):
                    def __len__(self): return 1
                """);
        shows("crossing.weigh(2), crossing.weigh(2.5), crossing.weigh(Ounces(0.5))", "('int 2', 'float 2.5', 'float 0.5')");
        shows("crossing.weigh(Fraction(1, 4)), crossing.weigh(Pounds())", "('float 0.25', 'float 4.5')");
        shows("crossing.weigh(b'ab'), crossing.weigh(array.array('d', [1.5]))", "('buffer of 2', 'buffer of 1')");
        for (String value : new String[] {"True", "1j", "Crate()", "decimal.Decimal(1)", "'1'", "None"}) {
            assertThat(PYTHON.show("crossing.weigh(" + value + ")")).as(value)
                    .startsWith("TypeError: weigh() argument 'weight' must be ");
        }
    }

    @Test
    void a_long_kernel_lets_other_threads_run() {
        PYTHON.run(
                """
                met = []
                threads = [threading.Thread(target=lambda: met.append(crossing.meet(bytearray(4)))) for _ in range(2)]
                for t in threads: t.start()
                for t in threads: t.join()
                """);
        shows("met", "[True, True]");
    }

    @Test
    void what_is_borrowed_stays_locked_while_the_gil_is_released() {
        PYTHON.run(
                """
                held = bytearray(4)
                gate = crossing.gate()
                thread = threading.Thread(target=crossing.hold, args=(held, gate))
                thread.start()
                entered = gate.await_entered()
                """);
        shows("entered, held.append(1)", "BufferError: Existing exports of data: object cannot be re-sized");
        shows("crossing.negate(memoryview(held).cast('i'))", "BorrowError: negate can't borrow this memory to write while hold has it to write; wait until that call has returned, or work on a copy");
        PYTHON.run("gate.open(); thread.join()");
        shows("held.append(1), len(held)", "(None, 5)");
    }
}
