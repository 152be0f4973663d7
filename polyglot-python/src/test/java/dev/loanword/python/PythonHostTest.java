package dev.loanword.python;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The host API of an application that embeds Python. */
class PythonHostTest {
    private static PythonHost shared;

    @TempDir
    Path folder;

    @BeforeAll
    static void open() {
        shared = PythonHost.open();
    }

    @AfterAll
    static void close() {
        shared.close();
    }

    @Test
    void python_values_arrive_as_java_values() {
        assertThat(shared.eval("None")).isNull();
        assertThat(shared.eval("1 > 0")).isEqualTo(true);
        assertThat(shared.eval("6 * 7")).isEqualTo(42L);
        assertThat(shared.eval("2 ** 40")).isEqualTo(1L << 40);
        assertThat(shared.eval("2 ** 80")).isEqualTo(BigInteger.TWO.pow(80));
        assertThat(shared.eval("0.5")).isEqualTo(0.5);
        assertThat(shared.eval("'gr' + 'ü' + 'n'")).isEqualTo("grün");
        assertThat(shared.eval("7", long.class)).isEqualTo(7L);
        assertThat(shared.eval("None", String.class)).isNull();
    }

    @Test
    void a_number_that_does_not_fit_is_refused_not_cut() {
        assertThatExceptionOfType(PythonHostException.class)
                .isThrownBy(() -> shared.eval("2 ** 40", int.class))
                .withMessage("OverflowError: eval() result is 1099511627776, out of range for a 32-bit int"
                        + " (-2147483648 to 2147483647)");
    }

    @Test
    void all_code_of_a_host_shares_one_main_module_and_hosts_share_nothing() {
        try (PythonHost other = PythonHost.open()) {
            shared.run("counter = 1\ndef bump():\n    global counter\n    counter += 1\n    return counter");
            shared.run("bump()");

            assertThat(shared.eval("bump()")).isEqualTo(3L);
            assertThat(shared.eval("__name__")).isEqualTo("__main__");
            assertThat(other.eval("'counter' in globals()")).isEqualTo(false);
        }
    }

    @Test
    void an_uncaught_exception_carries_what_python_would_print() {
        shared.run("class Refused(Exception): pass\ndef refuse(): raise Refused('no bytes', 3)");

        PythonHostException error =
                catchThrowableOfType(PythonHostException.class, () -> shared.eval("refuse()"));

        assertThat(error).hasMessage("Refused: ('no bytes', 3)");
        assertThat(error.pythonType()).isEqualTo("Refused");
        assertThat(error.pythonMessage()).isEqualTo("('no bytes', 3)");
        assertThat(error.exitStatus()).isEmpty();
        assertThat(error.traceback())
                .isEqualTo(
                        """
                        Traceback (most recent call last):
                          File "<string>", line 1, in <module>
                          File "<string>", line 2, in refuse
                        Refused: ('no bytes', 3)
                        """);
    }

    @Test
    void the_type_of_an_exception_is_named_with_its_module() {
        assertThatExceptionOfType(PythonHostException.class)
                .isThrownBy(() -> shared.run("import json; json.loads('{')"))
                .withMessage("json.decoder.JSONDecodeError: Expecting property name enclosed in double quotes:"
                        + " line 1 column 2 (char 1)");
        assertThatExceptionOfType(PythonHostException.class)
                .isThrownBy(() -> shared.run("raise KeyboardInterrupt"))
                .withMessage("KeyboardInterrupt");
    }

    @Test
    void a_statement_is_no_expression() {
        assertThatExceptionOfType(PythonHostException.class)
                .isThrownBy(() -> shared.eval("x = 1"))
                .withMessage("SyntaxError: invalid syntax (<string>, line 1)");
    }

    @Test
    void sys_exit_ends_the_code_and_tells_its_status() {
        assertThat(exitOf("import sys; sys.exit()")).hasValue(0);
        assertThat(exitOf("import sys; sys.exit(3)")).hasValue(3);
        assertThat(exitOf("import sys; sys.exit(-1)")).hasValue(255);
        assertThat(exitOf("import sys; sys.exit(2 ** 70)")).hasValue(255);
        assertThat(exitOf("import sys; sys.exit('a reason')")).hasValue(1);
        assertThat(exitOf("class Stop(SystemExit): pass\nraise Stop(4)")).hasValue(4);
        assertThat(shared.eval("1")).isEqualTo(1L);
    }

    private static java.util.OptionalInt exitOf(String code) {
        return catchThrowableOfType(PythonHostException.class, () -> shared.run(code)).exitStatus();
    }

    @Test
    void a_script_finds_its_neighbours_and_its_own_name_and_reports_its_own_lines() throws IOException {
        Files.writeString(folder.resolve("neighbour_of_script.py"), "VALUE = 5\n");
        Path script = Files.writeString(
                folder.resolve("script.py"),
                """
                import sys
                from neighbour_of_script import VALUE
                where = (sys.argv[0], __file__, sys.path[0], VALUE)
                """);
        Path broken = Files.writeString(folder.resolve("broken.py"), "x = 1\nx.y\n");

        shared.run(script);

        assertThat(shared.eval("where[0]")).isEqualTo(script.toString());
        assertThat(shared.eval("where[1]")).isEqualTo(script.toString());
        assertThat(shared.eval("where[2]")).isEqualTo(folder.toRealPath().toString());
        assertThat(shared.eval("where[3]")).isEqualTo(5L);
        PythonHostException error = catchThrowableOfType(PythonHostException.class, () -> shared.run(broken));
        assertThat(error.traceback())
                .isEqualTo(
                        """
                        Traceback (most recent call last):
                          File "%s", line 2, in <module>
                            x.y
                        AttributeError: 'int' object has no attribute 'y'
                        """
                                .formatted(broken));
        assertThatExceptionOfType(NoSuchFileException.class)
                .isThrownBy(() -> shared.run(folder.resolve("none.py")))
                .withMessage(folder.resolve("none.py").toString());
    }

    @Test
    void arguments_and_streams_are_the_hosts_own() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        try (PythonHost host = PythonHost.builder()
                .arguments(List.of("--flag", "ü"))
                .standardInput(new ByteArrayInputStream("typed\n".getBytes(StandardCharsets.UTF_8)))
                .standardOutput(out)
                .standardError(err)
                .open()) {
            host.run("import sys\nprint(sys.argv, input())\nprint('problem', file=sys.stderr)\nsys.stdout.write('end')");
        }
        assertThat(out.toString(StandardCharsets.UTF_8)).isEqualTo("['', '--flag', 'ü'] typed\nend");
        assertThat(err.toString(StandardCharsets.UTF_8)).isEqualTo("problem\n");
    }

    @Test
    void nothing_is_imported_from_the_working_directory_unasked() {
        assertThat(shared.eval("'' in __import__('sys').path")).isEqualTo(false);
        assertThat(shared.eval("__import__('os').getcwd()")).isEqualTo(System.getProperty("user.dir"));
    }

    @Test
    void python_cannot_reach_java_classes() {
        assertThatExceptionOfType(PythonHostException.class)
                .isThrownBy(() -> shared.run("import java; java.type('java.lang.System')"))
                .satisfies(error -> assertThat(error.pythonType()).isEqualTo("NotImplementedError"));
    }

    @Test
    void an_unknown_option_is_named() {
        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> PythonHost.builder().option("python.NoSuchOption", "1").open())
                .withMessageContaining("python.NoSuchOption");
    }

    @Test
    void a_closed_host_says_so_and_closing_twice_does_nothing() {
        PythonHost host = PythonHost.open();
        host.close();
        host.close();

        assertThatExceptionOfType(IllegalStateException.class)
                .isThrownBy(() -> host.eval("1"))
                .withMessage("this Python host is closed; open another with PythonHost.open()");
    }

    @Test
    void a_host_without_a_program_says_how_to_name_one() {
        assertThatExceptionOfType(IllegalStateException.class)
                .isThrownBy(shared::runProgram)
                .withMessage("this host has no program; name one with PythonHost.builder().program(…)");
    }

    @Test
    void the_runtime_optimizes() {
        PythonRuntime runtime = shared.runtime();

        assertThat(runtime).isEqualTo(PythonRuntime.current());
        assertThat(runtime.optimizing()).isTrue();
        assertThat(runtime.graalpyVersion()).isEqualTo("25.0.3");
        assertThat(runtime.pythonVersion()).startsWith("3.12.");
    }
}
