package dev.loanword.memory;

import static dev.loanword.memory.BorrowTable.Access.EXCLUSIVE;
import static dev.loanword.memory.BorrowTable.Access.SHARED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class BorrowTableTest {

    private final BorrowTable table = new BorrowTable();
    private final MemorySegment memory = MemorySegment.ofArray(new byte[100]);

    private Extent bytes(int from, int to) {
        return Extent.of(memory, from, Layout.contiguous(1, to - from));
    }

    @Test
    void many_may_read_at_once() {
        table.open(bytes(0, 50), SHARED, "one");
        table.open(bytes(0, 50), SHARED, "two");
        assertThat(table.isEmpty()).isFalse();
    }

    @Test
    void a_writer_is_refused_while_another_reads_and_both_are_named() {
        table.open(bytes(0, 50), SHARED, "checksum_bytes");
        assertThatThrownBy(() -> table.open(bytes(49, 60), EXCLUSIVE, "scale_buffer"))
                .isInstanceOf(BorrowConflictException.class)
                .hasMessage("scale_buffer can't borrow this memory to write while checksum_bytes has it to read;"
                        + " wait until that call has returned, or work on a copy");
    }

    @Test
    void a_reader_is_refused_while_another_writes() {
        table.open(bytes(0, 50), EXCLUSIVE, "scale_buffer");
        assertThatThrownBy(() -> table.check(bytes(10, 11), SHARED, "dot"))
                .hasMessage("dot can't borrow this memory to read while scale_buffer has it to write;"
                        + " wait until that call has returned, or work on a copy");
    }

    @Test
    void neighbours_do_not_conflict() {
        table.open(bytes(0, 50), EXCLUSIVE, "one");
        table.open(bytes(50, 100), EXCLUSIVE, "two");
        assertThat(table.isEmpty()).isFalse();
    }

    @Test
    void a_closed_borrow_is_forgotten_once() {
        BorrowTable.Entry first = table.open(bytes(0, 50), EXCLUSIVE, "one");
        table.close(first);
        table.close(first);
        assertThat(table.isEmpty()).isTrue();
        table.close(table.open(bytes(0, 50), EXCLUSIVE, "two"));
        assertThat(table.isEmpty()).isTrue();
    }

    @Test
    void of_many_threads_that_want_to_write_never_two_have_it() throws Exception {
        AtomicInteger writers = new AtomicInteger();
        AtomicInteger successes = new AtomicInteger();
        List<Callable<Boolean>> tasks = new ArrayList<>();
        for (int task = 0; task < 4; task++) {
            String name = "writer " + task;
            tasks.add(() -> {
                boolean alone = true;
                for (int i = 0; i < 20_000; i++) {
                    try {
                        BorrowTable.Entry entry = table.open(bytes(i % 40, 60), EXCLUSIVE, name);
                        alone &= writers.incrementAndGet() == 1;
                        successes.incrementAndGet();
                        writers.decrementAndGet();
                        table.close(entry);
                    } catch (BorrowConflictException busy) {
                        Thread.onSpinWait();
                    }
                }
                return alone;
            });
        }
        try (var threads = Executors.newFixedThreadPool(4)) {
            for (Future<Boolean> result : threads.invokeAll(tasks)) {
                assertThat(result.get()).isTrue();
            }
        }
        assertThat(successes.get()).isPositive();
        assertThat(table.isEmpty()).isTrue();
    }
}
