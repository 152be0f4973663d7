package dev.loanword.python.packages;

import dev.loanword.cache.BuildFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The programs that a build needs from the machine; all others come from the package index.
 *
 * @param python CPython, new enough, with the modules that make a virtual environment
 */
record BuildTools(Path python) {
    private static final List<String> C_COMPILERS = List.of("cc", "gcc", "clang");
    private static final List<String> CPP_COMPILERS = List.of("c++", "g++", "clang++");

    /** NumPy's build system and code generators run on it. */
    private static final int OLDEST_PYTHON_MINOR = 9;

    private static final String PROBE = "import importlib.util as u, sys; print(*sys.version_info[:2],"
            + " all(u.find_spec(name) for name in ('venv', 'ensurepip')))";

    /** Something that is not there, and the packages that bring it. */
    private record Missing(String what, String debian, String fedora) {}

    /**
     * Finds the tools in the environment's {@code PATH}; {@code CC} and {@code CXX} may name other compilers.
     *
     * @param build runs the probe of Python
     * @param what the thing to be built, for the message
     * @throws PackageInstallException that names everything that is missing at once, or says that this is not Linux
     */
    static BuildTools find(Map<String, String> environment, Platform platform, BuildFolder build, String what)
            throws PackageInstallException, IOException, InterruptedException {
        if (!platform.isLinux()) {
            throw new PackageInstallException(
                    "%s can't be built on %s, only on Linux. Put a wheel of it into a folder and name the folder in %s."
                            .formatted(what, platform.system(), InstallOptions.WHEELHOUSE_VARIABLE));
        }
        List<Missing> missing = new ArrayList<>();
        if (compiler(environment, "CC", C_COMPILERS).isEmpty()) {
            missing.add(new Missing("a C compiler (" + either(environment, "CC", C_COMPILERS) + ")", "gcc", "gcc"));
        }
        if (compiler(environment, "CXX", CPP_COMPILERS).isEmpty()) {
            missing.add(new Missing(
                    "a C++ compiler (" + either(environment, "CXX", CPP_COMPILERS) + ")", "g++", "gcc-c++"));
        }
        Optional<Path> python = program(environment, "python3");
        if (python.isEmpty()) {
            missing.add(new Missing("Python 3 (python3)", "python3 python3-venv", "python3"));
        } else {
            probe(python.get(), environment, build).ifPresent(missing::add);
        }
        if (!missing.isEmpty()) {
            throw new PackageInstallException(message(what, missing, environment));
        }
        return new BuildTools(python.orElseThrow());
    }

    /** Finds a program in an environment's {@code PATH}. */
    static Optional<Path> program(Map<String, String> environment, String name) {
        return Stream.of(environment.getOrDefault("PATH", "").split(":"))
                .filter(folder -> !folder.isEmpty())
                .map(folder -> Path.of(folder).resolve(name))
                .filter(file -> Files.isRegularFile(file) && Files.isExecutable(file))
                .findFirst();
    }

    private static Optional<Missing> probe(Path python, Map<String, String> environment, BuildFolder build)
            throws IOException, InterruptedException {
        ProcessBuilder command = new ProcessBuilder(python.toString(), "-I", "-c", PROBE);
        command.environment().clear();
        command.environment().putAll(environment);
        List<String> output = new ArrayList<>();
        int exit = build.run(command, output::add);
        String answer = output.isEmpty() ? "" : output.getLast();
        String[] words = answer.split(" ");
        if (exit != 0 || words.length != 3) {
            return Optional.of(new Missing(
                    "a working Python 3 (" + python + " ended with exit code " + exit + ": " + answer + ")",
                    "python3 python3-venv",
                    "python3"));
        }
        if (Integer.parseInt(words[0]) < 3 || Integer.parseInt(words[1]) < OLDEST_PYTHON_MINOR) {
            return Optional.of(new Missing(
                    "Python 3." + OLDEST_PYTHON_MINOR + " or newer (" + python + " is " + words[0] + "." + words[1]
                            + ")",
                    "python3 python3-venv",
                    "python3"));
        }
        if (!words[2].equals("True")) {
            return Optional.of(new Missing("the modules venv and ensurepip of " + python, "python3-venv", "python3"));
        }
        return Optional.empty();
    }

    private static Optional<Path> compiler(Map<String, String> environment, String variable, List<String> names) {
        return Optional.ofNullable(environment.get(variable))
                .map(command -> List.of(command.strip().split(" ")[0]))
                .orElse(names)
                .stream()
                .flatMap(name -> program(environment, name).stream())
                .findFirst();
    }

    private static String either(Map<String, String> environment, String variable, List<String> names) {
        String own = environment.get(variable);
        return own == null ? String.join(", ", names.subList(0, 2)) + " or " + names.get(2) : variable + "=" + own;
    }

    private static String message(String what, List<Missing> missing, Map<String, String> environment) {
        return """
            %s can't be built: missing %s; looked for in PATH=%s. Scripts that don't import numpy need none of it. \
            Install what is missing and run again: %s\
            """.formatted(
                        what,
                        missing.stream().map(Missing::what).collect(Collectors.joining(", ")),
                        environment.getOrDefault("PATH", ""),
                        command(missing, environment));
    }

    /** The command that installs what is missing, for the kind of Linux that this is; for both kinds if it is neither. */
    private static String command(List<Missing> missing, Map<String, String> environment) {
        String debian = "apt install " + packages(missing.stream().map(Missing::debian));
        String fedora = "dnf install " + packages(missing.stream().map(Missing::fedora));
        if (program(environment, "apt").isPresent()) {
            return debian;
        }
        return program(environment, "dnf").isPresent() ? fedora : debian + " (Fedora, RHEL: " + fedora + ")";
    }

    private static String packages(Stream<String> names) {
        Set<String> each = new LinkedHashSet<>();
        names.forEach(group -> each.addAll(List.of(group.split(" "))));
        return String.join(" ", each);
    }
}
