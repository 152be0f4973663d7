package dev.loanword.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CopyLedgerTest {

    private final CopyLedger ledger = new CopyLedger();

    @Test
    void a_new_ledger_is_empty() {
        assertThat(ledger.totals()).isEqualTo(new CopyLedger.Totals(0, 0, 0, 0, Map.of()));
        assertThat(ledger.totals().copied()).isZero();
    }

    @Test
    void borrows_and_lends_are_counted_apart_from_copies() {
        ledger.borrowed(100);
        ledger.borrowed(0);
        ledger.lent(7);
        assertThat(ledger.totals()).isEqualTo(new CopyLedger.Totals(2, 100, 1, 7, Map.of()));
        assertThat(ledger.totals().copied()).isZero();
    }

    @Test
    void copies_are_counted_by_reason() {
        ledger.copy(10, "list converted to float32");
        ledger.copy(5, "query gathered");
        ledger.copy(1, "list converted to float32");
        assertThat(ledger.totals().copiedBytes())
                .isEqualTo(Map.of("list converted to float32", 11L, "query gathered", 5L));
        assertThat(ledger.totals().copied()).isEqualTo(16);
    }

    @Test
    void a_counter_adds_to_what_is_counted_otherwise_for_its_reason() {
        CopyLedger.Counter counter = ledger.counter("line of a file");
        counter.addWithLock(80);
        ledger.count(20, "line of a file");
        ledger.counter("line of a file").addWithLock(3);
        ledger.copy(5, "query gathered");
        assertThat(ledger.totals().copiedBytes()).isEqualTo(Map.of("line of a file", 103L, "query gathered", 5L));
        assertThat(counter.isOf(ledger)).isTrue();
        assertThat(counter.isOf(new CopyLedger())).isFalse();
    }

    @Test
    void totals_are_a_snapshot() {
        CopyLedger.Totals before = ledger.totals();
        ledger.copy(10, "staging");
        assertThat(before.copied()).isZero();
        assertThatThrownBy(() -> ledger.totals().copiedBytes().put("staging", 0L))
                .isInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    void a_forbidden_copy_is_refused_and_not_counted() {
        ledger.forbidCopies();
        assertThatThrownBy(() -> ledger.copy(40, "query gathered"))
                .isInstanceOf(CopyRefusedException.class)
                .hasMessage("a copy of 40 bytes (query gathered) was refused: copies are forbidden here by no_copies(); pass a"
                        + " buffer of the right element type");
        assertThat(ledger.totals().copiedBytes()).isEmpty();
        ledger.borrowed(3);
        ledger.allowCopies();
        ledger.copy(40, "query gathered");
        assertThat(ledger.totals().copied()).isEqualTo(40);
    }

    @Test
    void copies_stay_forbidden_until_the_outermost_block_is_left() {
        ledger.forbidCopies();
        ledger.forbidCopies();
        ledger.allowCopies();
        assertThatThrownBy(() -> ledger.copy(1, "staging")).isInstanceOf(CopyRefusedException.class);
        ledger.allowCopies();
        ledger.copy(1, "staging");
        assertThatIllegalStateException()
                .isThrownBy(ledger::allowCopies)
                .withMessage("copies are not forbidden in this thread");
    }

    @Test
    void copies_are_forbidden_in_one_thread_only() throws InterruptedException {
        ledger.forbidCopies();
        Thread other = Thread.ofPlatform().start(() -> ledger.copy(8, "staging"));
        other.join();
        assertThat(ledger.totals().copied()).isEqualTo(8);
        ledger.allowCopies();
    }

    @Test
    void nothing_is_lost_when_many_threads_count() {
        IntStream.range(0, 10_000).parallel().forEach(i -> {
            synchronized (ledger) {
                ledger.borrowed(1);
            }
            ledger.lent(2);
            ledger.copy(3, i % 2 == 0 ? "even" : "odd");
        });
        assertThat(ledger.totals())
                .isEqualTo(new CopyLedger.Totals(10_000, 10_000, 10_000, 20_000, Map.of("even", 15_000L, "odd", 15_000L)));
    }
}
