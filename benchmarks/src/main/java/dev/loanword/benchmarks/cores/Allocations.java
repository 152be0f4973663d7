package dev.loanword.benchmarks.cores;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;

/** How much is allocated on the Java heap. */
public final class Allocations {

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private Allocations() {}

    /** Bytes since the calling thread began; those of a compiler's threads are not among them. */
    public static long ofThisThread() {
        return THREADS.getCurrentThreadAllocatedBytes();
    }
}
