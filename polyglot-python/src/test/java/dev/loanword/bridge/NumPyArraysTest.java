package dev.loanword.bridge;

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
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The patterns on real NumPy arrays, in the process of {@link NumPyHost}.
 */
@Tag("numpy")
class NumPyArraysTest {

    private static final String READ_ONLY =
            "'BufferError: scale_inplace writes in place and needs a writable buffer, got a read-only one; pass a"
                    + " bytearray, an array.array or a writable view'";

    private static BridgeHost python;

    @BeforeAll
    static void open() {
        python = NumPyHost.shared();
    }

    @Test
    void a_float64_array_is_scaled_in_place() {
        python.run("x = np.array([1, -2, 4], dtype=np.float64); address = x.ctypes.data; same = x");
        shows("bridge.scale_inplace(x, 1.5), x.tolist()", "(None, [1.5, -3.0, 6.0])");
        shows("x is same, x.ctypes.data == address, x.dtype, x.shape", "(True, True, dtype('float64'), (3,))");
    }

    @Test
    void it_is_one_memory_on_both_sides_and_nothing_is_copied() {
        CopyLedger.Totals before = python.ledger();
        python.run(
                """
                x = np.arange(1000.0)
                view = x.reshape(10, 100)
                bridge.scale_inplace(x, 2.0)     # Java writes, each view of the array sees it
                x[0] = 7.0                       # NumPy writes, the next call sees it
                bridge.scale_inplace(view, 2.0)
                y = x.astype(np.float32)
                bridge.scale_buffer(y, 2.0)
                """);
        shows("view[0, 0], x[1], x[999], float(y[999])", "(np.float64(14.0), np.float64(4.0), np.float64(3996.0), 7992.0)");
        CopyLedger.Totals after = python.ledger();
        assertThat(after.borrows() - before.borrows()).isEqualTo(3);
        assertThat(after.borrowedBytes() - before.borrowedBytes()).isEqualTo(8000 + 8000 + 4000);
        assertThat(after.copied()).isEqualTo(before.copied());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "np.arange(6.0).reshape(2, 3)",
                "np.arange(24.0).reshape(2, 3, 4)",
                "np.arange(6.0).reshape((1,) * 30 + (6,))",
                "np.array(3.0)",
                "np.empty(0)",
                "np.empty((2, 0, 3))",
                "np.arange(6.0)[2:4]",
                "np.arange(6.0).reshape(2, 3)[1]",
                "np.arange(6.0)[:, None]",
                "np.arange(6.0)[None]",
                "np.lib.stride_tricks.as_strided(np.arange(3.0), (1, 3), (800, 8))",
                "np.arange(3, dtype='<f8')",
                "np.arange(3, dtype='=f8')",
                "np.frombuffer(bytearray(b'?' + np.arange(3.0).tobytes()), dtype='f8', offset=1)",
                "np.matrix([[1.0, 2.0]])",
                "np.ma.array([1.0, 2.0])",
                "np.ones(3, dtype=[('x', 'f8')])['x']",
                "np.arange(100_003.0)",
            })
    void each_contiguous_array_is_scaled_whatever_its_shape(String array) {
        python.run("x = " + array + "; expected = x * 3.0; bridge.scale_inplace(x, 3.0)");
        shows("x.tobytes() == expected.tobytes()", "True");
    }

    @Test
    void a_contiguous_part_is_scaled_and_the_rest_is_left_alone() {
        python.run("x = np.arange(6.0); bridge.scale_inplace(x[2:4], 10.0)");
        shows("x.tolist()", "[0.0, 1.0, 20.0, 30.0, 4.0, 5.0]");
        python.run("x = np.arange(6.0).reshape(3, 2); bridge.scale_inplace(x[1:], 10.0)");
        shows("x.tolist()", "[[0.0, 1.0], [20.0, 30.0], [40.0, 50.0]]");
    }

    @Test
    void a_memoryview_of_an_array_is_scaled() {
        python.run("x = np.arange(6.0); bridge.scale_inplace(memoryview(x), 2.0); bridge.scale_inplace(memoryview(x)[4:], 10.0)");
        shows("x.tolist()", "[0.0, 2.0, 4.0, 6.0, 80.0, 100.0]");
        python.run("m = memoryview(x)[::-2]");
        shows(
                "refusal(bridge.scale_inplace, m, x)",
                "'BufferError: scale_inplace needs a C-contiguous buffer, got shape (3,) with strides (-16,); make a contiguous"
                        + " copy first, with np.ascontiguousarray for NumPy arrays'");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "x[::2]                     | (12,)     | (16,)",
                "x[::-1]                    | (24,)     | (-8,)",
                "x[20:2:-3]                 | (6,)      | (-24,)",
                "x.reshape(4, 6).T          | (6, 4)    | (8, 48)",
                "x.reshape(4, 6)[:, 0]      | (4,)      | (48,)",
                "x.reshape(4, 6)[:, 1:3]    | (4, 2)    | (48, 8)",
                "x.reshape(4, 6)[::2]       | (2, 6)    | (96, 8)",
                "x.reshape(2, 3, 4).swapaxes(0, 1) | (3, 2, 4) | (32, 96, 8)",
                "np.ndarray((2, 3), 'f8', x, order='F') | (2, 3) | (8, 16)",
            })
    void a_strided_array_is_refused_with_the_way_out(String strided, String shape, String strides) {
        python.run("x = np.arange(24.0)");
        shows(
                "refused(bridge.scale_inplace, " + strided + ", x)",
                "'BufferError: scale_inplace needs a C-contiguous buffer, got shape " + shape + " with strides " + strides
                        + "; make a contiguous copy first, with np.ascontiguousarray for NumPy arrays'");
        python.run("copy = np.ascontiguousarray(" + strided + "); bridge.scale_inplace(copy, 2.0)");
        shows("copy.tolist() == (" + strided + " * 2).tolist()", "True");
    }

    @Test
    void a_read_only_array_is_refused() {
        python.run("x = np.arange(3.0); x.flags.writeable = False; b = np.frombuffer(np.arange(3.0).tobytes())");
        shows("refused(bridge.scale_inplace, x)", READ_ONLY);
        shows("refused(bridge.scale_inplace, b)", READ_ONLY);
        shows("refused(bridge.scale_inplace, np.broadcast_to(np.arange(3.0), (2, 3)))", READ_ONLY);
        shows("refused(bridge.scale_inplace, np.float64(3.0))", READ_ONLY);
        python.run("x.flags.writeable = True; bridge.scale_inplace(x, 2.0)");
        shows("x.tolist()", "[0.0, 2.0, 4.0]");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "np.arange(3, dtype='f4')  | float32 ('f')",
                "np.arange(3, dtype='f2')  | float16 ('e')",
                "np.arange(3, dtype='i1')  | int8 ('b')",
                "np.arange(3, dtype='u1')  | uint8 ('B')",
                "np.arange(3, dtype='i2')  | int16 ('h')",
                "np.arange(3, dtype='i4')  | int32 ('i')",
                "np.arange(3)              | int64 ('l')",
                "np.arange(3, dtype='u8')  | uint64 ('L')",
                "np.arange(3, dtype='>i4') | big-endian int32 ('>i')",
                "np.ones(3, dtype=bool)    | bool ('?')",
                "np.array(['a', 'bc'])     | ucs4[2] ('2w')",
                "np.array([b'a', b'bc'])   | bytes[2] ('2s')",
                "np.zeros(2, dtype='V8')   | padding[8] ('8x')",
            })
    void another_dtype_is_refused_with_both_types(String array, String found) {
        shows(
                "refused(bridge.scale_inplace, " + array + ")",
                "\"TypeError: scale_inplace expected elements of type float64 ('d'), got " + found
                        + "; convert first, with x.astype('float64') for NumPy arrays or array.array('d', x)\"");
    }

    @ParameterizedTest
    @CsvSource({"scale_inplace, >f8, float64, d", "scale_buffer, >f4, float32, f"})
    void the_other_byte_order_is_refused_and_the_way_out_works(String function, String dtype, String name, String code) {
        python.run("x = np.arange(3, dtype='" + dtype + "')");
        shows(
                "refused(bridge." + function + ", x)",
                "\"TypeError: " + function + " expected elements of type " + name + " ('" + code + "'), got big-endian " + name
                        + " ('>" + code + "'); swap the bytes first, with x.astype(x.dtype.newbyteorder('=')) for NumPy"
                        + " arrays\"");
        python.run("x = x.astype(x.dtype.newbyteorder('=')); bridge." + function + "(x, 2.0)");
        shows("x.tolist()", "[0.0, 2.0, 4.0]");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "np.arange(3, dtype='c8')                       | complex64      | x.view('float32'), where a real and an"
                        + " imaginary part take turns",
                "np.arange(3, dtype='c16')                      | complex128     | x.view('float64'), where a real and an"
                        + " imaginary part take turns",
                "np.arange(3, dtype='g')                        | float128       | x.astype('float64')",
                "np.array([1.0, None], dtype=object)            | object         | x.astype(...) with a type of fixed size",
                "np.array(['a'], dtype=np.dtypes.StringDType()) | StringDType()  | x.astype(...) with a type of fixed size",
                "np.zeros(2, dtype=[('x', '<i4'), ('y', 'i1')]) | [('x', '<i4'), ('y', 'i1')] | one field at a time, as x['x']",
                "np.zeros(2, dtype='M8[s]')                     | datetime64[s]  | x.view('int64') for its counts of s",
                "np.zeros((), dtype='m8[25us]')                 | timedelta64[25us] | x.view('int64') for its counts of us",
            })
    void a_dtype_that_no_element_type_stands_for_is_refused_with_the_way_out(String array, String dtype, String way) {
        python.run("x = " + array);
        shows(
                "refused(bridge.scale_inplace, x)",
                "\"TypeError: an array of " + dtype + " can't be borrowed, since no element type stands for its own; pass " + way + '"');
    }

    @Test
    void the_factor_may_be_a_numpy_number() {
        python.run("x = np.arange(3.0)");
        shows("bridge.scale_inplace(x, np.float64(2)), x.tolist()", "(None, [0.0, 2.0, 4.0])");
        shows("bridge.scale_inplace(x, np.int32(2)), x.tolist()", "(None, [0.0, 4.0, 8.0])");
        shows("bridge.scale_inplace(x, np.array(0.5)), x.tolist()", "(None, [0.0, 2.0, 4.0])");
        shows("bridge.scale_inplace(x, x)", "TypeError: only length-1 arrays can be converted to Python scalars");
        shows("x.tolist()", "[0.0, 2.0, 4.0]");
    }

    @Test
    void a_float32_array_is_scaled_by_scale_buffer_alone() {
        python.run("x = np.arange(6, dtype=np.float32).reshape(2, 3); bridge.scale_buffer(x, 2.0)");
        shows("x.tolist()", "[[0.0, 2.0, 4.0], [6.0, 8.0, 10.0]]");
        shows(
                "refused(bridge.scale_buffer, np.arange(3.0))",
                "\"TypeError: scale_buffer expected elements of type float32 ('f'), got float64 ('d'); convert first, with"
                        + " x.astype('float32') for NumPy arrays or array.array('f', x)\"");
        shows(
                "refused(bridge.scale_buffer, x[:, 1], x)",
                "'BufferError: scale_buffer needs a C-contiguous buffer, got shape (2,) with strides (12,); make a contiguous"
                        + " copy first, with np.ascontiguousarray for NumPy arrays'");
    }

    @Test
    void a_checksum_takes_bytes_that_numpy_looks_at_but_no_array() {
        shows("bridge.checksum_bytes(np.arange(3, dtype='u1'))", "TypeError: expected bytes or bytearray");
        shows("bridge.checksum_bytes(np.bytes_(b'abc')) == bridge.checksum_bytes(b'abc')", "True");
        // NumPy has moved the contents of both into C memory; they are borrowed there.
        python.run("b = bytearray(b'abcdefgh'); v = np.frombuffer(b, dtype='u1'); fixed = bytes(range(16)); w = np.frombuffer(fixed, 'u1')");
        shows("bridge.checksum_bytes(b) == bridge.checksum_bytes(b'abcdefgh')", "True");
        shows("bridge.checksum_bytes(fixed) == bridge.checksum_bytes(bytes(range(16)))", "True");
        python.run("v[0] = ord('X')");
        shows("b, bridge.checksum_bytes(b) == bridge.checksum_bytes(b'Xbcdefgh')", "(bytearray(b'Xbcdefgh'), True)");
        python.run("a = A('f', [1, 2]); seen = np.frombuffer(a, dtype='f4'); bridge.scale_buffer(a, 2.0)");
        shows("a.tolist(), seen.tolist()", "([2.0, 4.0], [2.0, 4.0])");
    }

    @Test
    void rows_and_queries_are_arrays_of_any_stride() {
        python.run(
                """
                t = bridge.EmbeddingTable(3)
                rows = [np.arange(3.0), np.arange(3, dtype='f4'), np.arange(6.0)[::2], np.arange(6, dtype='f4').reshape(3, 2)[:, 1]]
                for row in rows: t.add(row)
                """);
        shows("[row.tolist() for row in t] == [row.tolist() for row in rows]", "True");
        shows("[t.dot(3, row) for row in rows]", "[13.0, 13.0, 26.0, 35.0]");
        shows("t.add(np.arange(4.0))", "ValueError: expected 3-dim embedding, got 4");
        shows("t.dot(0, np.arange(4.0))", "ValueError: expected 3-dim query, got 4");
        shows("t.add(np.zeros((2, 3)))", "ValueError: expected 3-dim embedding, got a buffer of shape (2, 3); pass one row");
        shows("t.dot(0, np.array(1.0))", "ValueError: expected 3-dim query, got a buffer of shape (); pass one row");
        shows(
                "t.add(np.arange(3))",
                "TypeError: EmbeddingTable.add expected float32 ('f') or float64 ('d') elements, got int64 ('l'); convert first");
        shows("t.add([np.float32(1), np.int64(2), 3]), t[-1].tolist()", "(4, [1.0, 2.0, 3.0])");
        shows("t.dot(np.int64(0), [1, 1, 1]), t[np.int64(-1)].tolist()", "(3.0, [1.0, 2.0, 3.0])");
    }

    @Test
    void numpy_works_on_a_row_of_a_table_and_pins_it() {
        python.run("t = bridge.EmbeddingTable(3); t.add([1, 2, 3]); row = t[0]; m = memoryview(row); z = np.asarray(m)");
        shows("z.dtype, z.shape, z.flags.writeable", "(dtype('float32'), (3,), True)");
        python.run("z[0] = 10; bridge.scale_buffer(z, 2.0)");
        shows("row.tolist(), t.dot(0, z)", "([20.0, 4.0, 6.0], 452.0)");
        python.run("row.release(); m.release()");
        shows("t.close()", "BufferError: embedding table is lent to 1 buffer; release it first, or close with force=True");
        python.run("row, m = t[0], memoryview(t[0]); t.close(force=True)");
        for (String use : new String[] {"row[0]", "m[0]", "bridge.scale_buffer(row, 2)", "bridge.scale_buffer(m, 2)"}) {
            shows(use, "ValueError: the embedding table under this buffer is closed");
        }
        // The memory itself stays as long as NumPy has its address.
        python.run("others = [bridge.EmbeddingTable(3) for i in range(50)]\nfor o in others: o.add([9, 9, 9])\ngc.collect(); z += 1");
        shows("z.tolist()", "[21.0, 5.0, 7.0]");
    }

    @Test
    void an_array_that_was_borrowed_is_freed() throws IOException {
        python.run(
                """
                def borrow_new_arrays(count):
                    for i in range(count):
                        bridge.scale_inplace(np.ones(1 << 22), 2.0)  # 32 MiB
                        if i % 8 == 7: gc.collect()
                """);
        python.run("borrow_new_arrays(8)");
        long before = residentKib();
        python.run("borrow_new_arrays(24)");
        assertThat(residentKib() - before).isLessThan(512 << 10);
    }

    @Test
    void lent_memory_becomes_an_array_over_the_very_memory() {
        python.run("lent = loanword.zeros((2, 3), 'f'); seen = np.asarray(lent); seen[1, 2] = 7; lent[0, 0] = 5");
        shows("lent.tolist(), seen.tolist()", "([[5.0, 0.0, 0.0], [0.0, 0.0, 7.0]], [[5.0, 0.0, 0.0], [0.0, 0.0, 7.0]])");
        shows("seen.dtype, seen.shape, seen.strides", "(dtype('float32'), (2, 3), (12, 4))");
        shows("np.asarray(lent[:, 2]).tolist(), np.asarray(lent[::-1]).strides", "([0.0, 7.0], (-12, 4))");
        shows("np.asarray(lent, dtype='f8').dtype, np.shares_memory(np.asarray(lent), seen)", "(dtype('float64'), True)");
    }

    @Test
    void each_numeric_element_type_keeps_its_meaning_in_numpy() {
        for (String format : new String[] {"?", "b", "B", "h", "H", "i", "I", "q", "Q", "e", "f", "d", ">i", ">d"}) {
            python.run("lent = loanword.zeros(2, '" + format + "'); lent[1] = 1");
            shows("np.asarray(lent).tolist() == lent.tolist() and np.asarray(lent).itemsize == lent.itemsize", "True");
        }
    }

    @Test
    void heap_memory_is_refused_to_numpy_in_words() {
        python.lend("heap", new double[3]);
        shows(
                "np.asarray(heap)",
                "BufferError: the double[] lies on the Java heap and has no address for NumPy; lend off-heap memory, or copy it"
                        + " with np.array(buffer, copy=True)");
        shows("np.asarray(loanword.copy_of(heap)).tolist()", "[0.0, 0.0, 0.0]");
    }

    @Test
    void flags_of_a_boolean_array_are_refused_and_their_copy_is_taken() {
        python.lend("flags", new boolean[] {true, false});
        shows(
                "np.asarray(flags)",
                "BufferError: the boolean[] lies on the Java heap and has no address for NumPy; lend off-heap memory, or copy it"
                        + " with np.array(buffer, copy=True)");
        shows("np.asarray(loanword.copy_of(flags))", "array([ True, False])");
    }

    /** NumPy counts in 64 bits, so that here even memory beyond 2 GiB is one array. The file is made of holes. */
    @Test
    void a_mapped_file_becomes_an_array_of_any_length(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("holes.bin");
        try (FileChannel channel = FileChannel.open(
                file, StandardOpenOption.CREATE_NEW, StandardOpenOption.SPARSE, StandardOpenOption.WRITE)) {
            channel.write(ByteBuffer.wrap(new byte[] {7}), (3L << 30) - 1);
        }
        python.run("G = 2**30; x = loanword.map_file('" + file + "', 'r+', shape=(3, G)); z = np.asarray(x)");
        shows("z.nbytes, z.shape, z.strides, z[2, -1]", "(3221225472, (3, 1073741824), (1073741824, 1), np.uint8(7))");
        python.run("z[2, 5] = 8; x[1, 5] = 9; column = np.asarray(x[:, 5]); column += 1");
        shows("x[:, 5].tolist(), column.strides, np.shares_memory(column, z)", "([1, 10, 9], (1073741824,), True)");
        python.run("fixed = np.asarray(loanword.map_file('" + file + "', format='q'))");
        shows("fixed.dtype, fixed.shape, fixed.flags.writeable, int(fixed[-1] >> 56)", "(dtype('int64'), (402653184,), False, 7)");
        shows("fixed.__setitem__(0, 1)", "ValueError: assignment destination is read-only");
        python.run("del x, z, column, fixed");
    }

    @Test
    void views_of_memory_that_java_lends_keep_their_strides_in_numpy() {
        MemorySegment segment = Arena.ofAuto().allocate(24, 8);
        segment.copyFrom(MemorySegment.ofArray(new int[] {0, 1, 2, 3, 4, 5}));
        LentMemory grid = LentMemory.of(segment, ElementType.INT32, 2, 3);
        python.lend("transposed", grid.view(0, Layout.of(4, new long[] {3, 2}, new long[] {4, 12})));
        python.lend("fixed", grid.asReadOnly());
        shows("np.asarray(transposed).tolist(), np.asarray(transposed).strides", "([[0, 3], [1, 4], [2, 5]], (4, 12))");
        shows("np.asarray(transposed[::-1, 1]).tolist(), np.asarray(fixed).flags.writeable", "([5, 4, 3], False)");
        python.run("np.asarray(transposed)[0] = 9");
        shows("fixed.tolist()", "[[9, 1, 2], [9, 4, 5]]");
    }

    @Test
    void a_table_with_a_live_array_is_not_freed() {
        python.run("table = bridge.EmbeddingTable(4); table.add([1, 2, 3, 4]); row = np.asarray(table[0])");
        shows(
                "table.close()",
                "BufferError: embedding table is lent to 1 buffer; release it first, or close with force=True");
        python.run("table.close(force=True)");
        shows("table, row.tolist()", "(<bridge.EmbeddingTable, closed>, [1.0, 2.0, 3.0, 4.0])");
    }

    @Test
    void an_exported_type_with_a_buffer_is_an_array_over_its_own_memory() {
        python.run("grid = grids.Grid(2, 3); cells = np.asarray(grid); cells[1, 2] = 42; same = np.asarray(grid)");
        shows("cells.shape, cells.dtype, grid.cell(5), float(same[1, 2]), np.shares_memory(cells, same)", "((2, 3), dtype('float64'), 42.0, 42.0, True)");
        shows("np.array(grid, dtype='f4').dtype, float(np.add(grid, 1)[0, 0]), grid.uses() > 0", "(dtype('float32'), 1.0, True)");
        assertThat(python.show("grid.close()")).startsWith("BufferError:");
    }

    @Test
    void random_generators_take_arrays_as_parameters() {
        python.run("drawn = np.random.default_rng(1).normal((5.0, 3.0), (0.0, 0.0), size=(2, 2))");
        shows("drawn.tolist()", "[[5.0, 3.0], [5.0, 3.0]]");
        shows("np.random.default_rng(1).binomial([10, 20], [1.0, 0.0], size=(1, 2)).tolist()", "[[10, 0]]");
    }
}
