package dev.loanword.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** Writes the completion of a command line in the words of the shell fish, which picocli does not do. */
final class FishCompletion {
    private final String program;
    private final List<String> lines = new ArrayList<>();

    private FishCompletion(String program) {
        this.program = program;
    }

    /** The script for a command with its subcommands, theirs too. Files are completed wherever a word can be one. */
    static String script(CommandLine top) {
        FishCompletion completion = new FishCompletion(top.getCommandName());
        completion.command(top.getCommandSpec(), "");
        return completion.lines.stream().collect(Collectors.joining("\n", "", "\n"));
    }

    /**
     * @param words the commands that lead to this one, separated by spaces
     */
    private void command(CommandSpec spec, String words) {
        String here = condition(words, spec);
        visible(spec).forEach((name, command) -> line(here, "-a " + quoted(name), command.getCommandSpec().usageMessage().description()));
        for (OptionSpec option : spec.options()) {
            if (!option.hidden()) {
                line(here, names(option) + value(option), option.description());
            }
        }
        for (PositionalParamSpec parameter : spec.positionalParameters()) {
            if (parameter.completionCandidates() != null) {
                line(here, "-f -a " + quoted(candidates(parameter)), parameter.description());
            }
        }
        visible(spec).forEach((name, command) -> command(command.getCommandSpec(), (words + " " + name).strip()));
    }

    /** After these commands, and before any further one. */
    private static String condition(String words, CommandSpec spec) {
        String before = words.isEmpty()
                ? ""
                : Stream.of(words.split(" "))
                        .map(word -> "__fish_seen_subcommand_from " + word)
                        .collect(Collectors.joining("; and "));
        if (visible(spec).isEmpty()) {
            return before;
        }
        String none = "not __fish_seen_subcommand_from " + String.join(" ", visible(spec).keySet());
        return before.isEmpty() ? none : before + "; and " + none;
    }

    private static Map<String, CommandLine> visible(CommandSpec spec) {
        Map<String, CommandLine> commands = new LinkedHashMap<>(spec.subcommands());
        commands.values().removeIf(command -> command.getCommandSpec().usageMessage().hidden());
        return commands;
    }

    private static String names(OptionSpec option) {
        return Stream.of(option.names())
                .map(name -> name.startsWith("--") ? "-l " + name.substring(2) : "-s " + name.substring(1))
                .collect(Collectors.joining(" "));
    }

    private static String value(OptionSpec option) {
        if (option.arity().max() == 0) {
            return "";
        }
        String candidates = option.completionCandidates() == null ? "" : " -a " + quoted(candidates(option));
        return (option.arity().min() == 0 ? "" : " -r") + candidates;
    }

    private static String candidates(ArgSpec argument) {
        return StreamSupport.stream(argument.completionCandidates().spliterator(), false).collect(Collectors.joining(" "));
    }

    private void line(String condition, String what, String[] description) {
        String first = description.length == 0 ? "" : description[0];
        lines.add("complete -c " + program + " -n " + quoted(condition) + " " + what + (first.isEmpty() ? "" : " -d " + quoted(first)));
    }

    /** In single quotes, in which fish knows two characters that are not themselves. */
    private static String quoted(String text) {
        return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'";
    }
}
