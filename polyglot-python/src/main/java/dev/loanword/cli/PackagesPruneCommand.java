package dev.loanword.cli;

import dev.loanword.python.packages.EnvironmentStore;
import dev.loanword.python.packages.PackageCache;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Removes what no longer serves. */
@Command(
        name = "prune",
        description = "Remove environments that were not used for a time, NumPys of other versions of GraalPy, and what"
                + " killed installations left.",
        mixinStandardHelpOptions = true)
final class PackagesPruneCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--days",
            paramLabel = "N",
            defaultValue = "30",
            description = "Remove environments not used for this many days, ${DEFAULT-VALUE} if not given; 0 removes all.")
    private int days;

    @Override
    public Integer call() throws IOException {
        if (days < 0) {
            throw new ParameterException(spec.commandLine(), "--days must be 0 or more, not " + days);
        }
        PackageCache cache = PackageCache.standard();
        long freed = new EnvironmentStore(cache).prune(Duration.ofDays(days));
        spec.commandLine().getOut().println("freed " + Sizes.text(freed) + " in " + cache.root());
        return ExitStatus.OK;
    }
}
