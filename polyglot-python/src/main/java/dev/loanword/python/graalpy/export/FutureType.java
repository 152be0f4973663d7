package dev.loanword.python.graalpy.export;

import com.oracle.graal.python.builtins.objects.PNone;
import com.oracle.graal.python.runtime.PythonContext;
import dev.loanword.python.graalpy.Builtin;
import dev.loanword.python.graalpy.Instances;
import dev.loanword.python.graalpy.PythonType;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** The Java half of {@code loanword.JavaFuture}. */
final class FutureType {

    private static final List<String> SELF = List.of("self");

    private FutureType() {}

    /** A future, and what makes a Python value of its own. */
    record Pending(CompletableFuture<?> future, ToPython conversion) {

        private Object whenDone(PythonContext context, Object arrived) {
            Arrival arrival = new Arrival(context, arrived, conversion);
            future.whenComplete((value, thrown) -> {
                if (thrown == null) {
                    arrival.value(value);
                } else {
                    arrival.failure(thrown);
                }
            });
            return PNone.NONE;
        }
    }

    /** Makes the type in the entered context. */
    static Object create() {
        return new PythonType(
                        "loanword",
                        "_Future",
                        "A future of Java.",
                        Builtin.notConstructible("loanword._Future"),
                        List.of(
                                Builtin.outlined(
                                        "when_done",
                                        List.of("self", "arrived"),
                                        "Calls arrived(kind, value) when it is done.",
                                        (node, arguments) ->
                                                pending(arguments).whenDone(PythonContext.get(node), arguments[1])),
                                Builtin.outlined("cancel", SELF, "Cancels it.", (node, arguments) ->
                                        pending(arguments).future.cancel(true))),
                        List.of())
                .create();
    }

    private static Pending pending(Object[] arguments) {
        return Instances.java(arguments[0], Pending.class, "_Future");
    }
}
