package dev.loanword.memory;

import java.lang.foreign.Arena;
import java.lang.ref.Cleaner;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/**
 * Who still looks at an owner's memory: the views that were lent and are neither released nor collected.
 *
 * <p>An owner asks it before it frees its memory. Views are held weakly, so a view that nobody holds is not kept alive by
 * being registered; since Python here has no reference counts, a dropped view counts until the collector has seen it.
 * Thread-safe.
 */
public final class ViewRegister {

    /** A lent view, as its owner sees it. */
    public interface View {
        /** Whether somebody may still read or write through it. */
        boolean inUse();

        /** Whether native code holds the view's address, and so reads without asking whether the memory is still there. */
        boolean isPinned();

        /** Makes each later access through it fail. Called once, by the owner's forced close. */
        void invalidate();
    }

    private static final int FIRST_SWEEP = 32;
    private static final long LONGEST_WAIT_NANOS = TimeUnit.MILLISECONDS.toNanos(100);
    /** On a machine that is too busy to give the cleaner its turn, this thread has few turns too. */
    private static final int FEWEST_LOOKS = 80;
    private static final long RECOUNT_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

    private final String owner;
    private final Runnable free;
    private final ViewRegister outer;
    private final List<WeakReference<View>> views = new ArrayList<>();
    private int nextSweep = FIRST_SWEEP;
    private volatile boolean closed;

    private ViewRegister(String owner, Runnable free, ViewRegister outer) {
        this.owner = Objects.requireNonNull(owner, "owner");
        this.free = Objects.requireNonNull(free, "free");
        this.outer = outer;
    }

    /**
     * A register for memory that only the collector frees, such as an array.
     *
     * @param owner what the memory is called in messages, such as "double[]"
     */
    public static ViewRegister ofCollected(String owner) {
        return new ViewRegister(owner, () -> {}, null);
    }

    /**
     * A register for one lending of memory that another register guards. Its views count in both; closing it ends the
     * lending and frees nothing.
     */
    public static ViewRegister within(String owner, ViewRegister outer) {
        return new ViewRegister(owner, () -> {}, Objects.requireNonNull(outer, "outer"));
    }

    /**
     * A register for memory that its owner closes. It is closed too when the register can no longer be reached, neither from
     * the owner nor from a view.
     *
     * @param owner what the memory is called in messages, such as "embedding table"
     * @param arena holds the memory; to be closed from any thread, and by this register alone
     */
    public static ViewRegister ofArena(String owner, Arena arena) {
        // The action may run when register and views are gone, so it must refer to neither.
        CleanableHolder holder = new CleanableHolder();
        ViewRegister register = new ViewRegister(owner, () -> holder.cleanable.clean(), null);
        holder.cleanable = Frees.CLEANER.register(register, arena::close);
        return register;
    }

    /** Ties the knot between a register and its cleanable, each of which is made from the other. */
    private static final class CleanableHolder {
        private Cleaner.Cleanable cleanable;
    }

    /**
     * Adds a view.
     *
     * @throws IllegalStateException if the owner is closed
     */
    public synchronized void add(View view) {
        checkOpen();
        if (outer != null) {
            outer.add(view);
        }
        if (views.size() >= nextSweep) {
            views.removeIf(reference -> reference.refersTo(null));
            nextSweep = Math.max(FIRST_SWEEP, 2 * views.size());
        }
        views.add(new WeakReference<>(view));
    }

    /** How many views are in use. Views that were dropped but not yet collected count. */
    public synchronized int inUse() {
        return (int) living().stream().filter(View::inUse).count();
    }

    /** Whether the owner was closed. */
    public boolean isClosed() {
        return closed;
    }

    /**
     * Fails if the owner was closed.
     *
     * @throws IllegalStateException naming the owner
     */
    public void checkOpen() {
        if (closed) {
            throw new IllegalStateException(owner + " is closed");
        }
    }

    /**
     * Closes the owner, then frees its memory, unless a view is in use. If one seems to be, garbage is collected once first
     * and views that nobody holds are forgotten, for which it waits up to 100 ms, longer on a busy machine. Has no effect on a
     * closed owner.
     *
     * @throws BufferRefusedException if views are in use; nothing was closed then
     */
    public void close() {
        if (inUse() > 0) {
            System.gc();
            awaitCleanups();
        }
        List<View> left;
        synchronized (this) {
            if (closed) {
                return;
            }
            int users = inUse();
            if (users > 0) {
                throw new BufferRefusedException(owner + " is lent to " + users + (users == 1 ? " buffer" : " buffers")
                        + "; release " + (users == 1 ? "it" : "them") + " first, or close with force=True");
            }
            left = markClosed();
        }
        end(left);
    }

    /** What a collected consumer has held is given up by another thread, a moment after the collection. */
    private void awaitCleanups() {
        long start = System.nanoTime();
        for (int look = 0;
                inUse() > 0
                        && (look < FEWEST_LOOKS || System.nanoTime() - start < LONGEST_WAIT_NANOS)
                        && !Thread.currentThread().isInterrupted();
                look++) {
            LockSupport.parkNanos(RECOUNT_NANOS);
        }
    }

    /**
     * Closes the owner whatever is in use: every view is invalidated, then the memory is freed. Memory that native code
     * still has the address of is freed when the last such view is collected. Has no effect on a closed owner.
     */
    public void forceClose() {
        List<View> left;
        synchronized (this) {
            if (closed) {
                return;
            }
            left = markClosed();
        }
        end(left);
    }

    /** Marks the owner closed; gives the views that are left, which may be handles that are no use of the memory. */
    private List<View> markClosed() {
        List<View> left = living();
        closed = true;
        views.clear();
        return left;
    }

    private void end(List<View> left) {
        // In this order: a pin taken before a view was invalidated must be seen, and none is taken after it.
        left.forEach(View::invalidate);
        List<View> pinned = left.stream().filter(View::isPinned).toList();
        if (pinned.isEmpty()) {
            free.run();
        } else {
            freeAfter(pinned, free);
        }
    }

    /** Counts the collected views down; the last one frees. The action must not refer to a view, or none is collected. */
    private static void freeAfter(List<View> pinned, Runnable free) {
        AtomicInteger holders = new AtomicInteger(pinned.size());
        for (View view : pinned) {
            Frees.CLEANER.register(view, () -> {
                if (holders.decrementAndGet() == 0) {
                    free.run();
                }
            });
        }
    }

    /** Made when first needed: a cleaner is a thread. */
    private static final class Frees {
        static final Cleaner CLEANER = Cleaner.create();
    }

    private List<View> living() {
        List<View> living = new ArrayList<>();
        views.removeIf(reference -> {
            View view = reference.get();
            if (view != null) {
                living.add(view);
            }
            return view == null;
        });
        return living;
    }
}
