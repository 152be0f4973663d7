package dev.loanword.cli;

import java.io.PrintWriter;
import java.util.Optional;

/** Starts the command line. */
public final class Main {

    private Main() {}

    /** Runs the command line and ends the JVM with its exit status. */
    public static void main(String[] arguments) {
        Optional<PythonRun> run = RunArguments.parse(arguments);
        System.exit(run.isPresent() ? execute(run.get()) : LoanwordCommand.execute(arguments));
    }

    /** The same as {@link RunCommand} does; picocli, which is not needed for it, would make half a second of the start. */
    private static int execute(PythonRun run) {
        PrintWriter err = new PrintWriter(System.err, true);
        try {
            return run.execute(err);
        } catch (Exception fault) {
            return Faults.report(fault, err);
        }
    }
}
