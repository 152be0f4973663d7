package dev.loanword.lines;

import dev.loanword.kernels.Checkpoint;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.ClosedChannelException;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Waits in a thread of its own, so that whoever wants the result can be called away meanwhile and come back for it.
 *
 * <p>A thread that blocks in a read hears of nothing else. Here the reader looks up every {@value #POLL_MILLIS} ms.
 */
final class Background<T> {
    /** How often one who waits polls the checkpoint. */
    static final int POLL_MILLIS = 50;

    private final ExecutorService thread = Executors.newSingleThreadExecutor(
            Thread.ofPlatform().daemon().name("loanword-reader").factory());
    private Future<T> pending;
    private volatile boolean closed;

    /**
     * Runs a task, or goes on waiting for the one that an earlier call has begun.
     *
     * @throws ClosedChannelException if it was closed meanwhile
     * @throws ClosedByInterruptException if this thread was interrupted
     */
    T await(Callable<T> task, Checkpoint checkpoint) throws IOException {
        if (pending == null) {
            if (closed) {
                throw new ClosedChannelException();
            }
            pending = thread.submit(task);
        }
        while (true) {
            try {
                T result = pending.get(POLL_MILLIS, TimeUnit.MILLISECONDS);
                pending = null;
                return result;
            } catch (TimeoutException notYet) {
                if (closed) {
                    throw new ClosedChannelException();
                }
                checkpoint.poll();
            } catch (InterruptedException interrupted) {
                checkpoint.poll();
                Thread.currentThread().interrupt();
                throw new ClosedByInterruptException();
            } catch (ExecutionException failed) {
                pending = null;
                throw Background.<RuntimeException>unchecked(failed.getCause());
            }
        }
    }

    void close() {
        closed = true;
        thread.shutdown();
    }

    /** Throws what the task threw, which the caller declares. */
    @SuppressWarnings("unchecked")
    private static <E extends Throwable> E unchecked(Throwable thrown) throws E {
        throw (E) thrown;
    }
}
