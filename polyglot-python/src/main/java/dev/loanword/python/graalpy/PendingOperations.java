package dev.loanword.python.graalpy;

import com.oracle.graal.python.builtins.objects.PNone;
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
     * Runs an operation on a guest value.
     *
     * @param context the entered context
     * @param argument what the operation gets, as a guest object; Python's None if {@code null}
     */
    static void run(Context context, UnaryOperator<Object> operation, Value argument) {
        UnaryOperator<Object> outer = PENDING.get();
        PENDING.set(operation);
        try {
            Value run = context.asValue(RUN.create("loanword", null));
            run.executeVoid(argument == null ? context.asValue(PNone.NONE) : argument);
        } finally {
            PENDING.set(outer);
        }
    }
}
