package dev.loanword.python.graalpy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loanword.memory.CopyLedger;
import dev.loanword.memory.LentMemory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * What holds of memory that Java lends, wherever it lies: Python sees its type and shape truly, and the very elements. A
 * subclass tells how to make a memory of its kind with the elements 1, 2, 3, 4 in its C order.
 */
@ExtendWith(SharedGraalPy.class)
abstract class LentMemoryContract {

    /** New memory of four elements. */
    abstract LentMemory memory();

    /** The format as Python sees it. */
    abstract String format();

    /** The owner's name in repr. */
    abstract String owner();

    private LentMemory lent;

    @BeforeEach
    void lend_it() {
        lent = memory();
        SharedGraalPy.python().boundary.lend("x", lent);
        SharedGraalPy.python().eval("import loanword, struct\nflat = lambda v: v if v.ndim == 1 else [e for r in v for e in r]");
    }

    private static String show(String expression) {
        return SharedGraalPy.python().show(expression);
    }

    @Test
    void a_memoryview_has_the_type_and_shape_of_the_buffer() {
        assertThat(show("x.format")).isEqualTo("'" + format() + "'");
        assertThat(show("(lambda m: (m.format, m.itemsize, m.shape, m.strides, m.readonly, m.nbytes))(memoryview(x))"
                        + " == (x.format, x.itemsize, x.shape, x.strides, x.readonly, x.nbytes)"))
                .isEqualTo("True");
    }

    @Test
    void python_sees_the_elements() {
        assertThat(show("[int(e) for e in flat(x)]")).isEqualTo("[1, 2, 3, 4]");
        assertThat(show("x.tobytes() == struct.pack((x.format if x.format[0] in '<>' else '@' + x.format).replace(x.format[-1],"
                        + " '4' + x.format[-1]), *flat(x))"))
                .isEqualTo("True");
    }

    @Test
    void what_python_writes_lies_in_the_memory_of_java() {
        String index = lent.layout().dimensionCount() == 1 ? "3" : "(1, 1)";
        String result = show("x.__setitem__(" + index + ", 7)");
        if (lent.readOnly()) {
            assertThat(result).isEqualTo("TypeError: cannot modify read-only memory");
        } else {
            assertThat(result).isEqualTo("None");
            SharedGraalPy.python().boundary.lend("again", lent);
            assertThat(show("[int(e) for e in flat(again)]")).isEqualTo("[1, 2, 3, 7]");
        }
    }

    @Test
    void slices_are_views_and_nothing_is_copied() {
        CopyLedger.Totals before = SharedGraalPy.python().boundary.ledger().totals();
        assertThat(show("x[1:].tolist() == x.tolist()[1:] and x[::-1].tolist() == x.tolist()[::-1]")).isEqualTo("True");
        assertThat(SharedGraalPy.python().boundary.ledger().totals().copied()).isEqualTo(before.copied());
        if (!lent.readOnly() && lent.layout().dimensionCount() == 1) {
            SharedGraalPy.python().eval("part = x[1:]\npart[0] = 9\nx[2:] = x[:2]");
            assertThat(show("[int(e) for e in x]")).isEqualTo("[1, 9, 1, 9]");
        }
    }

    @Test
    void equality_iteration_and_repr() {
        assertThat(show("x == loanword.copy_of(x), x == x[:1], len(x) == x.shape[0]")).isEqualTo("(True, False, True)");
        assertThat(show("repr(x)")).contains(" over " + owner());
    }

    @Test
    void a_released_buffer_is_of_no_use() {
        SharedGraalPy.python().eval("part = x[1:]\nwith part: pass");
        assertThat(show("part[0]")).isEqualTo("ValueError: operation forbidden on released loanword.Buffer");
    }
}
