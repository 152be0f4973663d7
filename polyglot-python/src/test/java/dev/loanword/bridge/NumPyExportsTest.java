package dev.loanword.bridge;

import static dev.loanword.bridge.NumPyHost.lendOffHeap;
import static dev.loanword.bridge.NumPyHost.residentKib;
import static dev.loanword.bridge.NumPyHost.shows;
import static org.assertj.core.api.Assertions.assertThat;

import dev.loanword.memory.CopyLedger;
import dev.loanword.memory.ElementType;
import dev.loanword.memory.Layout;
import dev.loanword.memory.LentMemory;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Java memory as NumPy arrays: whose memory they are over, how long it lasts, and what NumPy and other C code don't get. */
@Tag("numpy")
class NumPyExportsTest {

    private static final String ON_THE_HEAP =
            "BufferError: the double[] lies on the Java heap and has no address for native code; lend off-heap memory, or copy it"
                    + " with bytes(buffer)";

    private static BridgeHost python;

    @BeforeAll
    static void open() {
        python = NumPyHost.shared();
    }

    @Test
    void a_buffer_gives_itself_as_an_array_over_its_memory() {
        MemorySegment memory = lendOffHeap("off", 6);
        python.run("x = off.numpy(); x *= 2; y = off[::-2].numpy()");
        assertThat(memory.getAtIndex(ValueLayout.JAVA_DOUBLE, 5)).isEqualTo(10.0);
        shows("x.tolist(), x.flags.writeable", "([0.0, 2.0, 4.0, 6.0, 8.0, 10.0], True)");
        shows("y.tolist(), y.strides, np.shares_memory(x, y)", "([10.0, 6.0, 2.0], (-16,), True)");
        shows("loanword.Buffer.numpy.__doc__", "'A NumPy array over the very memory, which must lie off the Java heap; as np.asarray(buffer).'");
    }

    @Test
    void copies_are_made_where_NumPy_says_so_and_nowhere_else() {
        lendOffHeap("off", 3);
        python.run("memory = off.numpy()");
        for (String view : new String[] {"np.asarray(off)", "np.array(off, copy=False)", "np.array(off, copy=None)", "np.asarray(off, dtype='f8')", "np.asarray(off, dtype='d', copy=False)"}) {
            shows("np.shares_memory(" + view + ", memory)", "True");
        }
        for (String copy : new String[] {"np.array(off)", "np.array(off, copy=True)", "np.asarray(off, copy=True)", "np.asarray(off, dtype='f4')", "np.array(off, dtype='d')"}) {
            shows("np.shares_memory(" + copy + ", memory), " + copy + ".tolist()", "(False, [0.0, 1.0, 2.0])");
        }
        assertThat(python.show("np.asarray(off, dtype='f4', copy=False)"))
                .startsWith("ValueError: Unable to avoid copy while creating an array as requested.");
    }

    @Test
    void an_array_over_read_only_memory_is_read_only_and_its_copy_is_not() {
        MemorySegment memory = lendOffHeap("off", 3);
        python.lend("fixed", LentMemory.of(memory, ElementType.FLOAT64).asReadOnly());
        shows("fixed.numpy().flags.writeable, np.frombuffer(fixed).flags.writeable, np.array(fixed).flags.writeable", "(False, False, True)");
        shows("fixed.numpy().__setitem__(0, 1.0)", "ValueError: assignment destination is read-only");
    }

    @Test
    void memory_on_the_heap_is_copied_once_where_a_copy_is_asked_for_and_the_ledger_says_so() {
        python.lend("heap", new double[] {1, 2, 3});
        CopyLedger.Totals before = python.ledger();
        shows("np.array(heap).tolist(), np.array(heap[::-2], dtype='i4').tolist()", "([1.0, 2.0, 3.0], [3, 1])");
        assertThat(python.ledger().copied() - before.copied()).isEqualTo(3 * 8 + 2 * 8);
        python.lend("flags", new boolean[] {true, false});
        shows("np.array(flags).tolist(), loanword.ledger()['copied_by_reason']['NumPy array of memory on the Java heap'] >= 42", "([True, False], True)");
        python.run("def forbidden():\n    with loanword.no_copies(): return np.array(heap)");
        assertThat(python.show("forbidden()")).startsWith("CopyError: a copy of 24 bytes (NumPy array of memory on the Java heap) was refused");
    }

    @Test
    void a_copy_does_not_keep_the_owner_from_closing() {
        python.run("t = bridge.EmbeddingTable(2); t.add([1, 2]); row = t[0]; copy = np.array(row); row.release(); del row");
        shows("t.close(), copy.tolist()", "(None, [1.0, 2.0])");
        python.run("t = bridge.EmbeddingTable(2); t.add([1, 2]); row = t[0]");
        assertThat(python.show("np.asarray(row, dtype='i8', copy=False)")).startsWith("ValueError");
        python.run("row.release()");
        shows("t.close()", "None");
    }

    @Test
    void all_rows_of_a_table_are_one_matrix() {
        python.run("t = bridge.EmbeddingTable(dim=3, capacity=1_000_000); t.add([1, 2, 3]); t.add([4, 5, 6]); x = t.numpy(); t.add([7, 8, 9])");
        shows("x.shape, x.dtype, x.flags.c_contiguous, t.numpy().shape", "((2, 3), dtype('float32'), True, (3, 3))");
        python.run("x += 1; t[0][2] = 40");
        shows("x.tolist(), t[1].tolist()", "([[2.0, 3.0, 40.0], [5.0, 6.0, 7.0]], [5.0, 6.0, 7.0])");
        shows("t.numpy().mean(axis=0).tolist(), t.dot(0, x[1])", "([" + (double) (14 / 3f) + ", " + (double) (17 / 3f) + ", " + (double) (56 / 3f) + "], 308.0)");
        assertThat(python.show("t.close()")).startsWith("BufferError: embedding table is lent to ");
        python.run("del x; gc.collect()");
        shows("t.close()", "None");
        shows("t.numpy()", "ValueError: embedding table is closed");
        shows("bridge.EmbeddingTable(3).numpy().shape", "(0, 3)");
    }

    @Test
    void a_table_that_outgrew_its_capacity_says_how_to_make_it() {
        python.run("t = bridge.EmbeddingTable(100_000)\nfor i in range(5): t.add(np.full(100_000, i, 'f4'))");
        shows(
                "t.numpy()",
                "BufferError: the 5 rows lie in 3 pieces, the first of 2 rows; make the table with EmbeddingTable(100000,"
                        + " capacity=5) for one array over all rows, or take row by row with np.asarray(table[i])");
        shows("[t[i][7] for i in range(5)], t.dot(4, np.ones(100_000, 'f4'))", "([0.0, 1.0, 2.0, 3.0, 4.0], 400000.0)");
        shows("bridge.EmbeddingTable(1, capacity=-1)", "ValueError: capacity must be from 0 to 2305843009213693951 rows, got -1");
    }

    @Test
    void frombuffer_is_an_array_over_the_very_memory() {
        MemorySegment memory = lendOffHeap("off", 6);
        python.run("x = np.frombuffer(off); x[1] = 10; y = np.frombuffer(off, 'i4', offset=8, count=2); z = np.ndarray((2, 3), 'f8', off)");
        assertThat(memory.getAtIndex(ValueLayout.JAVA_DOUBLE, 1)).isEqualTo(10.0);
        shows("x.tolist(), type(x.base).__name__", "([0.0, 10.0, 2.0, 3.0, 4.0, 5.0], 'Buffer')");
        shows("np.shares_memory(x, y), y.tolist(), z[1, 2]", "(True, [0, 1076101120], np.float64(5.0))");
        shows(
                "np.frombuffer(off[::2])",
                "BufferError: the buffer is strided, its shape is (3,) with strides (16,), and its elements are wanted in one"
                        + " piece; pass loanword.copy_of(buffer), or np.asarray(buffer) to NumPy");
        shows("np.frombuffer(loanword.zeros((2, 2), 'h'), 'h').shape", "(4,)");
    }

    @Test
    void the_owner_lives_as_long_as_an_array_from_buffer() {
        python.run("t = bridge.EmbeddingTable(4); t.add([1, 2, 3, 4]); x = np.frombuffer(t[0], 'f4')");
        shows("t.close()", "BufferError: embedding table is lent to 1 buffer; release it first, or close with force=True");
        python.run("t.close(force=True); others = [np.zeros(4, 'f4') for i in range(100)]; gc.collect()");
        shows("x.tolist()", "[1.0, 2.0, 3.0, 4.0]");
        python.run("t = bridge.EmbeddingTable(4); t.add([1, 2, 3, 4]); x = np.frombuffer(t[0], 'f4'); del x; gc.collect()");
        shows("t.close()", "None");
        shows("float(np.frombuffer(loanword.zeros(3)).sum())", "0.0");
    }

    @Test
    void asarray_goes_by_no_memoryview_which_GraalPy_would_never_give_back() {
        lendOffHeap("off", 3);
        shows("{type(np.asarray(off).base).__name__ for i in range(500)}", "{'Buffer'}");
        shows("type(np.asarray(grids.Grid(2, 3)).base).__name__, type(np.add(off, 1)).__name__", "('Buffer', 'ndarray')");
        shows("memoryview(off).tolist(), memoryview(grids.Grid(1, 2)).tolist()", "([0.0, 1.0, 2.0], [[0.0, 1.0]])");
    }

    @Test
    void an_exported_type_gives_arrays_but_not_to_C_code_that_would_not_say_when_it_is_done() {
        python.run("grid = grids.Grid(2, 3); x = grid.numpy(); x[1, 2] = 42");
        shows("grid.cell(5), x.shape, np.asarray(grid)[1, 2], np.array(grid).base", "(42.0, (2, 3), np.float64(42.0), None)");
        shows(
                "np.frombuffer(grid)",
                "BufferError: C code gets no buffer of a 'Grid' object itself, because it would not tell when it is done; pass"
                        + " np.asarray(x), or memoryview(x)");
    }

    @ParameterizedTest
    @ValueSource(strings = {"np.frombuffer(heap)", "np.frombuffer(m)", "np.asarray(m)", "np.ndarray(3, 'd', heap)", "np.zeros(3).__setitem__(0, m)"})
    void C_code_is_refused_memory_on_the_heap_in_words(String use) {
        python.lend("heap", new double[] {1, 2, 3});
        python.run("m = memoryview(heap)");
        shows(use, ON_THE_HEAP);
    }

    /** C code that reads the items of a tuple looks at no error; where it got one, it would read through a null pointer. */
    @Test
    void a_memoryview_of_heap_memory_among_the_arguments_of_C_code_does_not_bring_the_process_down() {
        python.lend("heap", new double[] {1, 2, 3});
        python.lend("flags", new boolean[] {true, false});
        shows("np.add(memoryview(heap), 1).tolist()", "[2.0, 3.0, 4.0]");
        shows("np.isnan(memoryview(heap)[1:]).tolist(), np.array([memoryview(flags)]).tolist()", "([False, False], [[True, False]])");
        python.run("m = memoryview(heap); np.multiply(m, 2)");
        shows("np.frombuffer(m)", ON_THE_HEAP);
        shows("np.ndarray(3, 'd', m)", "ValueError: operation forbidden on released memoryview object");
        shows("m.tolist(), memoryview(heap).tolist()", "([1.0, 2.0, 3.0], [1.0, 2.0, 3.0])");
    }

    @ParameterizedTest
    @ValueSource(strings = {"np.add(m, 1)", "np.asarray(m)", "np.frombuffer(m)", "np.frombuffer(row)", "np.asarray(row)", "row.numpy()", "np.array(row)"})
    void a_closed_owner_is_said_to_be_closed(String use) {
        python.run("t = bridge.EmbeddingTable(3); t.add([1, 2, 3]); row = t[0]; m = memoryview(row); t.close(force=True)");
        shows(use, "ValueError: the embedding table under this buffer is closed");
    }

    @Test
    void arrays_over_lent_memory_are_freed() throws IOException {
        python.run(
                """
                def look_at_new_memory(count):
                    for i in range(count):
                        lent = loanword.zeros(1 << 22)  # 32 MiB
                        x = (np.frombuffer, np.asarray, np.array)[i % 3](lent)
                        x += 1
                        if i % 8 == 7: gc.collect()
                """);
        python.run("look_at_new_memory(8)");
        long before = residentKib();
        python.run("look_at_new_memory(40)");
        assertThat(residentKib() - before).isLessThan(512 << 10);
    }

    @Test
    void an_array_in_another_order_has_the_strides_of_the_memory() {
        MemorySegment segment = Arena.ofAuto().allocate(48, 8);
        LentMemory grid = LentMemory.of(segment, ElementType.FLOAT64, 2, 3);
        python.lend("transposed", grid.view(0, Layout.of(8, new long[] {3, 2}, new long[] {8, 24})));
        shows("transposed.numpy().flags.f_contiguous, transposed.numpy().strides", "(True, (8, 24))");
        python.run("transposed.numpy()[:] = [[1, 2], [3, 4], [5, 6]]");
        assertThat(segment.toArray(ValueLayout.JAVA_DOUBLE)).containsExactly(1, 3, 5, 2, 4, 6);
    }
}
