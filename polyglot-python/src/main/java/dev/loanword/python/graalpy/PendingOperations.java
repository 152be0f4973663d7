package dev.loanword.python.graalpy;

import java.util.List;
import java.util.function.UnaryOperator;
import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.Value;

/**
 * Runs Java code inside Python: as the body of a builtin, where the GIL is held and what Java throws becomes a Python
 * exception.
 *
 * <p>The builtin is one for all, as its call target is shared by the contexts of an engine; what it runs waits in a
 * thread-local.
 */
final class PendingOperations {

    private static final ThreadLocal<UnaryOperator<Object>> PENDING = new ThreadLocal<>();
    private static final Builtin RUN = Builtin.function(
            "run_pending",
            List.of("value"),
            "Runs what Java wants to do inside Python.",
            () -> new OutlinedBody((node, arguments) -> PENDING.get().apply(arguments[0])));

    private PendingOperations() {}

    /**
     * The builtin that runs operations in a context.
     *
     * @param context the entered context
     */
    static Value createIn(Context context) {
        return context.asValue(RUN.create("loanword", null));
    }

    /**
     * Runs an operation on a guest value.
     *
     * @param builtin the builtin of the entered context
     * @param argument what the operation gets, as a guest object; None if {@code null}
     */
    static void run(Value builtin, UnaryOperator<Object> operation, Value argument) {
        UnaryOperator<Object> outer = PENDING.get();
        PENDING.set(operation);
        try {
            builtin.executeVoid(argument);
        } finally {
            PENDING.set(outer);
        }
    }
}
