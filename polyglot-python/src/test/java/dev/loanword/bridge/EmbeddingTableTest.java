package dev.loanword.bridge;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** {@code bridge.EmbeddingTable} as Python uses it: rows in, dot products out, rows as views. */
class EmbeddingTableTest {

    private static BridgeHost python;

    @BeforeAll
    static void open() {
        python = new BridgeHost("ctypes", "pickle");
        python.run("from bridge import EmbeddingTable");
    }

    @AfterAll
    static void close() {
        python.close();
    }

    @BeforeEach
    void make_a_table() {
        python.run("t = EmbeddingTable(3)");
    }

    private static void shows(String expression, String expected) {
        assertThat(python.show(expression)).as(expression).isEqualTo(expected);
    }

    @Test
    void rows_get_their_indices_in_order() {
        shows("t.add([1, 2, 3]), t.add((4, 5, 6)), len(t)", "(0, 1, 2)");
        shows("t[0].tolist(), t[1].tolist()", "([1.0, 2.0, 3.0], [4.0, 5.0, 6.0])");
    }

    @Test
    void the_dimension_is_768_unless_given() {
        shows("EmbeddingTable().dim, EmbeddingTable(5).dim, EmbeddingTable(dim=7).dim", "(768, 5, 7)");
        shows("EmbeddingTable(dim=True).dim", "1");
        shows("EmbeddingTable(0)", "ValueError: dim must be from 1 to 536870909, got 0");
        shows("EmbeddingTable(-3)", "ValueError: dim must be from 1 to 536870909, got -3");
        shows("EmbeddingTable(536870910)", "ValueError: dim must be from 1 to 536870909, got 536870910");
        shows(
                "EmbeddingTable(10**30)",
                "OverflowError: EmbeddingTable() argument 'dim' is 1000000000000000000000000000000, out of range for a 64-bit"
                        + " int (-9223372036854775808 to 9223372036854775807)");
        shows("EmbeddingTable(3.0)", "TypeError: EmbeddingTable() argument 'dim' must be int, not float");
        shows("EmbeddingTable('3')", "TypeError: EmbeddingTable() argument 'dim' must be int, not str");
        shows("EmbeddingTable(None)", "TypeError: EmbeddingTable() argument 'dim' must be int, not NoneType");
        shows("EmbeddingTable(size=3)", "TypeError: __new__() got an unexpected keyword argument 'size'");
        shows("EmbeddingTable(3, 4)", "TypeError: __new__() takes from 1 to 2 positional arguments but 3 were given");
    }

    @Test
    void a_row_is_taken_from_anything_that_holds_numbers() {
        python.run(
                """
                class Half:
                    def __float__(self): return 0.5
                class MyList(list): pass
                rows = [
                    [1.5, 2.5, 3.5],
                    (1.5, 2.5, 3.5),
                    MyList([1.5, 2.5, 3.5]),
                    A('f', [1.5, 2.5, 3.5]),
                    A('d', [1.5, 2.5, 3.5]),
                    memoryview(A('f', [1.5, 2.5, 3.5])),
                    memoryview(A('f', [1.5, 9, 2.5, 9, 3.5]))[::2],
                    memoryview(A('d', [3.5, 9, 2.5, 9, 1.5]))[::-2],
                    memoryview(bytearray(A('f', [1.5, 2.5, 3.5]).tobytes())).cast('f'),
                    memoryview(A('f', [1.5, 2.5, 3.5]).tobytes()).cast('f'),
                    (ctypes.c_float * 3)(1.5, 2.5, 3.5),
                    (ctypes.c_double * 3)(1.5, 2.5, 3.5),
                    pickle.PickleBuffer(A('f', [1.5, 2.5, 3.5])),
                ]
                for row in rows: t.add(row)
                """);
        shows("[i for i, row in enumerate(t) if row.tolist() != [1.5, 2.5, 3.5]]", "[]");
        shows("len(t) == len(rows)", "True");
        shows("t.add([1, True, Half()]), t[-1].tolist()", "(13, [1.0, 1.0, 0.5])");
        shows("t.add(t[0]), t[-1].tolist()", "(14, [1.5, 2.5, 3.5])");
        shows("t.add(row=[7, 8, 9]), t[-1].tolist()", "(15, [7.0, 8.0, 9.0])");
    }

    @Test
    void a_stored_row_is_a_copy_of_its_source() {
        python.run("source = A('f', [1, 2, 3]); t.add(source); source[0] = 99");
        shows("t[0].tolist()", "[1.0, 2.0, 3.0]");
    }

    @Test
    void numbers_are_rounded_to_float32_and_nan_and_infinity_pass() {
        shows("t.add([0.1, float('nan'), -float('inf')]), t[0].tolist()", "(0, [0.10000000149011612, nan, -inf])");
        shows("t.add(A('d', [0.1, float('nan'), 1e300])), t[1].tolist()", "(1, [0.10000000149011612, nan, inf])");
        shows("t.add([1e300, -0.0, 1e-300]), t[2].tolist()", "(2, [inf, -0.0, 0.0])");
        shows("t.dot(0, [1, 1, 1]), t.dot(2, [1, 0, 0]), t.dot(2, [0, 1, 1])", "(nan, inf, nan)");
    }

    @Test
    void a_row_of_another_length_is_refused_and_not_added() {
        shows("EmbeddingTable().add([0.0] * 767)", "ValueError: expected 768-dim embedding, got 767");
        shows("t.add([1, 2])", "ValueError: expected 3-dim embedding, got 2");
        shows("t.add((1, 2, 3, 4))", "ValueError: expected 3-dim embedding, got 4");
        shows("t.add([])", "ValueError: expected 3-dim embedding, got 0");
        shows("t.add(A('f', [1, 2]))", "ValueError: expected 3-dim embedding, got 2");
        shows("t.add(A('d', [1, 2, 3, 4]))", "ValueError: expected 3-dim embedding, got 4");
        shows(
                "t.add(memoryview(bytearray(24)).cast('f', [2, 3]))",
                "ValueError: expected 3-dim embedding, got a buffer of shape (2, 3); pass one row");
        shows("len(t)", "0");
    }

    @Test
    void a_row_of_something_else_is_refused_and_not_added() {
        String expected = "TypeError: EmbeddingTable.add expected float32 ('f') or float64 ('d') elements, got ";
        shows("t.add(A('i', [1, 2, 3]))", expected + "int32 ('i'); convert first");
        shows("t.add(b'abc')", expected + "uint8 ('B'); convert first");
        shows("t.add((ctypes.c_float.__ctype_be__ * 3)(1, 2, 3))", expected + "big-endian float32 ('>f'); convert first");
        shows("t.add(['a', 'b', 'c'])", "TypeError: must be real number, not str");
        shows("t.add([1, 2, None])", "TypeError: must be real number, not NoneType");
        shows("t.add([1, 2, 10**400])", "OverflowError: int too large to convert to float");
        for (String[] other : new String[][] {
            {"'abc'", "str"}, {"None", "NoneType"}, {"3", "int"}, {"{1, 2, 3}", "set"}, {"range(3)", "range"},
            {"(x for x in [1, 2, 3])", "generator"}, {"{0: 1}", "dict"}
        }) {
            shows(
                    "t.add(" + other[0] + ")",
                    "TypeError: EmbeddingTable.add() argument 'row' must be a bytes-like object or a list or tuple of"
                            + " numbers, not " + other[1]);
        }
        shows("len(t)", "0");
    }

    @Test
    void the_dot_product_takes_the_same_kinds_of_query() {
        python.run(
                """
                t.add([1, 2, 3])
                queries = [
                    [4, 5, 6], (4.0, 5, 6), A('f', [4, 5, 6]), A('d', [4, 5, 6]),
                    memoryview(A('f', [4, 0, 5, 0, 6]))[::2], memoryview(A('d', [6, 5, 4]))[::-1],
                    memoryview(bytearray(b'?' + A('f', [4, 5, 6]).tobytes()))[1:].cast('f'),
                    (ctypes.c_float * 3)(4, 5, 6), (ctypes.c_double * 3)(4, 5, 6), pickle.PickleBuffer(A('f', [4, 5, 6])),
                ]
                """);
        shows("[t.dot(0, query) for query in queries]", "[" + "32.0, ".repeat(9) + "32.0]");
        shows("t.dot(idx=0, query=[4, 5, 6]), t.dot(0, query=t[0]), type(t.dot(0, t[0]))", "(32.0, 14.0, <class 'float'>)");
    }

    @Test
    void the_dot_product_of_long_rows_is_exact_for_small_integers() {
        python.run(
                """
                long = EmbeddingTable()
                rows = [[(i * j) % 17 - 8 for j in range(768)] for i in range(20)]
                for row in rows: long.add(row)
                query = [j % 13 - 6 for j in range(768)]
                right = [float(sum(a * b for a, b in zip(row, query))) for row in rows]
                """);
        shows("[long.dot(i, query) for i in range(20)] == right", "True");
        shows("[long.dot(i, A('f', query)) for i in range(20)] == right", "True");
        shows("[long.dot(i, (ctypes.c_float * 768)(*query)) for i in range(20)] == right", "True");
    }

    @Test
    void a_query_of_another_length_or_kind_is_refused() {
        python.run("t.add([1, 2, 3])");
        shows(
                "(lambda d: (d.add([0.0] * 768), d.dot(0, [0.0] * 769)))(EmbeddingTable())",
                "ValueError: expected 768-dim query, got 769");
        shows("t.dot(0, [1, 2])", "ValueError: expected 3-dim query, got 2");
        shows("t.dot(0, A('f', [1, 2]))", "ValueError: expected 3-dim query, got 2");
        shows("t.dot(0, A('d', [1, 2, 3, 4]))", "ValueError: expected 3-dim query, got 4");
        shows("t.dot(0, memoryview(A('f', [1, 2, 3]))[::2])", "ValueError: expected 3-dim query, got 2");
        for (String type : new String[] {"f", "d"}) {
            shows(
                    "t.dot(0, memoryview(bytearray(48)).cast('" + type + "', [" + ("f".equals(type) ? 4 : 2) + ", 3]))",
                    "ValueError: expected 3-dim query, got a buffer of shape (" + ("f".equals(type) ? 4 : 2)
                            + ", 3); pass one row");
        }
        shows(
                "t.dot(0, A('i', [1, 2, 3]))",
                "TypeError: EmbeddingTable.dot expected float32 ('f') or float64 ('d') elements, got int32 ('i'); convert"
                        + " first");
        shows("t.dot(0, ['a', 'b', 'c'])", "TypeError: must be real number, not str");
        shows(
                "t.dot(0, None)",
                "TypeError: EmbeddingTable.dot() argument 'query' must be a bytes-like object or a list or tuple of numbers,"
                        + " not NoneType");
        shows("t.dot([1, 2, 3], 0)", "TypeError: EmbeddingTable.dot() argument 'idx' must be int, not list");
    }

    @Test
    void dot_takes_indices_from_the_start_only() {
        shows("t.dot(0, [1, 2, 3])", "IndexError: index out of range: 0 in a table of 0 rows");
        python.run("t.add([1, 2, 3])");
        shows("t.dot(1, [1, 2, 3])", "IndexError: index out of range: 1 in a table of 1 row");
        shows("t.dot(-1, [1, 2, 3])", "IndexError: index out of range: -1 in a table of 1 row");
        python.run("t.add([1, 2, 3])");
        shows("t.dot(2, [1, 2, 3])", "IndexError: index out of range: 2 in a table of 2 rows");
        shows(
                "t.dot(10**30, [1, 2, 3])",
                "OverflowError: EmbeddingTable.dot() argument 'idx' is 1000000000000000000000000000000, out of range for a"
                        + " 64-bit int (-9223372036854775808 to 9223372036854775807)");
        shows("t.dot(0.0, [1, 2, 3])", "TypeError: EmbeddingTable.dot() argument 'idx' must be int, not float");
    }

    @Test
    void rows_are_indexed_from_both_ends() {
        python.run("for i in range(4): t.add([i, i, i])");
        shows("[t[i][0] for i in range(-4, 4)]", "[0.0, 1.0, 2.0, 3.0, 0.0, 1.0, 2.0, 3.0]");
        shows("t[4]", "IndexError: index out of range: 4 in a table of 4 rows");
        shows("t[-5]", "IndexError: index out of range: -5 in a table of 4 rows");
        shows("t[-10**30]", "IndexError: index out of range: -1000000000000000000000000000000 has more than 64 bits");
        shows("EmbeddingTable(2)[0]", "IndexError: index out of range: 0 in a table of 0 rows");
        shows("t[1.0]", "TypeError: EmbeddingTable.__getitem__() argument 'idx' must be int, not float");
        shows("t['1']", "TypeError: EmbeddingTable.__getitem__() argument 'idx' must be int, not str");
        shows("t[0:2]", "TypeError: EmbeddingTable.__getitem__() argument 'idx' must be int, not slice");
    }

    @Test
    void a_table_can_be_iterated_and_is_true_when_it_has_rows() {
        shows("[row.tolist() for row in t], bool(t)", "([], False)");
        python.run("for i in range(3): t.add([i, i, i])");
        shows("[row[0] for row in t], bool(t), [r[0] for r in reversed(t)]", "([0.0, 1.0, 2.0], True, [2.0, 1.0, 0.0])");
    }

    @Test
    void a_row_is_a_writable_float32_view_of_the_tables_own_memory() {
        python.run("t.add([1, 2, 3]); row = t[0]; m = memoryview(t[0])");
        shows("type(row), row.format, row.shape, row.readonly", "(<class 'loanword.Buffer'>, 'f', (3,), False)");
        shows("m.format, m.shape, m.readonly, m.tolist()", "('f', (3,), False, [1.0, 2.0, 3.0])");
        python.run("row[0] = 10; m[1] = 20; bridge.scale_buffer(t[0], 2.0)");
        shows("t.dot(0, [1, 1, 1]), row.tolist(), m.tolist()", "(66.0, [20.0, 40.0, 6.0], [20.0, 40.0, 6.0])");
        shows("row", "<loanword.Buffer float32 ('f'), shape (3,), over embedding table>");
    }

    @Test
    void rows_never_move_while_rows_are_added() {
        python.run(
                """
                big = EmbeddingTable(1024)
                big.add([1.0] * 1024)
                first = big[0]
                view = memoryview(big[0])
                for i in range(1000): big.add([float(i)] * 1024)  # 4 MB: more than one block of memory
                first[0] = 7
                view[1] = 8
                """);
        shows("big[0].tolist()[:3], view.tolist()[:3]", "([7.0, 8.0, 1.0], [7.0, 8.0, 1.0])");
        shows("[i for i in range(1000) if big[i + 1].tolist() != [float(i)] * 1024]", "[]");
        shows("len(big), big.dot(1000, [1] * 1024)", "(1001, 1022976.0)");
    }

    @Test
    void a_row_larger_than_a_block_of_memory_is_stored() {
        python.run("wide = EmbeddingTable(300_001); wide.add([1.0] * 300_001); wide.add(A('f', [2.0]) * 300_001)");
        shows("wide.dot(1, wide[0]), wide[0][300_000], wide[-1][300_000]", "(600002.0, 1.0, 2.0)");
    }

    @Test
    void a_number_that_changes_the_table_or_the_row_while_it_is_converted_does_no_harm() {
        python.run(
                """
                class Meddler:
                    def __init__(self, meddle): self.meddle = meddle
                    def __float__(self):
                        self.meddle()
                        return 5.0
                row = [Meddler(lambda: row.clear()), 2, 3]
                """);
        shows("t.add(row), t[0].tolist(), row", "(0, [5.0, 2.0, 3.0], [])");
        shows("t.add([Meddler(lambda: t.add([1, 1, 1])), 2, 3]), [r[0] for r in t]", "(2, [5.0, 1.0, 5.0])");
        shows("t.dot(0, [Meddler(t.close), 2, 3])", "ValueError: embedding table is closed");
        shows("t.add([Meddler(t.close), 2, 3])", "ValueError: embedding table is closed");
    }

    @Test
    void wrong_arguments_are_refused_in_the_words_of_python() {
        shows("t.add()", "TypeError: EmbeddingTable.add() missing 1 required positional argument: 'row'");
        shows("t.add([1, 2, 3], 4)", "TypeError: EmbeddingTable.add() takes 2 positional arguments but 3 were given");
        shows("t.dot(0)", "TypeError: EmbeddingTable.dot() missing 1 required positional argument: 'query'");
        shows("t.dot(0, query=[1], k=2)", "TypeError: EmbeddingTable.dot() got an unexpected keyword argument 'k'");
        shows("EmbeddingTable.add([1], [2])", "TypeError: a 'EmbeddingTable' object is required, not 'list'");
        shows("t.add(self=t, row=[1, 2, 3])", "TypeError: EmbeddingTable.add() got some positional-only arguments passed as keyword arguments: 'self'");
    }
}
