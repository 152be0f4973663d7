package dev.loanword.python.graalpy;

import static dev.loanword.python.graalpy.Protocols.run;
import static dev.loanword.python.graalpy.Protocols.shows;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The Arrow C data interface in both directions, with structures made and read with ctypes. */
@ExtendWith(SharedGraalPy.class)
class ArrowProtocolTest {

    private static final String REFUSED = "BufferError: 'Columns' can't be borrowed by its __arrow_c_array__: ";

    @BeforeAll
    static void define() {
        Protocols.define(SharedGraalPy.python());
        run("def column(x):\n"
                + "    s, a = x.__arrow_c_array__()\n"
                + "    return s, a, ArrowSchema.from_address(pointer(s)), ArrowArray.from_address(pointer(a))\n"
                + "def values(a, kind): return list((kind * a.length).from_address((c_uint64 * 2).from_address(a.buffers)[1]))");
    }

    @Test
    void a_column_is_borrowed_to_read_and_released_once() {
        run("x = Columns()");
        shows("loanword.copy_of(x).tolist(), sorted(x.released)", "([0.0, 1.0, 2.0, 3.0, 4.0, 5.0], ['array', 'schema'])");
        shows("loanword.copy_of(x)", REFUSED + "the structure in its capsule 'arrow_schema' was taken or released before");
        shows("len(x.released)", "2");
    }

    @Test
    void a_column_is_immutable() {
        run("x = Columns()");
        assertThat(SharedGraalPy.python().show("bridge.scale_inplace(x, 2.0)")).startsWith("BufferError: ").contains("read-only");
        shows("sorted(x.released), x.values[1]", "(['array', 'schema'], 1.0)");
    }

    @Test
    void offset_and_length_are_those_of_the_array() {
        shows("loanword.copy_of(Columns(offset=2, length=3)).tolist()", "[2.0, 3.0, 4.0]");
        shows("loanword.copy_of(Columns(length=0)).tolist(), loanword.copy_of(Columns(format=b'l', length=1)).tolist()", "([], [0])");
    }

    @Test
    void validity_is_looked_at() {
        shows("loanword.copy_of(Columns(validity=[0b111111], null_count=-1)).tolist()[5]", "5.0");
        shows("loanword.copy_of(Columns(validity=[0b011100], null_count=-1, offset=2, length=3)).tolist()", "[2.0, 3.0, 4.0]");
        shows("loanword.copy_of(Columns(null_count=-1)).tolist()[5]", "5.0");
        shows("described(Columns(validity=[0b101111], null_count=-1))", REFUSED + "it has nulls, which Java would not see; fill them in, or drop them first");
        shows("described(Columns(validity=[0b101111], null_count=1))", REFUSED + "it has 1 nulls, which Java would not see; fill them in, or drop them first");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', value = {
        "format=b'b' | elements of Arrow format 'b' are no numbers of whole bytes",
        "format=b'u' | elements of Arrow format 'u' are no numbers of whole bytes",
        "format=b'tdD' | elements of Arrow format 'tdD' are no numbers of whole bytes",
        "format=b'' | elements of Arrow format '' are no numbers of whole bytes",
        "format=None | its schema has no format",
        "dictionary=8 | its elements are indices into a dictionary; decode them first",
        "length=-1 | its array has the impossible length -1 and offset 0",
        "offset=-1 | its array has the impossible length 6 and offset -1",
        "length=2**62 | its array has the impossible length 4611686018427387904 and offset 0",
        "offset=2**60-3 | its array has the impossible length 6 and offset 1152921504606846973",
        "null_count=-2 | its array has the impossible count of nulls -2",
        "n_buffers=3 | its array is no primitive one: it has 3 buffers and 0 children, not 2 and 0",
        "n_children=1 | its array is no primitive one: it has 2 buffers and 1 children, not 2 and 0",
        "buffers=None | its array has no buffers"
    })
    void what_cant_be_taken_is_refused_in_words_and_released_once(String changed, String reason) {
        run("x = Columns(" + changed + ")");
        shows("described(x)", REFUSED + reason);
        shows("sorted(x.released)", "['array', 'schema']");
    }

    @Test
    void null_data_is_refused() {
        run("x = Columns(); x.buffers[1] = 0");
        shows("described(x)", REFUSED + "no memory can lie 0 bytes after address 0x0");
        shows("sorted(x.released)", "['array', 'schema']");
    }

    @Test
    void a_released_array_is_refused_and_the_schema_is_released() {
        run("x = Columns(release=None)");
        shows("described(x)", REFUSED + "the structure in its capsule 'arrow_array' was taken or released before");
        shows("x.released", "['schema']");
    }

    @Test
    void capsules_of_other_names_are_left_alone() {
        run("x = Columns(names=('arrow_schema', 'arrow_array_stream'))");
        shows("described(x), x.released", REFUSED + "it gave no capsule named 'arrow_array'");
        shows("x.released", "['schema']");
        run("class Wrong:\n    def __arrow_c_array__(self, requested_schema=None): return 1");
        shows("described(Wrong())", "BufferError: 'Wrong' can't be borrowed by its __arrow_c_array__: it gave no tuple of two capsules");
        run("class Three:\n    def __arrow_c_array__(self, requested_schema=None): return 1, 2, 3");
        shows("described(Three())", "BufferError: 'Three' can't be borrowed by its __arrow_c_array__: it gave a tuple of 3 items, not of two capsules");
    }

    @Test
    void lent_memory_is_a_column() {
        run("b = loanword.zeros(3, 'i'); b[1] = 7; s, a, schema, array = column(b[1:])");
        shows("ctypes.string_at(schema.format), schema.n_children, schema.flags, schema.name or 0", "(b'i', 0, 0, 0)");
        shows("array.length, array.null_count, array.offset, array.n_buffers, array.n_children, values(array, ctypes.c_int)", "(2, 0, 0, 2, 0, [7, 0])");
        shows("(c_uint64 * 2).from_address(array.buffers)[0] or 0", "0");
        shows("ctypes.string_at(ArrowSchema.from_address(pointer(loanword.zeros(1, 'e').__arrow_c_schema__())).format)", "b'e'");
    }

    @Test
    void each_number_type_has_its_format() {
        shows("b''.join(ctypes.string_at(column(loanword.zeros(1, f))[2].format) for f in 'bBhHiIlLqQefd')", "b'cCsSiIlLlLefg'");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', value = {
        "loanword.zeros((2, 3)) | an Arrow array is one dimension in one piece, this memory has the shape (2, 3) with strides (24, 8); pass a contiguous column, as loanword.copy_of(x[:, 0])",
        "loanword.zeros(6)[::2] | an Arrow array is one dimension in one piece, this memory has the shape (3,) with strides (16,); pass a contiguous column, as loanword.copy_of(x[:, 0])",
        "loanword.zeros(3, '?') | Arrow has no primitive type for elements of bool ('?'); convert them, or pass np.asarray(x)",
        "loanword.zeros(3, '>i') | Arrow has no primitive type for elements of big-endian int32 ('>i'); convert them, or pass np.asarray(x)",
        "loanword.zeros(3, 'c') | Arrow has no primitive type for elements of char ('c'); convert them, or pass np.asarray(x)"
    })
    void what_is_no_column_is_refused_in_words(String buffer, String reason) {
        shows("(" + buffer + ").__arrow_c_array__()", "BufferError: " + reason);
        shows("(" + buffer + ").__arrow_c_schema__()", "BufferError: " + reason);
    }

    @Test
    void the_owner_is_in_use_until_the_consumer_releases_the_array() {
        run("t = bridge.EmbeddingTable(2); t.add([1, 2]); s, a, schema, array = column(t[0])\n"
                + "moved = ArrowArray.from_buffer_copy(array); array.release = 0; del s, a, schema, array; gc.collect()");
        assertThat(SharedGraalPy.python().show("t.close()")).startsWith("BufferError: embedding table is lent to 1 buffer;");
        shows("values(moved, ctypes.c_float)", "[1.0, 2.0]");
        run("call_back((moved.release, address(moved)))");
        shows("moved.release or 0, t.close()", "(0, None)");
    }

    @Test
    void capsules_that_nobody_takes_end_their_use_when_they_are_collected() {
        run("t = bridge.EmbeddingTable(2); t.add([1, 2]); c = t[0].__arrow_c_array__()");
        assertThat(SharedGraalPy.python().show("t.close()")).startsWith("BufferError: embedding table is lent to ");
        run("del c");
        shows("t.close()", "None");
    }

    @Test
    void lent_memory_comes_back_by_its_own_column() {
        run("class Column:\n    def __init__(self, x): self.x = x\n    def __arrow_c_array__(self, requested_schema=None): return self.x.__arrow_c_array__()");
        run("b = loanword.zeros(3); b[1] = 2");
        shows("loanword.copy_of(Column(b)).tolist()", "[0.0, 2.0, 0.0]");
    }
}
