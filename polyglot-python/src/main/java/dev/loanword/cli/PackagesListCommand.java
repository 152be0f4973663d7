package dev.loanword.cli;

import dev.loanword.python.packages.EnvironmentStore;
import dev.loanword.python.packages.InstalledPackage;
import dev.loanword.python.packages.PackageCache;
import dev.loanword.python.packages.StoredEnvironment;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Shows the environments, one a line. */
@Command(
        name = "list",
        description = "Show the environments in the cache, the last used first: name, last use, size, packages.",
        mixinStandardHelpOptions = true)
final class PackagesListCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        PackageCache cache = PackageCache.standard();
        List<StoredEnvironment> all = new EnvironmentStore(cache).list();
        PrintWriter out = spec.commandLine().getOut();
        if (all.isEmpty()) {
            spec.commandLine().getErr().println("loanword: there is no environment in " + cache.root());
        }
        for (StoredEnvironment each : all) {
            out.printf("%s  %s  %8s  %s%n", each.id(), day(each), Sizes.text(each.bytes()), packages(each));
        }
        out.flush();
        return ExitStatus.OK;
    }

    private static LocalDate day(StoredEnvironment environment) {
        return LocalDate.ofInstant(environment.lastUse(), ZoneId.systemDefault());
    }

    static String packages(StoredEnvironment environment) {
        return environment.packages().stream().map(InstalledPackage::toString).collect(Collectors.joining(", "));
    }
}
