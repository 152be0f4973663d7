package dev.loanword.cli;

import dev.loanword.python.ProgramProcess;
import dev.loanword.python.packages.PackageCache;
import dev.loanword.runtime.StartCache;
import dev.loanword.runtime.StartTarget;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** What {@code scripts/loanword} chose to start this process on. */
final class LauncherChoice {
    /** The system property by which the launcher says where it is. */
    static final String LAUNCHER = "loanword.launcher";

    /** The system property by which it says so: auto, image, stock, interpreter. */
    private static final String RUNTIME = "loanword.runtime";

    /** The system property by which it says why a warm host did not run the program that it was to run. */
    private static final String WARM_DECLINED = "loanword.warm.declined";

    private LauncherChoice() {}

    /** What starts the launcher again, to make the same choice. */
    static List<String> command() {
        return List.of(System.getProperty(LauncherChoice.LAUNCHER, "loanword"), "--runtime", System.getProperty(RUNTIME, "auto"));
    }

    /** Whether the user asked to do without the optimizing compiler. */
    static boolean isInterpreter() {
        return "interpreter".equals(System.getProperty(RUNTIME));
    }

    /**
     * How a program came to run here, if a warm host was to run it.
     *
     * @param process the process that the program belongs to, if that is not this one
     */
    static Optional<String> warmth(Optional<ProgramProcess> process) {
        return process.isPresent()
                ? Optional.of("ran in the warm host")
                : Optional.ofNullable(System.getProperty(WARM_DECLINED)).map(reason -> "not run in the warm host: " + reason);
    }

    /** What this process started on, in one line. */
    static String state() throws IOException {
        StartCache cache = new StartCache(PackageCache.standard().root());
        Path home = Path.of(System.getProperty("java.home"));
        if (!cache.isImage(home)) {
            return "the JDK itself; " + CacheShowCommand.state(cache, StartTarget.of(System.getenv()));
        }
        // What the JVM itself says when it has taken classes from a cache.
        return System.getProperty("java.vm.info").contains("sharing")
                ? "runtime image with AOT cache"
                : "runtime image; its AOT cache does not fit these JVM options";
    }
}
