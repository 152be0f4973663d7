package dev.loanword.cli;

import dev.loanword.python.packages.PackageCache;
import dev.loanword.runtime.StartBuild;
import dev.loanword.runtime.StartCache;
import dev.loanword.runtime.StartException;
import dev.loanword.runtime.StartTarget;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Tells programs of one's own where the runtime image is. */
@Command(
        name = "image",
        description = "Print the folder of the runtime image, which is made if it is not there. It is a JDK with the Graal compiler,"
                + " and may be copied.",
        mixinStandardHelpOptions = true)
final class CacheImageCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException {
        CommandLine commandLine = spec.commandLine();
        Optional<StartTarget> target = StartTarget.of(System.getenv());
        if (target.isEmpty()) {
            commandLine.getErr().println("loanword: " + CacheShowCommand.NO_TARGET);
            return ExitStatus.FAILURE;
        }
        StartCache cache = new StartCache(PackageCache.standard().root());
        try {
            StartBuild build =
                    new StartBuild(cache, target.get(), line -> commandLine.getErr().println("loanword: " + line));
            commandLine.getOut().println(build.makeImage());
            return ExitStatus.OK;
        } catch (StartException failure) {
            commandLine.getErr().println("loanword: there is no runtime image: " + failure.getMessage() + " (log: " + cache.logFile() + ")");
            return ExitStatus.FAILURE;
        }
    }
}
