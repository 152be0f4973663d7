package dev.loanword.cli;

import dev.loanword.warm.WarmControl;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The warm host: a JVM in the background that runs the programs of {@code loanword run --warm}. */
@Command(
        name = "host",
        description = "Start, stop and show the warm host: a JVM in the background that runs the programs of loanword run --warm.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {HostCommand.Start.class, HostCommand.Stop.class, HostCommand.Status.class, HostCommand.Serve.class, HelpCommand.class})
final class HostCommand implements Runnable {
    private static final String NONE = "none runs";

    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "a command is missing");
    }

    /** What the warm host of this process does. */
    static Finding finding() {
        String key = "warm-host";
        String subject = "Warm host";
        if (!WarmControl.isPossible()) {
            return Finding.fine(key, subject, "not possible: " + WarmControl.IMPOSSIBLE);
        }
        try {
            return WarmControl.status()
                    .map(status -> Finding.fine(key, subject, status))
                    .orElse(Finding.improvable(key, subject, NONE, "loanword run --warm starts one"));
        } catch (IOException failure) {
            return Finding.fine(key, subject, "not possible: " + failure.getMessage());
        }
    }

    /** Starts a host, if there is none, and waits until it answers. */
    @Command(name = "start", description = "Start the warm host if none runs, and wait until it answers.", mixinStandardHelpOptions = true)
    static final class Start implements Callable<Integer> {
        @Spec
        private CommandSpec spec;

        @Override
        public Integer call() {
            if (!WarmControl.isPossible()) {
                spec.commandLine().getErr().println("loanword: no warm host: " + WarmControl.IMPOSSIBLE);
                return ExitStatus.FAILURE;
            }
            try {
                spec.commandLine().getOut().println(WarmControl.start());
                return ExitStatus.OK;
            } catch (IOException failure) {
                spec.commandLine().getErr().println("loanword: " + failure.getMessage());
                return ExitStatus.FAILURE;
            }
        }
    }

    /** Ends all hosts of the user. */
    @Command(name = "stop", description = "Stop the warm hosts; each ends the program that it runs first.", mixinStandardHelpOptions = true)
    static final class Stop implements Callable<Integer> {
        @Spec
        private CommandSpec spec;

        @Override
        public Integer call() throws IOException {
            List<String> answers = WarmControl.stopAll();
            (answers.isEmpty() ? List.of(NONE) : answers).forEach(spec.commandLine().getOut()::println);
            return ExitStatus.OK;
        }
    }

    /** Shows all hosts of the user. */
    @Command(
            name = "status",
            description = "Show the warm hosts. The exit status is 1 if none runs.",
            mixinStandardHelpOptions = true)
    static final class Status implements Callable<Integer> {
        @Spec
        private CommandSpec spec;

        @Override
        public Integer call() throws IOException {
            List<String> answers = WarmControl.statusOfAll();
            (answers.isEmpty() ? List.of(NONE) : answers).forEach(spec.commandLine().getOut()::println);
            return answers.isEmpty() ? ExitStatus.FAILURE : ExitStatus.OK;
        }
    }

    /** The host itself. */
    @Command(name = "serve", description = "Be the warm host.", hidden = true)
    static final class Serve implements Callable<Integer> {
        @Override
        public Integer call() throws IOException {
            return WarmControl.isPossible() ? WarmControl.serve(new WarmPrograms()) : ExitStatus.FAILURE;
        }
    }
}
