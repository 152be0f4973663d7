package dev.loanword.python.export;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loanword.export.PyClass;
import dev.loanword.export.PyConstructor;
import dev.loanword.export.PyFunction;
import dev.loanword.export.PyModule;
import dev.loanword.export.PyParameter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Exported classes that Python subclasses, and whose methods it overrides for Java's callers. */
public class SubclassesTest {

    /** A market that asks strategies. */
    @PyModule(name = "trading", classes = {Strategy.class, Bias.class, Handler.class, Sealed.class})
    public static final class Trading {
        private static final List<Strategy> KEPT = new ArrayList<>();

        private Trading() {}

        /** A decision. */
        @PyClass
        public enum Side {
            BUY,
            SELL
        }

        @PyFunction
        public static String ask(Strategy strategy, double price) {
            return strategy.decide(price, Optional.of("x")) + "/" + strategy.weight(2);
        }

        @PyFunction
        public static double weightOf(Strategy strategy, int count) {
            return strategy.weight(count);
        }

        @PyFunction(releasesGil = true)
        public static double weightInThread(Strategy strategy, int count) throws Exception {
            Callable<Double> task = () -> strategy.weight(count);
            try (ExecutorService executor = Executors.newSingleThreadExecutor()) {
                return executor.submit(task).get() + strategy.weight(count);
            }
        }

        @PyFunction
        public static void keep(Strategy strategy) {
            KEPT.add(strategy);
        }

        @PyFunction
        public static Strategy kept(int index) {
            return KEPT.get(index);
        }

        @PyFunction
        public static double weightOfKept(int index) {
            return KEPT.get(index).weight(1);
        }

        @PyFunction
        public static String catching(Strategy strategy) {
            try {
                return String.valueOf(strategy.weight(0));
            } catch (RuntimeException thrown) {
                throw thrown;
            }
        }

        @PyFunction
        public static String javaClassOf(Strategy strategy) {
            return strategy.getClass().getName();
        }

        @PyFunction
        public static double biased(Bias bias, double value) {
            return bias.apply(value);
        }

        @PyFunction
        public static List<String> handled(Handler handler) {
            handler.handle(5);
            handler.handle("five");
            handler.finish();
            return handler.log;
        }
    }

    /** What Python implements. */
    @PyClass(doc = "Decides.")
    public abstract static class Strategy {
        private final double atConstruction;

        @PyConstructor
        @SuppressWarnings("this-escape") // what Python's methods do then is tested
        public Strategy() {
            atConstruction = weight(1);
        }

        @PyFunction(doc = "What to do at a price.")
        public abstract Trading.Side decide(double price, Optional<String> note);

        @PyFunction
        public double weight(int count) {
            return 0.5 * count;
        }

        @PyFunction
        public final double doubled(int count) {
            return 2 * weight(count);
        }

        @PyFunction
        public double seenAtConstruction() {
            return atConstruction;
        }
    }

    /** A concrete class with parameters. */
    @PyClass
    public static class Bias {
        private final double bias;

        @PyConstructor
        public Bias(@PyParameter(defaultValue = "1.0") double bias) {
            this.bias = bias;
        }

        @PyFunction
        public double apply(double value) {
            return value + bias;
        }
    }

    /** Overloads, and a method without a result. */
    @PyClass
    public static class Handler {
        final List<String> log = new ArrayList<>();

        @PyConstructor
        public Handler() {}

        @PyFunction
        public void handle(long what) {
            log.add("number " + what);
        }

        @PyFunction
        public void handle(String what) {
            log.add("text " + what);
        }

        @PyFunction
        public void finish() {
            log.add("finished");
        }

        @PyFunction
        public void note(String text) {
            log.add(text);
        }
    }

    /** A final class. */
    @PyClass
    public static final class Sealed {
        @PyConstructor
        public Sealed() {}

        @PyFunction
        public int number() {
            return 1;
        }
    }

    @RegisterExtension
    static final ExportHost PYTHON = new ExportHost(Trading.class);

    @BeforeEach
    void classes() {
        PYTHON.run(
                """
                import gc, sys, traceback
                import trading
                from trading import Side

                class Limit(trading.Strategy):
                    def __init__(self, limit):
                        self.limit = limit

                    def decide(self, price, note):
                        return Side.BUY if price < self.limit else Side.SELL

                class Heavy(Limit):
                    def weight(self, count):
                        return super().weight(count) + 100
                """);
    }

    @Test
    void java_reaches_what_python_defines() {
        assertThat(PYTHON.show("(trading.ask(Limit(10.0), 9.0), trading.ask(Limit(10.0), 11.0))"))
                .isEqualTo("('BUY/1.0', 'SELL/1.0')");
    }

    @Test
    void an_override_may_call_javas_own_implementation() {
        assertThat(PYTHON.show("trading.ask(Heavy(10.0), 11.0)")).isEqualTo("'SELL/101.0'");
        assertThat(PYTHON.show("(Heavy(1.0).weight(4), Heavy(1.0).doubled(4), trading.Strategy.weight(Heavy(1.0), 4))"))
                .isEqualTo("(102.0, 204.0, 2.0)");
    }

    @Test
    void an_attribute_of_the_instance_overrides_too() {
        PYTHON.run("own = Limit(1.0)\nown.weight = lambda count: count * 7");
        assertThat(PYTHON.show("trading.weight_of(own, 3)")).isEqualTo("21.0");
        PYTHON.run("del own.weight");
        assertThat(PYTHON.show("trading.weight_of(own, 3)")).isEqualTo("1.5");
    }

    @Test
    void an_abstract_method_that_python_does_not_define_is_named() {
        PYTHON.run("class Lazy(trading.Strategy): pass");
        String missing = "NotImplementedError: class Lazy must define decide(): it is abstract in Strategy";
        assertThat(PYTHON.show("trading.ask(Lazy(), 1.0)")).isEqualTo(missing);
        assertThat(PYTHON.show("Lazy().decide(1.0, None)")).isEqualTo(missing);
        PYTHON.run("class Asking(trading.Strategy):\n    def decide(self, price, note): return super().decide(price, note)");
        assertThat(PYTHON.show("trading.ask(Asking(), 1.0)"))
                .isEqualTo("NotImplementedError: class Asking must define decide(): it is abstract in Strategy");
    }

    @Test
    void an_abstract_class_itself_cant_be_constructed() {
        assertThat(PYTHON.show("trading.Strategy()")).isEqualTo(
                "TypeError: Can't instantiate abstract class Strategy; subclass it and define its abstract methods");
    }

    @Test
    void arguments_are_for_the_initializer_of_the_subclass() {
        PYTHON.run("class Plain(trading.Strategy): pass");
        assertThat(PYTHON.show("Limit(limit=3).limit")).isEqualTo("3");
        assertThat(PYTHON.show("Plain(3)")).isEqualTo("TypeError: Plain() takes no arguments");
        assertThat(PYTHON.show("trading.Sealed(3)")).isEqualTo("TypeError: Sealed() takes no arguments");
    }

    @Test
    void while_it_is_constructed_javas_own_methods_run() {
        assertThat(PYTHON.show("Heavy(1.0).seen_at_construction()")).isEqualTo("0.5");
    }

    @Test
    void a_result_of_the_wrong_type_is_refused_by_name() {
        PYTHON.run("class Wrong(Limit):\n    def weight(self, count): return 'heavy'");
        assertThat(PYTHON.show("trading.weight_of(Wrong(1.0), 1)"))
                .isEqualTo("TypeError: Wrong.weight() result must be real number, not str");
    }

    @Test
    void an_exception_passes_through_java_unchanged() {
        PYTHON.run(
                """
                class Failing(Limit):
                    error = LookupError('no weight')
                    def weight(self, count):
                        raise self.error
                try:
                    trading.catching(Failing(1.0))
                except LookupError as e:
                    same = e is Failing.error
                    frames = [frame.name for frame in traceback.extract_tb(e.__traceback__)]
                """);
        assertThat(PYTHON.show("(same, frames)")).isEqualTo("(True, ['<module>', 'weight'])");
    }

    @Test
    void an_instance_that_only_java_holds_is_still_all_there() {
        PYTHON.run("trading.keep(Heavy(4.0)); trading.keep(Limit(5.0)); gc.collect()");
        System.gc();
        assertThat(PYTHON.show("(trading.weight_of_kept(0), trading.kept(0).limit, type(trading.kept(0)) is Heavy)"))
                .isEqualTo("(100.5, 4.0, True)");
        assertThat(PYTHON.show("trading.kept(1) is trading.kept(1)")).isEqualTo("True");
    }

    @Test
    void another_thread_of_java_reaches_it_while_the_call_releases_the_gil() {
        assertThat(PYTHON.show("trading.weight_in_thread(Heavy(1.0), 2)")).isEqualTo("202.0");
    }

    @Test
    void a_concrete_class_keeps_its_constructors_arguments() {
        PYTHON.run(
                """
                class Twice(trading.Bias):
                    def apply(self, value):
                        return 2 * super().apply(value)
                """);
        assertThat(PYTHON.show("(trading.biased(Twice(3.0), 1.0), trading.biased(Twice(), 1.0), trading.biased(trading.Bias(), 1.0))"))
                .isEqualTo("(8.0, 4.0, 2.0)");
        assertThat(PYTHON.show("Twice('a')")).isEqualTo("TypeError: Bias() argument 'bias' must be real number, not str");
    }

    @Test
    void one_method_of_python_takes_all_overloads() {
        PYTHON.run(
                """
                class Noting(trading.Handler):
                    def handle(self, what):
                        self.note(f'{type(what).__name__} {what}')
                        super().handle(what)
                """);
        assertThat(PYTHON.show("trading.handled(Noting())"))
                .isEqualTo("['int 5', 'number 5', 'str five', 'text five', 'finished']");
    }

    @Test
    void a_class_that_python_does_not_subclass_is_of_java_alone() {
        assertThat(PYTHON.show("trading.java_class_of(Limit(1.0)).startswith('dev.loanword.spun.Directed_Strategy_')"))
                .isEqualTo("True");
        PYTHON.run("class More(trading.Sealed):\n    def number(self): return 2");
        assertThat(PYTHON.show("(More().number(), trading.Sealed().number())")).isEqualTo("(2, 1)");
    }

    @Test
    void several_levels_and_mixins_follow_pythons_order() {
        PYTHON.run(
                """
                class Mixin:
                    def weight(self, count):
                        return super().weight(count) * 10
                class Mixed(Mixin, Heavy):
                    pass
                """);
        assertThat(PYTHON.show("trading.weight_of(Mixed(1.0), 2)")).isEqualTo("1010.0");
    }
}
