package dev.loanword.benchmarks.startup;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The first run of all on a machine: nothing is cached, and the caches are made in the background meanwhile. */
final class FirstRun {
    private final Path folder;
    private final String launcher;
    private final Map<String, String> environment;

    FirstRun(String launcher) throws IOException {
        this.launcher = launcher;
        folder = Files.createTempDirectory("loanword-first-run");
        environment = Map.of(
                "LOANWORD_CACHE", folder.resolve("loanword").toString(),
                "XDG_CACHE_HOME", folder.resolve("other").toString(),
                // Whether it is wanted here or not: it is what a user's first run has beside it.
                "LOANWORD_BACKGROUND", "yes",
                "CI", "");
    }

    Way way(String program) {
        return new Way(
                "hello, the very first run", this::forget, environment, List.of(launcher, "-c", program), "hello", 12,
                new ArrayList<>());
    }

    /** Waits until what the run before has started in the background is done, and removes all. */
    void forget() throws IOException, InterruptedException {
        if (Files.exists(folder.resolve("loanword"))) {
            ProcessBuilder build = new ProcessBuilder(launcher, "cache", "build").redirectErrorStream(true).redirectOutput(Redirect.DISCARD);
            build.environment().putAll(environment);
            build.start().waitFor();
        }
        if (Files.exists(folder)) {
            try (Stream<Path> all = Files.walk(folder)) {
                for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(path);
                }
            }
        }
    }
}
