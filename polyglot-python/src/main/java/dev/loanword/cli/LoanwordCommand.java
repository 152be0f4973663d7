package dev.loanword.cli;

import dev.loanword.python.ProgramProcess;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The top command, as picocli knows it. Each subcommand is one class of this package. */
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
        subcommands = {
            RunCommand.class,
            ReplCommand.class,
            ConformanceCommand.class,
            StubsCommand.class,
            PackagesCommand.class,
            CacheCommand.class,
            HostCommand.class,
            DoctorCommand.class,
            HelpCommand.class
        })
final class LoanwordCommand implements Runnable {

    @Spec
    private CommandSpec spec;

    private LoanwordCommand() {}

    /** Runs the command line and gives its exit status. */
    static int execute(String[] arguments) {
        CommandLine commandLine = commandLine();
        return commandLine.execute(withCommand(commandLine, arguments));
    }

    /** Runs the command line of another process, which asks for a program, in this one, and gives its exit status. */
    static int execute(String[] arguments, ProgramProcess process) {
        CommandLine commandLine = commandLine();
        // Java resolves paths against the folder that the JVM was started in.
        commandLine.registerConverter(Path.class, path -> process.folder().resolve(path));
        RunCommand run = (RunCommand) commandLine.getSubcommands().get("run").getCommandSpec().userObject();
        run.belongTo(process);
        return commandLine.execute(withCommand(commandLine, arguments, process.folder()));
    }

    /**
     * Puts {@code run} before {@code -c}, {@code -m}, {@code -} or a file: programs start Python as
     * {@code [sys.executable, "-c", code]}, and sys.executable is the launcher. A person who gives nothing gets the REPL.
     */
    static String[] withCommand(CommandLine commandLine, String[] arguments) {
        return withCommand(commandLine, arguments, Path.of(""));
    }

    private static String[] withCommand(CommandLine commandLine, String[] arguments, Path folder) {
        if (arguments.length == 0 && System.console() != null && System.console().isTerminal()) {
            return new String[] {"repl"};
        }
        String first = arguments.length == 0 ? "" : arguments[0];
        boolean program = first.equals("-")
                || first.startsWith("-c")
                || first.startsWith("-m")
                || !commandLine.getSubcommands().containsKey(first) && !first.isEmpty() && Files.exists(folder.resolve(first));
        return program
                ? Stream.concat(Stream.of("run"), Stream.of(arguments)).toArray(String[]::new)
                : arguments;
    }

    static CommandLine commandLine() {
        CommandLine commandLine = new CommandLine(new LoanwordCommand())
                // An argument such as @name belongs to the script and is no file of arguments.
                .setExpandAtFiles(false)
                // What follows a script's name belongs to the script, also when it looks like an option.
                .setStopAtPositional(true)
                .setExecutionExceptionHandler((fault, command, parsed) -> Faults.report(fault, command.getErr()));
        // Its folders come before its options as well as after them.
        commandLine.getSubcommands().get("conformance").setStopAtPositional(false);
        return commandLine;
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "a command is missing");
    }
}
