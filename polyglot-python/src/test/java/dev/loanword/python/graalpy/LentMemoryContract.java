package dev.loanword.python.graalpy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.loanword.memory.CopyLedger;
import dev.loanword.memory.LentMemory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * What holds of memory that Java lends, wherever it lies: Python sees its type and shape truly, and the very elements. A
 * subclass tells how to make a memory of its kind, and what Python must see of it.
 */
@ExtendWith(SharedGraalPy.class)
abstract class LentMemoryContract {

    /** New memory of four elements, in one dimension or as (2, 2), which are others when read from the end. */
    abstract LentMemory memory() throws Exception;

    /** The four elements in C order, as a Python list. */
    abstract String elements();

    /** Another value for the last element, as a Python expression. */
    abstract String another();

    /** The format as Python sees it. */
    abstract String format();

    abstract String shape();

    abstract String strides();

    abstract boolean readOnly();

    /** What repr says of the element type and the owner. */
    abstract String type();

    abstract String owner();

    @BeforeEach
    void lend_it() throws Exception {
        again("x");
        SharedGraalPy.python()
                .eval(
                        """
                        import bridge, loanword, struct
                        native = x.format[0] not in '<>'   # GraalPy's memoryview indexes no other byte order
                        flat = lambda v: list(v) if v.ndim == 1 else [e for row in v for e in row]
                        elements = %s
                        expected = elements if x.ndim == 1 else [elements[:2], elements[2:]]
                        last = 3 if x.ndim == 1 else (1, 1)
                        """
                                .formatted(elements()));
    }

    private LentMemory lent;

    /** Lends the memory under a second name: another Buffer, which knows nothing of the first. */
    private void again(String name) throws Exception {
        if (lent == null) {
            lent = memory();
        }
        SharedGraalPy.python().boundary.lend(name, lent);
    }

    private static String show(String expression) {
        return SharedGraalPy.python().show(expression);
    }

    /** Runs statements and says "done", or which error they ended with. */
    private static String run(String statements) {
        SharedGraalPy.python().context.getBindings("python").putMember("statements", statements);
        return show("exec(statements, globals()) or 'done'");
    }

    private static final String DONE = "'done'";
    private static final String READ_ONLY = "TypeError: cannot modify read-only memory";

    /** What a write must give. */
    private String written() {
        return readOnly() ? READ_ONLY : DONE;
    }

    @Test
    void python_sees_type_and_shape() {
        String item = show("struct.calcsize(x.format)");
        String seen = "('%s', %s, %s, %s, %d, 4 * %s, %s)"
                .formatted(format(), item, shape(), strides(), shape().split(", ?\\d").length, item, readOnly() ? "True" : "False");
        String asked = "(v.format, v.itemsize, v.shape, v.strides, v.ndim, v.nbytes, v.readonly)";
        assertThat(show("(lambda v: " + asked + ")(x) == " + seen)).isEqualTo("True");
        assertThat(show("(lambda v: " + asked + ")(memoryview(x)) == " + seen)).isEqualTo("True");
        assertThat(show("x.c_contiguous == memoryview(x).c_contiguous")).isEqualTo("True");
        assertThat(show("len(x) == x.shape[0] == len(memoryview(x)), bool(x)")).isEqualTo("(True, True)");
        assertThat(show("repr(x)"))
                .isEqualTo("\"<loanword.Buffer %s, shape %s, over %s%s>\""
                        .formatted(type(), shape(), owner(), readOnly() ? ", read-only" : ""));
    }

    @Test
    void python_sees_the_elements() {
        assertThat(show("flat(x) == elements, x.tolist() == expected, [type(e) for e in flat(x)] == [type(e) for e in elements]"))
                .isEqualTo("(True, True, True)");
        assertThat(show("x.tobytes() == b''.join(struct.pack(x.format, e) for e in elements)")).isEqualTo("True");
        assertThat(show("bytes(x) == x.tobytes() == memoryview(x).tobytes()")).isEqualTo("True");
        assertThat(show("not native or memoryview(x).tolist() == expected")).isEqualTo("True");
    }

    @Test
    void an_index_gives_an_element_and_a_wrong_one_an_error() {
        assertThat(show("x[last] == elements[3], x[-4 if x.ndim == 1 else (-2, -2)] == elements[0]")).isEqualTo("(True, True)");
        assertThat(show("not native or memoryview(x)[last] == x[last]")).isEqualTo("True");
        String length = shape().equals("(4,)") ? "4" : "2";
        assertThat(show("x[%s]".formatted(length)))
                .isEqualTo("IndexError: index out of range: %s in a dimension of %s".formatted(length, length));
        assertThat(show("x[-5]")).isEqualTo("IndexError: index out of range: -5 in a dimension of " + length);
        assertThat(show("x[(0,) * (x.ndim + 1)]")).startsWith("IndexError: too many indices: the buffer has ");
        assertThat(show("x[1.0]")).isEqualTo("TypeError: 'float' object cannot be interpreted as an integer");
    }

    @Test
    void iteration_gives_the_first_dimension() {
        assertThat(show("[v if x.ndim == 1 else v.tolist() for v in x] == expected")).isEqualTo("True");
        assertThat(show("[v if x.ndim == 1 else v.tolist() for v in reversed(x)] == expected[::-1]")).isEqualTo("True");
        assertThat(show("x.ndim > 1 or all(e in x for e in elements)")).isEqualTo("True");
    }

    @Test
    void what_python_writes_lies_in_the_memory_of_java() throws Exception {
        assertThat(run("x[last] = " + another())).isEqualTo(written());
        again("second");
        assertThat(show("flat(second) == elements[:3] + [%s]".formatted(readOnly() ? "elements[3]" : another())))
                .isEqualTo("True");
    }

    @Test
    void slices_are_views_and_nothing_is_copied() {
        CopyLedger.Totals before = SharedGraalPy.python().boundary.ledger().totals();
        for (String slice : new String[] {"1:", ":-1", "::-1", "::2", "1:1", "5:", "-1:-9:-1"}) {
            assertThat(show("x[%s].tolist() == x.tolist()[%s]".formatted(slice, slice))).as(slice).isEqualTo("True");
        }
        assertThat(run("part = x[1:][::-1]\npart[0 if x.ndim == 1 else (0, 1)] = " + another())).isEqualTo(written());
        assertThat(show("x[last] == part[0 if x.ndim == 1 else (0, 1)]")).isEqualTo("True");
        assertThat(show("not native or x[last] == memoryview(part)[0 if x.ndim == 1 else (0, 1)]")).isEqualTo("True");
        assertThat(SharedGraalPy.python().boundary.ledger().totals().copied()).isEqualTo(before.copied());
    }

    @Test
    void a_slice_takes_a_buffer_of_its_type_and_shape_and_nothing_else() {
        assertThat(run("x[1:] = loanword.copy_of(x)[:-1]")).isEqualTo(written());
        if (readOnly()) {
            return;
        }
        assertThat(show("x.tolist() == expected[:1] + expected[:-1]")).isEqualTo("True");
        // Source and target overlap, in both directions.
        assertThat(run("x[::-1] = loanword.copy_of(x)\nbefore = x.tolist()\nx[:] = x[::-1]")).isEqualTo(DONE);
        assertThat(show("x.tolist() == before[::-1]")).isEqualTo("True");
        assertThat(run("before = x.tobytes()\nx[:] = loanword.copy_of(x)[:1]")).startsWith("ValueError: can't assign ");
        assertThat(run("x[:1] = [0]")).isEqualTo("TypeError: a bytes-like object is required, not 'list'");
        assertThat(run("x[:] = loanword.zeros(x.shape, 'P')")).startsWith("ValueError: can't assign pointer ('P') of shape ");
        assertThat(show("x.tobytes() == before")).isEqualTo("True");
    }

    @Test
    void equality_is_that_of_the_elements() {
        assertThat(show("x == x, x == loanword.copy_of(x), loanword.copy_of(x) == x, x != x"))
                .isEqualTo("(True, True, True, False)");
        assertThat(show("x == memoryview(x), x == x[:1], x == x[::-1], x == expected, x == None"))
                .isEqualTo("(True, False, False, False, False)");
        assertThat(run("other = loanword.copy_of(x)\nother[last] = " + another())).isEqualTo(DONE);
        assertThat(show("x == other, x[:1] == other[:1]")).isEqualTo("(False, True)");
        assertThat(show("hash(x)")).isEqualTo("TypeError: unhashable type: 'Buffer'");
    }

    @Test
    void a_copy_is_writable_memory_of_its_own() {
        assertThat(run("copy = loanword.copy_of(x)\ncopy[last] = " + another())).isEqualTo(DONE);
        assertThat(show("copy.format == x.format and copy.shape == x.shape and flat(copy) == elements[:3] + [%s]"
                        .formatted(another())))
                .isEqualTo("True");
        assertThat(show("flat(x) == elements")).isEqualTo("True");
    }

    @Test
    void contiguous_memory_can_be_cast_to_another_shape_of_the_same_bytes() {
        if (show("x.c_contiguous").equals("True")) {
            assertThat(show("x.cast(x.format, (1, 4, 1)).tolist() == [[[e] for e in elements]]")).isEqualTo("True");
            assertThat(run("x.cast(x.format, (4, 1))[3, 0] = " + another())).isEqualTo(written());
            assertThat(show("x[last] == " + another())).isEqualTo(readOnly() ? "False" : "True");
            assertThat(show("x.cast(x.format, (3,))")).startsWith("ValueError: shape (3,) of ");
        } else {
            assertThat(show("x.cast(x.format)"))
                    .isEqualTo("TypeError: only C-contiguous buffers can be cast; this one has shape %s and strides %s"
                            .formatted(shape(), strides()));
        }
    }

    /** Not of a boolean[], whose bytes are no memory of another type. */
    @Test
    void contiguous_memory_can_be_cast_to_another_type() {
        assumeThat(show("x.c_contiguous")).isEqualTo("True");
        assumeThat(owner()).isNotEqualTo("boolean[]");
        assertThat(show("bytes(x.cast('B').tolist()) == x.tobytes(), x.cast('B').cast(x.format, x.shape) == x"))
                .isEqualTo("(True, True)");
    }

    @Test
    void a_released_buffer_is_of_no_use() {
        assertThat(run("part = x[1:]\nview = memoryview(part)\nwith part as entered: before = entered.tolist()")).isEqualTo(DONE);
        assertThat(show("part.release(), part.release()")).isEqualTo("(None, None)");
        String released = "ValueError: operation forbidden on released loanword.Buffer";
        for (String use : new String[] {
            "part[0]", "part[0:]", "len(part)", "bool(part)", "list(part)", "part.tolist()", "part.tobytes()", "bytes(part)",
            "part == x", "part.shape", "part.cast('B')", "memoryview(part)", "loanword.copy_of(part)", "part.__enter__()"
        }) {
            assertThat(show(use)).as(use).isEqualTo(released);
        }
        assertThat(run("part[0:] = x[1:]")).isEqualTo(released);
        assertThat(show("repr(part)")).endsWith(", released>\"");
        // A memoryview is a use of its own; and what was released takes nothing with it.
        assertThat(show("not native or view.tolist() == before")).isEqualTo("True");
        assertThat(show("flat(x) == elements")).isEqualTo("True");
    }
}
