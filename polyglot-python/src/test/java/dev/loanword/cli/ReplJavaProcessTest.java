package dev.loanword.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loanword.CoreCompiler;
import dev.loanword.CoreCompiler.Processor;
import dev.loanword.cli.LauncherProcess.Result;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code %java} in the REPL: Java and Python over the same memory. */
class ReplJavaProcessTest {

    @TempDir
    Path folder;

    private static Result repl(String input) throws Exception {
        return LauncherProcess.of("repl").input(input).run();
    }

    @Test
    void both_languages_see_one_memory_and_nothing_is_copied() throws Exception {
        Result result = repl(
                """
                %java double[] prices = {1, 2, 3}
                prices[0] = 10
                %java prices[0] + prices[1]
                _ * 2
                total = %java DoubleStream.of(prices).sum()
                total
                %java int twice(int x) {
                    return 2 * x;
                }
                %java twice(21)
                text = bytearray(b'abc')
                %java var view = borrow("text", Access.EXCLUSIVE)
                text.append(100)
                %java borrow("text", Access.EXCLUSIVE).segment().set(ValueLayout.JAVA_BYTE, 0, (byte) 'X')
                text
                %java var buffer = ByteBuffer.allocateDirect(2)
                buffer.format, buffer.shape
                buffer[1] = 7
                %java buffer.get(1)
                %java python().eval("total + 1", double.class)
                %java prices = new double[] {5}
                prices.tolist()
                %java System.out.println("from Java")
                %ledger
                """);

        assertThat(result.err()).isEmpty();
        assertThat(result.out())
                .isEqualTo(
                        """
                        12.0
                        24.0
                        15.0
                        42
                        bytearray(b'Xbcd')
                        ('B', (2,))
                        7
                        16.0
                        <loanword.Buffer float64 ('d'), shape (1,), over double[]>
                        [5.0]
                        from Java
                        ledger: Java borrowed 2 buffers of 7 bytes
                        ledger: Java lent 4 buffers of 42 bytes
                        ledger: copied 0 bytes
                        """);
        assertThat(result.exitStatus()).isZero();
    }

    @Test
    void what_is_wrong_is_said_in_the_words_of_the_language_that_it_is_wrong_in() throws Exception {
        Result result = repl(
                """
                %java int count = "a"
                %java missing(1)
                %java throw new IllegalStateException("stop");
                %java python().eval("1 / 0")
                generator = %java new Random()
                %java new Object() { public String toString() { return "an object of Java"; } }
                %java
                %java int first = 1; int second = first / 0; int third = 3;
                first
                third
                """);

        assertThat(result.out()).isEqualTo("an object of Java\n1\n");
        assertThat(result.err())
                .isEqualTo(
                        """
                        error: incompatible types: java.lang.String cannot be converted to int
                          int count = "a";
                                      ^^^
                        error: cannot find symbol
                          missing(1)
                          ^^^^^^^
                          symbol:   method missing(int)
                        java.lang.IllegalStateException: stop
                        \tat the input (line 1)
                        Traceback (most recent call last):
                          File "<string>", line 1, in <module>
                        ZeroDivisionError: division by zero
                        loanword: generator stays what it was: a java.util.Random can't be given to Python: neither its class nor\
                         one above it is exported
                        loanword: %java needs code to run, such as %java Math.sqrt(2)
                        java.lang.ArithmeticException: / by zero
                        \tat the input (line 1)
                        Traceback (most recent call last):
                          File "<input 2>", line 1, in <module>
                            third
                        NameError: name 'third' is not defined
                        """);
        assertThat(result.exitStatus()).isZero();
    }

    @Test
    void the_classes_of_a_core_are_the_same_for_both_languages() throws Exception {
        Path jar = CoreCompiler.jar(
                folder.resolve("counting.jar"),
                Processor.values()[0],
                Map.of(
                        "shop.Counting",
                        """
                        package shop;

                        import dev.loanword.export.*;

                        @PyModule(doc = "Counts.")
                        public final class Counting {
                            private static int count;

                            @PyFunction(doc = "One more.")
                            public static int next() {
                                return ++count;
                            }
                        }
                        """));

        Result result = LauncherProcess.of("repl", "--core", jar.toString())
                .input("import counting\ncounting.next()\n%java shop.Counting.next()\ncounting.next()\n")
                .run();

        assertThat(result).isEqualTo(new Result(0, "1\n2\n3\n", ""));
    }
}
