package dev.loanword.python.export;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loanword.export.PyClass;
import dev.loanword.export.PyConstructor;
import dev.loanword.export.PyException;
import dev.loanword.export.PyFunction;
import dev.loanword.export.PyModule;
import dev.loanword.export.PyProperty;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What pickle and copy make of exported things. */
public class PicklingTest {

    /** A module whose name must be found again. */
    @PyModule(name = "store")
    public static final class Store {
        private Store() {}

        @PyFunction
        public static int twice(int value) {
            return 2 * value;
        }

        @PyFunction
        public static void fail() {
            throw new LostException("gone");
        }

        /** An enum. */
        @PyClass
        public enum Size {
            SMALL,
            LARGE
        }

        /** A record. */
        @PyClass
        public record Box(Size size, List<String> content) {}

        /** An exception. */
        @PyException
        public static final class LostException extends RuntimeException {
            private static final long serialVersionUID = 1L;

            public LostException(String message) {
                super(message);
            }
        }

        /** Says nothing of its state. */
        @PyClass
        public static class Stateful {
            private int count;

            @PyConstructor
            public Stateful() {}

            @PyFunction
            public int next() {
                return ++count;
            }
        }

        /** Is made of its arguments. */
        @PyClass
        public static class Range {
            private final long from;
            private final long to;

            @PyConstructor
            public Range(long from, long to) {
                this.from = from;
                this.to = to;
            }

            @PyFunction(name = "__getnewargs__")
            public List<Long> arguments() {
                return List.of(from, to);
            }

            @PyProperty
            public long length() {
                return to - from;
            }
        }

        /** Gives and takes its state. */
        @PyClass
        public static class Notes {
            private final List<String> lines = new ArrayList<>();

            @PyConstructor
            public Notes() {}

            @PyFunction
            public void add(String line) {
                lines.add(line);
            }

            @PyFunction(name = "__getstate__")
            public List<String> lines() {
                return lines;
            }

            @PyFunction(name = "__setstate__")
            public void restore(List<String> saved) {
                lines.clear();
                lines.addAll(saved);
            }
        }

        /** Copies itself. */
        @PyClass
        public static final class Copied {
            private final int generation;

            @PyConstructor
            public Copied(int generation) {
                this.generation = generation;
            }

            @PyFunction(name = "__copy__")
            public Copied copy() {
                return new Copied(generation + 1);
            }

            @PyFunction(name = "__deepcopy__")
            public Copied deepCopy(Object memo) {
                return new Copied(generation + 10);
            }

            @PyProperty
            public int generation() {
                return generation;
            }
        }
    }

    @RegisterExtension
    static final ExportHost PYTHON = new ExportHost(Store.class);

    @BeforeEach
    void imports() {
        PYTHON.run(
                """
                import copy, pickle, store, weakref
                from store import Box, Copied, Notes, Range, Size, Stateful
                def again(value):
                    return [pickle.loads(pickle.dumps(value, protocol)) for protocol in (2, 3, 4, 5)]
                """);
    }

    private static void shows(String expression, String expected) {
        assertThat(PYTHON.show(expression)).as(expression).isEqualTo(expected);
    }

    @Test
    void functions_methods_and_types_pickle_by_name() {
        shows("all(value is store.twice for value in again(store.twice))", "True");
        shows("[again(t)[0] is t for t in (Size, Box, Stateful, store.LostError)]", "[True, True, True, True]");
        shows("again(Stateful.next)[0](Stateful())", "1");
        shows("copy.deepcopy(store.twice) is store.twice", "True");
    }

    @Test
    void enums_and_records_pickle_by_value() {
        PYTHON.run("box = Box(Size.LARGE, ['a'])");
        shows("[value is Size.SMALL for value in again(Size.SMALL)], copy.deepcopy(Size.SMALL) is Size.SMALL", "([True, True, True, True], True)");
        shows("[(value == box, type(value) is Box) for value in again(box)]", "[(True, True), (True, True), (True, True), (True, True)]");
        shows("copy.copy(box) == box, copy.deepcopy(box) == box, copy.deepcopy(box).content is box.content", "(True, True, False)");
    }

    @Test
    void exceptions_pickle() {
        PYTHON.run(
                """
                try:
                    store.fail()
                except store.LostError as e:
                    lost = again(e)[0]
                """);
        shows("lost, type(lost) is store.LostError", "(LostError('gone'), True)");
    }

    @Test
    void state_that_only_java_knows_is_refused() {
        String refused = "TypeError: cannot pickle 'Stateful' object: its state is Java's; define __reduce__, or export"
                + " __getnewargs__, or __getstate__ and __setstate__";
        shows("pickle.dumps(Stateful())", refused);
        shows("pickle.dumps(Stateful(), 0)", refused);
        shows("copy.copy(Stateful())", refused);
        shows("copy.deepcopy([Stateful()])", refused);
    }

    @Test
    void a_subclass_of_it_does_not_lose_the_state_either() {
        PYTHON.run("class Sub(Stateful):\n    def __init__(self): self.x = 1");
        shows("copy.copy(Sub())", "TypeError: cannot pickle 'Sub' object: its state is Java's; define __reduce__, or export"
                + " __getnewargs__, or __getstate__ and __setstate__");
        PYTHON.run("class Saved(Stateful):\n    def __reduce__(self): return Saved, ()");
        shows("[type(value) is Saved for value in again(Saved())], type(copy.copy(Saved())) is Saved", "([True, True, True, True], True)");
    }

    @Test
    void an_object_that_is_made_of_its_arguments_is_made_again() {
        shows("Range(2, 7).__getnewargs__(), [r.length for r in again(Range(2, 7))], copy.copy(Range(2, 7)).length", "((2, 7), [5, 5, 5, 5], 5)");
        PYTHON.run("class Marked(Range):\n    mark = 0\nm = Marked(1, 4); m.mark = 9");
        shows("[(type(r).__name__, r.length, r.mark) for r in (copy.copy(m), copy.deepcopy(m), *again(m)[:1])]", "[('Marked', 3, 9), ('Marked', 3, 9), ('Marked', 3, 9)]");
        PYTHON.run("class Own(Range):\n    def __init__(self, name, *args): super().__init__(*args)");
        shows("copy.copy(Own('a', 1, 2))", "TypeError: cannot pickle 'Own' object: its class has an __init__ of its own, which is not"
                + " called for a copy; define __reduce__");
    }

    @Test
    void an_object_that_gives_and_takes_its_state_is_restored() {
        PYTHON.run("n = Notes(); n.add('a'); n.add('b')");
        shows("[r.__getstate__() for r in again(n)], copy.copy(n).__getstate__()", "([['a', 'b'], ['a', 'b'], ['a', 'b'], ['a', 'b']], ['a', 'b'])");
    }

    @Test
    void an_object_may_copy_itself() {
        shows("copy.copy(Copied(1)).generation, copy.deepcopy(Copied(1)).generation", "(2, 11)");
    }

    @Test
    void instances_have_weak_references() {
        PYTHON.run(
                """
                import gc, time
                kept = Stateful()
                alive, ended = weakref.ref(kept), []
                seen = weakref.WeakKeyDictionary({kept: 1})
                """);
        shows("alive() is kept, len(seen), weakref.proxy(kept).next()", "(True, 1, 1)");
    }
}
