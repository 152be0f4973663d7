package dev.loanword.conformance;

import java.io.IOException;

/** Runs one script, in a Python that no script has used before. May be called by several threads. */
interface ScriptRunner {

    /**
     * Runs it to its end, or as long as it may.
     *
     * @throws IOException if it can't be started, which is no fault of the script
     */
    Outcome run(ConformanceScript script) throws IOException;
}
