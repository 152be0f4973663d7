package dev.loanword.bridge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loanword.memory.CopyLedger;
import dev.loanword.memory.ElementType;
import dev.loanword.memory.LentMemory;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Patterns 1 to 3 copy nothing, and lent memory is one memory on both sides. That a borrowed buffer lies where Python's
 * object lies is the subject of {@code BorrowedMemoryContract}; that a gigabyte adds no memory, of {@link GibibyteTest}.
 */
class CopyCheckTest {

    private BridgeHost python;

    @BeforeEach
    void open() {
        python = new BridgeHost("loanword");
    }

    @AfterEach
    void close() {
        python.close();
    }

    @Test
    void a_new_host_has_an_empty_ledger() {
        assertThat(python.ledger()).isEqualTo(new CopyLedger.Totals(0, 0, 0, 0, Map.of()));
    }

    @Test
    void a_checksum_borrows_each_byte_and_copies_none() {
        python.run("bridge.checksum_bytes(bytes(1000)); bridge.checksum_bytes(bytearray(500)); bridge.checksum_bytes(b'')");
        assertThat(python.ledger()).isEqualTo(new CopyLedger.Totals(3, 1500, 0, 0, Map.of()));
    }

    @Test
    void scaling_borrows_each_byte_and_copies_none() {
        python.run(
                """
                a = A('d', range(100))
                bridge.scale_inplace(a, 2.0)
                bridge.scale_inplace(memoryview(a)[10:20], 2.0)
                bridge.scale_buffer(memoryview(bytearray(400)).cast('f'), 2.0)
                """);
        assertThat(python.ledger()).isEqualTo(new CopyLedger.Totals(3, 800 + 80 + 400, 0, 0, Map.of()));
    }

    @Test
    void a_refused_buffer_is_not_copied_either() {
        assertThat(python.show("bridge.scale_inplace(memoryview(A('d', range(100)))[::2], 2.0)")).startsWith("BufferError:");
        assertThat(python.show("bridge.scale_buffer(A('d', [1]), 2.0)")).startsWith("TypeError:");
        assertThat(python.show("bridge.checksum_bytes(memoryview(b'abc'))")).startsWith("TypeError:");
        assertThat(python.ledger().copied()).isZero();
    }

    @Test
    void a_change_between_two_checksums_is_seen_in_the_same_memory() {
        python.run("b = bytearray(b'abc'); v = memoryview(b); first = bridge.checksum_bytes(b); v[1] = ord('X')");
        assertThat(python.show("bridge.checksum_bytes(b) == bridge.checksum_bytes(b'aXc'), bridge.checksum_bytes(b) != first"))
                .isEqualTo("(True, True)");
        assertThat(python.ledger().copied()).isZero();
    }

    @Test
    void scaling_is_seen_through_each_view_of_the_memory() {
        python.run(
                """
                b = bytearray(A('f', [1, 2, 3]).tobytes())
                before = memoryview(b).cast('f')
                bridge.scale_buffer(memoryview(b).cast('f'), 2.0)
                b[0:4] = A('f', [10]).tobytes()
                bridge.scale_buffer(before, 2.0)
                """);
        assertThat(python.show("before.tolist(), A('f', bytes(b)).tolist()"))
                .isEqualTo("([20.0, 8.0, 12.0], [20.0, 8.0, 12.0])");
        assertThat(python.ledger().copied()).isZero();
    }

    @Test
    void a_java_array_is_one_memory_on_both_sides() {
        double[] prices = {1, 2, 3};
        python.lend("prices", prices);
        prices[0] = 100;
        assertThat(python.show("prices[0], memoryview(prices).tolist()")).isEqualTo("(100.0, [100.0, 2.0, 3.0])");
        python.run("prices[1] = 200; memoryview(prices)[2] = 300");
        assertThat(prices).containsExactly(100, 200, 300);
        assertThat(python.show("bridge.scale_inplace(prices, 2.0)")).isEqualTo("None");
        assertThat(prices).containsExactly(200, 400, 600);
        assertThat(python.ledger()).isEqualTo(new CopyLedger.Totals(1, 24, 1, 24, Map.of()));
    }

    @Test
    void off_heap_memory_is_one_memory_on_both_sides() {
        try (Arena arena = Arena.ofShared()) {
            MemorySegment segment = arena.allocate(ValueLayout.JAVA_FLOAT, 4);
            python.lend("samples", LentMemory.of(segment, ElementType.FLOAT32));
            segment.setAtIndex(ValueLayout.JAVA_FLOAT, 3, 1.5f);
            python.run("samples[0] = 2.5; bridge.scale_buffer(samples, 2.0)");
            assertThat(segment.toArray(ValueLayout.JAVA_FLOAT)).containsExactly(5, 0, 0, 3);
            assertThat(python.ledger().copied()).isZero();
        }
    }

    @Test
    void a_row_of_a_table_is_lent_without_a_copy() {
        python.run("t = bridge.EmbeddingTable(4); t.add(A('f', [1, 2, 3, 4])); row = t[0]; row[0] = 5; t.dot(0, row)");
        CopyLedger.Totals totals = python.ledger();
        assertThat(totals.lentBytes()).isEqualTo(16);
        assertThat(totals.copied()).isZero();
    }

    @Test
    void what_has_to_be_copied_is_counted_once_with_its_reason() {
        python.run("t = bridge.EmbeddingTable(4); t.add([1.0, 2.0, 3.0, 4.0])");
        assertThat(python.ledger().copiedBytes()).isEqualTo(Map.of("list converted to float32", 16L));
        python.run("t.dot(0, A('d', [1, 2, 3, 4])); t.dot(0, memoryview(A('f', range(8)))[::2])");
        assertThat(python.ledger().copiedBytes())
                .isEqualTo(Map.of("list converted to float32", 16L, "query gathered", 32L + 16L));
        assertThat(python.ledger().copied()).isEqualTo(64);
    }

    @Test
    void each_line_of_a_file_is_one_counted_copy(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("lines"), "one\ntwo\r\n\nthree");
        python.run("lines = list(bridge.lines(r'" + file + "'))");
        assertThat(python.ledger().copiedBytes()).isEqualTo(Map.of("line of a file", 3L + 3L + 5L));
    }

    @Test
    void python_reads_the_same_ledger() {
        python.run("bridge.checksum_bytes(bytes(10)); bridge.EmbeddingTable(2).add([1.0, 2.0])");
        assertThat(python.show("loanword.ledger()"))
                .isEqualTo("{'borrows': 1, 'borrowed_bytes': 10, 'lends': 0, 'lent_bytes': 0, 'copied_bytes': 8,"
                        + " 'copied_by_reason': {'list converted to float32': 8}}");
    }

    @Test
    void hosts_keep_ledgers_of_their_own() {
        try (BridgeHost other = new BridgeHost()) {
            other.run("bridge.checksum_bytes(bytes(10))");
            python.run("bridge.checksum_bytes(bytes(20))");
            assertThat(other.ledger().borrowedBytes()).isEqualTo(10);
            assertThat(python.ledger().borrowedBytes()).isEqualTo(20);
        }
    }
}
