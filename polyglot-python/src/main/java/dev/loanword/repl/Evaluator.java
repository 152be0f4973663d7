package dev.loanword.repl;

import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Runs inputs: Python's own, commands, and Java. */
final class Evaluator {
    private final PythonSide python;
    private final List<Path> cores;
    private final PrintStream err = System.err;
    private JavaShell java;

    /**
     * @param cores jars and folders whose classes Java code may use
     */
    Evaluator(PythonSide python, List<Path> cores) {
        this.python = python;
        this.cores = cores;
    }

    /** The Python side, for what is Python's alone. */
    PythonSide python() {
        return python;
    }

    /** Runs an input. {@code null} to go on, else the exit status to end with. */
    Integer execute(String text) {
        Optional<JavaInput> input = JavaInput.of(text);
        if (input.isEmpty()) {
            return python.execute(text);
        }
        if (input.get().code().isBlank()) {
            err.println("loanword: %java needs code to run, such as %java Math.sqrt(2)");
        } else if (!JavaShell.isAvailable()) {
            err.println("loanword: this Java runtime has no module jdk.jshell, which %java needs;"
                    + " start on a whole JDK: scripts/loanword --runtime stock repl");
        } else {
            java().run(input.get().target(), input.get().code());
        }
        return null;
    }

    /** Whether more lines are needed. */
    boolean isIncomplete(String text) {
        Optional<JavaInput> input = JavaInput.of(text);
        return input.isEmpty()
                ? python.isIncomplete(text)
                : JavaShell.isAvailable() && !input.get().code().isBlank() && java().isIncomplete(input.get().code());
    }

    /** The word before the cursor, then what may stand in its place; empty if nothing may. */
    List<String> complete(String text, int cursor) {
        Optional<JavaInput> input = JavaInput.of(text);
        if (input.isEmpty() || cursor < input.get().start()) {
            return python.complete(text, cursor);
        }
        return JavaShell.isAvailable() ? java().complete(input.get().code(), cursor - input.get().start()) : List.of();
    }

    private JavaShell java() {
        if (java == null) {
            java = new JavaShell(python, cores);
        }
        return java;
    }
}
