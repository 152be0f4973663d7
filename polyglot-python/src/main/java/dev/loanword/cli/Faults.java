package dev.loanword.cli;

import dev.loanword.export.check.ExportException;
import dev.loanword.python.CoreException;
import dev.loanword.python.packages.PackageInstallException;
import dev.loanword.python.packages.ScriptMetadataException;
import java.io.PrintWriter;

/** What ends a command early, in words and as an exit status. */
final class Faults {
    private Faults() {}

    /** Says what happened, and gives the exit status. */
    static int report(Exception fault, PrintWriter err) {
        if (fault instanceof PackageInstallException) {
            err.println("loanword: " + fault.getMessage());
            return ExitStatus.FAILURE;
        }
        if (fault instanceof CoreException
                || fault instanceof ScriptMetadataException
                || fault instanceof ExportException
                || fault instanceof UnknownClassException) {
            err.println("loanword: " + fault.getMessage());
            return ExitStatus.USAGE;
        }
        fault.printStackTrace(err);
        err.println("loanword: this is a fault of Loanword, not of your program."
                + " Please report it with the lines above and the output of: loanword doctor");
        return ExitStatus.HOST_FAULT;
    }
}
