package dev.loanword.conformance;

import dev.loanword.conformance.Outcome.Exited;
import dev.loanword.conformance.Outcome.Raised;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Writes what a script did as what is expected of it. What its comments state stays as it is. */
final class Blessing {
    private Blessing() {}

    /** Writes or removes the files beside the script, and says so of each that changed. */
    static List<String> bless(ConformanceScript script, Outcome outcome) throws IOException {
        List<String> changed = new ArrayList<>();
        // What was stopped or vanished has shown only a part.
        if (outcome.truncated() || !(outcome.end() instanceof Exited || outcome.end() instanceof Raised)) {
            return changed;
        }
        if (script.expectations().output().isEmpty()) {
            write(script, script.outputFile(), ConformanceScript.OUTPUT, outcome.output()).ifPresent(changed::add);
        }
        String error = outcome.end() instanceof Raised raised ? raised.summary() + "\n" : "";
        if (script.expectations().error().isEmpty()) {
            write(script, script.errorFile(), ConformanceScript.ERROR, error).ifPresent(changed::add);
        }
        return changed;
    }

    private static Optional<String> write(ConformanceScript script, Path golden, String ending, String text)
            throws IOException {
        Optional<String> before = script.textOf(golden);
        if (before.orElse("").equals(text)) {
            return Optional.empty();
        }
        if (text.isEmpty()) {
            Files.delete(golden);
            return Optional.of("removed " + script.nameOf(ending));
        }
        Files.writeString(golden, text);
        return Optional.of("wrote " + script.nameOf(ending));
    }
}
