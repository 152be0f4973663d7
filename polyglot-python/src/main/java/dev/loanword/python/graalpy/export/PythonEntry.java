package dev.loanword.python.graalpy.export;

import com.oracle.graal.python.runtime.GilNode;
import com.oracle.graal.python.runtime.PythonContext;
import com.oracle.truffle.api.TruffleContext;
import dev.loanword.python.graalpy.HostState;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

/** Enters Python from Java code that a core runs, in whatever thread. */
final class PythonEntry {

    private PythonEntry() {}

    /**
     * Runs code with the context entered and the GIL held, and leaves both as they were.
     *
     * <p>What Python raises passes unchanged through Java code that Python called. To Java code that it did not call it is an
     * exception of the host, as of any other use.
     */
    static <T> T call(PythonContext context, Supplier<T> code) {
        Supplier<T> checked = () -> {
            HostState.of(null).exports().checkPythonAllowed();
            return code.get();
        };
        TruffleContext entered = context.getEnv().getContext();
        if (entered.isEntered()) {
            return withGil(context, checked);
        }
        AtomicReference<T> result = new AtomicReference<>();
        HostState.ofContext(context).outside().run(() -> result.set(checked.get()));
        return result.get();
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
