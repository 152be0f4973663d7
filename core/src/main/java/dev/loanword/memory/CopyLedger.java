package dev.loanword.memory;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/**
 * The count of bytes that crossed the boundary: lent, borrowed, and, with a reason each, copied.
 *
 * <p>Zero copies is a promise that tests assert on this ledger. Thread-safe; counting costs a few nanoseconds.
 */
public final class CopyLedger {

    private final LongAdder borrows = new LongAdder();
    private final LongAdder borrowedBytes = new LongAdder();
    private final LongAdder lends = new LongAdder();
    private final LongAdder lentBytes = new LongAdder();
    private final Map<String, LongAdder> copiedBytes = new ConcurrentHashMap<>();

    /** Creates an empty ledger. */
    public CopyLedger() {}

    /** Counts one buffer that Java borrowed. */
    public void borrowed(long bytes) {
        borrows.increment();
        borrowedBytes.add(bytes);
    }

    /** Counts one view of Java memory that Python was given. */
    public void lent(long bytes) {
        lends.increment();
        lentBytes.add(bytes);
    }

    /** Counts bytes that the boundary copied, under the reason for it. */
    public void copied(long bytes, String reason) {
        copiedBytes.computeIfAbsent(reason, ignored -> new LongAdder()).add(bytes);
    }

    /** What has been counted so far. Counts of other threads that are under way may or may not be in it. */
    public Totals totals() {
        Map<String, Long> reasons = new TreeMap<>();
        copiedBytes.forEach((reason, bytes) -> reasons.put(reason, bytes.sum()));
        return new Totals(borrows.sum(), borrowedBytes.sum(), lends.sum(), lentBytes.sum(), Map.copyOf(reasons));
    }

    /**
     * A snapshot of the ledger.
     *
     * @param borrows how often Java borrowed a buffer
     * @param borrowedBytes the bytes in them
     * @param lends how many views Python was given
     * @param lentBytes the bytes in them
     * @param copiedBytes bytes copied at the boundary, by reason
     */
    public record Totals(
            long borrows, long borrowedBytes, long lends, long lentBytes, Map<String, Long> copiedBytes) {

        /** All bytes copied, whatever the reason. */
        public long copied() {
            return copiedBytes.values().stream().mapToLong(Long::longValue).sum();
        }
    }
}
