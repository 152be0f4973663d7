package dev.loanword.kernels;

import java.lang.foreign.MemorySegment;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntConsumer;

/**
 * Runs the tasks of one kernel on several threads.
 *
 * <p>There is one pool for the process, of at most {@link #COUNT} daemon threads. They start when they are needed and end
 * after some seconds without work. The calling thread works as well: a busy pool makes a kernel slower, but can't hold it up.
 *
 * <p>Which thread runs which task is left to chance. A kernel that is to give the same bits at any number of threads cuts
 * its work by its length alone, leaves the result of each task in a place of its own, and joins these in their order.
 */
public final class Workers {
    /** How many threads there are at most: as many as the process has processors. */
    public static final int COUNT = Runtime.getRuntime().availableProcessors();

    private static final long IDLE_SECONDS = 5;

    // The end of a task is nearer than the time that a thread takes to sleep and wake up again.
    private static final int SPINS = 2000;

    private static final AtomicInteger THREAD_NUMBER = new AtomicInteger();
    private static final ThreadPoolExecutor POOL = new ThreadPoolExecutor(
            COUNT, COUNT, IDLE_SECONDS, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), Workers::newThread);
    private static final Thread NEVER_STARTED = new Thread(() -> { });

    static {
        POOL.allowCoreThreadTimeOut(true);
    }

    private Workers() {
    }

    private static Thread newThread(Runnable work) {
        Thread thread = new Thread(null, work, "loanword-worker-" + THREAD_NUMBER.incrementAndGet(), 0, false);
        thread.setDaemon(true);
        // Else it would hold on to the class loader of whoever needed it first.
        thread.setContextClassLoader(null);
        return thread;
    }

    /**
     * Whether other threads may read and write a segment. A segment of a confined arena belongs to one thread; a kernel over
     * such memory works alone.
     */
    public static boolean mayShare(MemorySegment memory) {
        return memory.isAccessibleBy(NEVER_STARTED);
    }

    /**
     * Runs tasks 0 to {@code tasks - 1}, each once, on this thread and on others, and returns when all are done.
     *
     * <p>The calling thread polls the checkpoint between two of its tasks and never before its first. If the checkpoint or
     * a task throws, no further task begins; those that run come to their end, then the exception is thrown. So no thread
     * touches the memory of the tasks after this method has returned, however it returns. If several throw, the first one
     * counts and the others are added as suppressed.
     *
     * <p>What the tasks wrote is seen by the caller afterwards. A task may itself call this method.
     *
     * @param tasks how many; one runs on this thread alone
     * @param checkpoint polled by this thread alone
     * @param task called with the number of a task; should take between 20 and 1000 microseconds
     */
    public static void run(int tasks, Checkpoint checkpoint, IntConsumer task) {
        run(tasks, COUNT, checkpoint, task);
    }

    /** The same with at most so many threads, this one included. */
    static void run(int tasks, int threads, Checkpoint checkpoint, IntConsumer task) {
        Job job = new Job(tasks, task, Thread.currentThread());
        int helpers = Math.min(tasks, threads) - 1;
        for (int i = 0; i < helpers; i++) {
            POOL.execute(job);
        }
        job.work(checkpoint);
        job.finish();
    }

    /** How many threads of the pool are alive, idle ones included. */
    static int alive() {
        return POOL.getPoolSize();
    }

    private static final class Job implements Runnable {
        /** Added to {@link #helping} when no further helper may begin. */
        private static final int CLOSED = 1 << 30;

        private final int tasks;
        private final IntConsumer task;
        private final Thread caller;
        private final AtomicInteger next = new AtomicInteger();
        private final AtomicInteger helping = new AtomicInteger();
        private Throwable failure;

        Job(int tasks, IntConsumer task, Thread caller) {
            this.tasks = tasks;
            this.task = task;
            this.caller = caller;
        }

        /** On a thread of the pool. One that comes late, when the caller has gone on, touches nothing. */
        @Override
        public void run() {
            if (helping.incrementAndGet() < CLOSED) {
                work(Checkpoint.NONE);
            }
            if (helping.decrementAndGet() == CLOSED) {
                LockSupport.unpark(caller);
            }
        }

        void work(Checkpoint checkpoint) {
            try {
                for (int i = next.getAndIncrement(); i < tasks; i = next.getAndIncrement()) {
                    task.accept(i);
                    if (next.get() < tasks) {
                        checkpoint.poll();
                    }
                }
            } catch (Throwable thrown) { // whatever it is, it goes to the caller
                // Far beyond the last task, and as far from the largest int: each thread adds at most one more.
                next.set(Integer.MAX_VALUE / 2);
                failed(thrown);
            }
        }

        private synchronized void failed(Throwable thrown) {
            if (failure == null) {
                failure = thrown;
            } else if (failure != thrown) {
                failure.addSuppressed(thrown);
            }
        }

        /** Waits for the helpers that have begun; those that have not are turned away. */
        void finish() {
            helping.addAndGet(CLOSED);
            boolean interrupted = false;
            for (int spins = 0; helping.get() != CLOSED; spins++) {
                if (spins < SPINS) {
                    Thread.onSpinWait();
                } else {
                    LockSupport.park(this);
                    interrupted |= Thread.interrupted();
                }
            }
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
            Throwable thrown;
            synchronized (this) {
                thrown = failure;
            }
            if (thrown != null) {
                throw Job.<RuntimeException>unchecked(thrown);
            }
        }

        /** Throws what the checkpoint threw, which may be of any class, as it is. */
        @SuppressWarnings("unchecked")
        private static <T extends Throwable> T unchecked(Throwable thrown) throws T {
            throw (T) thrown;
        }
    }
}
