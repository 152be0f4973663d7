package dev.loanword.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

class BenchTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            --only=speed | Invalid value for option '--only' (SECTION): there is no section 'speed'; there are calls, arrays, table, lines, elements, warm-up, memory
            --peers=pyo3,fortran | no peer is called 'fortran'; there are loanword, pyo3, jpype, jep, jpy, numpy, host-access, copying
            """)
    void wrongNamesAreRefusedBeforeAnythingIsBuilt(String argument, String message) {
        StringWriter errors = new StringWriter();

        int status = Bench.commandLine().setErr(new PrintWriter(errors)).execute(argument);

        assertThat(status).isEqualTo(CommandLine.ExitCode.USAGE);
        assertThat(errors.toString().lines().findFirst()).contains(message);
    }

    @Test
    void aSectionIsWrittenAsTheHelpWritesIt() {
        CommandLine.ParseResult parsed = Bench.commandLine().parseArgs("--only=warm-up,calls");

        assertThat(parsed.<Set<Section>>matchedOptionValue("--only", Set.of())).containsExactlyInAnyOrder(Section.WARM_UP, Section.CALLS);
    }

    @Test
    void helpNamesTheSections() {
        StringWriter out = new StringWriter();

        assertThat(Bench.commandLine().setOut(new PrintWriter(out)).execute("--help")).isZero();

        assertThat(out.toString().replaceAll("\\s+", " ")).contains("calls, arrays, table, lines, elements, warm-up, memory");
    }
}
