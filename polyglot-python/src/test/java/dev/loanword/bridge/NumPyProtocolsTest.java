package dev.loanword.bridge;

import static dev.loanword.bridge.NumPyHost.lendOffHeap;
import static dev.loanword.bridge.NumPyHost.residentKib;
import static dev.loanword.bridge.NumPyHost.shows;
import static org.assertj.core.api.Assertions.assertThat;

import dev.loanword.memory.BorrowTable.Access;
import dev.loanword.memory.CopyLedger;
import dev.loanword.memory.ElementType;
import dev.loanword.memory.Layout;
import dev.loanword.memory.LentMemory;
import dev.loanword.python.BorrowedValue;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Lent memory that goes out by the array interface and by DLPack, with NumPy as the consumer. */
@Tag("numpy")
class NumPyProtocolsTest {

    private static final String[] NUMBERS = {"b", "B", "h", "H", "i", "I", "q", "Q", "e", "f", "d"};

    private static BridgeHost python;

    @BeforeAll
    static void open() {
        python = NumPyHost.shared();
        python.run(
                """
                class Interface:
                    def __init__(self, x): self.x = x
                    __array_interface__ = property(lambda self: self.x.__array_interface__)
                class Tensor:
                    '''Has DLPack alone; changed keywords override those of the consumer.'''
                    def __init__(self, x, **changed): self.x, self.changed = x, changed
                    def __dlpack__(self, **keywords): return self.x.__dlpack__(**keywords | self.changed)
                    def __dlpack_device__(self): return self.x.__dlpack_device__()
                class Array:
                    def __init__(self, x): self.x = x
                    def __array__(self, dtype=None, copy=None): return np.asanyarray(self.x, dtype=dtype, copy=copy)
                """);
    }

    @Test
    void an_object_with_the_array_interface_of_a_buffer_is_an_array_over_its_memory() {
        MemorySegment memory = lendOffHeap("off", 6);
        python.run("x = np.asarray(Interface(off)); x[1] = 10; y = np.asarray(Interface(off[::-2]))");
        assertThat(memory.getAtIndex(ValueLayout.JAVA_DOUBLE, 1)).isEqualTo(10.0);
        shows("x.tolist(), y.tolist(), y.strides, np.shares_memory(x, y)", "([0.0, 10.0, 2.0, 3.0, 4.0, 5.0], [5.0, 3.0, 10.0], (-16,), True)");
        shows("type(x.base).__name__, x.flags.writeable", "('Buffer', True)");
        python.lend("fixed", LentMemory.of(memory, ElementType.FLOAT64).asReadOnly());
        shows("np.asarray(Interface(fixed)).flags.writeable", "False");
        shows("np.asarray(Interface(loanword.zeros((0, 3), 'h'))).shape, np.asarray(Interface(loanword.zeros((), 'h'))).shape", "((0, 3), ())");
    }

    @Test
    void the_array_interface_says_what_NumPy_reads() {
        python.lend("big", LentMemory.of(Arena.ofAuto().allocate(24, 8), ElementType.INT32.withOrder(ByteOrder.BIG_ENDIAN), 2, 3));
        python.run("d = big.T.__array_interface__ if hasattr(big, 'T') else big.__array_interface__");
        shows("{k: d[k] for k in d if k != 'data'}", "{'offset': 0, 'shape': (2, 3), 'strides': (12, 4), 'typestr': '>i4', 'version': 3}");
        shows("type(d['data']), d['data'].format, d['data'].nbytes", "(<class 'loanword.Buffer'>, 'B', 24)");
    }

    @Test
    void memory_without_an_address_has_no_array_interface() {
        python.lend("heap", new double[] {1, 2, 3});
        python.lend("flags", new boolean[] {true});
        shows("hasattr(heap, '__array_interface__'), hasattr(flags, '__array_interface__')", "(False, False)");
        shows("heap.__array_interface__", "AttributeError: no __array_interface__: the double[] has no address for native code here");
        shows("hasattr(loanword.zeros(3), '__array_interface__')", "True");
    }

    @Test
    void the_owner_is_in_use_as_long_as_an_array_made_of_the_interface() {
        python.run("t = bridge.EmbeddingTable(4, capacity=2); t.add([1, 2, 3, 4]); x = np.asarray(Interface(t))");
        assertThat(python.show("t.close()")).startsWith("BufferError: embedding table is lent to ");
        python.run("t.close(force=True); others = [np.zeros(4, 'f4') for i in range(100)]; gc.collect()");
        shows("x.tolist()", "[[1.0, 2.0, 3.0, 4.0]]");
        python.run("t = bridge.EmbeddingTable(4); t.add([1, 2, 3, 4]); x = np.asarray(Interface(t)); del x; gc.collect()");
        shows("t.close()", "None");
    }

    @Test
    void exported_types_that_lend_memory_offer_the_protocols() {
        python.run("grid = grids.Grid(2, 3); x = np.from_dlpack(grid); x[1, 2] = 42; y = np.asarray(Interface(grid))");
        shows("grid.cell(5), x.shape, y[1, 2], np.shares_memory(x, y)", "(42.0, (2, 3), np.float64(42.0), True)");
        python.run("t = bridge.EmbeddingTable(dim=3, capacity=2); t.add([1, 2, 3]); t.add([4, 5, 6]); x = np.from_dlpack(t); x[1] = 7");
        shows("t[1].tolist(), np.from_dlpack(t[1]).tolist(), np.asarray(t).shape", "([7.0, 7.0, 7.0], [7.0, 7.0, 7.0], (2, 3))");
        shows("np.shares_memory(np.asarray(t), x), t.__dlpack_device__()", "(True, (1, 0))");
    }

    @Test
    void a_table_in_several_pieces_has_no_array_interface_and_refuses_dlpack_in_words() {
        python.run("t = bridge.EmbeddingTable(100_000)\nfor i in range(5): t.add(np.full(100_000, i, 'f4'))");
        shows("hasattr(t, '__array_interface__')", "False");
        assertThat(python.show("np.from_dlpack(t)")).startsWith("BufferError: the 5 rows lie in 3 pieces, the first of 2 rows; make the table with");
        shows("np.asarray(t).shape", "(5, 100000)");
    }

    @Test
    void from_dlpack_is_an_array_over_the_very_memory() {
        MemorySegment memory = lendOffHeap("off", 6);
        CopyLedger.Totals before = python.ledger();
        python.run("x = np.from_dlpack(off); x *= 2; y = np.from_dlpack(off[::-2])");
        assertThat(memory.getAtIndex(ValueLayout.JAVA_DOUBLE, 5)).isEqualTo(10.0);
        shows("x.tolist(), y.tolist(), y.strides, np.shares_memory(x, y)", "([0.0, 2.0, 4.0, 6.0, 8.0, 10.0], [10.0, 6.0, 2.0], (-16,), True)");
        shows("x.flags.writeable, np.from_dlpack(off, device='cpu', copy=False).tolist() == x.tolist()", "(True, True)");
        shows("np.from_dlpack(loanword.zeros((2, 0, 3), 'h')).shape, np.from_dlpack(loanword.zeros((), 'h')).shape", "((2, 0, 3), ())");
        assertThat(python.ledger().copied()).isEqualTo(before.copied());
    }

    @Test
    void each_number_type_goes_by_dlpack_as_it_is() {
        for (String format : NUMBERS) {
            python.run("b = loanword.zeros((2, 3), '" + format + "'); b[1, 2] = 3; x = np.from_dlpack(b)");
            shows("x.dtype == np.dtype('" + format + "'), x.tolist() == b.tolist(), x.shape", "(True, True, (2, 3))");
        }
        python.run("b = loanword.zeros(3, '?'); b[1] = True");
        shows("np.from_dlpack(b)", "array([False,  True, False])");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "loanword.zeros(3, '>i') | DLPack has no type for elements of big-endian int32 ('>i'); pass np.asarray(x) where that is known",
        "loanword.zeros(3, '4s') | DLPack has no type for elements of bytes[4] ('4s'); pass np.asarray(x) where that is known",
        "loanword.zeros(3, 'c') | DLPack has no type for elements of char ('c'); pass np.asarray(x) where that is known",
        "heap | the double[] lies on the Java heap and has no address; lend off-heap memory, or copy it with copy=True",
        "odd | DLPack counts strides in elements, and the strides (3,) are no multiples of 2 bytes; pass np.asarray(x) where that is known"
    })
    void what_dlpack_cant_say_is_refused_in_words(String buffer, String reason) {
        python.lend("heap", new double[] {1, 2, 3});
        LentMemory six = LentMemory.of(Arena.ofAuto().allocate(6), ElementType.INT16);
        python.lend("odd", six.view(0, Layout.of(2, new long[] {2}, new long[] {3})));
        shows("np.from_dlpack(" + buffer + ")", "BufferError: " + reason);
    }

    @Test
    void what_a_consumer_asks_for_and_cant_get_is_refused_in_words() {
        lendOffHeap("off", 3);
        shows("off.__dlpack__(stream=1)", "BufferError: memory of the CPU has no streams; leave stream out");
        shows("off.__dlpack__(dl_device=(2, 0))", "BufferError: the memory is the CPU's, device (1, 0), and is not copied to another; leave dl_device out");
        shows("off.__dlpack__(max_version=1)", "ValueError: a tuple of two integers is needed");
        shows("off.__dlpack__(max_version=(1,))", "ValueError: a tuple of two integers is needed, got 1 items");
        shows("off.__dlpack__(None)", "TypeError: Buffer.__dlpack__() takes 1 positional argument but 2 were given");
        shows("type(off.__dlpack__(dl_device=(1, 0), max_version=(2, 0))).__name__, off.__dlpack_device__()", "('PyCapsule', (1, 0))");
    }

    @Test
    void read_only_memory_is_told_by_version_1_and_refused_to_older_consumers() {
        MemorySegment memory = lendOffHeap("off", 3);
        python.lend("fixed", LentMemory.of(memory, ElementType.FLOAT64).asReadOnly());
        shows("np.from_dlpack(fixed).flags.writeable", "False");
        shows(
                "fixed.__dlpack__()",
                "BufferError: the memory segment is lent read-only, which DLPack can say from version 1 on; ask with"
                        + " max_version=(1, 0), or for a copy with copy=True");
        shows("np.from_dlpack(Tensor(off, max_version=None)).tolist()", "[0.0, 1.0, 2.0]");
    }

    @Test
    void a_copy_is_made_where_it_is_asked_for_and_counted() {
        python.lend("heap", new double[] {1, 2, 3});
        MemorySegment memory = lendOffHeap("off", 3);
        CopyLedger.Totals before = python.ledger();
        python.run("x = np.from_dlpack(off, copy=True); x[0] = 5; y = np.from_dlpack(heap[::-2], copy=True)");
        shows("x.tolist(), y.tolist()", "([5.0, 1.0, 2.0], [3.0, 1.0])");
        assertThat(memory.getAtIndex(ValueLayout.JAVA_DOUBLE, 0)).isZero();
        assertThat(python.ledger().copied() - before.copied()).isEqualTo(24 + 16);
    }

    @ParameterizedTest
    @ValueSource(strings = {"(1, 0)", "None"})
    void the_owner_is_in_use_until_the_last_tensor_is_deleted(String version) {
        python.run("t = bridge.EmbeddingTable(4); t.add([1, 2, 3, 4]); x = np.from_dlpack(Tensor(t[0], max_version=" + version + ")); gc.collect()");
        shows("t.close()", "BufferError: embedding table is lent to 1 buffer; release it first, or close with force=True");
        python.run("t.close(force=True); others = [np.zeros(4, 'f4') for i in range(100)]; gc.collect()");
        shows("x.tolist()", "[1.0, 2.0, 3.0, 4.0]");
        python.run("t = bridge.EmbeddingTable(4); t.add([1, 2, 3, 4]); x = np.from_dlpack(Tensor(t[0], max_version=" + version + ")); del x");
        python.run("for i in range(3): gc.collect(); np.zeros(3)");
        shows("t.close()", "None");
    }

    @Test
    void a_capsule_that_nobody_takes_ends_its_use_when_it_is_collected() {
        python.run("t = bridge.EmbeddingTable(4); t.add([1, 2, 3, 4]); c = t[0].__dlpack__(), t[0].__dlpack__(max_version=(1, 0))");
        assertThat(python.show("t.close()")).startsWith("BufferError: embedding table is lent to 2 buffers");
        python.run("del c");
        shows("t.close()", "None");
    }

    @Test
    void a_capsule_is_taken_once() {
        lendOffHeap("off", 3);
        python.run("class Same:\n    def __init__(self, c): self.c = c\n    def __dlpack__(self, **k): return self.c\n    def __dlpack_device__(self): return (1, 0)");
        python.run("same = Same(off.__dlpack__(max_version=(1, 0))); x = np.from_dlpack(same)");
        assertThat(python.show("np.from_dlpack(same)")).startsWith("ValueError: ");
        shows("x.tolist()", "[0.0, 1.0, 2.0]");
    }

    @Test
    void a_closed_owner_lends_nothing() {
        python.run("t = bridge.EmbeddingTable(3); t.add([1, 2, 3]); row = t[0]; t.close(force=True)");
        for (String use : new String[] {"row.__dlpack__()", "np.from_dlpack(row)", "row.__array_interface__", "row.__arrow_c_array__()"}) {
            shows(use, "ValueError: the embedding table under this buffer is closed");
        }
        shows("t.__dlpack__()", "ValueError: embedding table is closed");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Tensor(x)", "Interface(x)", "Array(x)"})
    void memory_of_an_array_behind_an_object_without_a_buffer_is_scaled_in_place(String offer) {
        CopyLedger.Totals before = python.ledger();
        python.run("x = np.arange(6.0); bridge.scale_inplace(" + offer + ", 2.0); y = x.reshape(2, 3)[:, ::-1].astype('f4')");
        shows("x.tolist()", "[0.0, 2.0, 4.0, 6.0, 8.0, 10.0]");
        assertThat(python.ledger().copied()).isEqualTo(before.copied());
        shows("loanword.copy_of(" + offer.replace("x", "y[:, ::2]") + ").tolist() == y[:, ::2].tolist()", "True");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Tensor(x)", "Interface(x)", "Array(x)"})
    void a_read_only_array_behind_an_object_is_not_written(String offer) {
        python.run("x = np.arange(3.0); x.flags.writeable = False");
        assertThat(python.show("bridge.scale_inplace(" + offer + ", 2.0)")).startsWith("BufferError: ").contains("read-only");
        shows("x.tolist(), loanword.copy_of(" + offer + ").tolist()", "([0.0, 1.0, 2.0], [0.0, 1.0, 2.0])");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Tensor(x[1:])", "Interface(x[1:])", "Array(x[1:])"})
    void two_ways_to_one_memory_exclude_each_other_and_ways_to_others_do_not(String offer) {
        python.run("x = np.arange(6.0)");
        try (BorrowedValue _ = python.borrow(offer, Access.EXCLUSIVE)) {
            assertThat(python.show("bridge.scale_inplace(x, 2.0)")).startsWith("BorrowError: ");
            assertThat(python.show("bridge.scale_inplace(" + offer + ", 2.0)")).startsWith("BorrowError: ");
            shows("bridge.scale_inplace(x[:1], 2.0)", "None");
        }
        shows("bridge.scale_inplace(" + offer + ", 2.0), x.tolist()", "(None, [0.0, 2.0, 4.0, 6.0, 8.0, 10.0])");
    }

    @Test
    void an_array_method_that_may_copy_is_read_and_not_written() {
        python.run("class Old:\n    def __init__(self, x): self.x = x\n    def __array__(self, dtype=None): return self.x");
        python.run("x = np.arange(3.0)");
        assertThat(python.show("bridge.scale_inplace(Old(x), 2.0)")).startsWith("BufferError: ").contains("read-only");
        shows("x.tolist(), loanword.copy_of(Old(x)).tolist(), loanword.copy_of(np.arange(4.0).flat).tolist()", "([0.0, 1.0, 2.0], [0.0, 1.0, 2.0], [0.0, 1.0, 2.0, 3.0])");
    }

    @Test
    void what_numpy_does_not_give_out_is_refused_with_its_words() {
        python.run("x = np.arange(3).astype('>i4')");
        assertThat(python.show("loanword.copy_of(Tensor(x))")).startsWith("BufferError: DLPack only supports native byte order");
        python.run("x = np.arange(3).astype('c16')");
        shows("loanword.copy_of(Tensor(x))", "BufferError: 'Tensor' can't be borrowed by its __dlpack__: elements of complex128 have no element type here");
        shows("loanword.copy_of(Interface(x))", "BufferError: 'Interface' can't be borrowed by its __array_interface__: elements of type '<c16' have no element type here");
        python.run("x = np.ma.array([1.0, 2.0], mask=[False, True])");
        assertThat(python.show("loanword.copy_of(Array(x))")).startsWith("BufferError: an array with masked elements can't be borrowed");
    }

    @Test
    void an_array_behind_an_object_is_kept_and_given_back() throws IOException {
        python.run(
                """
                def borrow_new_arrays(count):
                    for i in range(count):
                        x = np.zeros(1 << 20)  # 8 MiB
                        bridge.scale_inplace((Tensor, Interface, Array)[i % 3](x), 2.0)
                        if i % 20 == 19: gc.collect()
                """);
        python.run("borrow_new_arrays(60)");
        long before = residentKib();
        python.run("borrow_new_arrays(300)");
        assertThat(residentKib() - before).isLessThan(768 << 10);
        python.run("x = np.zeros(3); bridge.scale_inplace(Tensor(x), 2.0); bridge.scale_inplace(Array(x), 2.0); x.resize(5, refcheck=False)");
        shows("x.flags.owndata, x.shape", "(True, (5,))");
    }

    @Test
    void tensors_over_temporary_memory_are_freed() throws IOException {
        python.run(
                """
                def look_at_new_memory(count):
                    for i in range(count):
                        x = np.from_dlpack(loanword.zeros(1 << 17))  # 1 MiB
                        x += 1
                        if i % 100 == 99: gc.collect()
                """);
        python.run("look_at_new_memory(200)");
        long before = residentKib();
        python.run("look_at_new_memory(2_000)");
        assertThat(residentKib() - before).isLessThan(512 << 10);
    }
}
