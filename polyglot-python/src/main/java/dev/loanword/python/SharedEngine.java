package dev.loanword.python;

import dev.loanword.python.graalpy.EngineOptions;
import org.graalvm.polyglot.Engine;

/** The one engine of the process: hosts on it share compiled code, so the second host opens fast. */
final class SharedEngine {
    // We say ourselves, in one line, when the runtime only interprets; GraalVM's own warning is a screenful.
    static final String WARN_INTERPRETER_ONLY = "engine.WarnInterpreterOnly";

    private SharedEngine() {}

    static Engine get() {
        return Holder.ENGINE;
    }

    private static final class Holder {
        static final Engine ENGINE = Engine.newBuilder("python")
                .allowExperimentalOptions(true)
                .option(WARN_INTERPRETER_ONLY, "false")
                .options(EngineOptions.standard())
                .build();
    }
}
