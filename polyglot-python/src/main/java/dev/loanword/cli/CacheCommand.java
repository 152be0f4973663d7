package dev.loanword.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What makes programs start fast. */
@Command(
        name = "cache",
        description = "Show, make and remove what makes programs start fast: the runtime image and the JVM's AOT cache.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {CacheShowCommand.class, CacheBuildCommand.class, CacheImageCommand.class, CacheClearCommand.class, HelpCommand.class})
final class CacheCommand implements Runnable {

    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "a command is missing");
    }
}
