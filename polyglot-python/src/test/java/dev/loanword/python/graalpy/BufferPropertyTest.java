package dev.loanword.python.graalpy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loanword.memory.ElementType;
import dev.loanword.memory.Layout;
import dev.loanword.memory.LentMemory;
import dev.loanword.python.graalpy.RandomLayouts.Memory;
import dev.loanword.python.graalpy.RandomLayouts.Place;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;
import org.graalvm.polyglot.Value;

/**
 * Random programs on a {@code loanword.Buffer} over random memory, against a plain model: a nested list of the places where
 * elements lie, read by {@code struct}. The resources {@code reference.py} and {@code programs.py} are the model and the
 * comparison. After each step all of the memory must be what the model's is, so a write that misses is found as well.
 */
class BufferPropertyTest {

    private static GraalPyContext python;
    private static Value difference;

    @BeforeContainer
    static void open() throws IOException {
        python = new GraalPyContext();
        python.runResource("reference.py");
        python.runResource("programs.py");
        difference = python.eval(
                """
                lambda program, format, shape, strides, origin, readonly: difference(
                    lent, whole, eval(program), format, eval(shape), eval(strides), origin, readonly)
                """);
    }

    @AfterContainer
    static void close() {
        python.close();
    }

    @Provide
    Arbitrary<Memory> memories() {
        return RandomLayouts.memory(Place.values());
    }

    /** A program is a list of steps, each a Python tuple: operation, number of the view that it is for, arguments. */
    @Provide
    Arbitrary<List<String>> programs() {
        Arbitrary<Integer> view = Arbitraries.integers().between(0, 20);
        Arbitrary<String> index = RandomIndices.index();
        Arbitrary<String> value = Arbitraries.of(
                "0", "1", "-1", "100", "255", "-129", "65535", "2**31", "-2**63", "2**64-1", "2**70", "1.5", "-0.0", "65519.9",
                "1e-7", "1e300", "float('inf')", "float('nan')", "True", "b'z'", "b''", "b'ab'", "'z'", "None", "[1]");
        Arbitrary<String> format = Arbitraries.of("b", "B", "h", "i", "q", "d", "c", ">i", "<f", "?");
        Arbitrary<String> shape = Arbitraries.integers().between(0, 4).list().ofMaxSize(3).map(lengths -> lengths.stream()
                .map(length -> length + ", ")
                .reduce("(", String::concat) + ")");
        return Arbitraries.frequencyOf(
                        Tuple.of(6, step("get", view, index)),
                        Tuple.of(4, step("set", view, index, value)),
                        Tuple.of(4, step("assign", view, index, view.map(Object::toString))),
                        Tuple.of(1, step("assign copy", view, index, view.map(Object::toString))),
                        Tuple.of(1, step("assign bytes", view, index, view.map(Object::toString))),
                        Tuple.of(1, step("cast", view, format.map(code -> "'" + code + "'"))),
                        Tuple.of(1, step("cast", view, format.map(code -> "'" + code + "'"), shape)),
                        Tuple.of(2, step("equal", view, view.map(Object::toString))),
                        Tuple.of(1, step("equal copy", view, view.map(Object::toString))),
                        Tuple.of(1, step("in", view, value)),
                        Tuple.of(
                                4,
                                Arbitraries.of("len", "bool", "iterate", "tolist", "tobytes", "bytes", "memoryview")
                                        .flatMap(name -> step(name, view))),
                        Tuple.of(1, step("release", view)))
                .list()
                .ofMinSize(1)
                .ofMaxSize(12);
    }

    private static Arbitrary<String> step(String name, Arbitrary<Integer> view) {
        return view.map(number -> "('" + name + "', " + number + ")");
    }

    private static Arbitrary<String> step(String name, Arbitrary<Integer> view, Arbitrary<String> argument) {
        return Combinators.combine(view, argument)
                .as((number, first) -> "('" + name + "', " + number + ", " + first + ")");
    }

    private static Arbitrary<String> step(
            String name, Arbitrary<Integer> view, Arbitrary<String> argument, Arbitrary<String> another) {
        return Combinators.combine(view, argument, another)
                .as((number, first, second) -> "('" + name + "', " + number + ", " + first + ", " + second + ")");
    }

    @Property(tries = 200)
    void a_buffer_does_what_nested_lists_do(@ForAll("memories") Memory memory, @ForAll("programs") List<String> program) {
        MemorySegment segment = memory.allocate();
        python.boundary.lend("lent", memory.lent(segment));
        python.boundary.lend("whole", LentMemory.of(segment, ElementType.UINT8));
        String found = difference
                .execute(
                        "[" + String.join(", ", program) + "]",
                        memory.format(),
                        Layout.tuple(memory.layout().shape()),
                        Layout.tuple(memory.layout().strides()),
                        memory.origin(),
                        memory.readOnly())
                .asString();
        assertThat(found).isEmpty();
    }
}
