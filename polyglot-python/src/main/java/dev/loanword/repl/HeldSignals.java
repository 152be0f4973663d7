package dev.loanword.repl;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jline.utils.Signals;

/**
 * The signals that JLine takes while it reads a line, kept to be given back: {@code INT} and perhaps others have handlers of
 * Python's, which JLine would leave replaced.
 */
final class HeldSignals implements AutoCloseable {
    private static final String[] TAKEN = {"INT", "WINCH", "CONT"};

    private final Map<String, Object> handlers = new LinkedHashMap<>();

    private HeldSignals() {}

    static HeldSignals hold() {
        HeldSignals held = new HeldSignals();
        for (String signal : TAKEN) {
            Object handler = Signals.register(signal, () -> {});
            if (handler != null) {
                held.handlers.put(signal, handler);
            }
        }
        return held;
    }

    @Override
    public void close() {
        handlers.forEach(Signals::unregister);
    }
}
