package dev.loanword.python.graalpy;

import static org.assertj.core.api.Assertions.assertThat;

import com.oracle.graal.python.PythonLanguage;
import com.oracle.graal.python.runtime.object.PFactory;
import dev.loanword.memory.BorrowTable.Access;
import dev.loanword.memory.BorrowedBuffer;
import java.io.IOException;
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
 * Random memoryviews over all exporters: sliced, strided, backwards, cast, of several dimensions, again and again. Java must
 * get the elements that the same steps give on the plain model of {@code reference.py}.
 */
class BorrowPropertyTest {

    private static GraalPyContext python;
    private static Value difference;

    @BeforeContainer
    static void open() throws IOException {
        python = new GraalPyContext();
        python.put("borrowed", Builtin.function("borrow_random", List.of("x"), "", () -> new OutlinedBody((node, arguments) -> {
            try (Borrow borrow = Borrower.borrow(node, arguments[0], Access.SHARED, "borrowed")) {
                BorrowedBuffer buffer = borrow.buffer();
                PythonLanguage language = PythonLanguage.get(node);
                return PFactory.createTuple(language, new Object[] {
                    Text.python(buffer.elementType().format()),
                    BufferOperations.tuple(buffer.layout().shape()),
                    PFactory.createBytes(language, ElementBytes.of(buffer))
                });
            }
        })));
        python.runResource("reference.py");
        python.runResource("chains.py");
        difference = python.eval(
                "lambda kind, content, typecode, steps, last: difference(kind, bytes.fromhex(content), typecode, eval(steps), last)");
    }

    @AfterContainer
    static void close() {
        python.close();
    }

    @Provide
    Arbitrary<String> contents() {
        Arbitrary<String> bytes = Arbitraries.bytes().map(value -> String.format("%02x", value));
        return Arbitraries.of(0, 1, 3, 8, 24, 24, 48).flatMap(length -> bytes.list().ofSize(length).map(all -> String.join("", all)));
    }

    /** Steps as Python tuples. What a memoryview refuses is left out by the Python side. */
    @Provide
    Arbitrary<List<String>> steps() {
        Arbitrary<String> format = Arbitraries.of("B", "b", "h", "i", "q", "f", "d", "c", "?", "H");
        Arbitrary<String> shape = Arbitraries.of(
                "[2, 3]", "[3, 2]", "[2, 2, 2]", "[4, 6]", "[2, 3, 4]", "[1, 8]", "[3]", "[2, 3, 1, 4]", "[6, 8]", "[2, 12, 2]", "[]");
        Arbitrary<String> slice = RandomIndices.slice().map(text -> "('slice', " + text + ")");
        return Arbitraries.frequencyOf(
                        Tuple.of(6, slice),
                        Tuple.of(2, format.map(code -> "('cast', '" + code + "')")),
                        Tuple.of(3, Combinators.combine(format, shape).as((code, to) -> "('cast', '" + code + "', " + to + ")")),
                        Tuple.of(1, Arbitraries.of("('readonly',)", "('view',)")))
                .list()
                .ofMaxSize(6);
    }

    @Property(tries = 200)
    void java_gets_the_elements_that_python_sees(
            @ForAll("kinds") String kind,
            @ForAll("contents") String content,
            @ForAll("typecodes") String typecode,
            @ForAll("steps") List<String> steps,
            @ForAll boolean pickled) {
        String list = "[" + String.join(", ", steps) + "]";
        assertThat(difference.execute(kind, content, typecode, list, pickled ? "pickle" : "").asString()).isEmpty();
    }

    @Provide
    Arbitrary<String> kinds() {
        return Arbitraries.of("bytes", "bytearray", "shrunk bytearray", "BytesIO", "copy", "array", "ctypes");
    }

    @Provide
    Arbitrary<String> typecodes() {
        return Arbitraries.of("b", "B", "h", "H", "i", "I", "q", "Q", "f", "d");
    }
}
