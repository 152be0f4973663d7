package dev.loanword.python.graalpy.export;

import com.oracle.truffle.api.CompilerDirectives.TruffleBoundary;
import dev.loanword.python.graalpy.Instances;
import dev.loanword.python.graalpy.PythonResource;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;

/**
 * Futures as awaitables, and publishers as asynchronous iterators. The half in Python, {@code asynchronous.py}, knows asyncio;
 * the half in Java, {@link FutureType} and {@link PublisherType}, knows threads. Made when a host first needs it.
 */
final class Asynchronous {

    private final PythonResource python = new PythonResource("asynchronous");
    private final Object futureType = FutureType.create();
    private final Object publisherType = PublisherType.create();

    /** Runs the Python half in the entered context. */
    @TruffleBoundary
    Asynchronous() {}

    /**
     * A conversion of a {@link CompletableFuture}.
     *
     * @param ends whether {@code null} is the end of an asynchronous iteration, as it is for {@code __anext__}
     */
    static ToPython future(ToPython value, boolean ends) {
        return (scope, future) -> {
            Asynchronous asynchronous = scope.host().exports().asynchronous();
            Object java = Instances.create(
                    asynchronous.futureType, new FutureType.Pending((CompletableFuture<?>) future, value));
            return asynchronous.python.call("future", java, ends);
        };
    }

    /** A conversion of a {@link Flow.Publisher}. */
    static ToPython publisher(ToPython value) {
        return (scope, publisher) -> {
            Asynchronous asynchronous = scope.host().exports().asynchronous();
            Object java = Instances.create(
                    asynchronous.publisherType, new PublisherType.Values((Flow.Publisher<?>) publisher, value));
            return asynchronous.python.call("publisher", java);
        };
    }
}
