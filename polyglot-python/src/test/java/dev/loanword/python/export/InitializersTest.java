package dev.loanword.python.export;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loanword.export.PyClass;
import dev.loanword.export.PyConstructor;
import dev.loanword.export.PyFunction;
import dev.loanword.export.PyModule;
import dev.loanword.export.PyParameter;
import dev.loanword.memory.LentMemory;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Python subclasses of exported classes that define {@code __init__} or {@code __new__} of their own. */
public class InitializersTest {

    /** What is subclassed. */
    @PyModule(name = "accounts")
    public static final class Accounts {
        private static int made;

        private Accounts() {}

        @PyFunction
        public static int made() {
            return made;
        }

        @PyFunction
        public static double balance(Account account) {
            return account.balance();
        }

        /** With arguments. */
        @PyClass
        public static class Account {
            private final double start;

            @PyConstructor
            public Account(double start, @PyParameter(defaultValue = "1") int factor) {
                if (start < 0) {
                    throw new IllegalArgumentException("start must not be negative, got " + start);
                }
                this.start = start * factor;
                made++;
            }

            @PyFunction
            public double balance() {
                return start;
            }

            @PyFunction
            public double twice() {
                return 2 * balance();
            }

            @PyFunction(name = "__add__")
            public double plus(Account other) {
                return balance() + other.balance();
            }
        }

        /** Without. */
        @PyClass
        public static class Log {
            private final List<String> lines = new ArrayList<>();

            @PyConstructor
            public Log() {
                made++;
            }

            @PyFunction
            public List<String> add(String line) {
                lines.add(line);
                return lines;
            }
        }

        /** A buffer. */
        @PyClass
        public static final class Block {
            private final byte[] bytes;

            @PyConstructor
            public Block(int size) {
                bytes = new byte[size];
            }

            @PyFunction(name = "__buffer__")
            public LentMemory memory() {
                return LentMemory.of(bytes);
            }
        }

        /** Calls Python while it is constructed. */
        @PyClass
        public static class Calling {
            @PyConstructor
            public Calling(Consumer<String> callback) {
                callback.accept("made");
            }
        }
    }

    @RegisterExtension
    static final ExportHost PYTHON = new ExportHost(Accounts.class);

    @BeforeEach
    void classes() {
        PYTHON.run(
                """
                import accounts, inspect
                from accounts import Account, Block, Calling, Log

                class Named(Account):
                    def __init__(self, name, *args, **kwargs):
                        self.name = name
                        super().__init__(*args, **kwargs)

                class Careless(Account):
                    def __init__(self, name):
                        self.name = name
                """);
    }

    private static void shows(String expression, String expected) {
        assertThat(PYTHON.show(expression)).as(expression).isEqualTo(expected);
    }

    @Test
    void an_initializer_with_parameters_of_its_own_calls_the_one_of_the_exported_type() {
        PYTHON.run("n = Named('Ada', 2.5, factor=2)");
        shows("n.name, n.balance(), accounts.balance(n), n + n, isinstance(n, Account)", "('Ada', 5.0, 5.0, 10.0, True)");
        shows("str(inspect.signature(Named)), str(inspect.signature(Account))", "('(name, *args, **kwargs)', '(start: float, factor: int = 1)')");
        shows("Named('Ada')", "TypeError: __new__() missing 1 required positional argument: 'start'");
        shows("Named('Ada', 'x')", "TypeError: Account() argument 'start' must be real number, not str");
        shows("Named('Ada', -1)", "ValueError: start must not be negative, got -1.0");
    }

    @Test
    void attributes_may_set_before_and_after() {
        PYTHON.run(
                """
                class Both(Account):
                    def __init__(self, start):
                        self.before = start
                        super().__init__(start)
                        self.after = self.balance()
                b = Both(3)
                """);
        shows("b.before, b.after, vars(b)", "(3, 3.0, {'before': 3, 'after': 3.0})");
    }

    @Test
    void an_initializer_that_does_not_call_it_is_told_at_the_first_use() {
        String never = "RuntimeError: Careless: super().__init__() was never called, which makes the Java half of this object;"
                + " call it in __init__ first";
        PYTHON.run("c = Careless('Ada')");
        shows("c.name", "'Ada'");
        shows("c.balance()", never);
        shows("accounts.balance(c)", never);
        shows("c + c", never);
        shows("Account(1) + c", never);
        PYTHON.run("class Small(Block):\n    def __init__(self): pass");
        shows("memoryview(Small())", "BufferError: super().__init__() was never called, which makes the Java half of this object;"
                + " call it in __init__ first");
    }

    @Test
    void javas_methods_are_refused_before_the_call_and_work_after_it() {
        PYTHON.run(
                """
                class Hasty(Account):
                    def __init__(self, start):
                        try:
                            self.balance()
                        except RuntimeError as e:
                            self.told = str(e)
                        super().__init__(start)
                """);
        shows("Hasty(2).told[:42], Hasty(2).balance()", "('Hasty: super().__init__() was never called', 2.0)");
    }

    @Test
    void overrides_count_after_it() {
        PYTHON.run(
                """
                class Rich(Named):
                    def balance(self): return super().balance() + 100
                r = Rich('Ada', 1)
                """);
        shows("r.twice(), accounts.balance(r)", "(202.0, 101.0)");
    }

    @Test
    void without_an_initializer_the_arguments_are_javas() {
        PYTHON.run("class Plain(Account):\n    note = 1");
        shows("Plain(2, factor=3).balance()", "6.0");
        shows("Plain('a')", "TypeError: Account() argument 'start' must be real number, not str");
        shows("str(inspect.signature(Plain))", "'(start: float, factor: int = 1)'");
    }

    @Test
    void new_may_take_other_arguments_too() {
        PYTHON.run(
                """
                class ByNew(Account):
                    def __new__(cls, name, start):
                        made = super().__new__(cls, start)
                        made.name = name
                        return made

                class ByBoth(Account):
                    def __new__(cls, name, start):
                        return super().__new__(cls, start)
                    def __init__(self, name, start):
                        self.name = name

                class Late(Account):
                    def __new__(cls, *args):
                        return super().__new__(cls)
                    def __init__(self, name, start):
                        super().__init__(start)
                        self.name = name
                """);
        shows("[(a.name, a.balance()) for a in (ByNew('Ada', 1), ByBoth('Bob', 2), Late('Cy', 3))]", "[('Ada', 1.0), ('Bob', 2.0), ('Cy', 3.0)]");
    }

    @Test
    void where_nothing_can_be_passed_the_initializer_may_leave_it_out() {
        PYTHON.run(
                """
                class Labelled(Log):
                    def __init__(self, label):
                        self.label = label
                class Calls(Log):
                    def __init__(self, label):
                        super().__init__()
                class Passes(Log):
                    def __init__(self, label):
                        super().__init__(label)
                """);
        shows("Labelled('x').label, Labelled('x').add('y'), Calls('x').add('z')", "('x', ['y'], ['z'])");
        shows("Passes('x')", "TypeError: Log.__init__() takes no arguments");
        shows("Log('x')", "TypeError: Log() takes no arguments");
    }

    @Test
    void java_constructs_once_however_often_it_is_called() {
        PYTHON.run("before = accounts.made(); n = Named('Ada', 1); n.__init__('Bob', 7); Account.__init__(n, 8); Account(1).__init__(2)");
        shows("accounts.made() - before, n.name, n.balance()", "(2, 'Bob', 1.0)");
    }

    @Test
    void mixins_pass_arguments_on() {
        PYTHON.run(
                """
                class Mixin:
                    def __init__(self, *args, colour='red', **kwargs):
                        super().__init__(*args, **kwargs)
                        self.colour = colour
                class Mixed(Mixin, Account): pass
                class Deep(Mixed, Named): pass
                """);
        shows("Mixed(2, colour='blue').colour, Mixed(2).balance(), Deep('Ada', 4).balance(), Deep('Ada', 4).name", "('blue', 2.0, 4.0, 'Ada')");
    }

    @Test
    void a_wrong_self_is_refused() {
        shows("Account.__init__(3, 1)", "TypeError: a 'Account' object is required, not 'int'");
        shows("Account.__init__(Log(), 1)", "TypeError: a 'Account' object is required, not 'Log'");
        shows("Account.__new__(Named('Ada', 1), 1)", "TypeError: __new__ needs a subclass of Account, got a Named");
        shows("Account.__init__(object.__new__(Named), 1)", "TypeError: this Named was made by object.__new__() and is empty;"
                + " make it with Named(...), and have a __new__ of your own call super().__new__");
    }

    @Test
    void a_failed_constructor_leaves_an_object_that_says_so() {
        PYTHON.run(
                """
                class Trying(Account):
                    def __init__(self, start):
                        try:
                            super().__init__(-start)
                        except ValueError:
                            super().__init__(start)
                """);
        shows("Trying(2).balance()", "2.0");
    }

    @Test
    void an_object_that_constructs_itself_twice_at_once_is_refused() {
        PYTHON.run(
                """
                class Again(Calling):
                    def __init__(self):
                        super().__init__(lambda text: Calling.__init__(self, lambda text: None))
                """);
        shows("Again()", "ValueError: this object was constructed already; call super().__init__() once");
    }
}
