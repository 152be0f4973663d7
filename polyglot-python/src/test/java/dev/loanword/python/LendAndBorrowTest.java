package dev.loanword.python;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.loanword.memory.BorrowTable.Access;
import dev.loanword.memory.BufferRefusedException;
import dev.loanword.memory.ElementType;
import dev.loanword.memory.LentMemory;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.CharBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a Java host can lend and borrow outside of calls, and how it takes it back. */
class LendAndBorrowTest {

    private static PythonHost host;

    @BeforeAll
    static void open() {
        host = PythonHost.open();
        host.run("import bridge, loanword, array");
    }

    @AfterAll
    static void close() {
        host.close();
    }

    private static String show(String expression) {
        return host.eval("repr(" + expression + ")", String.class);
    }

    @Test
    void each_primitive_array_has_its_format() {
        Object[] arrays = {
            new boolean[] {true}, new byte[] {-1}, new short[] {-2}, new char[] {'A'}, new int[] {-4}, new long[] {-8},
            new float[] {1.5f}, new double[] {2.5}
        };
        String[] seen = {
            "('?', [True])", "('b', [-1])", "('h', [-2])", "('H', [65])", "('i', [-4])", "('q', [-8])", "('f', [1.5])",
            "('d', [2.5])"
        };
        for (int i = 0; i < arrays.length; i++) {
            host.lend("lent", arrays[i]);
            assertThat(show("(memoryview(lent).format, lent.tolist())")).isEqualTo(seen[i]);
        }
    }

    @Test
    void views_of_buffers_keep_position_limit_and_byte_order() {
        ByteBuffer buffer = ByteBuffer.allocateDirect(24);
        buffer.putDouble(1.0).putDouble(2.0).putDouble(3.0).flip();
        host.lend("lent", buffer.asDoubleBuffer().position(1).limit(3).slice());
        assertThat(show("(lent.format, lent.tolist(), lent.shape)")).isEqualTo("('>d', [2.0, 3.0], (2,))");
        host.run("lent[0] = 7.0");
        assertThat(buffer.getDouble(8)).isEqualTo(7.0);
        host.lend("lent", buffer.position(8).limit(12));
        assertThat(show("(lent.format, lent.nbytes, lent[0])")).isEqualTo("('B', 4, 64)");
        host.lend("lent", buffer.clear().order(ByteOrder.LITTLE_ENDIAN).asIntBuffer().asReadOnlyBuffer());
        assertThat(show("(lent.format, lent.readonly, len(lent))")).isEqualTo("('i', True, 6)");
    }

    @Test
    void what_has_no_memory_of_its_own_is_refused() {
        assertThatThrownBy(() -> host.lend("lent", "text"))
                .hasMessage("java.lang.String can't be lent; lendable are primitive arrays, NIO buffers, and segments by"
                        + " LentMemory.of(segment, elementType)");
        assertThatThrownBy(() -> host.lend("lent", CharBuffer.wrap("text"))).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> host.lend("no name", new int[1]))
                .hasMessage("'no name' is no Python identifier; lend under a name such as 'prices'");
    }

    @Test
    void a_loan_is_taken_back_and_the_memory_stays() {
        double[] values = {1, 2};
        Loan loan = host.lend("lent", values);
        host.run("lent[0] = 5.0");
        loan.close();
        assertThatThrownBy(() -> host.run("lent[0]"))
                .isInstanceOf(PythonHostException.class)
                .hasMessageContaining("ValueError: the double[] under this buffer is closed");
        assertThat(values).containsExactly(5, 2);
    }

    @Test
    void a_loan_with_views_in_use_is_kept_and_can_be_forced() {
        Loan loan = host.lend("lent", new double[4]);
        host.run("part = lent[1:3]\nview = memoryview(lent)");
        assertThat(loan.viewsInUse()).isEqualTo(2);
        assertThatThrownBy(loan::close)
                .isInstanceOf(BufferRefusedException.class)
                .hasMessage("double[] is lent to 2 buffers; release them first, or close with force=True");
        assertThat(show("(part.tolist(), view.tolist())")).isEqualTo("([0.0, 0.0], [0.0, 0.0, 0.0, 0.0])");
        loan.forceClose();
        assertThatThrownBy(() -> host.run("part[0]")).hasMessageContaining("ValueError");
        assertThatThrownBy(() -> host.run("view[0]")).hasMessageContaining("ValueError");
    }

    @Test
    void released_views_are_in_use_no_more() {
        Loan loan = host.lend("lent", new double[4]);
        host.run("part = lent[1:3]\nview = memoryview(lent)\npart.release()\nview.release()");
        assertThat(loan.viewsInUse()).isZero();
        loan.close();
    }

    @Test
    void a_closed_arena_of_the_lender_is_an_error_of_python() {
        Arena arena = Arena.ofShared();
        MemorySegment segment = arena.allocate(16, 8);
        host.lend("lent", LentMemory.of(segment, ElementType.FLOAT64));
        host.run("view = memoryview(lent)\nview[1] = 3.5");
        assertThat(segment.getAtIndex(ValueLayout.JAVA_DOUBLE, 1)).isEqualTo(3.5);
        arena.close();
        for (String access : new String[] {"lent[0]", "view[0]", "lent.tolist()", "bytes(view)", "bridge.scale_inplace(lent, 2)"}) {
            assertThatThrownBy(() -> host.run(access))
                    .as(access)
                    .hasMessageContaining("ValueError: the memory segment under this buffer is closed");
        }
    }

    @Test
    void confined_memory_is_refused_to_other_threads_by_name_of_the_rule() throws Exception {
        try (Arena arena = Arena.ofConfined()) {
            host.lend("lent", LentMemory.of(arena.allocate(16, 8), ElementType.FLOAT64));
            host.run("lent[0] = 1.5");
            host.run(
                    """
                    import threading
                    found = []
                    def touch():
                        for use in (lambda: lent[0], lambda: memoryview(lent)[0], lambda: bridge.scale_inplace(lent, 2)):
                            try:
                                found.append(use())
                            except BufferError as e:
                                found.append(str(e))
                    thread = threading.Thread(target=touch)
                    thread.start()
                    thread.join()
                    """);
            assertThat(show("set(found)"))
                    .isEqualTo("{'the memory segment is confined to the Java thread that made it; use it there, or lend memory"
                            + " of a shared arena'}");
        }
    }

    @Test
    void java_borrows_outside_of_a_call_and_python_cannot_resize_meanwhile() {
        host.run("data = bytearray(b'hello')");
        try (BorrowedValue borrowed = host.borrow("data", Access.EXCLUSIVE)) {
            borrowed.buffer().segment().set(ValueLayout.JAVA_BYTE, 0, (byte) 'J');
            assertThat(show("data")).isEqualTo("bytearray(b'Jello')");
            assertThatThrownBy(() -> host.run("data.append(1)"))
                    .hasMessageContaining("BufferError: Existing exports of data: object cannot be re-sized");
            assertThatThrownBy(() -> host.run("bridge.checksum_bytes(data)"))
                    .hasMessageContaining("loanword.BorrowError: checksum_bytes can't borrow this memory to read while the Java"
                            + " host has it to write; wait until that call has returned, or work on a copy");
        }
        host.run("data.append(33)");
        assertThat(show("data")).isEqualTo("bytearray(b'Jello!')");
    }

    @Test
    void interleaved_borrows_do_not_conflict_and_overlapping_ones_do() {
        host.run("floats = array.array('f', range(8))\neven = memoryview(floats)[::2]\nodd = memoryview(floats)[1::2]");
        try (BorrowedValue even = host.borrow("even", Access.EXCLUSIVE);
                BorrowedValue odd = host.borrow("odd", Access.EXCLUSIVE)) {
            assertThat(even.buffer().layout().stride(0)).isEqualTo(8);
            assertThat(odd.buffer().origin()).isEqualTo(4);
            assertThatThrownBy(() -> host.borrow("floats"))
                    .isInstanceOf(PythonHostException.class)
                    .hasMessageContaining("the Java host can't borrow this memory to read while the Java host has it to write");
        }
    }

    @Test
    void a_borrowed_value_ends_with_its_host() {
        BorrowedValue borrowed;
        try (PythonHost other = PythonHost.open()) {
            other.run("data = bytearray(3)");
            borrowed = other.borrow("data");
            assertThat(borrowed.buffer().segment().byteSize()).isEqualTo(3);
        }
        assertThatThrownBy(() -> borrowed.buffer().segment())
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("was borrowed for a call that has returned");
        borrowed.close();
    }

    @Test
    void what_is_no_buffer_or_read_only_is_refused() {
        assertThatThrownBy(() -> host.borrow("42")).hasMessageContaining("TypeError: a bytes-like object is required, not 'int'");
        assertThatThrownBy(() -> host.borrow("b'x'", Access.EXCLUSIVE))
                .hasMessageContaining("BufferError: the Java host can't borrow read-only memory to write; borrow it to read");
    }

    @Test
    void views_of_a_closed_host_do_not_keep_memory_from_closing() {
        double[] values = new double[4];
        Loan loan;
        try (PythonHost other = PythonHost.open()) {
            loan = other.lend("lent", values);
            other.run("part = lent[1:]");
            assertThat(loan.viewsInUse()).isEqualTo(1);
        }
        assertThat(loan.viewsInUse()).isZero();
        loan.close();
    }

    @Test
    void a_mapped_file_that_has_become_shorter_is_an_error_of_python_and_no_crash(@TempDir Path folder) throws IOException {
        Path file = Files.write(folder.resolve("shrinking.bin"), new byte[65_536]);
        host.run("mapped = loanword.map_file('" + file + "', format='f')\nview = memoryview(mapped)");
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.truncate(0);
        }
        for (String access : new String[] {"mapped[100]", "view[100]", "bytes(view)", "mapped.tobytes()", "sum(view)"}) {
            assertThatThrownBy(() -> host.run(access))
                    .as(access)
                    .hasMessageContaining("OSError: a mapped file could not be read or written: it has become shorter since it was"
                            + " mapped; map it again");
        }
    }
}
