package dev.loanword.python.graalpy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loanword.memory.CopyLedger;
import dev.loanword.memory.ElementType;
import dev.loanword.memory.LentMemory;
import java.lang.foreign.MemorySegment;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The copy ledger: what each way over the boundary counts, and {@code no_copies()}, which refuses the ways that copy. */
@ExtendWith(SharedGraalPy.class)
class CopyLedgerTest {

    private static final String WAY_OUT =
            " was refused: copies are forbidden here by no_copies(); pass a buffer of the right element type";
    private static final String LIST = "CopyError: a copy of 12 bytes (list converted to float32)" + WAY_OUT;

    @BeforeEach
    void make_a_table_of_one_row() {
        run("import array, bridge, loanword, threading\n"
                + "A = array.array\n"
                + "floats = A('f', [1, 2, 3])\n"
                + "table = bridge.EmbeddingTable(3)\n"
                + "index = table.add(floats)\n"
                + "row = table[0]\n"
                + "def attempt(call):\n"
                + "    try:\n"
                + "        return call()\n"
                + "    except Exception as e:\n"
                + "        return type(e).__name__ + ': ' + str(e)");
    }

    private static void run(String statements) {
        SharedGraalPy.python().eval(statements);
    }

    private static String show(String expression) {
        return SharedGraalPy.python().show(expression);
    }

    private static CopyLedger.Totals totals() {
        return SharedGraalPy.python().boundary.ledger().totals();
    }

    /** What was counted while {@code statements} ran. */
    private static CopyLedger.Totals countedBy(String statements) {
        CopyLedger.Totals before = totals();
        run(statements);
        return difference(before, totals());
    }

    private static CopyLedger.Totals difference(CopyLedger.Totals before, CopyLedger.Totals after) {
        Map<String, Long> copied = new HashMap<>(after.copiedBytes());
        before.copiedBytes().forEach((reason, bytes) -> copied.merge(reason, -bytes, Long::sum));
        copied.values().removeIf(bytes -> bytes == 0);
        return new CopyLedger.Totals(
                after.borrows() - before.borrows(),
                after.borrowedBytes() - before.borrowedBytes(),
                after.lends() - before.lends(),
                after.lentBytes() - before.lentBytes(),
                copied);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    bridge.checksum_bytes(bytes(1000))                        | 1 | 1000 | 0 | 0
                    bridge.checksum_bytes(b'')                                | 1 | 0    | 0 | 0
                    bridge.scale_buffer(floats, 2.0)                          | 1 | 12   | 0 | 0
                    bridge.scale_buffer(memoryview(floats)[1:], 2.0)          | 1 | 8    | 0 | 0
                    bridge.scale_buffer(row, 2.0)                             | 1 | 12   | 0 | 0
                    table.add(floats)                                         | 1 | 12   | 0 | 0
                    table.dot(0, floats)                                      | 1 | 12   | 0 | 0
                    table.dot(0, row)                                         | 1 | 12   | 0 | 0
                    table[0]                                                  | 0 | 0    | 1 | 12
                    row[1:]                                                   | 0 | 0    | 1 | 8
                    row[::2]                                                  | 0 | 0    | 1 | 8
                    row.cast('B')                                             | 0 | 0    | 1 | 12
                    row[0]                                                    | 0 | 0    | 0 | 0
                    memoryview(row)[0]                                        | 0 | 0    | 0 | 0
                    loanword.zeros(5)                                         | 0 | 0    | 1 | 40
                    loanword.zeros((2, 3), 'h')                               | 0 | 0    | 1 | 12
                    """)
    void ways_that_copy_nothing(String expression, long borrows, long borrowed, long lends, long lent) {
        assertThat(countedBy("result = " + expression))
                .isEqualTo(new CopyLedger.Totals(borrows, borrowed, lends, lent, Map.of()));
        assertThat(countedBy("with loanword.no_copies():\n    result = " + expression))
                .isEqualTo(new CopyLedger.Totals(borrows, borrowed, lends, lent, Map.of()));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    table.add([1, 2, 3])                       | list converted to float32 | 12 | 0 | 0  | 0 | 0
                    table.add((1.0, 2.0, 3.0))                 | list converted to float32 | 12 | 0 | 0  | 0 | 0
                    table.dot(0, A('d', [1, 2, 3]))            | query gathered            | 24 | 1 | 24 | 0 | 0
                    table.dot(0, memoryview(A('f', range(6)))[::2]) | query gathered       | 12 | 1 | 12 | 0 | 0
                    loanword.copy_of(bytes(12))                | copy_of                   | 12 | 1 | 12 | 1 | 12
                    loanword.copy_of(row)                      | copy_of                   | 12 | 1 | 12 | 1 | 12
                    """)
    void ways_that_copy(
            String expression, String reason, long copied, long borrows, long borrowed, long lends, long lent) {
        assertThat(countedBy("result = " + expression))
                .isEqualTo(new CopyLedger.Totals(borrows, borrowed, lends, lent, Map.of(reason, copied)));
        run("rows = len(table)");
        CopyLedger.Totals refused = countedBy(
                "with loanword.no_copies():\n    result = attempt(lambda: " + expression + ")");
        assertThat(show("result"))
                .isEqualTo("'CopyError: a copy of " + copied + " bytes (" + reason + ")" + WAY_OUT + "'");
        assertThat(refused).isEqualTo(new CopyLedger.Totals(borrows, borrowed, 0, 0, Map.of()));
        assertThat(show("len(table) == rows")).isEqualTo("True");
    }

    @Test
    void slice_assignment_borrows_its_source_and_writes_straight_into_the_memory() {
        assertThat(countedBy("row[:] = floats")).isEqualTo(new CopyLedger.Totals(1, 12, 0, 0, Map.of()));
    }

    @Test
    void a_refused_list_leaves_the_table_as_it_was_and_a_buffer_goes_in() {
        run("with loanword.no_copies():\n"
                + "    refused = attempt(lambda: table.add([9, 9, 9]))\n"
                + "    size = len(table)\n"
                + "    added = table.add(floats)");
        assertThat(show("refused, size, added, table[1].tolist()"))
                .isEqualTo("('" + LIST + "', 1, 1, [1.0, 2.0, 3.0])");
    }

    @Test
    void a_wrong_length_is_refused_as_such_before_the_copy_is() {
        run("with loanword.no_copies():\n    refused = attempt(lambda: table.add([1, 2]))");
        assertThat(show("refused[:11]")).isEqualTo("'ValueError:'");
    }

    @Test
    void nested_blocks_forbid_until_the_outermost_ends() {
        run("results = []\n"
                + "use = lambda: results.append(attempt(lambda: table.add([1, 2, 3])))\n"
                + "with loanword.no_copies():\n"
                + "    with loanword.no_copies():\n"
                + "        use()\n"
                + "    use()\n"
                + "use()");
        assertThat(show("results")).isEqualTo("['" + LIST + "', '" + LIST + "', 1]");
    }

    @Test
    void one_block_entered_twice_is_left_twice() {
        run("results = []\n"
                + "use = lambda: results.append(attempt(lambda: table.add([1, 2, 3])))\n"
                + "block = loanword.no_copies()\n"
                + "with block:\n"
                + "    with block:\n"
                + "        pass\n"
                + "    use()\n"
                + "use()");
        assertThat(show("results")).isEqualTo("['" + LIST + "', 1]");
        assertThat(show("block.__exit__(None, None, None)"))
                .isEqualTo("ValueError: no_copies() was left without having been entered");
    }

    @Test
    void a_block_that_is_left_by_an_exception_allows_copies_again_and_hides_nothing() {
        run("def fail():\n"
                + "    with loanword.no_copies():\n"
                + "        raise KeyError('x')\n"
                + "def refuse():\n"
                + "    with loanword.no_copies():\n"
                + "        table.add([1, 2, 3])\n"
                + "results = attempt(fail), attempt(refuse), table.add([1, 2, 3])");
        assertThat(show("results")).isEqualTo("(\"KeyError: 'x'\", '" + LIST + "', 1)");
    }

    @Test
    void a_copy_error_is_a_buffer_error() {
        assertThat(show("issubclass(loanword.CopyError, BufferError), loanword.CopyError.__module__"))
                .isEqualTo("(True, 'loanword')");
    }

    @Test
    void other_threads_may_copy_and_a_new_thread_does_not_inherit() {
        run("inside, done = threading.Event(), threading.Event()\n"
                + "results = {}\n"
                + "def forbid():\n"
                + "    with loanword.no_copies():\n"
                + "        inside.set()\n"
                + "        done.wait()\n"
                + "        results['forbidding'] = attempt(lambda: table.add([1, 2, 3]))\n"
                + "        child = threading.Thread(target=lambda: results.update(child=attempt(lambda: table.add([1, 2, 3]))))\n"
                + "        child.start()\n"
                + "        child.join()\n"
                + "thread = threading.Thread(target=forbid)\n"
                + "thread.start()\n"
                + "inside.wait()\n"
                + "results['other'] = attempt(lambda: table.add([1, 2, 3]))\n"
                + "done.set()\n"
                + "thread.join()");
        assertThat(show("results['other'], results['forbidding'], results['child']")).isEqualTo("(1, '" + LIST + "', 2)");
    }

    @Test
    void a_block_can_not_be_left_by_another_thread() {
        run("block = loanword.no_copies()\n"
                + "entered = block.__enter__() is block\n"
                + "results = []\n"
                + "thread = threading.Thread(target=lambda: results.append(attempt(lambda: block.__exit__(None, None, None))))\n"
                + "thread.start()\n"
                + "thread.join()\n"
                + "still = attempt(lambda: table.add([1, 2, 3]))\n"
                + "block.__exit__(None, None, None)");
        assertThat(show("entered, results, still, table.add([1, 2, 3])"))
                .isEqualTo("(True, ['ValueError: copies are not forbidden in this thread'], '" + LIST + "', 1)");
    }

    @Test
    void the_ledger_is_a_dict_with_these_keys_and_is_a_snapshot() {
        run("first = loanword.ledger()\n"
                + "checksum = bridge.checksum_bytes(bytes(10))\n"
                + "table.add([1, 2, 3])\n"
                + "part = row[1:]\n"
                + "second = loanword.ledger()\n"
                + "numbers = [k for k in first if k != 'copied_by_reason']\n"
                + "change = {k: second[k] - first[k] for k in numbers}\n"
                + "reason = 'list converted to float32'\n"
                + "copied = second['copied_by_reason'][reason] - first['copied_by_reason'].get(reason, 0)\n"
                + "first['borrows'] = -1");
        assertThat(show("type(first) is dict, change, copied, loanword.ledger()['borrows'] == second['borrows']"))
                .isEqualTo("(True, {'borrows': 1, 'borrowed_bytes': 10, 'lends': 1, 'lent_bytes': 8, 'copied_bytes': 12}, 12,"
                        + " True)");
        assertThat(show("second['copied_bytes'] == sum(second['copied_by_reason'].values())")).isEqualTo("True");
    }

    @Test
    void counts_of_many_threads_add_up() {
        CopyLedger.Totals counted = countedBy(
                """
                def work():
                    for i in range(500):
                        bridge.checksum_bytes(b'12345678')
                        bridge.EmbeddingTable(1).add([1.0])
                threads = [threading.Thread(target=work) for i in range(4)]
                [thread.start() for thread in threads]
                [thread.join() for thread in threads]
                """);
        assertThat(counted)
                .isEqualTo(new CopyLedger.Totals(2000, 16_000, 0, 0, Map.of("list converted to float32", 8000L)));
    }

    @Test
    void lending_from_java_is_counted_as_well() {
        CopyLedger.Totals before = totals();
        SharedGraalPy.python().boundary.lend(
                "lent", LentMemory.of(MemorySegment.ofArray(new double[3]), ElementType.FLOAT64));
        assertThat(difference(before, totals())).isEqualTo(new CopyLedger.Totals(0, 0, 1, 24, Map.of()));
    }
}
