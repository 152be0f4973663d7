package dev.loanword.lines;

import dev.loanword.kernels.Checkpoint;
import java.util.concurrent.CancellationException;

/** Lets long work on several threads be interrupted through the one that polls: when that is called away, the others end. */
final class Interruption {
    private final Checkpoint checkpoint;
    private final Thread caller = Thread.currentThread();
    private volatile boolean interrupted;

    Interruption(Checkpoint checkpoint) {
        this.checkpoint = checkpoint;
    }

    /** Polls in the calling thread; in any other ends the work if that poll has thrown. */
    void look() {
        if (interrupted) {
            throw new CancellationException("the work was interrupted");
        }
        if (Thread.currentThread() == caller) {
            try {
                checkpoint.poll();
            } catch (Throwable interruption) {
                interrupted = true;
                throw interruption;
            }
        }
    }
}
