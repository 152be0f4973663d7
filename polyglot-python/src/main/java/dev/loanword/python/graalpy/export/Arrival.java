package dev.loanword.python.graalpy.export;

import com.oracle.graal.python.builtins.objects.PNone;
import com.oracle.graal.python.nodes.call.CallNode;
import com.oracle.graal.python.runtime.PythonContext;
import dev.loanword.python.graalpy.PythonExceptions;
import java.util.concurrent.CancellationException;

/**
 * Whom to tell in Python when a value arrives in Java, in whatever thread.
 *
 * @param context the context to enter
 * @param arrived a Python callable of a kind and a value
 * @param conversion makes a Python value of what arrived
 */
record Arrival(PythonContext context, Object arrived, ToPython conversion) {

    private static final int VALUE = 0;
    private static final int ERROR = 1;
    private static final int END = 2;

    /** A value is there. */
    void value(Object value) {
        PythonEntry.call(context, () -> {
            try (CallScope scope = new CallScope(null)) {
                return tell(VALUE, conversion.convert(scope, value));
            } catch (RuntimeException unconvertible) {
                return tell(ERROR, PythonExceptions.objectOf(null, unconvertible));
            }
        });
    }

    /** Java failed, or gave up. */
    void failure(Throwable thrown) {
        PythonEntry.call(context, () -> tell(ERROR, thrown instanceof CancellationException
                ? PythonLibrary.call("asyncio", "CancelledError")
                : PythonExceptions.objectOf(null, thrown)));
    }

    /** Nothing more will come. */
    void end() {
        PythonEntry.call(context, () -> tell(END, PNone.NONE));
    }

    private Object tell(int kind, Object value) {
        return CallNode.executeUncached(arrived, kind, value);
    }
}
