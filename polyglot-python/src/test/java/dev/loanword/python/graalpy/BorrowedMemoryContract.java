package dev.loanword.python.graalpy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.oracle.graal.python.PythonLanguage;
import com.oracle.graal.python.builtins.objects.PNone;
import com.oracle.graal.python.nodes.call.CallNode;
import com.oracle.graal.python.runtime.object.PFactory;
import dev.loanword.memory.BorrowTable.Access;
import dev.loanword.memory.BorrowedBuffer;
import dev.loanword.memory.CopyLedger;
import dev.loanword.memory.Layout;
import dev.loanword.memory.StridedCopy;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * What holds while Java borrows a Python buffer, whatever kind of object it is: the memory is described truly, it is the
 * object's own memory, and it stays where it is. A subclass tells how to make an exporter of its kind.
 *
 * <p>In the Python code, {@code borrow(x, f)} borrows x, calls f, and gives back what f returned.
 */
@ExtendWith(SharedGraalPy.class)
abstract class BorrowedMemoryContract {

    /** Python statements that bind {@code x} to a new exporter of at least two elements. */
    abstract String exporter();

    /** A Python expression of type bytes: the elements in C order that {@link #exporter} begins with. */
    abstract String content();

    /** The element type, as its canonical format. */
    abstract String format();

    /** The shape, as a Python tuple. */
    abstract String shape();

    /** The strides, as a Python tuple. */
    abstract String strides();

    /** Whether {@code x} may be written. */
    boolean writable() {
        return true;
    }

    /** A Python statement that changes an element of {@code x}, if {@link #writable}. */
    String change() {
        return "x[0] = 7";
    }

    /** Python statements that would resize or free the memory: each must be refused during a borrow, and work after it. */
    List<String> forbidden() {
        return List.of();
    }

    /** A Python expression: the bytes of {@code x} in C order. */
    String bytesOfX() {
        return "memoryview(x).tobytes()";
    }

    private static BorrowedBuffer borrowed;

    static String show(String expression) {
        return SharedGraalPy.python().show(expression);
    }

    static void run(String statements) {
        SharedGraalPy.python().eval(statements);
    }

    @BeforeEach
    void make_the_exporter() {
        SharedGraalPy.python().put("borrow", borrowing("borrow", Access.EXCLUSIVE));
        SharedGraalPy.python().put("borrow_to_read", borrowing("borrow_to_read", Access.SHARED));
        SharedGraalPy.python().define("borrowed_bytes", ignored -> PFactory.createBytes(PythonLanguage.get(null), bytes()));
        SharedGraalPy.python().define("fill_last_element", ignored -> {
            fillLastElement(borrowed);
            return PNone.NONE;
        });
        SharedGraalPy.python().define("describe", ignored -> borrowed.elementType().format() + " "
                + Layout.tuple(borrowed.layout().shape()) + " " + Layout.tuple(borrowed.layout().strides())
                + (borrowed.isReadOnly() ? " read-only" : ""));
        run("import array\n"
                + "def attempt(code):\n"
                + "    try:\n"
                + "        exec(code, globals())\n"
                + "        return 'done'\n"
                + "    except Exception as e:\n"
                + "        return type(e).__name__ + ': ' + str(e)\n"
                + exporter());
    }

    private static Builtin borrowing(String name, Access access) {
        return Builtin.function(name, List.of("x", "call"), "", () -> new OutlinedBody((node, arguments) -> {
            try (Borrow borrow = Borrower.borrow(node, arguments[0], access, name)) {
                borrowed = borrow.buffer();
                return CallNode.executeUncached(arguments[1]);
            }
        }));
    }

    private static byte[] bytes() {
        return StridedCopy.gather(borrowed.stridedSegment(), borrowed.origin(), borrowed.layout());
    }

    private static void fillLastElement(BorrowedBuffer buffer) {
        long at = buffer.origin();
        for (int d = 0; d < buffer.layout().dimensionCount(); d++) {
            at += (buffer.layout().shape(d) - 1) * buffer.layout().stride(d);
        }
        buffer.stridedSegment().asSlice(at, buffer.layout().itemsize()).fill((byte) 1);
    }

    @Test
    void type_shape_strides_and_writability_are_those_of_the_exporter() {
        assertThat(show("borrow_to_read(x, lambda: describe(0))"))
                .isEqualTo("'" + format() + " " + shape() + " " + strides() + (writable() ? "" : " read-only") + "'");
    }

    @Test
    void java_reads_the_elements_that_python_sees() {
        assertThat(show("borrow_to_read(x, lambda: borrowed_bytes(0)) == " + content())).isEqualTo("True");
        assertThat(show(bytesOfX() + " == " + content())).isEqualTo("True");
    }

    @Test
    void what_java_writes_python_sees_and_the_rest_is_left_alone() {
        if (!writable()) {
            assertThat(show("borrow_to_read(x, lambda: fill_last_element(0))"))
                    .isEqualTo("ValueError: Attempt to write a read-only segment");
            assertThat(show(bytesOfX() + " == " + content())).isEqualTo("True");
            return;
        }
        run("borrow(x, lambda: fill_last_element(0))\n"
                + "size = memoryview(x).itemsize\n"
                + "expected = " + content() + "[:-size] + b'\\x01' * size");
        assertThat(show(bytesOfX() + " == expected")).isEqualTo("True");
    }

    @Test
    void what_python_writes_during_the_borrow_java_sees() {
        if (!writable()) {
            return;
        }
        run("before, change, after = borrow(x, lambda: (borrowed_bytes(0), attempt('" + change() + "'), borrowed_bytes(0)))");
        assertThat(show("before == " + content() + ", change, after != before, after == " + bytesOfX()))
                .isEqualTo("(True, 'done', True, True)");
    }

    @Test
    void it_can_not_be_resized_or_released_while_it_is_borrowed() {
        for (String statement : forbidden()) {
            run(exporter());
            run("outcome, after = borrow(x, lambda: (attempt(" + literal(statement) + "), borrowed_bytes(0)))");
            assertThat(show("outcome"))
                    .as(statement)
                    .isIn(
                            "'BufferError: Existing exports of data: object cannot be re-sized'",
                            "'BufferError: memoryview has 1 exported buffers'");
            assertThat(show("after == " + content() + ", " + bytesOfX() + " == " + content()))
                    .as(statement)
                    .isEqualTo("(True, True)");
            assertThat(show("attempt(" + literal(statement) + ")")).as(statement).isEqualTo("'done'");
        }
    }

    @Test
    void it_is_unlocked_when_the_body_throws() {
        assertThat(show("borrow(x, lambda: 1 / 0)")).isEqualTo("ZeroDivisionError: division by zero");
        for (String statement : forbidden()) {
            run(exporter());
            run("attempt('borrow(x, lambda: 1 / 0)')");
            assertThat(show("attempt(" + literal(statement) + ")")).as(statement).isEqualTo("'done'");
        }
    }

    @Test
    void two_may_read_it_at_once_and_it_is_locked_until_both_are_done() {
        run("def inner():\n"
                + "    same = borrow_to_read(x, lambda: borrowed_bytes(0)) == " + content() + "\n"
                + "    return same, [attempt(statement)[:11] for statement in [" + String.join(", ",
                        forbidden().stream().map(BorrowedMemoryContract::literal).toList()) + "]]\n"
                + "same, refusals = borrow_to_read(x, inner)");
        assertThat(show("same, set(refusals) - {'BufferError'}")).isEqualTo("(True, set())");
    }

    @Test
    void a_buffer_that_was_kept_is_of_no_use_after_the_call() {
        run("borrow_to_read(x, lambda: 0)");
        BorrowedBuffer kept = borrowed;
        assertThatThrownBy(kept::stridedSegment)
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("this buffer was borrowed for a call that has returned; copy what is needed later while the call"
                        + " runs");
        assertThatThrownBy(kept::segment).isInstanceOf(RuntimeException.class);
    }

    @Test
    void a_segment_that_was_kept_does_not_reach_memory_that_python_may_free() {
        MemorySegment[] kept = new MemorySegment[1];
        SharedGraalPy.python().define("keep", ignored -> {
            kept[0] = borrowed.stridedSegment();
            return PNone.NONE;
        });
        run("borrow_to_read(x, lambda: keep(0))");
        if (freedByPython(kept[0])) {
            assertThatThrownBy(() -> kept[0].get(ValueLayout.JAVA_BYTE, 0))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage("Already closed");
        }
    }

    /** Java arrays and memory that Java lent are freed by Java's rules; all else must die with the borrow. */
    boolean freedByPython(MemorySegment segment) {
        return segment.isNative();
    }

    @Test
    void the_borrow_is_counted_and_nothing_is_copied() {
        CopyLedger.Totals before = SharedGraalPy.python().boundary.ledger().totals();
        run("borrow_to_read(x, lambda: 0)");
        CopyLedger.Totals after = SharedGraalPy.python().boundary.ledger().totals();
        assertThat(after.borrows() - before.borrows()).isEqualTo(1);
        assertThat(show("len(" + content() + ")")).isEqualTo(String.valueOf(after.borrowedBytes() - before.borrowedBytes()));
        assertThat(after.copied()).isEqualTo(before.copied());
    }

    static String literal(String text) {
        return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n") + '"';
    }
}
