package dev.loanword.python;

import dev.loanword.python.PythonStoppedException.Reason;
import java.time.Duration;
import java.util.concurrent.ScheduledFuture;

/**
 * One use of a host by a Java thread while it runs, and how it is stopped: first by a KeyboardInterrupt in Python, soon after by
 * interrupting the Java thread, for Java code that Python called and that blocks; at last by closing the host.
 */
final class Operation {
    /** Long enough for Python to notice a KeyboardInterrupt. An interrupted thread may lose the files that it is reading. */
    private static final Duration BEFORE_THREAD_IS_INTERRUPTED = Duration.ofMillis(100);

    private final Operations host;
    private final Thread thread = Thread.currentThread();
    private final InterruptListener listener = new InterruptListener(() -> stop(Reason.THREAD_INTERRUPTED));
    private Duration limit;
    private ScheduledFuture<?> deadline;
    private ScheduledFuture<?> next;
    private Reason reason;
    private boolean raised;
    private boolean interruptedByUs;
    private boolean ended;

    Operation(Operations host) {
        this.host = host;
    }

    void begin() {
        listener.start();
    }

    /** Stops it some time from now, unless it has ended by then. */
    synchronized void stopAfter(Duration remaining, Duration ofLimit) {
        limit = ofLimit;
        deadline = Stopper.after(remaining, () -> stop(Reason.TIME_LIMIT));
    }

    /** Stops it, unless it has ended or is being stopped. To be called by any thread. */
    synchronized void stop(Reason why) {
        if (ended || reason != null) {
            return;
        }
        reason = why;
        host.raiseKeyboardInterrupt(thread, this::raises);
        next = Stopper.after(BEFORE_THREAD_IS_INTERRUPTED, this::interruptThread);
    }

    private synchronized void interruptThread() {
        if (!ended) {
            interruptedByUs = true;
            thread.interrupt();
            next = Stopper.after(host.gracePeriod(), this::closeHost);
        }
    }

    private synchronized void closeHost() {
        if (!ended) {
            host.closeByForce();
        }
    }

    /** Asked in its own thread before it is raised. */
    private synchronized boolean raises() {
        raised = !ended;
        return raised;
    }

    /** Whether it came to its end before Python saw that it should stop: its waiting ended too early then, as that of select. */
    synchronized boolean endedUnaware() {
        return reason != null && !raised;
    }

    /** Ends it, in its own thread. Nothing stops it from here on. */
    void end() {
        listener.stop();
        boolean staysInterrupted;
        synchronized (this) {
            ended = true;
            cancel(deadline);
            cancel(next);
            if (interruptedByUs) {
                Thread.interrupted();
            }
            staysInterrupted = reason == Reason.THREAD_INTERRUPTED || listener.heard() && !interruptedByUs;
        }
        if (staysInterrupted) {
            // Python's own waiting may have taken the status.
            thread.interrupt();
        }
    }

    private static void cancel(ScheduledFuture<?> scheduled) {
        if (scheduled != null) {
            scheduled.cancel(false);
        }
    }

    /**
     * Says, after its end, that Java code in it was interrupted. The application may have done that so shortly before that nobody
     * has heard of it yet.
     */
    synchronized void wasInterrupted() {
        if (reason == null) {
            reason = Reason.THREAD_INTERRUPTED;
            thread.interrupt();
        }
    }

    /** Why it was stopped, or {@code null} if it was not. */
    synchronized Reason reason() {
        return reason;
    }

    /** What stopped it, in words for a message. */
    synchronized String story() {
        return switch (reason) {
            case TIME_LIMIT -> "Python was stopped, because it ran longer than the limit of " + seconds(limit);
            case INTERRUPT -> "Python was stopped by PythonHost.interrupt()";
            case THREAD_INTERRUPTED -> "Python was stopped, because the thread '" + thread.getName() + "' was interrupted";
        };
    }

    /** In seconds, without zeros at the end. */
    static String seconds(Duration time) {
        return java.math.BigDecimal.valueOf(time.toMillis(), 3).stripTrailingZeros().toPlainString() + " s";
    }
}
