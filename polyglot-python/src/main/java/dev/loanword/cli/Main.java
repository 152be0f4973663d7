package dev.loanword.cli;

import dev.loanword.export.check.ExportException;
import dev.loanword.python.CoreException;
import dev.loanword.python.packages.PackageInstallException;
import dev.loanword.python.packages.ScriptMetadataException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
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
        footer = {
            "",
            "The word run may be left out before a file that exists, and before -c, -m and -.",
            "Without any argument, on a terminal, it is repl."
        },
        subcommands = {RunCommand.class, ReplCommand.class, StubsCommand.class, PackagesCommand.class, DoctorCommand.class, HelpCommand.class})
public final class Main implements Runnable {

    @Spec
    private CommandSpec spec;

    private Main() {}

    /** Runs the command line and ends the JVM with its exit status. */
    public static void main(String[] arguments) {
        CommandLine commandLine = commandLine();
        System.exit(commandLine.execute(withCommand(commandLine, arguments)));
    }

    /**
     * Puts {@code run} before {@code -c}, {@code -m}, {@code -} or a file: programs start Python as
     * {@code [sys.executable, "-c", code]}, and sys.executable is the launcher. A person who gives nothing gets the REPL.
     */
    private static String[] withCommand(CommandLine commandLine, String[] arguments) {
        if (arguments.length == 0 && System.console() != null && System.console().isTerminal()) {
            return new String[] {"repl"};
        }
        String first = arguments.length == 0 ? "" : arguments[0];
        boolean program = first.equals("-")
                || first.startsWith("-c")
                || first.startsWith("-m")
                || !commandLine.getSubcommands().containsKey(first) && !first.isEmpty() && Files.exists(Path.of(first));
        return program
                ? Stream.concat(Stream.of("run"), Stream.of(arguments)).toArray(String[]::new)
                : arguments;
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
        if (fault instanceof PackageInstallException) {
            command.getErr().println("loanword: " + fault.getMessage());
            return ExitStatus.FAILURE;
        }
        if (fault instanceof CoreException
                || fault instanceof ScriptMetadataException
                || fault instanceof ExportException
                || fault instanceof CoreOptions.UnknownClassException) {
            command.getErr().println("loanword: " + fault.getMessage());
            return ExitStatus.USAGE;
        }
        fault.printStackTrace(command.getErr());
        command.getErr()
                .println("loanword: this is a fault of Loanword, not of your program."
                        + " Please report it with the lines above and the output of: loanword doctor");
        return ExitStatus.HOST_FAULT;
    }
}
