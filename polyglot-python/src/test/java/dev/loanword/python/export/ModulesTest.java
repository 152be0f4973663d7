package dev.loanword.python.export;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loanword.export.PyClass;
import dev.loanword.export.PyConstant;
import dev.loanword.export.PyConstructor;
import dev.loanword.export.PyException;
import dev.loanword.export.PyFunction;
import dev.loanword.export.PyModule;
import dev.loanword.python.PythonHost;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Exported modules as Python's modules: what is in them, importing them again, several hosts. */
public class ModulesTest {

    /** A module with a state. */
    @PyModule(name = "counters", doc = "Counts.")
    public static final class Counters {
        private long last;

        /** A counter. */
        @PyClass
        public static final class Counter {
            private long count;

            @PyConstructor
            public Counter() {}

            @PyFunction
            public long next() {
                return ++count;
            }
        }

        /** A choice. */
        @PyClass
        public enum Mode {
            UP,
            DOWN
        }

        /** A result. */
        @PyClass
        public record Reading(long count) {}

        /** A failure. */
        @PyException
        public static final class CounterException extends RuntimeException {
            private static final long serialVersionUID = 1;

            public CounterException(String message) {
                super(message);
            }
        }

        @PyConstant
        public static final int START = 0;

        @PyFunction
        public long next() {
            return ++last;
        }

        @PyFunction
        public static Counter make() {
            return new Counter();
        }

        @PyFunction
        public static void fail() {
            throw new CounterException("no more");
        }
    }

    private static String show(PythonHost host, String expression) {
        return host.eval("repr(" + expression + ")", String.class);
    }

    @Test
    void a_module_holds_what_is_exported_and_what_each_module_holds() {
        try (PythonHost host = PythonHost.open()) {
            host.export(Counters.class);
            host.run("import counters");
            assertThat(show(host, "dir(counters)"))
                    .isEqualTo("['Counter', 'CounterError', 'Mode', 'Reading', 'START', '__doc__', '__loader__', '__name__',"
                            + " '__package__', '__spec__', 'fail', 'make', 'next']");
            assertThat(show(host, "(counters.__name__, counters.__package__, counters.__doc__)"))
                    .isEqualTo("('counters', '', 'Counts.')");
            assertThat(show(host, "counters.__spec__.origin")).isEqualTo("'java'");
            host.run("names = {}\nexec('from counters import *', names)\ndel names['__builtins__']");
            assertThat(show(host, "sorted(names)"))
                    .isEqualTo("['Counter', 'CounterError', 'Mode', 'Reading', 'START', 'fail', 'make', 'next']");
        }
    }

    @Test
    void a_type_holds_what_is_exported_and_what_each_class_holds() {
        try (PythonHost host = PythonHost.open()) {
            host.export(Counters.class);
            host.run("import counters");
            assertThat(show(host, "sorted(set(vars(counters.Counter)) - set(vars(type('C', (), {'__slots__': ()}))))"))
                    .isEqualTo("['__init__', '__new__', '__reduce_ex__', '__signature__', '__weakref__', 'next']");
        }
    }

    @Test
    void a_module_that_is_imported_again_has_the_same_types_and_state() {
        try (PythonHost host = PythonHost.open()) {
            host.export(Counters.class);
            host.run(
                    """
                    import sys, importlib, counters
                    first = dict(vars(counters))
                    made = counters.make()
                    counters.next()
                    importlib.reload(counters)
                    reloaded = counters
                    del sys.modules['counters']
                    import counters
                    names = [name for name in first if not name.startswith('__')]
                    """);
            assertThat(show(host, "[name for name in names if vars(counters)[name] is not first[name]]")).isEqualTo("[]");
            assertThat(show(host, "isinstance(made, counters.Counter) and type(counters.make()) is type(made)"))
                    .isEqualTo("True");
            assertThat(show(host, "counters.next()")).isEqualTo("2");
        }
    }

    @Test
    void hosts_have_types_and_module_instances_of_their_own() {
        try (PythonHost one = PythonHost.open();
                PythonHost other = PythonHost.open()) {
            one.export(Counters.class);
            other.export(Counters.class);
            one.run("import counters; counters.next(); counters.next(); counters.note = 1");
            other.run("import counters");
            assertThat(show(one, "counters.next()")).isEqualTo("3");
            assertThat(show(other, "counters.next()")).isEqualTo("1");
            assertThat(show(other, "hasattr(counters, 'note')")).isEqualTo("False");
            other.run("""
                    try:
                        counters.fail()
                    except counters.CounterError as e:
                        error = e
                    """);
            assertThat(show(other, "error")).isEqualTo("CounterError('no more')");
            one.run("""
                    try:
                        counters.fail()
                    except counters.CounterError as e:
                        error = e
                    """);
            assertThat(show(one, "error")).isEqualTo("CounterError('no more')");
        }
    }

    @Test
    void an_exported_instance_is_the_one_of_its_host() {
        Counters shared = new Counters();
        try (PythonHost one = PythonHost.open();
                PythonHost other = PythonHost.open()) {
            one.export(shared);
            other.export(Counters.class);
            one.run("import counters; counters.next()");
            other.run("import counters");
            assertThat(shared.next()).isEqualTo(2);
            assertThat(show(other, "counters.next()")).isEqualTo("1");
        }
    }

    @Test
    void modules_of_one_name_from_two_class_loaders_stay_apart(@TempDir Path folder) throws Exception {
        String source =
                """
                package cores;
                import dev.loanword.export.*;
                @PyModule(name = "prices")
                public final class Prices {
                    @PyFunction public static String version() { return "%1$s"; }
                    @PyFunction public static Price price(%2$s value) { return new Price("%1$s", value); }
                    @PyClass public static final class Price {
                        private final String version;
                        private final %2$s value;
                        Price(String version, %2$s value) { this.version = version; this.value = value; }
                        @PyFunction(name = "__repr__") public String text() { return version + ":" + value; }
                        @PyFunction public boolean sameAs(Price other) { return other.value == value; }
                    }
                }
                """;
        Class<?> older = CompiledCore.compile(
                Files.createDirectory(folder.resolve("older")), "cores.Prices", source.formatted("old", "int"));
        Class<?> newer = CompiledCore.compile(
                Files.createDirectory(folder.resolve("newer")), "cores.Prices", source.formatted("new", "double"));
        try (PythonHost one = PythonHost.open();
                PythonHost other = PythonHost.open()) {
            one.export(older);
            other.export(newer);
            one.run("import prices\np = prices.price(2)");
            other.run("import prices\np = prices.price(2.5)");
            assertThat(show(one, "(prices.version(), p, p.same_as(prices.price(2)))")).isEqualTo("('old', old:2, True)");
            assertThat(show(other, "(prices.version(), p, p.same_as(prices.price(2)))"))
                    .isEqualTo("('new', new:2.5, False)");
            assertThat(show(one, "prices.price(3)")).isEqualTo("old:3");
        }
    }
}
