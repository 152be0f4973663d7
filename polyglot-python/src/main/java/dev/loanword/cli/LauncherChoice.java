package dev.loanword.cli;

import dev.loanword.python.packages.PackageCache;
import dev.loanword.runtime.StartCache;
import dev.loanword.runtime.StartTarget;
import java.io.IOException;
import java.nio.file.Path;

/** What {@code scripts/loanword} chose to start this process on. */
final class LauncherChoice {
    /** The system property by which it says so: auto, image, stock, interpreter. */
    private static final String RUNTIME = "loanword.runtime";

    private LauncherChoice() {}

    /** Whether the user asked to do without the optimizing compiler. */
    static boolean isInterpreter() {
        return "interpreter".equals(System.getProperty(RUNTIME));
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
