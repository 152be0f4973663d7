package dev.loanword.python.graalpy;

import dev.loanword.memory.LentMemory;
import dev.loanword.memory.ViewRegister;
import java.lang.foreign.MemorySegment;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Lent memory that native code has taken over by DLPack or Arrow: it is in use until that code calls back to say that it is
 * done, from any thread, also after the host is closed.
 */
final class NativeLoan implements ViewRegister.View {

    private static final ConcurrentHashMap<Long, NativeLoan> OPEN = new ConcurrentHashMap<>();
    private static final AtomicLong LATEST = new AtomicLong();

    /** Kept, with the register of its owner, so that nothing frees the memory. */
    private final LentMemory memory;

    private final MemorySegment description;
    private volatile boolean ended;

    private NativeLoan(LentMemory memory, MemorySegment description) {
        this.memory = memory;
        this.description = description;
    }

    /**
     * Counts a new use of the memory, and keeps it in place.
     *
     * @param description what native code reads beside the memory; kept as long
     * @return what to pass to {@link #end}, never 0
     * @throws IllegalStateException if the owner of the memory is closed
     */
    static long begin(LentMemory memory, MemorySegment description) {
        NativeLoan loan = new NativeLoan(memory, description);
        memory.views().add(loan);
        long id = LATEST.incrementAndGet();
        OPEN.put(id, loan);
        return id;
    }

    /** Ends a use. A second time has no effect. */
    static void end(long id) {
        NativeLoan loan = OPEN.remove(id);
        if (loan != null) {
            loan.ended = true;
        }
    }

    @Override
    public boolean inUse() {
        return !ended;
    }

    @Override
    public boolean isPinned() {
        return !ended;
    }

    /** Native code can't be told: the memory is freed when it is done. */
    @Override
    public void invalidate() {}

    @Override
    public String toString() {
        return memory.owner() + " lent to native code, described in " + description.byteSize() + " bytes";
    }
}
