package dev.loanword.cli;

import dev.loanword.cache.FileTrees;
import dev.loanword.python.packages.PackageCache;
import dev.loanword.runtime.StartCache;
import dev.loanword.runtime.StartCache.Start;
import dev.loanword.runtime.StartTarget;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Shows the images and AOT caches that are there. */
@Command(
        name = "show",
        description = "Show which runtime images and AOT caches are there, and whether this Loanword has its own.",
        mixinStandardHelpOptions = true)
final class CacheShowCommand implements Callable<Integer> {
    static final String NO_TARGET = "only scripts/loanword can tell what to prepare, and it needs /proc and the program stat";

    static final String NOT_PREPARED = "not prepared: run loanword cache build";

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        StartCache cache = new StartCache(PackageCache.standard().root());
        PrintWriter out = spec.commandLine().getOut();
        SortedMap<Path, Long> images = new TreeMap<>();
        for (Start start : cache.all()) {
            images.put(start.image(), FileTrees.size(start.image()));
            out.printf("%8s  %s%n", Sizes.text(start.size()), start.folder());
        }
        images.forEach((image, size) -> out.printf("%8s  %s%n", Sizes.text(size), image));
        out.println(state(cache, StartTarget.of(System.getenv())));
        out.flush();
        return ExitStatus.OK;
    }

    /** Whether programs start fast, in one line. */
    static String state(StartCache cache, Optional<StartTarget> target) throws IOException {
        if (target.isEmpty()) {
            return "not prepared: " + NO_TARGET;
        }
        if (cache.find(target.get()).isPresent()) {
            return "ready: programs start on an image with an AOT cache";
        }
        return cache.failure(target.get())
                .map(reason -> "not prepared: " + reason)
                .orElse(NOT_PREPARED);
    }
}
