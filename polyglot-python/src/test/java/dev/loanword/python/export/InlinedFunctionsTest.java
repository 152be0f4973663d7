package dev.loanword.python.export;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loanword.export.PyClass;
import dev.loanword.export.PyConstructor;
import dev.loanword.export.PyFunction;
import dev.loanword.export.PyModule;
import dev.loanword.export.PyParameter;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Methods that are compiled into their callers behave as their twins that are not. */
public class InlinedFunctionsTest {

    /** Each function inlined and plain. */
    @PyModule(name = "twins")
    public static final class Twins {
        private Twins() {}

        @PyFunction(inlined = true)
        public static double mixInlined(double a, double b, @PyParameter(defaultValue = "0.5") double t) {
            return a + (b - a) * t;
        }

        @PyFunction
        public static double mixPlain(double a, double b, @PyParameter(defaultValue = "0.5") double t) {
            return mixInlined(a, b, t);
        }

        @PyFunction(inlined = true)
        public static int divideInlined(int a, int b) {
            return a / b;
        }

        @PyFunction
        public static int dividePlain(int a, int b) {
            return a / b;
        }

        @PyFunction(inlined = true)
        public static long chooseInlined(boolean first, long a, long b) {
            return first ? a : b;
        }

        @PyFunction
        public static long choosePlain(boolean first, long a, long b) {
            return first ? a : b;
        }

        /** With state. */
        @PyClass
        public static class Counter {
            private int count;

            @PyConstructor
            public Counter() {}

            @PyFunction(inlined = true)
            public void addInlined(int step) {
                count = Math.addExact(count, step);
            }

            @PyFunction
            public void addPlain(int step) {
                addInlined(step);
            }

            @PyFunction(inlined = true)
            public int countInlined() {
                return count;
            }

            @PyFunction
            public int countPlain() {
                return count;
            }
        }
    }

    @RegisterExtension
    static final ExportHost PYTHON = new ExportHost(Twins.class);

    @BeforeAll
    static void define() {
        PYTHON.run(
                """
                import twins

                def outcome(f, *arguments, **named):
                    try:
                        return repr(f(*arguments, **named))
                    except Exception as e:
                        return type(e).__name__ + ": " + str(e)

                def of_both(name, *arguments, **named):
                    inlined, plain = (outcome(getattr(twins, name + "_" + way), *arguments, **named) for way in ("inlined", "plain"))
                    return inlined.replace("_inlined", "_plain"), plain
                """);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'mix', 1.0, 2.0, 0.25",
                "'mix', 1, True, 2**40",
                "'mix', 1, 2",
                "'mix', b=4.0, a=1.0",
                "'mix', 1, float('nan')",
                "'mix', 1",
                "'mix', 1, 2, 3, 4",
                "'mix', 1, 'two'",
                "'mix', 2**2000, 1",
                "'mix', None, 1",
                "'mix', 1, 2, c=3",
                "'divide', 7, -2",
                "'divide', 7, 0",
                "'divide', -2**31, -1",
                "'divide', 2**31, 1",
                "'divide', 7.0, 2",
                "'divide', True, 1",
                "'choose', True, 2**63 - 1, 0",
                "'choose', False, 0, -2**63",
                "'choose', False, 0, 2**63",
                "'choose', 1, 2, 3",
                "'choose', None, 2, 3",
            })
    void an_inlined_function_does_as_its_plain_twin(String arguments) {
        PYTHON.run("inlined, plain = of_both(" + arguments + ")");
        assertThat(PYTHON.show("inlined")).as(arguments).isEqualTo(PYTHON.show("plain"));
    }

    @Test
    void results_and_errors_stay_the_same_once_the_caller_is_compiled() {
        PYTHON.run(
                """
                def sums(times):
                    counter, mixed, failures = twins.Counter(), 0.0, 0
                    for i in range(times):
                        counter.add_inlined(i % 3)
                        mixed += twins.mix_inlined(i, i + 2)
                        mixed += twins.choose_inlined(i % 2 == 0, 1, -1)
                        try:
                            twins.divide_inlined(i, i % 1000)
                        except ZeroDivisionError:
                            failures += 1
                    return counter.count_inlined(), counter.count_plain(), mixed, failures
                """);
        for (int i = 0; i < 5; i++) {
            assertThat(PYTHON.show("sums(300_000)")).isEqualTo("(300000, 300000, 45000150000.0, 300)");
        }
    }

    @Test
    void what_an_inlined_method_throws_is_the_python_exception_of_any_other() {
        PYTHON.run("c = twins.Counter(); c.add_inlined(2**31 - 1)");
        assertThat(PYTHON.show("c.add_inlined(1)")).isEqualTo(PYTHON.show("c.add_plain(1)")).isEqualTo("OverflowError: integer overflow");
        assertThat(PYTHON.show("c.count_inlined()")).isEqualTo("2147483647");
    }
}
