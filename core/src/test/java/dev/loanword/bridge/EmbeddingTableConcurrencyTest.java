package dev.loanword.bridge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.loanword.kernels.Checkpoint;
import dev.loanword.memory.BorrowConflictException;
import dev.loanword.memory.BorrowedBuffer;
import dev.loanword.memory.CopyLedger;
import dev.loanword.memory.ElementType;
import dev.loanword.memory.Layout;
import dev.loanword.memory.LentMemory;
import dev.loanword.memory.NumberList;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What readers see of a table that grows, with real threads. */
class EmbeddingTableConcurrencyTest {
    private static final int DIM = 300;

    private static BorrowedBuffer matrix(int rows, float value) {
        float[] values = new float[rows * DIM];
        Arrays.fill(values, value);
        return new BorrowedBuffer(
                MemorySegment.ofArray(values), 0, ElementType.FLOAT32, Layout.contiguous(4, rows, DIM), true);
    }

    @Test
    @Timeout(120)
    void readers_see_whole_rows_and_whole_matrices_while_others_are_added() throws Exception {
        AtomicBoolean done = new AtomicBoolean();
        double[] ones = new double[DIM];
        Arrays.fill(ones, 1);
        try (EmbeddingTable table = new EmbeddingTable(DIM); ExecutorService readers = Executors.newFixedThreadPool(3)) {
            List<Future<Long>> searches = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                searches.add(readers.submit(() -> {
                    long seen = 0;
                    while (!done.get()) {
                        long size = table.size();
                        // Matrices of 700 rows are added: never a part of one.
                        assertThat(size % 700).isZero();
                        NumberList query = new NumberList(ones, DIM, false);
                        List<Match> found = table.search(query, size, "dot", Checkpoint.NONE, new CopyLedger());
                        assertThat(found.size()).isGreaterThanOrEqualTo((int) size);
                        // Row i holds the number of its matrix, from 1 on, in all places: the sum tells a row that is not whole.
                        for (Match match : found) {
                            assertThat(match.score()).isEqualTo(DIM * (double) (match.index() / 700 + 1));
                        }
                        seen = Math.max(seen, found.size());
                    }
                    return seen;
                }));
            }
            for (int i = 1; i <= 60; i++) {
                assertThat(table.addAll(matrix(700, i), Checkpoint.NONE)).isEqualTo((i - 1) * 700L);
            }
            done.set(true);
            for (Future<Long> search : searches) {
                search.get();
            }
            assertThat(table.size()).isEqualTo(42_000);
        }
    }

    @Test
    @Timeout(120)
    void rows_that_several_threads_add_are_all_there() throws Exception {
        try (EmbeddingTable table = new EmbeddingTable(DIM); ExecutorService writers = Executors.newFixedThreadPool(4)) {
            List<Future<?>> additions = new ArrayList<>();
            for (int writer = 0; writer < 4; writer++) {
                double[] row = new double[DIM];
                row[0] = 1L << 5 * writer;
                additions.add(writers.submit(() -> {
                    for (int i = 0; i < 2000; i++) {
                        long index = table.add(row, DIM);
                        assertThat(table.row(index).segment().get(ValueLayout.JAVA_FLOAT, 0)).isEqualTo((float) row[0]);
                    }
                }));
            }
            for (Future<?> addition : additions) {
                addition.get();
            }
            double sum = 0;
            double[] query = new double[DIM];
            query[0] = 1;
            for (long i = 0; i < table.size(); i++) {
                sum += table.dot(i, query, DIM);
            }
            assertThat(sum).isEqualTo(2000 * (1 + 32 + 1024 + 32768));
        }
    }

    @Test
    void a_row_that_is_lent_stays_valid_while_the_table_grows() {
        try (EmbeddingTable table = new EmbeddingTable(DIM)) {
            table.addAll(matrix(1, 5), Checkpoint.NONE);
            LentMemory row = table.row(0);
            table.addAll(matrix(20_000, 6), Checkpoint.NONE);
            assertThat(row.segment().toArray(ValueLayout.JAVA_FLOAT)).containsOnly(5).hasSize(DIM);
            row.segment().set(ValueLayout.JAVA_FLOAT, 0, 7);
            assertThat(table.row(0).segment().get(ValueLayout.JAVA_FLOAT, 0)).isEqualTo(7);
        }
    }

    @Test
    void additions_during_add_all_are_refused_and_it_goes_on() {
        try (EmbeddingTable table = new EmbeddingTable(DIM)) {
            AtomicInteger polls = new AtomicInteger();
            table.addAll(matrix(1000, 1), () -> {
                polls.incrementAndGet();
                assertThat(table.size()).isZero();
                assertThatThrownBy(() -> table.add(new double[DIM], DIM))
                        .isInstanceOf(BorrowConflictException.class)
                        .hasMessage("add_all is adding rows to this table; add others when it has returned, or use a lock");
            });
            assertThat(polls).hasPositiveValue();
            assertThat(table.size()).isEqualTo(1000);
            assertThat(table.add(new double[DIM], DIM)).isEqualTo(1000);
        }
    }

    @Test
    void an_interrupted_add_all_has_added_nothing_and_the_next_one_can_begin() {
        try (EmbeddingTable table = new EmbeddingTable(DIM)) {
            table.add(new double[DIM], DIM);
            assertThatThrownBy(() -> table.addAll(matrix(1000, 1), () -> {
                        throw new IllegalStateException("stop");
                    }))
                    .hasMessage("stop");
            assertThat(table.size()).isEqualTo(1);
            assertThat(table.addAll(matrix(2, 3), Checkpoint.NONE)).isEqualTo(1);
            assertThat(table.row(2).segment().toArray(ValueLayout.JAVA_FLOAT)).containsOnly(3);
        }
    }

    @Test
    void a_table_that_is_closed_while_it_is_searched_says_so() {
        try (EmbeddingTable table = new EmbeddingTable(DIM)) {
            table.addAll(matrix(3000, 1), Checkpoint.NONE);
            NumberList query = new NumberList(new double[DIM], DIM, false);
            assertThatThrownBy(() -> table.search(query, 3, "dot", table::forceClose, new CopyLedger()))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage("embedding table is closed");
        }
    }
}
