package dev.loanword.python.graalpy.export;

import com.oracle.graal.python.PythonLanguage;
import com.oracle.graal.python.lib.PyObjectGetItem;
import com.oracle.graal.python.lib.PyObjectSetItem;
import com.oracle.graal.python.nodes.call.CallNode;
import com.oracle.graal.python.runtime.object.PFactory;
import com.oracle.truffle.api.CompilerDirectives.TruffleBoundary;
import dev.loanword.python.graalpy.Instances;
import dev.loanword.python.graalpy.Text;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;

/**
 * Futures as awaitables, and publishers as asynchronous iterators. The half in Python, {@code asynchronous.py}, knows asyncio;
 * the half in Java, {@link FutureType} and {@link PublisherType}, knows threads. Made when a host first needs it.
 */
final class Asynchronous {

    private final Object namespace;
    private final Object futureType = FutureType.create();
    private final Object publisherType = PublisherType.create();

    /** Runs the Python half in the entered context. */
    @TruffleBoundary
    Asynchronous() {
        namespace = PFactory.createDict(PythonLanguage.get(null));
        PyObjectSetItem.executeUncached(namespace, Text.python("__name__"), Text.python("loanword.asynchronous"));
        Object code = PythonLibrary.call(
                "builtins", "compile", Text.python(source()), Text.python("<loanword asynchronous>"), Text.python("exec"));
        PythonLibrary.call("builtins", "exec", code, namespace);
    }

    private static String source() {
        String resource = "/loanword/asynchronous.py";
        try (InputStream stream =
                Objects.requireNonNull(Asynchronous.class.getResourceAsStream(resource), resource)) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

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
            return asynchronous.call("future", java, ends);
        };
    }

    /** A conversion of a {@link Flow.Publisher}. */
    static ToPython publisher(ToPython value) {
        return (scope, publisher) -> {
            Asynchronous asynchronous = scope.host().exports().asynchronous();
            Object java = Instances.create(
                    asynchronous.publisherType, new PublisherType.Values((Flow.Publisher<?>) publisher, value));
            return asynchronous.call("publisher", java);
        };
    }

    private Object call(String function, Object... arguments) {
        return CallNode.executeUncached(PyObjectGetItem.executeUncached(namespace, Text.python(function)), arguments);
    }
}
