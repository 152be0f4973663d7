package dev.loanword.cli;

import dev.loanword.python.packages.PackageCache;
import dev.loanword.runtime.StartCache;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Removes all images and AOT caches. */
@Command(
        name = "clear",
        description = "Remove all runtime images and AOT caches. Do so when no program runs.",
        mixinStandardHelpOptions = true)
final class CacheClearCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        StartCache cache = new StartCache(PackageCache.standard().root());
        spec.commandLine().getOut().println("freed " + Sizes.text(cache.clear()) + " in " + cache.root());
        return ExitStatus.OK;
    }
}
