package dev.loanword.bridge;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code EmbeddingTable.search} and its kin, matrices of rows, and the other dtypes, as Python uses them. */
class EmbeddingTableSearchTest {

    private static BridgeHost python;

    @BeforeAll
    static void open() {
        python = new BridgeHost("ctypes", "threading", "loanword", "random", "math");
        python.run(
                """
                from bridge import EmbeddingTable, Match
                def matrix(*rows):
                    '''A two-dimensional float32 buffer.'''
                    flat = A('f', [x for row in rows for x in row])
                    return memoryview(flat).cast('B').cast('f', [len(rows), len(rows[0])])
                def plain(table, query, k):
                    '''What search gives, by Python's own sort.'''
                    scores = [(table.dot(i, query), i) for i in range(len(table))]
                    return [(i, s) for s, i in sorted(scores, key=lambda x: (-x[0], x[1]))[:k]]
                """);
    }

    @AfterAll
    static void close() {
        python.close();
    }

    @BeforeEach
    void make_a_table_of_five_rows() {
        python.run("t = EmbeddingTable(3)\nfor r in ([1, 0, 0], [0, 2, 0], [1, 0, 0], [0, 0, -1], [3, 4, 0]): t.add(r)");
    }

    private static void shows(String expression, String expected) {
        assertThat(python.show(expression)).as(expression).isEqualTo(expected);
    }

    @Test
    void the_best_rows_come_first_and_of_equal_ones_the_lower_index() {
        shows("t.search([1, 0, 0], 3)", "[Match(index=4, score=3.0), Match(index=0, score=1.0), Match(index=2, score=1.0)]");
        shows("[m.index for m in t.search([1, 0, 0])]", "[4, 0, 2, 1, 3]");
        shows("[(i, s) for i, s in t.search([0, 1, 0], k=2)]", "[(4, 4.0), (1, 2.0)]");
        shows("t.search([1, 0, 0], 0), EmbeddingTable(3).search([1, 0, 0])", "([], [])");
        shows("len(t.search([1, 0, 0], 2**62))", "5");
        shows("type(t.search([1, 0, 0], 1)[0]) is Match, issubclass(Match, tuple)", "(True, True)");
    }

    @Test
    void nan_comes_last() {
        python.run("t.add([float('nan'), 0, 0]); t.add([-float('inf'), 0, 0])");
        shows("[m.index for m in t.search([1, 0, 0])]", "[4, 0, 2, 1, 3, 6, 5]");
    }

    @Test
    void a_query_may_be_what_dot_takes() {
        python.run(
                """
                queries = [
                    [0, 1, 0], (0, 1.0, 0), A('f', [0, 1, 0]), A('d', [0, 1, 0]), (ctypes.c_float * 3)(0, 1, 0),
                    memoryview(A('f', [0, 9, 1, 9, 0]))[::2], memoryview(A('d', [0, 1, 0]))[::-1], loanword.copy_of(A('f', [0, 1, 0])),
                ]
                """);
        shows("[t.search(q, 1)[0].index for q in queries] == [4] * 8", "True");
        shows("[t.cosine(1, q) for q in queries] == [1.0] * 8", "True");
        shows("[t.dot_in_order(1, q) for q in queries] == [2.0] * 8", "True");
    }

    @Test
    void the_cosine_ignores_lengths() {
        shows("t.cosine(4, [3, 4, 0]), t.cosine(4, [-6, -8, 0]), t.cosine(4, [0, 0, 1]), t.cosine(0, [0, 0, 0])", "(1.0, -1.0, 0.0, nan)");
        shows("[m.index for m in t.search([1, 0, 0], metric='cosine')]", "[0, 2, 4, 1, 3]");
        shows("t.search([3, 4, 0], 1, metric='cosine')", "[Match(index=4, score=1.0)]");
    }

    @ParameterizedTest
    @ValueSource(strings = {"float32", "float16", "int8"})
    void a_search_agrees_with_pythons_sort_over_many_rows(String dtype) {
        python.run(
                """
                random.seed(5)
                many = EmbeddingTable(37, dtype='%s')
                for i in range(3000): many.add([random.uniform(-1, 1) for _ in range(37)])
                q = [random.uniform(-1, 1) for _ in range(37)]
                """
                        .formatted(dtype));
        shows("[tuple(m) for m in many.search(q, 25)] == plain(many, q, 25)", "True");
        shows("many.search(q, 2)[0] == (lambda m: (m.index, many.dot(m.index, q)))(many.search(q, 1)[0])", "True");
        shows("many.search_all(matrix(q, q[::-1]), 25) == [many.search(A('f', q), 25), many.search(A('f', q[::-1]), 25)]", "True");
        shows("many", "<bridge.EmbeddingTable of 3000 rows, dim 37" + (dtype.equals("float32") ? "" : ", " + dtype) + ">");
    }

    @Test
    void several_queries_are_answered_in_their_order() {
        shows("t.search_all(matrix([0, 1, 0], [0, 0, -1]), 1)", "[[Match(index=4, score=4.0)], [Match(index=3, score=1.0)]]");
        shows("t.search_all(memoryview(bytearray(0)).cast('B').cast('f'), 1)",
                "ValueError: expected queries of shape (n, 3), got a buffer of shape (0,)");
        shows("t.search_all(A('f', [1, 2, 3]), 1)", "ValueError: expected queries of shape (n, 3), got a buffer of shape (3,)");
        shows("t.search_all(matrix([1, 2]), 1)", "ValueError: expected queries of shape (n, 3), got a buffer of shape (1, 2)");
    }

    @Test
    void wrong_searches_are_refused() {
        shows("t.search([1, 2])", "ValueError: expected 3-dim query, got 2");
        shows("t.search(A('f', [1, 2]))", "ValueError: expected 3-dim query, got 2");
        shows("t.search([1, 2, 3], -1)", "ValueError: k must be 0 or more, got -1");
        shows("t.search([1, 2, 3], metric='l2')", "ValueError: metric must be 'dot' or 'cosine', got 'l2'");
        shows("t.search(A('i', [1, 2, 3]))",
                "TypeError: EmbeddingTable.search expected float32 ('f') or float64 ('d') elements, got int32 ('i'); convert first");
        shows("t.cosine(5, [1, 2, 3])", "IndexError: index out of range: 5 in a table of 5 rows");
        shows("t.cosine(0, [1, 2])", "ValueError: expected 3-dim query, got 2");
        shows("t.dot_in_order(-1, [1, 2, 3])", "IndexError: index out of range: -1 in a table of 5 rows");
        shows("EmbeddingTable(3, dtype='float64')", "ValueError: dtype must be 'float32', 'float16' or 'int8', got 'float64'");
        python.run("t.close()");
        shows("t.search([1, 2, 3])", "ValueError: embedding table is closed");
        shows("t.search_all(matrix([1, 2, 3]))", "ValueError: embedding table is closed");
        shows("t.add_all(matrix([1, 2, 3]))", "ValueError: embedding table is closed");
        shows("t.cosine(0, [1, 2, 3])", "ValueError: embedding table is closed");
    }

    @Test
    void a_matrix_is_added_at_once_and_gives_the_first_index() {
        shows("t.add_all(matrix([7, 8, 9], [1, 1, 1])), len(t), t[5].tolist(), t[6].tolist()",
                "(5, 7, [7.0, 8.0, 9.0], [1.0, 1.0, 1.0])");
        python.run("wide = loanword.zeros((4, 6), 'd')\nfor i in range(4): wide[i][:] = A('d', [i, 0, 1, 0, 2, 0])");
        shows("t.add_all(wide[:, ::2]), [r.tolist() for r in t][7:]",
                "(7, [[0.0, 1.0, 2.0], [1.0, 1.0, 2.0], [2.0, 1.0, 2.0], [3.0, 1.0, 2.0]])");
        shows("t.add_all(A('f', [1, 2, 3]))", "ValueError: expected embeddings of shape (n, 3), got a buffer of shape (3,)");
        shows("t.add_all(matrix([1, 2]))", "ValueError: expected embeddings of shape (n, 3), got a buffer of shape (1, 2)");
        shows("len(t)", "11");
    }

    @Test
    void a_large_matrix_crosses_pieces_of_memory_and_copies_nothing_at_the_boundary() {
        python.run("big = EmbeddingTable(1000); m = loanword.zeros((1500, 1000), 'f')\nfor i in range(1500): m[i][0] = i");
        shows("big.add([1.0] * 1000) + big.add_all(m)", "1");
        shows("[i for i in range(1500) if big[i + 1][0] != i], len(big)", "([], 1501)");
        shows("(lambda before: (big.add_all(m), loanword.ledger()['copied_bytes'] - before))(loanword.ledger()['copied_bytes'])", "(1501, 0)");
    }

    @Test
    void smaller_dtypes_round_and_say_what_they_lend() {
        python.run("h = EmbeddingTable(2, dtype='float16'); h.add([1 / 3, 100000]); i = EmbeddingTable(3, dtype='int8'); i.add([1, -0.5, 0.1])");
        shows("h.dtype, i.dtype, t.dtype, h.readonly", "('float16', 'int8', 'float32', False)");
        shows("h[0].format, h[0].tolist()", "('e', [0.333251953125, inf])");
        shows("i[0].format, i[0].tolist()", "('b', [127, -64, 13])");
        shows("round(i.dot(0, [1, 1, 1]), 6), round(i.cosine(0, [1, -0.5, 0.1]), 4)", "(0.598425, 1.0)");
        shows("i.add([1, float('nan'), 2])", "ValueError: an int8 row can't hold nan or infinity; use float32 or float16 rows, or leave the row out");
        shows("len(i), h.dot_in_order(0, [1, 1])", "ValueError: dot_in_order works on float32 rows, this table has float16 rows; use dot, or a table with dtype='float32'");
    }

    @Test
    void dot_in_order_adds_as_a_plain_loop_does() {
        python.run(
                """
                def f32(x): return A('f', [x])[0]
                random.seed(1); a = A('f', [random.random() for _ in range(768)]); b = A('f', [random.random() for _ in range(768)])
                o = EmbeddingTable(); o.add(a)
                total = 0.0
                for x, y in zip(a, b): total = f32(total + f32(x * y))
                """);
        shows("o.dot_in_order(0, b) == total, math.isclose(o.dot(0, b), total, rel_tol=1e-5)", "(True, True)");
    }

    @Test
    void rows_are_added_and_searched_by_several_threads() {
        python.run(
                """
                shared = EmbeddingTable(64); wrong = []; done = threading.Event()
                def reader():
                    while not done.is_set():
                        for m in shared.search([1.0] * 64, 5):
                            row = shared[m.index].tolist()
                            # A row holds one number 64 times over, or it was seen before it was there.
                            if row != [row[0]] * 64 or m.score != row[0] * 64: wrong.append(m)
                threads = [threading.Thread(target=reader) for _ in range(3)]
                for thread in threads: thread.start()
                for i in range(20000): shared.add([float(i % 1000)] * 64)
                done.set()
                for thread in threads: thread.join()
                """);
        shows("wrong, len(shared), shared.search([1.0] * 64, 1)", "([], 20000, [Match(index=999, score=63936.0)])");
    }
}
