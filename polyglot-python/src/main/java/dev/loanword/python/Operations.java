package dev.loanword.python;

import dev.loanword.python.PythonStoppedException.Reason;
import dev.loanword.python.graalpy.Boundary;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.graalvm.polyglot.PolyglotException;

/** All uses of one host that are running: gives them time limits, stops them, and tells their callers why. */
final class Operations {

    private final Boundary boundary;
    private final UncaughtErrors uncaught;
    private final Duration gracePeriod;
    private final Runnable closeByForce;
    private final Set<Operation> running = ConcurrentHashMap.newKeySet();
    private final ThreadLocal<Deadline> deadline = new ThreadLocal<>();
    private volatile boolean forced;
    private volatile boolean suspect;

    /** The end of a time limit, and how long that was. */
    private record Deadline(long nanos, Duration limit) {
        Duration remaining() {
            return Duration.ofNanos(nanos - System.nanoTime());
        }
    }

    /**
     * @param closeByForce closes the host whatever it does
     */
    Operations(Boundary boundary, UncaughtErrors uncaught, Duration gracePeriod, Runnable closeByForce) {
        this.boundary = boundary;
        this.uncaught = uncaught;
        this.gracePeriod = gracePeriod;
        this.closeByForce = closeByForce;
    }

    /**
     * Runs code that uses Python.
     *
     * @throws PythonHostException if Python raises or is stopped
     */
    <T> T run(Supplier<T> body) {
        return run(body, false);
    }

    /**
     * As {@link #run}, for code that sees to its exceptions itself; so it is known only here that it was stopped.
     *
     * @throws PythonStoppedException if it was stopped, also if it took no notice
     */
    <T> T runProgram(Supplier<T> body) {
        return run(body, true);
    }

    private <T> T run(Supplier<T> body, boolean tellsAllStops) {
        Operation operation = new Operation(this);
        if (Thread.currentThread().isInterrupted()) {
            throw new PythonStoppedException(
                    "Python was not started, because the thread '" + Thread.currentThread().getName() + "' is interrupted",
                    Reason.THREAD_INTERRUPTED, false, "", null);
        }
        running.add(operation);
        operation.begin();
        Deadline limit = deadline.get();
        if (limit != null) {
            operation.stopAfter(limit.remaining(), limit.limit);
        }
        T result = null;
        PolyglotException thrown = null;
        try {
            result = body.get();
        } catch (PolyglotException error) {
            thrown = error;
        } finally {
            operation.end();
            running.remove(operation);
            suspect |= operation.reason() != null;
        }
        if (thrown != null) {
            throw toException(thrown, operation);
        }
        if (operation.endedUnaware() || tellsAllStops && operation.reason() != null) {
            throw new PythonStoppedException(operation.story(), operation.reason(), false, "", null);
        }
        return result;
    }

    private RuntimeException toException(PolyglotException error, Operation operation) {
        // Not only a cancellation: a KeyboardInterrupt may have been on its way when the host was closed under it.
        if (forced) {
            String story = operation.reason() == null ? "Python was stopped" : operation.story();
            return new PythonStoppedException(
                    story + "; " + forcedStory(),
                    operation.reason() == null ? Reason.INTERRUPT : operation.reason(),
                    true,
                    "",
                    error);
        }
        suspect |= error.isInternalError();
        return uncaught.toException(error, operation);
    }

    /** Runs code whose operations must end before a time. */
    <T, E extends Exception> T within(Duration limit, PythonHost.Body<T, E> body) throws E {
        Deadline outer = deadline.get();
        Deadline inner = new Deadline(System.nanoTime() + limit.toNanos(), limit);
        deadline.set(outer != null && outer.nanos - inner.nanos < 0 ? outer : inner);
        try {
            return body.run();
        } finally {
            if (outer == null) {
                deadline.remove();
            } else {
                deadline.set(outer);
            }
        }
    }

    /** Stops all that is running. */
    void interrupt() {
        running.forEach(operation -> operation.stop(Reason.INTERRUPT));
    }

    void raiseKeyboardInterrupt(Thread thread, BooleanSupplier isWanted) {
        boundary.raiseKeyboardInterrupt(thread, isWanted);
    }

    Duration gracePeriod() {
        return gracePeriod;
    }

    void closeByForce() {
        if (!forced) {
            forced = true;
            closeByForce.run();
        }
    }

    /** Whether the host was closed by force. */
    boolean wasForced() {
        return forced;
    }

    /** Why the host was closed by force, for messages. */
    String forcedStory() {
        return "it went on for " + Operation.seconds(gracePeriod)
                + " after a KeyboardInterrupt, so its host was closed by force; open another with PythonHost.open()";
    }

    /** Whether something was stopped or failed that may have left Python in a state that nobody expects. */
    boolean isSuspect() {
        return suspect || forced;
    }
}
