package dev.loanword.lines;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * Whose turn it is with records: of the thread that may wait for input, or of one that takes what is there already.
 *
 * <p>Taking a record that is there costs some nanoseconds, and a lock of the JDK's as much again. So there are two: threads that may
 * wait for input exclude each other by a lock of the JDK's, and then take the turn here; a thread that wants what is there takes
 * the turn alone, if it can have it at once.
 */
public final class Turn {
    private static final int SPINS = 1000;
    private static final VarHandle TAKEN;

    static {
        try {
            TAKEN = MethodHandles.lookup().findVarHandle(Turn.class, "taken", boolean.class);
        } catch (ReflectiveOperationException impossible) {
            throw new ExceptionInInitializerError(impossible);
        }
    }

    @SuppressWarnings("unused")
    private boolean taken;

    /** Takes the turn if nobody has it, not even this thread. */
    public boolean tryTake() {
        return TAKEN.compareAndSet(this, false, true);
    }

    /** Takes the turn from a thread that got it by {@link #tryTake} and gives it back soon. */
    public void take() {
        for (int i = 1; !tryTake(); i++) {
            if (i % SPINS == 0) {
                // The other one may be waiting for this processor.
                Thread.yield();
            } else {
                Thread.onSpinWait();
            }
        }
    }

    /** Gives the turn back, with all that was written meanwhile. */
    public void give() {
        TAKEN.setRelease(this, false);
    }
}
