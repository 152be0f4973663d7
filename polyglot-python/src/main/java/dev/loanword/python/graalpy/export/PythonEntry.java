package dev.loanword.python.graalpy.export;

import com.oracle.graal.python.runtime.GilNode;
import com.oracle.graal.python.runtime.PythonContext;
import com.oracle.truffle.api.TruffleContext;
import java.util.function.Supplier;

/** Enters Python from Java code that a core runs, in whatever thread. */
final class PythonEntry {

    private PythonEntry() {}

    /** Runs code with the context entered and the GIL held, and leaves both as they were. */
    static <T> T call(PythonContext context, Supplier<T> code) {
        TruffleContext entered = context.getEnv().getContext();
        if (entered.isEntered()) {
            return withGil(context, code);
        }
        Object previous = entered.enter(null);
        try {
            return withGil(context, code);
        } finally {
            entered.leave(null, previous);
        }
    }

    /** A method that releases the GIL may still call Python. */
    private static <T> T withGil(PythonContext context, Supplier<T> code) {
        GilNode gil = GilNode.getUncached();
        boolean acquired = gil.acquire(context, null);
        try {
            return code.get();
        } finally {
            gil.release(context, acquired);
        }
    }
}
