package dev.loanword.memory;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * Many readers or one writer: the borrows that are open now, and the check of a new one against them.
 *
 * <p>Two borrows conflict if they share a byte and at least one is exclusive, whichever threads and hosts they belong to. A
 * conflict is refused at once; nobody waits, so nobody can wait for ever. Thread-safe.
 *
 * <p>There is one table for the process, since hosts can share native memory and memory that Java owns.
 */
public final class BorrowTable {

    private static final BorrowTable PROCESS = new BorrowTable();

    private final List<Entry> open = new ArrayList<>();
    /** Read without the lock by borrows that need no entry: they only ask whether anybody has one. */
    private volatile int count;

    /** Creates an empty table. */
    BorrowTable() {}

    /** The table of this process. */
    public static BorrowTable ofProcess() {
        return PROCESS;
    }

    /** How a borrow uses the memory. */
    public enum Access {
        /** Reads; any number at once. */
        SHARED,
        /** May write; alone. */
        EXCLUSIVE
    }

    /** An open borrow. */
    public static final class Entry {
        private final Extent extent;
        private final Access access;
        private final String holder;

        private Entry(Extent extent, Access access, String holder) {
            this.extent = extent;
            this.access = access;
            this.holder = holder;
        }

        private boolean conflictsWith(Extent other, Access wanted) {
            return (access == Access.EXCLUSIVE || wanted == Access.EXCLUSIVE) && extent.overlaps(other);
        }
    }

    /** Whether no borrow is open: then a short one, that nobody can interrupt, needs no entry. */
    public boolean isEmpty() {
        return count == 0;
    }

    /**
     * Opens a borrow.
     *
     * @param holder who borrows, in words, for the message of another that conflicts
     * @return the entry, to be {@linkplain #close closed}
     * @throws BorrowConflictException if it conflicts with an open one
     */
    public Entry open(Extent extent, Access access, String holder) {
        Entry entry = new Entry(extent, Objects.requireNonNull(access, "access"), Objects.requireNonNull(holder, "holder"));
        synchronized (open) {
            refuseConflict(extent, access, holder);
            open.add(entry);
            count = open.size();
        }
        return entry;
    }

    /**
     * Checks a borrow against the open ones without opening it.
     *
     * @throws BorrowConflictException if it conflicts with an open one
     */
    public void check(Extent extent, Access access, String holder) {
        synchronized (open) {
            refuseConflict(extent, access, holder);
        }
    }

    /** Closes a borrow; a second time has no effect. */
    public void close(Entry entry) {
        synchronized (open) {
            open.remove(entry);
            count = open.size();
        }
    }

    private void refuseConflict(Extent extent, Access access, String holder) {
        for (Entry other : open) {
            if (other.conflictsWith(extent, access)) {
                throw new BorrowConflictException(holder + " can't borrow this memory "
                        + (access == Access.EXCLUSIVE ? "to write" : "to read") + " while " + other.holder + " has it "
                        + (other.access == Access.EXCLUSIVE ? "to write" : "to read")
                        + "; wait until that call has returned, or work on a copy");
            }
        }
    }
}
