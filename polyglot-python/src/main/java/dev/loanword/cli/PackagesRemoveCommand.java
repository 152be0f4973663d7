package dev.loanword.cli;

import dev.loanword.python.packages.EnvironmentStore;
import dev.loanword.python.packages.PackageCache;
import dev.loanword.python.packages.StoredEnvironment;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Removes environments. */
@Command(
        name = "remove",
        description = "Remove environments, by the names that list shows, or all that hold a package.",
        mixinStandardHelpOptions = true)
final class PackagesRemoveCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Parameters(
            arity = "1..*",
            paramLabel = "NAME",
            description = "The name of an environment, or its first four letters or more; or the name of a package.")
    private List<String> names;

    @Override
    public Integer call() throws IOException {
        PackageCache cache = PackageCache.standard();
        EnvironmentStore store = new EnvironmentStore(cache);
        List<StoredEnvironment> all = store.list();
        Set<StoredEnvironment> chosen = new LinkedHashSet<>();
        List<String> unknown = new ArrayList<>();
        for (String name : names) {
            List<StoredEnvironment> meant = all.stream().filter(each -> each.isMeantBy(name)).toList();
            chosen.addAll(meant);
            if (meant.isEmpty()) {
                unknown.add(name);
            }
        }
        if (!unknown.isEmpty()) {
            spec.commandLine()
                    .getErr()
                    .println("loanword: there is no environment that is named " + String.join(" or ", unknown)
                            + " or holds such a package in " + cache.root() + "; see loanword packages list");
            return ExitStatus.USAGE;
        }
        for (StoredEnvironment each : chosen) {
            store.remove(each);
            spec.commandLine().getOut().println("removed " + each.id() + "  " + PackagesListCommand.packages(each));
        }
        return ExitStatus.OK;
    }
}
