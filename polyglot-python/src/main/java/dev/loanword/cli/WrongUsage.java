package dev.loanword.cli;

import java.io.PrintWriter;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** What is said to a command line that can't be understood: one line with the way out, one with the way to the help. */
final class WrongUsage {
    /** The option of the launcher itself, which no command knows. */
    private static final String RUNTIME = "--runtime";

    private WrongUsage() {}

    /** Says it to standard error, and gives the exit status. */
    static int report(ParameterException wrong) {
        CommandLine command = wrong.getCommandLine();
        PrintWriter err = command.getErr();
        String name = command.getCommandSpec().qualifiedName();
        err.println(name + ": " + (wrong instanceof UnmatchedArgumentException unmatched ? story(unmatched) : wrong.getMessage()));
        err.println("See: " + name + " --help");
        return ExitStatus.USAGE;
    }

    private static String story(UnmatchedArgumentException wrong) {
        String word = wrong.getUnmatched().getFirst();
        CommandSpec spec = wrong.getCommandLine().getCommandSpec();
        if (!word.startsWith("-")) {
            return spec.subcommands().isEmpty()
                    ? "too many arguments: " + String.join(" ", wrong.getUnmatched())
                    : "there is no command " + word + withNearest(word, commands(spec));
        }
        String option = word.split("=", 2)[0];
        if (option.equals(RUNTIME)) {
            return RUNTIME + " comes before the command: loanword " + RUNTIME + " stock run ...";
        }
        return "there is no option " + option + withNearest(option, options(spec)) + elsewhere(option, spec);
    }

    /** What the command itself has no word for may be an option of another one, as of run for {@code loanword --ledger}. */
    private static String elsewhere(String option, CommandSpec spec) {
        if (NearMiss.of(option, options(spec)).isPresent()) {
            return "";
        }
        return spec.root().subcommands().values().stream()
                .map(CommandLine::getCommandSpec)
                .filter(other -> other != spec && other.optionsMap().containsKey(option))
                .findFirst()
                .map(other -> "; it is one of " + other.qualifiedName())
                .orElse("");
    }

    private static String withNearest(String typed, Collection<String> candidates) {
        return NearMiss.of(typed, candidates).map(word -> "; did you mean " + word + "?").orElse("");
    }

    private static List<String> commands(CommandSpec spec) {
        return spec.subcommands().entrySet().stream()
                .filter(command -> !command.getValue().getCommandSpec().usageMessage().hidden())
                .map(Map.Entry::getKey)
                .toList();
    }

    private static List<String> options(CommandSpec spec) {
        return spec.options().stream()
                .filter(option -> !option.hidden())
                .flatMap(option -> Stream.of(option.names()))
                .toList();
    }
}
