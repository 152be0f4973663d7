package dev.loanword.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;

/** {@code --help} of each command can be read without scrolling. */
class HelpTest {
    private static final int LINES = 30;
    private static final int COLUMNS = 100;

    @TestFactory
    Stream<DynamicTest> the_help_of_a_command_fits_a_screen() {
        return all(LoanwordCommand.commandLine()).stream()
                .map(command -> dynamicTest(command.getCommandSpec().qualifiedName(), () -> {
                    String help = command.getUsageMessage(Ansi.OFF);
                    assertThat(help.lines()).hasSizeLessThanOrEqualTo(LINES);
                    assertThat(help.lines()).allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(COLUMNS));
                }));
    }

    private static List<CommandLine> all(CommandLine top) {
        List<CommandLine> commands = new ArrayList<>(List.of(top));
        top.getSubcommands().values().forEach(command -> commands.addAll(all(command)));
        return commands;
    }
}
