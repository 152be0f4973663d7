package dev.loanword.python;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.loanword.LoanwordException;
import dev.loanword.export.PyClass;
import dev.loanword.export.PyConstructor;
import dev.loanword.export.PyFunction;
import dev.loanword.export.PyModule;
import dev.loanword.export.PyProperty;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.function.IntUnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whole tracebacks of exceptions that come from Java or pass through it. */
public class TracebacksTest {

    /** A core that fails in each way. */
    @PyModule(name = "shop", classes = Order.class)
    public static final class Shop {
        private Shop() {}

        @PyFunction
        public static void fail() {
            throw new IllegalArgumentException("bad argument");
        }

        @PyFunction
        public static void failWithCause() throws IOException {
            try {
                List.of().get(0);
            } catch (IndexOutOfBoundsException empty) {
                throw new IOException("nothing there", empty);
            }
        }

        @PyFunction
        public static int apply(IntUnaryOperator function, int value) {
            return function.applyAsInt(value);
        }

        @PyFunction
        public static Iterator<Integer> numbers() {
            return Stream.of(2, 1, 0).map(n -> 2 / n).iterator();
        }

        @PyFunction
        public static Object callHost(String function) {
            return host.call(Object.class, function);
        }
    }

    /** A type that fails in each way. */
    @PyClass
    public static final class Order {
        @PyConstructor
        public Order(int amount) {
            if (amount < 0) {
                throw new IllegalArgumentException("an order is not negative, got " + amount);
            }
        }

        @PyFunction
        public void cancel() {
            throw new IllegalStateException("it is shipped");
        }

        @PyProperty
        public int price() {
            throw new ArithmeticException("price overflow");
        }
    }

    private static PythonHost host;

    @TempDir
    Path folder;

    @BeforeAll
    static void open() {
        host = PythonHost.builder().export(Shop.class).open();
        host.run("import shop");
    }

    @AfterAll
    static void close() {
        host.close();
    }

    private PythonHostException thrownBy(PythonHost by, String code) throws IOException {
        Path script = Files.writeString(folder.resolve("script.py"), code);
        return catchThrowableOfType(PythonHostException.class, () -> by.run(script));
    }

    /** The traceback of a script, with its name shortened. */
    private String traceback(String code) throws IOException {
        return thrownBy(host, code).traceback().replace(folder.toString(), "");
    }

    @Test
    void of_a_function() throws IOException {
        assertThat(traceback("def order():\n    shop.fail()\norder()\n"))
                .isEqualTo(
                        """
                        Traceback (most recent call last):
                          File "/script.py", line 3, in <module>
                            order()
                          File "/script.py", line 2, in order
                            shop.fail()
                        ValueError: bad argument
                        """);
    }

    @Test
    void of_a_method_a_property_and_a_constructor() throws IOException {
        assertThat(traceback("shop.Order(1).cancel()\n"))
                .isEqualTo(
                        """
                        Traceback (most recent call last):
                          File "/script.py", line 1, in <module>
                            shop.Order(1).cancel()
                        ValueError: it is shipped
                        """);
        assertThat(traceback("shop.Order(1).price\n"))
                .isEqualTo(
                        """
                        Traceback (most recent call last):
                          File "/script.py", line 1, in <module>
                            shop.Order(1).price
                        OverflowError: price overflow
                        """);
        assertThat(traceback("shop.Order(-1)\n"))
                .isEqualTo(
                        """
                        Traceback (most recent call last):
                          File "/script.py", line 1, in <module>
                            shop.Order(-1)
                        ValueError: an order is not negative, got -1
                        """);
    }

    @Test
    void of_an_exception_that_passes_through_java() throws IOException {
        String code =
                """
                raised = []
                def inner(x):
                    raised.append(KeyError(x))
                    raise raised[0]
                try:
                    shop.apply(inner, 7)
                except KeyError as e:
                    same = e is raised[0]
                shop.apply(inner, 7)
                """;
        assertThat(traceback(code))
                .isEqualTo(
                        """
                        Traceback (most recent call last):
                          File "/script.py", line 9, in <module>
                            shop.apply(inner, 7)
                          File "/script.py", line 4, in inner
                            raise raised[0]
                          File "/script.py", line 6, in <module>
                            shop.apply(inner, 7)
                          File "/script.py", line 4, in inner
                            raise raised[0]
                        KeyError: 7
                        """);
        assertThat(host.eval("same")).isEqualTo(true);
    }

    @Test
    void of_an_exception_that_passes_through_a_java_program_and_back() throws IOException {
        String code =
                """
                class Own(Exception): pass
                def inner():
                    raise Own('mine')
                def outer():
                    shop.call_host('inner')
                outer()
                """;
        assertThat(traceback(code))
                .isEqualTo(
                        """
                        Traceback (most recent call last):
                          File "/script.py", line 6, in <module>
                            outer()
                          File "/script.py", line 5, in outer
                            shop.call_host('inner')
                          File "/script.py", line 3, in inner
                            raise Own('mine')
                        Own: mine
                        """);
    }

    @Test
    void of_an_iterator() throws IOException {
        assertThat(traceback("for n in shop.numbers():\n    print(n, end='')\n"))
                .isEqualTo(
                        """
                        Traceback (most recent call last):
                          File "/script.py", line 1, in <module>
                            for n in shop.numbers():
                        ZeroDivisionError: / by zero
                        """);
    }

    @Test
    void with_the_chain_of_causes() throws IOException {
        PythonHostException thrown = thrownBy(host, "shop.fail_with_cause()\n");
        assertThat(thrown.traceback().replace(folder.toString(), ""))
                .isEqualTo(
                        """
                        IndexError: Index 0 out of bounds for length 0

                        The above exception was the direct cause of the following exception:

                        Traceback (most recent call last):
                          File "/script.py", line 1, in <module>
                            shop.fail_with_cause()
                        OSError: [Errno 5] nothing there
                        """);
        assertThat(thrown.javaException().orElseThrow()).isInstanceOf(IOException.class).hasMessage("nothing there");
        assertThat(thrown.getCause()).isSameAs(thrown.javaException().orElseThrow());
        assertThat(thrown.getCause().getCause()).isInstanceOf(IndexOutOfBoundsException.class);
    }

    @Test
    void what_python_makes_of_a_java_exception_has_both() throws IOException {
        PythonHostException thrown = thrownBy(
                host, "try:\n    shop.fail()\nexcept ValueError as e:\n    raise RuntimeError('no order') from e\n");
        assertThat(thrown).hasMessage("RuntimeError: no order").isInstanceOf(LoanwordException.class);
        assertThat(thrown.traceback().replace(folder.toString(), ""))
                .isEqualTo(
                        """
                        Traceback (most recent call last):
                          File "/script.py", line 2, in <module>
                            shop.fail()
                        ValueError: bad argument

                        The above exception was the direct cause of the following exception:

                        Traceback (most recent call last):
                          File "/script.py", line 4, in <module>
                            raise RuntimeError('no order') from e
                        RuntimeError: no order
                        """);
        assertThat(thrown.javaException()).isEmpty();
    }

    @Test
    void with_javas_frames_if_the_host_was_opened_for_it() throws IOException {
        try (PythonHost traced = PythonHost.builder().export(Shop.class).javaTraces(true).open()) {
            traced.run("import shop");
            assertThat(withoutLines(thrownBy(traced, "shop.fail_with_cause()\n")))
                    .endsWith(
                            """
                            OSError: [Errno 5] nothing there
                            Caused in Java by java.io.IOException: nothing there
                            \tat dev.loanword.python.TracebacksTest$Shop.failWithCause(TracebacksTest.java:N)
                            \tat <called by Python>
                            Caused by: java.lang.ArrayIndexOutOfBoundsException: Index 0 out of bounds for length 0
                            \tat java.base/java.util.ImmutableCollections$ListN.get(ImmutableCollections.java:N)
                            \tat dev.loanword.python.TracebacksTest$Shop.failWithCause(TracebacksTest.java:N)
                            \t... as above
                            """);
            assertThat(withoutLines(thrownBy(traced, "shop.apply(lambda x: shop.fail(), 1)\n")))
                    .endsWith(
                            """
                            ValueError: bad argument
                            Caused in Java by java.lang.IllegalArgumentException: bad argument
                            \tat dev.loanword.python.TracebacksTest$Shop.fail(TracebacksTest.java:N)
                            \tat <called by Python>
                            """);
            assertThat(thrownBy(traced, "1 / 0\n").traceback()).endsWith("ZeroDivisionError: division by zero\n");
        }
    }

    /** A traceback with the numbers of Java's lines left aside. */
    private static String withoutLines(PythonHostException thrown) {
        return thrown.traceback().replaceAll("java:\\d+", "java:N");
    }
}
