package dev.loanword.memory;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;

/**
 * The count of bytes that crossed the boundary: lent, borrowed, and, with a reason each, copied.
 *
 * <p>Zero copies is a promise that tests assert on this ledger. Thread-safe where a method does not say otherwise; counting a
 * borrow costs about a nanosecond.
 */
public final class CopyLedger {

    private static final VarHandle BORROWS = handle(CopyLedger.class, "borrows");
    private static final VarHandle BORROWED_BYTES = handle(CopyLedger.class, "borrowedBytes");
    private static final VarHandle COUNTED_WITH_LOCK = handle(Counter.class, "countedWithLock");

    // Written by one thread at a time and read by any: no atomic addition, which would cost as much as a short call.
    @SuppressWarnings("unused")
    private long borrows;

    @SuppressWarnings("unused")
    private long borrowedBytes;

    private final LongAdder lends = new LongAdder();
    private final LongAdder lentBytes = new LongAdder();
    private final Map<String, Counter> copiedBytes = new ConcurrentHashMap<>();
    /** In all threads together, so that the usual case asks no thread-local. */
    private final AtomicInteger forbiddances = new AtomicInteger();
    private final ThreadLocal<Integer> forbidden = ThreadLocal.withInitial(() -> 0);

    /** Creates an empty ledger. */
    public CopyLedger() {}

    private static VarHandle handle(Class<?> type, String field) {
        try {
            return MethodHandles.lookup().findVarHandle(type, field, long.class);
        } catch (ReflectiveOperationException impossible) {
            throw new ExceptionInInitializerError(impossible);
        }
    }

    /** Counts one buffer that Java borrowed. To be called by one thread at a time, as the one that has Python's lock. */
    public void borrowed(long bytes) {
        BORROWS.setOpaque(this, (long) BORROWS.getOpaque(this) + 1);
        BORROWED_BYTES.setOpaque(this, (long) BORROWED_BYTES.getOpaque(this) + bytes);
    }

    /** Counts one view of Java memory that Python was given. */
    public void lent(long bytes) {
        lends.increment();
        lentBytes.add(bytes);
    }

    /**
     * Counts bytes that the boundary is about to copy, under the reason for it. Called before the first byte moves.
     *
     * @throws CopyRefusedException if copies are forbidden in this thread; nothing was counted then
     */
    public void copy(long bytes, String reason) {
        if (forbidsCopies()) {
            throw new CopyRefusedException("a copy of " + bytes + " bytes (" + reason
                    + ") was refused: copies are forbidden here by no_copies(); pass a buffer of the right element type");
        }
        count(bytes, reason);
    }

    /**
     * As {@link #copy}, for copies whose size is known only when they are made: asked before.
     *
     * @throws CopyRefusedException if copies are forbidden in this thread
     */
    public void requireCopies(String reason) {
        if (forbidsCopies()) {
            throw new CopyRefusedException(
                    "a copy (" + reason + ") was refused: copies are forbidden here by no_copies()");
        }
    }

    /** Counts a copy that {@link #requireCopies} has allowed. */
    public void count(long bytes, String reason) {
        counter(reason).bytes.add(bytes);
    }

    /** Counts copies for one reason, without looking that up each time: for what copies little and often. */
    public Counter counter(String reason) {
        Counter counter = copiedBytes.get(reason);
        return counter != null ? counter : copiedBytes.computeIfAbsent(reason, ignored -> new Counter(this));
    }

    /** Counts allowed copies of one ledger for one reason, as {@link CopyLedger#count} does. */
    public static final class Counter {
        private final CopyLedger ledger;
        private final LongAdder bytes = new LongAdder();

        @SuppressWarnings("unused")
        private long countedWithLock;

        private Counter(CopyLedger ledger) {
            this.ledger = ledger;
        }

        /** Whether it counts for a ledger. */
        public boolean isOf(CopyLedger other) {
            return ledger == other;
        }

        /** Counts a copy. To be called by one thread at a time, as the one that has Python's lock. */
        public void addWithLock(long copied) {
            COUNTED_WITH_LOCK.setOpaque(this, (long) COUNTED_WITH_LOCK.getOpaque(this) + copied);
        }

        private long sum() {
            return bytes.sum() + (long) COUNTED_WITH_LOCK.getOpaque(this);
        }
    }

    /** Whether a copy would be refused in this thread. */
    public boolean forbidsCopies() {
        return forbiddances.get() > 0 && forbidden.get() > 0;
    }

    /** Forbids copies in this thread until {@link #allowCopies}; may be nested. */
    public void forbidCopies() {
        forbiddances.incrementAndGet();
        forbidden.set(forbidden.get() + 1);
    }

    /** Takes the latest {@link #forbidCopies} of this thread back. */
    public void allowCopies() {
        if (forbidden.get() == 0) {
            throw new IllegalStateException("copies are not forbidden in this thread");
        }
        forbidden.set(forbidden.get() - 1);
        forbiddances.decrementAndGet();
    }

    /** What has been counted so far. Counts of other threads that are under way may or may not be in it. */
    public Totals totals() {
        Map<String, Long> reasons = new TreeMap<>();
        copiedBytes.forEach((reason, counter) -> reasons.put(reason, counter.sum()));
        return new Totals(
                (long) BORROWS.getOpaque(this),
                (long) BORROWED_BYTES.getOpaque(this),
                lends.sum(),
                lentBytes.sum(),
                Map.copyOf(reasons));
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
