package dev.loanword.python;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loanword.LoanwordException;
import dev.loanword.memory.BorrowTable.Access;
import dev.loanword.memory.ElementType;
import dev.loanword.memory.LentMemory;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleBinaryOperator;
import java.util.spi.ToolProvider;
import org.graalvm.polyglot.TypeLiteral;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the Javadoc of this package and docs/embedding.md show, run. */
class HostSnippetsTest {

    @Test
    void the_first_program() {
        PrintStream before = System.out;
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
        try {
            // @start region="first"
            double[] prices = {10, 20, 30};
            try (PythonHost host = PythonHost.open()) {
                host.lend("prices", prices); // no byte is copied
                host.run("""
                        def raise_by(percent):
                            for day, price in enumerate(prices):
                                prices[day] = price * (1 + percent / 100)
                            return sum(prices)
                        """);
                double sum = host.call(double.class, "raise_by", 50);
                System.out.println(sum + ", first " + prices[0]);
            }
            // @end
        } finally {
            System.setOut(before);
        }
        assertThat(printed.toString(StandardCharsets.UTF_8)).isEqualTo("90.0, first 15.0\n");
    }

    @Test
    void calls() {
        try (PythonHost host = PythonHost.open()) {
            // @start region="call"
            host.run("def decide(day, scale=1.0, **limits): return day % 2 * scale, limits");
            List<?> decision = host.call(List.class, "decide", 7, Keywords.of("scale", 0.5).and("low", 3));
            String name = host.call(String.class, "os.path.basename", Path.of("a", "b.txt"));
            Map<String, Integer> counts =
                    host.call(new TypeLiteral<Map<String, Integer>>() {}, "collections.Counter", List.of("x", "y", "x"));
            // @end
            assertThat(decision.toString()).isEqualTo("[0.5, {low=3}]");
            assertThat(name).isEqualTo("b.txt");
            assertThat(counts).isEqualTo(Map.of("x", 2, "y", 1));
            // @start region="function"
            DoubleBinaryOperator larger = host.eval("max", DoubleBinaryOperator.class);
            double most = larger.applyAsDouble(1.5, 2.5);
            // @end
            assertThat(most).isEqualTo(2.5);
        }
    }

    @Test
    void memory() {
        float[] numbers = {1, 2, 3, 4, 5, 6};
        try (PythonHost host = PythonHost.open()) {
            // @start region="lend"
            MemorySegment memory = MemorySegment.ofArray(numbers);
            Loan loan = host.lend("matrix", LentMemory.of(memory, ElementType.FLOAT32, 2, 3));
            host.run("matrix[1, 2] = 60");
            loan.close(); // later accesses from Python raise ValueError
            // @end
            assertThat(numbers[5]).isEqualTo(60);
            // @start region="borrow"
            host.run("data = bytearray(b'hello')");
            try (BorrowedValue data = host.borrow("data", Access.EXCLUSIVE)) {
                data.buffer().segment().set(ValueLayout.JAVA_BYTE, 0, (byte) 'j');
            }
            // @end
            assertThat(host.eval("data.decode()")).isEqualTo("jello");
        }
    }

    @Test
    void limits() {
        try (PythonHost host = PythonHost.open()) {
            String told = null;
            // @start region="limit"
            host.run("def search(depth):\n    while True: depth += 1");
            try {
                host.within(Duration.ofMillis(300), () -> host.call(int.class, "search", 0));
            } catch (PythonStoppedException stopped) {
                told = stopped.getMessage(); // Python was stopped, because it ran longer than the limit of 0.3 s
            }
            // @end
            assertThat(told).isEqualTo("Python was stopped, because it ran longer than the limit of 0.3 s");
        }
    }

    @Test
    void pools() throws InterruptedException {
        // @start region="pool"
        try (PythonHostPool pool = PythonHostPool.open(
                2, PythonHost.builder(), host -> host.run("def price(amount): return amount * 1.25"))) {
            double price = pool.with(host -> host.call(double.class, "price", 8)); // any thread, any number of them
            // @end
            assertThat(price).isEqualTo(10.0);
        }
    }

    @Test
    void exceptions() {
        StringWriter text = new StringWriter();
        PrintWriter log = new PrintWriter(text, true);
        try (PythonHost host = PythonHost.open()) {
            // @start region="exception"
            try {
                host.run("def check(n):\n    if n < 0: raise ValueError(f'negative: {n}')");
                host.call(void.class, "check", -1);
            } catch (PythonHostException raised) {
                log.println(raised.getMessage()); // ValueError: negative: -1
                log.println(raised.pythonType()); // ValueError
                log.print(raised.traceback()); // Traceback (most recent call last): …
            } catch (LoanwordException other) {
                log.println("not Python's fault: " + other.getMessage());
            }
            // @end
        }
        assertThat(text.toString())
                .isEqualTo(
                        """
                        ValueError: negative: -1
                        ValueError
                        Traceback (most recent call last):
                          File "<string>", line 2, in check
                        ValueError: negative: -1
                        """);
    }

    /** A snippet that is not found is an error of the Javadoc tool. */
    @Test
    void the_javadoc_of_the_package_is_without_faults(@TempDir Path folder) {
        StringWriter messages = new StringWriter();
        PrintWriter out = new PrintWriter(messages, true);
        int status = ToolProvider.findFirst("javadoc")
                .orElseThrow()
                .run(
                        out,
                        out,
                        "-quiet",
                        "-Werror",
                        "-Xdoclint:all,-missing",
                        "--snippet-path",
                        "src/test/java",
                        "-sourcepath",
                        "src/main/java",
                        "-classpath",
                        System.getProperty("java.class.path"),
                        "-d",
                        folder.toString(),
                        "dev.loanword.python");
        assertThat(messages.toString()).isEmpty();
        assertThat(status).isZero();
        assertThat(folder.resolve("dev/loanword/python/package-summary.html")).content().contains("raise_by");
    }
}
