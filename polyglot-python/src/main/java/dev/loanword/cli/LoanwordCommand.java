package dev.loanword.cli;

import dev.loanword.python.ProgramProcess;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
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
            "The word run may be left out before a script and before options of the python command, such as -c.",
            "Without any argument, on a terminal, it is repl. Before all other words,",
            "--runtime auto | image | stock | interpreter says what to start on."
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
            InitCommand.class,
            CompletionCommand.class,
            HelpCommand.class
        })
final class LoanwordCommand implements Runnable {

    /** What the python command has for other things, or for the same. */
    private static final Set<String> OWN_OPTIONS = Set.of("-h", "-V");

    private static final String RUN = "run";

    /** No more than a screen has. */
    private static final int COLUMNS_OF_HELP = 100;

    @Spec
    private CommandSpec spec;

    private LoanwordCommand() {}

    /** Runs the command line and gives its exit status. */
    static int execute(String[] arguments) {
        CommandLine commandLine = commandLine();
        return execute(commandLine, arguments, Path.of(""));
    }

    /** Runs the command line of another process, which asks for a program, in this one, and gives its exit status. */
    static int execute(String[] arguments, ProgramProcess process) {
        CommandLine commandLine = commandLine();
        // Java resolves paths against the folder that the JVM was started in.
        commandLine.registerConverter(Path.class, path -> process.folder().resolve(path));
        RunCommand run = (RunCommand) commandLine.getSubcommands().get(RUN).getCommandSpec().userObject();
        run.belongTo(process);
        return execute(commandLine, arguments, process.folder());
    }

    private static int execute(CommandLine commandLine, String[] arguments, Path folder) {
        String[] words = withCommand(commandLine, arguments, folder);
        if (words.length > 0 && words[0].equals(RUN)) {
            CommandLine run = commandLine.getSubcommands().get(RUN);
            try {
                words = ArgumentFiles.expanded(List.of(words), folder, option -> takesValue(run, option)).toArray(String[]::new);
            } catch (IllegalArgumentException problem) {
                return WrongUsage.report(new ParameterException(run, problem.getMessage()));
            }
        }
        return commandLine.execute(words);
    }

    /** Whether an option's value is the next word; that of -c and -m is the program. */
    static boolean takesValue(CommandLine command, String option) {
        OptionSpec known = command.getCommandSpec().optionsMap().get(option);
        return known != null && known.arity().min() > 0 && known.preprocessor().getClass() != RunCommand.EndsOptions.class;
    }

    /**
     * Puts {@code run} before a file and before options of the {@code python} command: programs start Python as
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
        boolean program = first.startsWith("-")
                ? !first.startsWith("--") && !OWN_OPTIONS.contains(first)
                : !commandLine.getSubcommands().containsKey(first) && isProgram(first, folder);
        return program
                ? Stream.concat(Stream.of(RUN), Stream.of(arguments)).toArray(String[]::new)
                : arguments;
    }

    /** A file that is not there is a program by its name, so that it is told of as one. */
    private static boolean isProgram(String word, Path folder) {
        return word.endsWith(".py") || word.contains("/") || !word.isEmpty() && Files.exists(folder.resolve(word));
    }

    static CommandLine commandLine() {
        CommandLine commandLine = new CommandLine(new LoanwordCommand())
                .setUsageHelpWidth(COLUMNS_OF_HELP)
                // An argument such as @name belongs to the script and is no file of arguments.
                .setExpandAtFiles(false)
                // What follows a script's name belongs to the script, also when it looks like an option.
                .setStopAtPositional(true)
                .setParameterExceptionHandler((wrong, words) -> WrongUsage.report(wrong))
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
