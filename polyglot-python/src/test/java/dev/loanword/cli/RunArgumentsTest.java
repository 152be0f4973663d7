package dev.loanword.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loanword.python.Program;
import java.nio.file.Path;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

/** Two readers of the same arguments: where the quick one understands them, picocli makes the same of them. */
class RunArgumentsTest {

    @Provide
    Arbitrary<String[]> commandLines() {
        return Arbitraries.of(
                        "run", "-c", "-m", "-", "--", "--ledger", "--java-traces", "--trace-startup", "--core", "--export", "--with", "--with=rich",
                        "--help", "-V", "-cprint()", "-mjson", "--core=a.jar", "a.jar", "script.py", "json", "rich>=13", "numpy",
                        "no package!", "print(1)", "--unknown", "-x", "@file", "", "a b", "doctor", "'quoted'", "${sys:user.dir}",
                        // A file that is there, and one that has no dot.
                        "pom.xml", "src")
                .array(String[].class)
                .ofMaxSize(6);
    }

    @Property(tries = 20_000)
    void what_is_read_without_picocli_is_what_picocli_reads(@ForAll("commandLines") String[] arguments) {
        RunArguments.parse(arguments).ifPresent(quick -> assertThat(quick).isEqualTo(byPicocli(arguments)));
    }

    @Example
    void the_common_forms_are_read_without_picocli() {
        assertThat(RunArguments.parse(new String[] {"run", "script.py", "--ledger", "-c"}))
                .hasValueSatisfying(run -> {
                    assertThat(run.program()).isEqualTo(new Program.Script(Path.of("script.py")));
                    assertThat(run.arguments()).containsExactly("--ledger", "-c");
                    assertThat(run.ledger()).isFalse();
                });
        assertThat(List.of(
                        new String[] {"-c", "print(1)"},
                        new String[] {"-m", "json.tool", "-"},
                        new String[] {"-"},
                        new String[] {"pom.xml"},
                        new String[] {"run", "--core", "a.jar", "--with", "numpy", "--ledger", "-c", "print(1)"}))
                .allSatisfy(arguments -> assertThat(RunArguments.parse(arguments)).isPresent());
    }

    private static PythonRun byPicocli(String[] arguments) {
        CommandLine top = LoanwordCommand.commandLine();
        try {
            CommandLine.ParseResult parsed = top.parseArgs(LoanwordCommand.withCommand(top, arguments));
            RunCommand command = (RunCommand) parsed.subcommand().commandSpec().userObject();
            return command.run();
        } catch (ParameterException refused) {
            throw new AssertionError("picocli refuses what was read: " + List.of(arguments), refused);
        }
    }
}
