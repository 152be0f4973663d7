package dev.loanword.python.graalpy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loanword.memory.ElementType;
import dev.loanword.memory.Layout;
import dev.loanword.memory.LentMemory;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Memory beyond 2,147,483,647 bytes, which GraalPy can't count: a Buffer of it works all the same, and a memoryview of the
 * whole is refused in words. The memory is a file of holes, three GiB long, that takes a few KB of the disk.
 */
@ExtendWith(SharedGraalPy.class)
class LargeMemoryTest {

    private static final long GIB = 1L << 30;
    private static final long SIZE = 3 * GIB;

    @TempDir
    static Path folder;

    private static Path file;

    @BeforeAll
    static void make_the_file() throws IOException {
        file = folder.resolve("holes.bin");
        try (FileChannel channel = FileChannel.open(
                file, StandardOpenOption.CREATE_NEW, StandardOpenOption.SPARSE, StandardOpenOption.WRITE)) {
            channel.write(ByteBuffer.wrap(new byte[] {7}), SIZE - 1);
        }
        SharedGraalPy.python().context.getBindings("python").putMember("path", file.toString());
    }

    @BeforeEach
    void map_it() {
        SharedGraalPy.python()
                .eval(
                        """
                        import hashlib, io, itertools, loanword, struct
                        G = 2**30
                        x = loanword.map_file(path, 'r+')
                        x[2 * G:2 * G + 4] = b'abcd'
                        x[:3] = b'\\x01\\0\\0'
                        r = loanword.map_file(path)
                        grid = loanword.map_file(path, 'r+', shape=(3, G))
                        """);
    }

    /** The mappings end with their Buffers, which Python's namespace would keep. */
    @AfterAll
    static void let_go() {
        SharedGraalPy.python().eval("del x, r, grid");
    }

    private static String show(String expression) {
        return SharedGraalPy.python().show(expression);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "x.shape, x.nbytes, x.strides                   | ((3221225472,), 3221225472, (1,))",
                "x[3 * G - 1], x[-1], x[-3 * G], x[0]           | (7, 7, 1, 1)",
                "x[2 * G], x[2 * G + 3], x[2 * G - 1]           | (97, 100, 0)",
                "x[3 * G]                                       | IndexError: index out of range: 3221225472 in a dimension of 3221225472",
                "x[-3 * G - 1]                                  | IndexError: index out of range: -3221225473 in a dimension of 3221225472",
                "x[2**64]                                       | IndexError: index out of range: 18446744073709551616 has more than 64 bits",
                "x[2 * G:2 * G + 4].tobytes()                   | b'abcd'",
                "x[-G:-G + 2].tolist(), x[3 * G:].tolist()      | ([97, 98], [])",
                "x[2 * G + 3:2 * G - 1:-1].tobytes()            | b'dcba'",
                "x[::G].tolist(), x[::G].strides                | ([1, 0, 97], (1073741824,))",
                "x[::-G].tolist(), x[::-G].strides              | ([7, 0, 0], (-1073741824,))",
                "x[::2**62].tolist(), x[::-2**62].tolist()      | ([1], [7])",
                "x[G:][G:][:2].tobytes()                        | b'ab'",
                "x.cast('i').shape, x.cast('i')[-1] >> 24       | ((805306368,), 7)",
                "x.cast('Q', (3, 2**27))[2, 0] & 0xFFFF         | 25185",
            })
    void each_element_is_reached_by_a_long_index(String expression, String result) {
        assertThat(show(expression)).isEqualTo(result);
    }

    @Test
    void what_is_written_beyond_two_gib_goes_to_the_file() throws IOException {
        SharedGraalPy.python().eval("x[2 * G + 10] = 42\nx[-4:-1] = b'end'\nx[2 * G + 20:2 * G + 23][::-1][:] = b'xyz'");
        assertThat(show("r[2 * G + 10], r[-4:].tobytes(), r[2 * G + 20:2 * G + 23].tobytes()"))
                .isEqualTo("(42, b'end\\x07', b'zyx')");
        try (FileChannel channel = FileChannel.open(file)) {
            ByteBuffer found = ByteBuffer.allocate(4);
            channel.read(found, SIZE - 4);
            assertThat(found.array()).containsExactly('e', 'n', 'd', 7);
        }
        assertThat(show("r.__setitem__(-1, 0)")).isEqualTo("TypeError: cannot modify read-only memory");
        assertThat(show("r.__setitem__(slice(-1, None), b'x')")).isEqualTo("TypeError: cannot modify read-only memory");
    }

    @Test
    void a_slice_that_python_can_count_is_a_buffer_like_any_other() {
        SharedGraalPy.python().eval("part = x[2 * G - 2:]\nv = memoryview(part)");
        assertThat(show("len(v), v.nbytes, v[2], v[-1], bytes(v[2:6])")).isEqualTo("(1073741826, 1073741826, 97, 7, b'abcd')");
        SharedGraalPy.python().eval("v[2] = ord('A')\nstruct.pack_into('<H', x[2 * G:2 * G + 100], 1, 0x5958)");
        assertThat(show("r[2 * G:2 * G + 4].tobytes()")).isEqualTo("b'AXYd'");
        assertThat(show("hashlib.md5(x[2 * G:2 * G + 4]).digest() == hashlib.md5(b'AXYd').digest()")).isEqualTo("True");
        assertThat(show("io.BytesIO(b'read').readinto(x[-4:]), x[-4:].tobytes()")).isEqualTo("(4, b'read')");
        SharedGraalPy.python().eval("x[-1] = 7");
        // One element more than it can count, and the most that it can.
        assertThat(show("memoryview(x[:2 * G - 1]).nbytes")).isEqualTo("2147483647");
        assertThat(show("memoryview(x[:2 * G])"))
                .isEqualTo("BufferError: a memoryview holds at most 2147483647 bytes here, this buffer has 2147483648; index the"
                        + " buffer itself, or take memoryview() of a slice");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"memoryview(x)", "io.BytesIO(x)", "hashlib.md5(x)", "struct.unpack_from('B', x)", "io.BytesIO().write(r)"})
    void what_needs_a_memoryview_of_the_whole_says_so(String use) {
        assertThat(show(use))
                .isEqualTo("BufferError: a memoryview holds at most 2147483647 bytes here, this buffer has 3221225472; index the"
                        + " buffer itself, or take memoryview() of a slice");
    }

    @Test
    void python_counts_to_two_billion_and_says_where_the_rest_is() {
        String refusal = "OverflowError: len() counts at most 2147483647 here, this buffer has the shape (3221225472,); use"
                + " buffer.shape[0]";
        assertThat(show("len(x)")).isEqualTo(refusal);
        assertThat(show("bool(x), not x, x.shape[0]")).isEqualTo("(True, False, 3221225472)");
        assertThat(show("repr(r)"))
                .isEqualTo("\"<loanword.Buffer uint8 ('B'), shape (3221225472,), over mapped file '" + file + "', read-only>\"");
    }

    @Test
    void iteration_starts_at_once_and_passes_two_billion() {
        assertThat(show("list(itertools.islice(x, 3)), next(reversed(x)), next(iter(x[2 * G:]))")).isEqualTo("([1, 0, 0], 7, 97)");
        assertThat(show("1 in x, x.shape[0] in (v for v in [3 * G])")).isEqualTo("(True, True)");
    }

    /** Getting there one by one would take minutes, so the iterator's own counter is moved on. */
    @Test
    void an_iterator_does_not_begin_anew_after_two_billion() {
        SharedGraalPy.python().eval("elements = iter(x)\nelements.__reduce__()[1][1].__setstate__(2 * G - 2)");
        assertThat(show("list(itertools.islice(elements, 5))")).isEqualTo("[0, 0, 97, 98, 99]");
    }

    @Test
    void equality_finds_a_difference_at_once_and_copies_nothing_large() {
        assertThat(show("x == x[1:], x == b'abc', x == x[::-1]")).isEqualTo("(False, False, False)");
        SharedGraalPy.python().boundary.lend("broadcast", broadcast());
        assertThat(show("broadcast == x, x != broadcast, broadcast[:5].tolist()")).isEqualTo("(False, True, [9, 9, 9, 9, 9])");
    }

    /** One byte, seen three billion times over. */
    private static LentMemory broadcast() {
        return LentMemory.of(MemorySegment.ofArray(new byte[] {9}), ElementType.UINT8)
                .view(0, Layout.of(1, new long[] {SIZE}, new long[] {0}));
    }

    @Test
    void what_would_make_a_copy_too_large_for_python_is_refused_with_the_size() {
        String refusal = "ValueError: a copy of 3221225472 bytes is larger than an array can be; copy it in slices";
        assertThat(show("x.tobytes()")).isEqualTo(refusal);
        assertThat(show("bytes(x)")).isEqualTo(refusal);
        assertThat(show("x.__setitem__(slice(None), r)")).isEqualTo(refusal);
        assertThat(show("x.tolist()")).isEqualTo("ValueError: a list holds at most 2147483647 items here; take slices of the buffer");
    }

    @Test
    void two_dimensions_may_have_long_strides() {
        assertThat(show("grid.shape, grid.strides, len(grid), grid[2, -1], grid[2, 0]"))
                .isEqualTo("((3, 1073741824), (1073741824, 1), 3, 7, 97)");
        assertThat(show("[row[0] for row in grid], grid[:, 0].tolist(), grid[::-1, 0].tolist()"))
                .isEqualTo("([1, 0, 97], [1, 0, 97], [97, 0, 1])");
        SharedGraalPy.python().eval("grid[:, 1] = b'rgb'\ngrid[1:, 2][1] = 33");
        assertThat(show("x[1], x[G + 1], x[2 * G + 1], x[2 * G + 2]")).isEqualTo("(114, 103, 98, 33)");
        assertThat(show("memoryview(grid[1])[1], memoryview(grid[1:, 1]).tolist()")).isEqualTo("(103, [103, 98])");
        assertThat(show("memoryview(grid[:, 1])"))
                .isEqualTo("BufferError: a memoryview holds at most 2147483647 bytes here, this buffer has 3 bytes spread over"
                        + " 2147483649; index the buffer itself, or take memoryview() of a slice");
    }

    @Test
    void java_lends_a_large_mapping_of_its_own() throws IOException {
        try (Arena arena = Arena.ofShared();
                FileChannel channel = FileChannel.open(file)) {
            MemorySegment segment = channel.map(MapMode.READ_ONLY, 0, SIZE, arena);
            SharedGraalPy.python().boundary.lend("lent", LentMemory.of(segment, ElementType.INT64, 3, GIB / 8));
            assertThat(show("lent.shape, lent.strides, lent[2, -1] >> 56, lent[2, 0] & 0xFF, lent.readonly"))
                    .isEqualTo("((3, 134217728), (1073741824, 8), 7, 97, True)");
        }
        assertThat(show("lent[2, -1]")).isEqualTo("ValueError: the memory segment under this buffer is closed");
    }
}
