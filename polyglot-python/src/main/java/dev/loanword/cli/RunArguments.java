package dev.loanword.cli;

import dev.loanword.python.Program;
import dev.loanword.python.packages.PackageRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Reads the arguments of {@code loanword run} in their common forms, to start without picocli. What is written in another way, or is
 * wrong, is left to picocli, which understands more and has the words for it. Of what is read here both must make the same.
 */
final class RunArguments {
    private static final String LEDGER = "--ledger";
    private static final String JAVA_TRACES = "--java-traces";
    private static final String TRACE_STARTUP = "--trace-startup";

    private final List<Path> cores = new ArrayList<>();
    private final List<String> exports = new ArrayList<>();
    private final List<String> requirements = new ArrayList<>();
    private final Set<String> flags = new HashSet<>();
    private Program program;

    private RunArguments() {}

    /** The run that is asked for; empty if picocli must look at it. */
    static Optional<PythonRun> parse(String[] arguments) {
        Iterator<String> words = Arrays.asList(arguments).iterator();
        if (!words.hasNext()) {
            return Optional.empty();
        }
        String first = arguments[0];
        if (first.equals("run")) {
            words.next();
        } else if (!first.equals("-c") && !first.equals("-m") && !first.equals("-") && !isFile(first)) {
            return Optional.empty();
        }
        return new RunArguments().read(words);
    }

    /** A script without the word run. Names of commands have no dot in them. */
    private static boolean isFile(String word) {
        return !word.startsWith("-") && word.contains(".") && Files.exists(Path.of(word));
    }

    private Optional<PythonRun> read(Iterator<String> words) {
        while (program == null) {
            if (!words.hasNext() || !readOne(words)) {
                return Optional.empty();
            }
        }
        List<String> rest = new ArrayList<>();
        words.forEachRemaining(rest::add);
        try {
            PackageRequest packages = new PackageRequest(requirements, List.of());
            return Optional.of(new PythonRun(
                    program,
                    rest,
                    cores,
                    exports,
                    packages,
                    flags.contains(LEDGER),
                    flags.contains(JAVA_TRACES),
                    flags.contains(TRACE_STARTUP),
                    false,
                    Optional.empty(),
                    false,
                    Optional.empty(),
                    Map.of()));
        } catch (IllegalArgumentException noPackage) {
            return Optional.empty();
        }
    }

    /** Reads an option with its value, or the program; false if it is none that is known here. */
    private boolean readOne(Iterator<String> words) {
        String word = words.next();
        switch (word) {
            case LEDGER, JAVA_TRACES, TRACE_STARTUP -> {
                // Twice is an error.
                return flags.add(word);
            }
            case "-" -> program = new Program.StandardInput();
            case "--core", "--export", "--with", "-c", "-m" -> {
                String value = words.hasNext() ? words.next() : "-";
                // Whether that is a value or the next option is picocli's to decide.
                return !value.startsWith("-") && readValue(word, value);
            }
            default -> {
                if (word.startsWith("-") || word.startsWith("@") || word.isEmpty()) {
                    return false;
                }
                program = new Program.Script(Path.of(word));
            }
        }
        return true;
    }

    private boolean readValue(String option, String value) {
        switch (option) {
            case "--core" -> cores.add(Path.of(value));
            case "--export" -> exports.add(value);
            case "--with" -> requirements.add(value);
            case "-c" -> program = new Program.Code(value);
            case "-m" -> program = new Program.Module(value);
            default -> throw new IllegalArgumentException(option);
        }
        return true;
    }
}
