package dev.loanword.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What lies in the cache of Python packages. */
@Command(
        name = "packages",
        description = "Show, install and remove the Python packages that programs are run with.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            PackagesListCommand.class,
            PackagesInstallCommand.class,
            PackagesRemoveCommand.class,
            PackagesPruneCommand.class,
            HelpCommand.class
        })
final class PackagesCommand implements Runnable {

    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "a command is missing");
    }
}
