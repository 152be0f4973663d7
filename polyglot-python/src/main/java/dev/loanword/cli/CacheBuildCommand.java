package dev.loanword.cli;

import dev.loanword.python.packages.PackageCache;
import dev.loanword.runtime.StartBuild;
import dev.loanword.runtime.StartCache;
import dev.loanword.runtime.StartException;
import dev.loanword.runtime.StartTarget;
import java.io.PrintWriter;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Makes the runtime image and the AOT cache, if they are not there. */
@Command(
        name = "build",
        description = "Make the runtime image and the AOT cache if they are not there, and wait until they are.",
        mixinStandardHelpOptions = true)
final class CacheBuildCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException {
        PrintWriter err = spec.commandLine().getErr();
        Optional<StartTarget> target = StartTarget.of(System.getenv());
        if (target.isEmpty()) {
            err.println("loanword: " + CacheShowCommand.NO_TARGET);
            return ExitStatus.FAILURE;
        }
        StartCache cache = new StartCache(PackageCache.standard().root());
        try {
            long began = System.nanoTime();
            boolean made = new StartBuild(cache, target.get(), line -> err.println("loanword: " + line)).make();
            long seconds = Math.round((System.nanoTime() - began) / 1e9);
            err.println(made ? "loanword: ready after " + seconds + " s" : "loanword: all is there");
            return ExitStatus.OK;
        } catch (StartException failure) {
            err.println("loanword: programs will start slowly: " + failure.getMessage() + " (log: " + cache.logFile() + ")");
            return ExitStatus.FAILURE;
        }
    }
}
