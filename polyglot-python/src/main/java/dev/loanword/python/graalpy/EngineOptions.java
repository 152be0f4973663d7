package dev.loanword.python.graalpy;

import com.oracle.truffle.api.Truffle;
import com.oracle.truffle.api.impl.DefaultTruffleRuntime;
import java.util.Map;

/** How an engine of ours compiles Python, for {@link org.graalvm.polyglot.Engine.Builder#options}. */
public final class EngineOptions {
    /**
     * When Python code is compiled. Without these the first function is, after a tenth of the usual calls, while Python itself still
     * starts: the compiler, which is Java code and cold, then takes a quarter of the processor time of a short program. A function
     * that loops long is compiled while it runs, whatever is said here.
     */
    private static final Map<String, String> OPTIMIZING = Map.of(
            // A queue that is empty is no reason to compile sooner.
            "engine.DynamicCompilationThresholdsMinScale", "1",
            // What runs a few times only, with some loops, as imports do.
            "engine.FirstTierMinInvokeThreshold", "100");

    private EngineOptions() {}

    /** The options that this JVM's runtime knows: one that only interprets knows none of them. */
    public static Map<String, String> standard() {
        return Truffle.getRuntime() instanceof DefaultTruffleRuntime ? Map.of() : OPTIMIZING;
    }
}
