package dev.loanword.kernels;

import java.util.function.Supplier;

/**
 * Decides while the program runs whether a kernel by the Vector API takes the place of its plain loop.
 *
 * <p>Code by the Vector API is a thousand times slower than the plain loop until the JVM has compiled it, which takes half a
 * second and more; on a processor or under a compiler that it was not made for it stays slow. So nobody waits for it: once
 * enough elements went through the plain loop, a thread of its own runs both until the vectors are clearly ahead. From then
 * on the gate is open. If they are not ahead in time, the next trial is far away.
 *
 * <p>Both ways must give the same bits: when the gate opens is a matter of chance.
 */
final class VectorGate {
    /** The same work done in both ways; some ten to hundred microseconds of it. */
    interface Trial {
        /** By the plain loop. */
        void plain();

        /** By the Vector API. */
        void vectors();
    }

    private static final double CLEARLY = 0.9;
    private static final int ROUNDS_AHEAD = 3;
    private static final int RUNS = 20;
    private static final long LONGEST_NANOS = 5_000_000_000L;
    private static final int FARTHER = 16;

    private final String name;
    private final Supplier<Trial> trials;
    private final long longestNanos;
    private volatile boolean open;
    // Counts of several threads may get lost, which makes the trial later and nothing else.
    private long left;
    private long next;
    private Thread running;

    /**
     * A closed gate.
     *
     * @param name of the kernel
     * @param after how many elements go through the plain loop before the first trial
     * @param trials makes the memory of a trial; called on the thread of the trial, and only if the Vector API is there
     */
    VectorGate(String name, long after, Supplier<Trial> trials) {
        this(name, after, trials, LONGEST_NANOS);
    }

    /** The same with a trial that is lost after so many nanoseconds. */
    VectorGate(String name, long after, Supplier<Trial> trials, long longestNanos) {
        this.name = name;
        this.trials = trials;
        this.longestNanos = longestNanos;
        this.left = after;
        this.next = after;
    }

    /**
     * Whether to use the vectors.
     *
     * @param elements how many are to be worked on now
     */
    boolean isOpen(long elements) {
        if (open) {
            return true;
        }
        if (VectorModule.PRESENT && (left -= elements) < 0) {
            begin();
        }
        return false;
    }

    /** The trial that runs now or ran last; {@code null} before the first. */
    synchronized Thread trial() {
        return running;
    }

    private synchronized void begin() {
        if (left >= 0 || open) {
            return;
        }
        next = Math.multiplyExact(next, FARTHER);
        left = next;
        if (running == null || !running.isAlive()) {
            running = Thread.ofPlatform().daemon().name("loanword-trial-" + name).inheritInheritableThreadLocals(false)
                    .unstarted(this::decide);
            running.setContextClassLoader(null);
            running.start();
        }
    }

    private void decide() {
        Trial trial = trials.get();
        long begin = System.nanoTime();
        int ahead = 0;
        while (ahead < ROUNDS_AHEAD && System.nanoTime() - begin < longestNanos) {
            long vectors = Long.MAX_VALUE;
            long plain = Long.MAX_VALUE;
            for (int i = 0; i < RUNS; i++) {
                long start = System.nanoTime();
                trial.vectors();
                long between = System.nanoTime();
                trial.plain();
                plain = Math.min(plain, System.nanoTime() - between);
                vectors = Math.min(vectors, between - start);
            }
            ahead = vectors < plain * CLEARLY ? ahead + 1 : 0;
        }
        open = ahead == ROUNDS_AHEAD;
    }
}
