package dev.loanword.python.packages;

import dev.loanword.cache.BuildFolder;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Runs the commands of a build one after the other, in an environment of their own, and logs what they say. */
final class BuildCommands {
    /** Would make Python, pip, ninja or Java work elsewhere or otherwise than the recipe says. */
    private static final List<String> UNWANTED_VARIABLES = List.of(
            "PYTHONHOME",
            "PYTHONPATH",
            "PYTHONSTARTUP",
            "PIP_USER",
            "PIP_TARGET",
            "PIP_PREFIX",
            "PIP_ROOT",
            "DESTDIR",
            "JAVA_TOOL_OPTIONS",
            "JDK_JAVA_OPTIONS",
            "_JAVA_OPTIONS");

    private final String title;
    private final BuildFolder folder;
    private final BuildLog log;
    private final Estimate estimate;
    private final Map<String, String> environment;
    private Phase phase;

    /**
     * Commands of one build.
     *
     * @param title what is built, for messages
     * @param environment where the commands' environment starts from
     */
    BuildCommands(String title, BuildFolder folder, BuildLog log, Estimate estimate, Map<String, String> environment) {
        this.title = title;
        this.folder = folder;
        this.log = log;
        this.estimate = estimate;
        this.environment = new HashMap<>(environment);
        this.environment.keySet().removeAll(UNWANTED_VARIABLES);
        this.environment.put("PYTHONUTF8", "1");
        this.environment.put("PIP_NO_INPUT", "1");
        this.environment.put("PIP_DISABLE_PIP_VERSION_CHECK", "1");
    }

    /** A phase begins. */
    void begin(Phase next) {
        phase = next;
        estimate.begin(next);
    }

    /** Sets a variable for all commands that follow. */
    void set(String variable, Object value) {
        environment.put(variable, value.toString());
    }

    /** Removes a variable for all commands that follow. */
    void unset(String variable) {
        environment.remove(variable);
    }

    /** Lets the programs of a folder be found before all others. */
    void prependToPath(Path programs) {
        environment.merge("PATH", programs.toString(), (old, first) -> first + File.pathSeparator + old);
    }

    /** Runs a command in the build folder. */
    void run(List<?> command) throws IOException, InterruptedException, PackageInstallException {
        run(folder.path(), command, line -> {});
    }

    /**
     * Runs a command and hands over what it says, line by line.
     *
     * @throws PackageInstallException when its exit code is not 0
     */
    void run(Path directory, List<?> words, Consumer<String> lines)
            throws IOException, InterruptedException, PackageInstallException {
        int exit = exitCode(directory, words, lines);
        if (exit != 0) {
            throw new PackageInstallException(
                    "%s can't be installed: \"%s\" ended with exit code %d: %s. %sThe whole log is %s."
                            .formatted(title, phase.title, exit, log.reason(), wayOut(), log.path()));
        }
    }

    /** As {@link #run(Path, List, Consumer)}, for a command that may fail; returns its exit code. */
    int exitCode(Path directory, List<?> words, Consumer<String> lines) throws IOException, InterruptedException {
        List<String> command = words.stream().map(Object::toString).toList();
        log.command(command);
        ProcessBuilder process = new ProcessBuilder(command).directory(directory.toFile());
        process.environment().clear();
        process.environment().putAll(environment);
        return folder.run(process, ((Consumer<String>) log::line).andThen(lines));
    }

    private String wayOut() {
        return phase == Phase.TOOLS || phase == Phase.SOURCE
                ? "It comes from the index that pip is configured for: see python3 -m pip config list. "
                : "";
    }
}
