package dev.loanword.python.graalpy;

import com.oracle.graal.python.runtime.PythonContext;
import java.util.Set;

/**
 * Python threads that have run to their end and are not gone yet when their host is closed.
 *
 * <p>GraalPy forgets such a thread a moment before the Java thread ends, and so does not wait for it; Truffle then finds a
 * living thread in a context that it has to free, and fails.
 */
final class EndingThreads {

    private static final long LONGEST_WAIT_MILLIS = 1000;

    private EndingThreads() {}

    /** Waits for them. Runs before GraalPy ends the threads that it still knows. */
    static void await(PythonContext context) {
        Set<Thread> known = Set.of(context.getThreads());
        // With room for threads that begin meanwhile; who comes later is known to GraalPy.
        Thread[] living = new Thread[2 * context.getThreadGroup().activeCount() + 16];
        int count = context.getThreadGroup().enumerate(living);
        try {
            for (int i = 0; i < count; i++) {
                if (!known.contains(living[i])) {
                    living[i].join(LONGEST_WAIT_MILLIS);
                }
            }
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }
}
