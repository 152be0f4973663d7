package dev.loanword.kernels;

import java.lang.foreign.MemorySegment;

/**
 * Cuts a long loop into intervals of {@link Checkpoint#INTERVAL} elements: between two of them the checkpoint is polled, and
 * where it pays several threads take one after the other.
 */
final class Intervals {
    /** From so many bytes on. What is smaller lies in a processor's own cache, where one thread was measured to be faster. */
    static final int SEVERAL_THREADS_FROM = 3 << 20;

    /** Works on one interval. */
    @FunctionalInterface
    interface Loop {
        /**
         * Works on some elements.
         *
         * @param interval the number of the interval
         * @param from the first element
         * @param count how many: {@link Checkpoint#INTERVAL} in all intervals but the last, where it may be fewer
         */
        void run(int interval, long from, int count);
    }

    private Intervals() {
    }

    /** How many intervals so many elements have. */
    static int of(long elements) {
        return Math.toIntExact((elements + Checkpoint.INTERVAL - 1) / Checkpoint.INTERVAL);
    }

    /** Whether several threads may and should work on so many bytes. */
    static boolean onSeveralThreads(long bytes, MemorySegment... memories) {
        if (bytes < SEVERAL_THREADS_FROM) {
            return false;
        }
        for (MemorySegment memory : memories) {
            if (!Workers.mayShare(memory)) {
                return false;
            }
        }
        return true;
    }

    /**
     * Runs a loop over all elements. If the checkpoint throws, the first intervals are done and the others are not begun.
     *
     * @param elements how many
     * @param severalThreads whether to share the intervals with other threads
     * @param checkpoint polled between two intervals
     */
    static void run(long elements, boolean severalThreads, Checkpoint checkpoint, Loop loop) {
        int intervals = of(elements);
        if (severalThreads) {
            Workers.run(intervals, checkpoint, interval -> run(interval, elements, loop));
            return;
        }
        for (int interval = 0; interval < intervals; interval++) {
            if (interval > 0) {
                checkpoint.poll();
            }
            run(interval, elements, loop);
        }
    }

    private static void run(int interval, long elements, Loop loop) {
        long from = (long) interval * Checkpoint.INTERVAL;
        loop.run(interval, from, (int) Math.min(Checkpoint.INTERVAL, elements - from));
    }
}
