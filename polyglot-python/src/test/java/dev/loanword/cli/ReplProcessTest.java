package dev.loanword.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loanword.cli.LauncherProcess.Result;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code loanword repl} without a terminal: exit status, standard output and standard error, all of them. */
class ReplProcessTest {

    @TempDir
    Path folder;

    private static Result repl(String input) throws Exception {
        return LauncherProcess.of("repl").input(input).run();
    }

    @Test
    void values_are_printed_and_errors_do_not_end_it() throws Exception {
        Result result = repl(
                """
                6 * 7
                _ + 1
                None
                text = [1,
                2]
                text
                def inverse(x):
                    return 1 / x

                inverse(0)
                for i in range(2):
                    i

                1 +
                '''
                two lines'''
                try:
                    inverse(0)
                except ZeroDivisionError as error:
                    print('caught', error)

                a = b = 3; a; b
                input()
                read by the program
                nothing
                import sys
                sys.last_value
                print('no line feed', end='')
                """);

        assertThat(result.err())
                .isEqualTo(
                        """
                        Traceback (most recent call last):
                          File "<input 7>", line 1, in <module>
                            inverse(0)
                          File "<input 6>", line 2, in inverse
                            return 1 / x
                                   ~~^~~
                        ZeroDivisionError: division by zero
                          File "<input 9>", line 1
                            1 +
                               ^
                        SyntaxError: invalid syntax
                        Traceback (most recent call last):
                          File "<input 14>", line 1, in <module>
                            nothing
                        NameError: name 'nothing' is not defined
                        """);
        assertThat(result.out())
                .isEqualTo(
                        """
                        42
                        43
                        [1, 2]
                        0
                        1
                        '\\ntwo lines'
                        caught division by zero
                        3
                        3
                        'read by the program'
                        NameError("name 'nothing' is not defined")
                        no line feed""");
        assertThat(result.exitStatus()).isZero();
    }

    @Test
    void system_exit_ends_it_with_its_status_and_what_was_registered_for_the_end_runs() throws Exception {
        assertThat(repl("import atexit\n_ = atexit.register(print, 'at the end')\nimport sys; sys.exit(7)\nprint('never')\n"))
                .isEqualTo(new Result(7, "at the end\n", ""));
        assertThat(repl("raise SystemExit('a reason')\n")).isEqualTo(new Result(1, "", "a reason\n"));
        assertThat(repl("1\nexit\n2\n")).isEqualTo(new Result(0, "1\n", ""));
    }

    @Test
    void a_closed_standard_input_ends_it() throws Exception {
        assertThat(repl("import sys; sys.stdin.close()\n1\n"))
                .isEqualTo(new Result(1, "", "loanword: no more input can be read: ValueError: I/O operation on closed file.\n"));
    }

    @Test
    void an_input_that_the_end_cuts_off_is_an_error_and_the_exit_status_0() throws Exception {
        assertThat(repl("def f():\n    return 1\nf()"))
                .as("a block whose empty line is missing runs with what follows, as that can't belong to it")
                .isEqualTo(new Result(0, "1\n", ""));
        assertThat(repl("x = (1,\n"))
                .isEqualTo(new Result(
                        0,
                        "",
                        """
                          File "<input 1>", line 1
                            x = (1,
                                ^
                        SyntaxError: '(' was never closed
                        """));
    }

    @Test
    void commands_tell_of_objects_and_of_what_crossed_the_boundary() throws Exception {
        Result result = repl(
                """
                import bridge
                bridge.checksum_bytes?
                def twice(x):
                    \"""Doubles.\"""
                    return 2 * x

                ?twice
                twice??
                %ledger bridge.checksum_bytes(b'abc')
                nothing?
                %tmie 1
                %unheard of
                """);

        assertThat(result.out())
                .isEqualTo(
                        """
                        Signature: checksum_bytes(payload: bytes | bytearray) -> int
                        Type: builtin_function_or_method
                        Documentation:
                            The 64-bit FNV-1a hash of bytes or a bytearray, as an unsigned int.

                            The payload is borrowed, not copied. Anything else raises TypeError.
                        Signature: twice(x)
                        Type: function
                        File: <input 2>
                        Documentation: Doubles.
                        File: <input 2>
                        def twice(x):
                            \"""Doubles.\"""
                            return 2 * x
                        ledger: Java borrowed 1 buffer of 3 bytes
                        ledger: Java lent 0 buffers of 0 bytes
                        ledger: copied 0 bytes
                        16654208175385433931
                        """);
        assertThat(result.err())
                .isEqualTo(
                        """
                        loanword: there is no 'nothing' here
                        loanword: there is no command %tmie; did you mean %time?
                        loanword: there is no command %unheard; %help lists them
                        """);
        assertThat(result.exitStatus()).isZero();
    }

    @Test
    void time_and_timeit_tell_a_duration_and_time_gives_the_value() throws Exception {
        Result result = repl("value = %time sum(range(10))\nvalue\n%timeit value + 1\n%time\n");

        assertThat(result.out())
                .matches(
                        """
                        time: [\\d.]+ \\S+ \\(CPU [\\d.]+ \\S+\\)
                        45
                        [\\d.e+-]+ \\S+ a run, best of \\d+ rounds of [\\d,]+ runs; the first took [\\d.e+-]+ \\S+
                        """);
        assertThat(result.err()).isEqualTo("loanword: %time needs code to run, such as %time sum(range(1000))\n");
    }

    @Test
    void reset_forgets_names_and_load_and_run_read_files() throws Exception {
        Path script = Files.writeString(folder.resolve("program.py"), "made = 3\nprint(made + 1)\n");

        Result result = repl("mine = 1\n%reset\nmine\n%run " + script + "\nmade\n%run " + folder.resolve("missing.py") + "\n");

        assertThat(result.out()).isEqualTo("4\n3\n");
        assertThat(result.err())
                .isEqualTo(
                        """
                        Traceback (most recent call last):
                          File "<input 2>", line 1, in <module>
                            mine
                        NameError: name 'mine' is not defined
                        loanword: can't read %s: No such file or directory
                        """
                                .formatted(folder.resolve("missing.py")));
    }

    @Test
    void the_last_error_can_be_looked_into() throws Exception {
        Result result = repl(
                """
                %debug
                def outer(x):
                    y = x + 1
                    return inner(y)

                def inner(z): return 1 / (z - 2)

                outer(1)
                %debug
                %debug 1
                twice = %debug 1 x + y
                twice
                %debug 9
                """);

        assertThat(result.out())
                .isEqualTo(
                        """
                          0  <input 3>:1 in <module>: outer(1)
                          1  <input 1>:3 in outer: return inner(y)
                          2  <input 2>:1 in inner: def inner(z): return 1 / (z - 2)
                             ZeroDivisionError: division by zero
                        frame 2:
                             z = 2
                        frame 1:
                             x = 1
                             y = 2
                        3
                        """);
        assertThat(result.err())
                .startsWith("loanword: there was no error yet\nTraceback (most recent call last):\n")
                .endsWith("ZeroDivisionError: division by zero\nloanword: %debug takes the number of a frame, 0 to 2, not '9'\n");
    }

    @Test
    void arrays_are_drawn_with_characters() throws Exception {
        Result result = repl(
                """
                import loanword
                grid = loanword.zeros((4, 6))
                for row in range(4):
                    for column in range(6): grid[row, column] = row * column

                %show grid
                %show grid[3]
                %show [1, float('nan'), 2]
                %show loanword.zeros(1000)
                %show 3
                """);

        assertThat(result.out())
                .isEqualTo(
                        """
                        shape (4, 6), 0 to 15
                        ············
                        ······░░░░░░
                        ····░░▒▒▒▒▓▓
                        ··░░▒▒▓▓████
                        shape (6,), 0 to 15
                        ▁▂▄▅▇█
                        shape (3,), 1 to 2
                        ▁ █
                        shape (1000,), 0 to 0, 76 of 1000 elements
                        %s
                        """
                                .formatted("▅".repeat(76)));
        assertThat(result.err()).isEqualTo("loanword: %show draws buffers, arrays and lists of numbers, not int\n");
    }

    @Test
    void run_with_i_goes_on_in_the_repl_with_the_programs_names_and_error() throws Exception {
        Path script = Files.writeString(folder.resolve("program.py"), "made = 3\nmade / 0\n");

        Result result = LauncherProcess.of("run", "-i", script.toString(), "argument")
                .input("made\nimport sys; sys.argv[1:]\n%debug\nsys.exit(4)\n")
                .run();

        assertThat(result.out())
                .isEqualTo(
                        """
                        3
                        ['argument']
                          0  %s:2 in <module>: made / 0
                             ZeroDivisionError: division by zero
                        frame 0 has the names of the session; %%who lists them
                        """
                                .formatted(script));
        assertThat(result.err()).endsWith("ZeroDivisionError: division by zero\n");
        assertThat(result.exitStatus()).isEqualTo(4);
    }
}
