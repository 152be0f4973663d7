package dev.loanword.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The completion of fish, line by line. */
class FishCompletionTest {

    @Command(name = "tool", subcommands = {Run.class, Cache.class, Hidden.class})
    static final class Tool {}

    @Command(name = "run", description = "Run it; it isn't \\ hard.")
    static final class Run {
        @Option(names = {"-f", "--file"}, description = "A file.")
        Path file;

        @Option(names = "--quiet")
        boolean quiet;
    }

    @Command(name = "cache", subcommands = Show.class)
    static final class Cache {}

    @Command(name = "show")
    static final class Show {
        @Option(names = "--as", description = "How.")
        Form form;

        @Parameters
        Form parameter;
    }

    enum Form {
        text,
        json
    }

    @Command(name = "secret", hidden = true)
    static final class Hidden {}

    @Test
    void each_command_option_and_value_has_a_line() {
        assertThat(FishCompletion.script(new CommandLine(new Tool())))
                .isEqualTo(
                        """
                        complete -c tool -n 'not __fish_seen_subcommand_from run cache' -a 'run' -d 'Run it; it isn\\'t \\\\ hard.'
                        complete -c tool -n 'not __fish_seen_subcommand_from run cache' -a 'cache'
                        complete -c tool -n '__fish_seen_subcommand_from run' -s f -l file -r -d 'A file.'
                        complete -c tool -n '__fish_seen_subcommand_from run' -l quiet
                        complete -c tool -n '__fish_seen_subcommand_from cache; and not __fish_seen_subcommand_from show' -a 'show'
                        complete -c tool -n '__fish_seen_subcommand_from cache; and __fish_seen_subcommand_from show' -l as -r -a 'text json' -d 'How.'
                        complete -c tool -n '__fish_seen_subcommand_from cache; and __fish_seen_subcommand_from show' -f -a 'text json'
                        """);
    }
}
