package dev.loanword.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The top command. Each subcommand is one class of this package. */
@Command(
        name = "loanword",
        description = "Python and Java in one process, sharing memory without copies.",
        mixinStandardHelpOptions = true,
        versionProvider = Versions.class,
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {RunCommand.class, DoctorCommand.class, HelpCommand.class})
public final class Main implements Runnable {

    @Spec
    private CommandSpec spec;

    private Main() {}

    /** Runs the command line and ends the JVM with its exit status. */
    public static void main(String[] arguments) {
        System.exit(commandLine().execute(arguments));
    }

    static CommandLine commandLine() {
        return new CommandLine(new Main())
                // An argument such as @name belongs to the script and is no file of arguments.
                .setExpandAtFiles(false)
                // What follows a script's name belongs to the script, also when it looks like an option.
                .setStopAtPositional(true)
                .setExecutionExceptionHandler((fault, command, parsed) -> reportFault(fault, command));
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "a command is missing");
    }

    private static int reportFault(Exception fault, CommandLine command) {
        fault.printStackTrace(command.getErr());
        command.getErr()
                .println("loanword: this is a fault of Loanword, not of your program."
                        + " Please report it with the lines above and the output of: loanword doctor");
        return ExitStatus.HOST_FAULT;
    }
}
