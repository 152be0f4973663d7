package dev.loanword.bridge;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Who keeps the memory of {@code bridge.EmbeddingTable} alive, who may free it, and what is left afterwards. */
class EmbeddingTableLifetimeTest {

    private static BridgeHost python;

    @BeforeAll
    static void open() {
        python = new BridgeHost("gc", "io");
        python.run("from bridge import EmbeddingTable");
    }

    @AfterAll
    static void close() {
        python.close();
    }

    @BeforeEach
    void make_a_table_of_two_rows() {
        python.run("t = EmbeddingTable(3); t.add([1, 2, 3]); t.add([4, 5, 6])");
    }

    private static void shows(String expression, String expected) {
        assertThat(python.show(expression)).as(expression).isEqualTo(expected);
    }

    @Test
    void a_closed_table_refuses_each_use() {
        shows("t.close(), t.closed, t", "(None, True, <bridge.EmbeddingTable, closed>)");
        for (String use : new String[] {
            "len(t)", "t[0]", "t[-1]", "t[5]", "t.add([1, 2, 3])", "t.add(A('f', [1, 2, 3]))", "t.dot(0, [1, 2, 3])",
            "t.dot(0, A('f', [1, 2, 3]))", "t.dot(-1, [1, 2, 3])", "list(t)", "bool(t)", "t.__enter__()"
        }) {
            shows(use, "ValueError: embedding table is closed");
        }
        shows("t.close(), t.close(force=True), t.dim", "(None, None, 3)");
    }

    @Test
    void close_is_refused_while_rows_are_lent_and_says_how_many() {
        python.run("v = t[0]");
        shows("t.close()", "BufferError: embedding table is lent to 1 buffer; release it first, or close with force=True");
        python.run("w = t[1]");
        shows("t.close()", "BufferError: embedding table is lent to 2 buffers; release them first, or close with force=True");
        shows("t.closed, v.tolist(), t.add([7, 8, 9])", "(False, [1.0, 2.0, 3.0], 2)");
        python.run("v.release()");
        shows("t.close()", "BufferError: embedding table is lent to 1 buffer; release it first, or close with force=True");
        python.run("w.release()");
        shows("t.close(), t.closed", "(None, True)");
    }

    @Test
    void a_part_of_a_row_is_a_use_of_its_own() {
        python.run("v = t[0]; part = v[1:]; v.release()");
        shows("t.close()", "BufferError: embedding table is lent to 1 buffer; release it first, or close with force=True");
        shows("part.tolist()", "[2.0, 3.0]");
        python.run("part.release()");
        shows("t.close()", "None");
    }

    @Test
    void a_memoryview_is_a_use_until_it_is_released() {
        python.run("v = t[0]; m = memoryview(v); n = m[1:]; v.release()");
        shows("t.close()", "BufferError: embedding table is lent to 1 buffer; release it first, or close with force=True");
        python.run("m.release()");
        shows("t.close()", "BufferError: embedding table is lent to 1 buffer; release it first, or close with force=True");
        shows("n.tolist()", "[2.0, 3.0]");
        python.run("n.release()");
        shows("t.close()", "None");
    }

    @Test
    void a_released_row_refuses_each_use() {
        python.run("v = t[0]; v.release()");
        for (String use : new String[] {
            "v[0]", "v[:]", "v.__setitem__(0, 1)", "len(v)", "v.tolist()", "v.tobytes()", "bytes(v)", "memoryview(v)",
            "v.format", "v.shape", "v.nbytes", "v.__enter__()", "bridge.scale_buffer(v, 2)", "t.add(v)", "t.dot(0, v)"
        }) {
            shows(use, "ValueError: operation forbidden on released loanword.Buffer");
        }
        shows("v.release(), t[0].tolist(), len(t)", "(None, [1.0, 2.0, 3.0], 2)");
    }

    @Test
    void a_row_in_a_with_statement_is_released_at_its_end() {
        python.run("with t[0] as v: inside = v.tolist()");
        shows("inside, t.close()", "([1.0, 2.0, 3.0], None)");
    }

    @Test
    void a_row_that_nobody_holds_does_not_keep_the_table_open() {
        python.run("v = t[0]; del v; t.close()");
        shows("t.closed", "True");
    }

    @Test
    void a_memoryview_that_nobody_holds_does_not_keep_the_table_open() {
        python.run("v = t[0]; m = memoryview(v); del m; v.release(); t.close()");
        shows("t.closed, v", "(True, <loanword.Buffer float32 ('f'), shape (3,), over embedding table, released>)");
    }

    @Test
    void many_dropped_rows_do_not_keep_the_table_open() {
        python.run("for i in range(5000): t[i % 2][0]\nt.close()");
        shows("t.closed", "True");
    }

    @Test
    void a_forced_close_ends_all_views_at_once() {
        python.run("v = t[0]; part = t[1][1:]; m = memoryview(v); n = m[1:]; c = m.cast('B')");
        shows("t.close(force=True), t.closed", "(None, True)");
        for (String use : new String[] {
            "v[0]", "v.__setitem__(0, 1)", "v.tolist()", "v.tobytes()", "bytes(v)", "memoryview(v)", "len(v)", "v.shape",
            "v[:]", "part[0]", "part.tolist()", "m[0]", "m.__setitem__(0, 1.0)", "m.tolist()", "m.tobytes()", "bytes(m)",
            "bytearray(m)", "n[1]", "n.tolist()", "c[11]", "c.tolist()", "m == A('f', [1, 2, 3])", "b''.join([m])",
            "bridge.scale_buffer(v, 2)", "bridge.scale_buffer(m, 2)", "bridge.scale_buffer(n, 2)",
            "EmbeddingTable(3).add(v)", "EmbeddingTable(3).add(m)", "io.BytesIO(m)", "m.hex()"
        }) {
            shows(use, "ValueError: the embedding table under this buffer is closed");
        }
        shows("v", "<loanword.Buffer float32 ('f'), shape (3,), over embedding table, closed>");
        shows("m.release(), n.release(), v.release()", "(None, None, None)");
    }

    @Test
    void force_is_a_bool_given_by_position_or_keyword() {
        python.run("v = t[0]");
        shows("t.close(False)", "BufferError: embedding table is lent to 1 buffer; release it first, or close with force=True");
        shows("t.close(force=False)", "BufferError: embedding table is lent to 1 buffer; release it first, or close with force=True");
        shows("t.close(1)", "TypeError: EmbeddingTable.close() argument 'force' must be bool, not int");
        shows("t.close(True), t.closed", "(None, True)");
        shows("EmbeddingTable(3).close(True, 1)", "TypeError: EmbeddingTable.close() takes from 1 to 2 positional arguments but 3 were given");
        shows("EmbeddingTable(3).close(really=1)", "TypeError: EmbeddingTable.close() got an unexpected keyword argument 'really'");
    }

    @Test
    void a_with_statement_closes_by_force() {
        python.run("with EmbeddingTable(3) as w:\n  w.add([1, 2, 3]); v = w[0]; same = w.__enter__() is w");
        shows("same, w.closed", "(True, True)");
        shows("v[0]", "ValueError: the embedding table under this buffer is closed");
    }

    @Test
    void a_with_statement_lets_the_exception_on_its_way_pass() {
        python.run(
                """
                try:
                    with EmbeddingTable(3) as w:
                        w.add([1, 2, 3]); v = w[0]
                        raise KeyError('on its way')
                except KeyError as e:
                    seen = e, e.__context__
                """);
        shows("seen, w.closed", "((KeyError('on its way'), None), True)");
    }

    @Test
    void a_view_keeps_the_memory_of_a_dropped_table() {
        python.run(
                """
                v = t[0]; m = memoryview(t[1])
                del t
                for i in range(3): gc.collect()
                others = [EmbeddingTable(3) for i in range(100)]
                for other in others: other.add([9, 9, 9])
                v[0] = 7
                """);
        shows("v.tolist(), m.tolist()", "([7.0, 2.0, 3.0], [4.0, 5.0, 6.0])");
        python.run("del v; gc.collect()");
        shows("m.tolist()", "[4.0, 5.0, 6.0]");
    }

    @Test
    void closing_one_table_leaves_others_alone() {
        python.run("other = EmbeddingTable(3); other.add([1, 2, 3]); kept = other[0]; t.close()");
        shows("other[0].tolist(), kept.tolist(), other.close(force=True)", "([1.0, 2.0, 3.0], [1.0, 2.0, 3.0], None)");
    }
}
