package dev.loanword.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import dev.loanword.cli.LauncherProcess.Result;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code loanword run} seen from outside: exit status, standard output and standard error, all of them. */
class RunProcessTest {
    @TempDir
    Path temporary;

    /** The temporary folder by the name that the operating system gives it. */
    private Path folder;

    @BeforeEach
    void resolve() throws IOException {
        folder = temporary.toRealPath();
    }

    private Path write(String name, String text) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, text);
    }

    @Test
    void the_program_finds_all_threads_at_the_usual_priority() throws Exception {
        Result result = LauncherProcess.of(
                        "run",
                        "-c",
                        """
                        import os
                        def nice(task):
                            return open(task + '/stat').read().rpartition(')')[2].split()[16]
                        tasks = ['/proc/self/task/' + task for task in os.listdir('/proc/self/task')]
                        print({nice(task) for task in tasks} == {nice(f'/proc/{os.getppid()}')}, len(tasks) > 5)
                        """)
                .run();
        assertThat(result).isEqualTo(new Result(0, "True True\n", ""));
    }

    @Test
    void a_script_sees_what_the_python_command_shows_it_and_standard_error_stays_empty() throws Exception {
        write("my scripts/helper.py", "NAME = __name__\n");
        write(
                "my scripts/program.py",
                """
                import atexit, os, sys, threading
                import helper
                print(__name__, __file__)
                print(sys.argv)
                print(sys.path[0], helper.NAME)
                print(os.getcwd())
                print(repr(sys.stdin.read()), sys.stdin.isatty(), sys.stdout.isatty())
                sys.stdout.flush()
                sys.stdout.buffer.write(bytes([0, 255, 10]))
                sys.stdout.buffer.flush()
                os.system("echo child")
                atexit.register(print, "at exit")
                threading.Thread(target=print, args=("thread",)).start()
                sys.exit(7)
                """);
        Path work = Files.createDirectories(folder.resolve("work"));
        Path link = Files.createSymbolicLink(folder.resolve("my link"), LauncherProcess.LAUNCHER.toRealPath());

        Result result = LauncherProcess.at(
                        link, "run", "../my scripts/program.py", "--help", "@file", "-c", "", "two words", "ü", "--", "-")
                .in(work)
                .input("one\ntwo")
                .run();

        assertThat(result.err()).isEmpty();
        assertThat(result.out())
                .isEqualTo(
                        """
                        __main__ %1$s/work/../my scripts/program.py
                        ['../my scripts/program.py', '--help', '@file', '-c', '', 'two words', 'ü', '--', '-']
                        %1$s/my scripts helper
                        %1$s/work
                        'one\\ntwo' False False
                        \0\uFFFD
                        child
                        thread
                        at exit
                        """
                                .formatted(folder));
        assertThat(result.exitStatus()).isEqualTo(7);
    }

    @Test
    void an_uncaught_exception_prints_the_traceback_of_the_script_alone_and_exits_with_1() throws Exception {
        Path script = write(
                "program.py",
                """
                import json

                def inverse(x):
                    return 1 / x

                def total(values):
                    return sum(inverse(value) for value in values)

                try:
                    total([1, 0])
                except ZeroDivisionError as e:
                    json.loads("1")
                    print("before")
                    raise ValueError("no inverse") from e
                """);

        Result result = LauncherProcess.of("run", script.toString()).run();

        assertThat(result.out()).isEqualTo("before\n");
        assertThat(result.err())
                .isEqualTo(
                        """
                        Traceback (most recent call last):
                          File "%1$s", line 10, in <module>
                            total([1, 0])
                          File "%1$s", line 7, in total
                            return sum(inverse(value) for value in values)
                                   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
                          File "%1$s", line 7, in <genexpr>
                            return sum(inverse(value) for value in values)
                                       ^^^^^^^^^^^^^^
                          File "%1$s", line 4, in inverse
                            return 1 / x
                                   ~~^~~
                        ZeroDivisionError: division by zero

                        The above exception was the direct cause of the following exception:

                        Traceback (most recent call last):
                          File "%1$s", line 14, in <module>
                            raise ValueError("no inverse") from e
                        ValueError: no inverse
                        """
                                .formatted(script));
        assertThat(result.exitStatus()).isEqualTo(1);
    }

    @Test
    void code_from_an_option_takes_all_that_follows_as_arguments() throws Exception {
        Result result = LauncherProcess.of("run", "-c", "import sys; print(sys.argv, sys.path[0] == '')\nsys.exit('a reason')", "-c", "--version")
                .run();

        assertThat(result).isEqualTo(new Result(1, "['-c', '-c', '--version'] True\n", "a reason\n"));
    }

    @Test
    void sys_executable_starts_another_python() throws Exception {
        Result result = LauncherProcess.of(
                        "run",
                        "-c",
                        "import subprocess, sys; sys.exit(subprocess.call([sys.executable, '-m', 'no_such_module']))")
                .run();

        assertThat(result)
                .isEqualTo(new Result(
                        1, "", LauncherProcess.LAUNCHER.toRealPath() + ": No module named no_such_module\n"));
    }

    @Test
    void a_module_is_found_from_the_working_directory_and_may_end_the_process_at_once() throws Exception {
        write("pack/__init__.py", "");
        write(
                "pack/tool.py",
                """
                import atexit, os, sys
                atexit.register(print, "never printed")
                print(__name__, __package__, sys.argv, sys.path[0] == os.getcwd(), flush=True)
                os._exit(3)
                """);

        Result result = LauncherProcess.of("run", "-m", "pack.tool", "-x").in(folder).run();

        assertThat(result)
                .isEqualTo(new Result(3, "__main__ pack ['" + folder + "/pack/tool.py', '-x'] True\n", ""));
    }

    @Test
    void a_program_may_come_from_standard_input() throws Exception {
        Result result = LauncherProcess.of("run", "-", "-x")
                .input("import sys\nprint(sys.argv, sys.path[0] == '')\ndef f():\n    raise KeyError('k')\nf()\n")
                .run();

        assertThat(result)
                .isEqualTo(new Result(
                        1,
                        "['-', '-x'] True\n",
                        """
                        Traceback (most recent call last):
                          File "<stdin>", line 5, in <module>
                          File "<stdin>", line 4, in f
                        KeyError: 'k'
                        """));
    }

    @Test
    void an_interrupt_raises_keyboard_interrupt_and_exits_with_130() throws Exception {
        assumeFalse(interruptIsIgnored(), "whoever started the tests ignores SIGINT, and processes inherit that");
        Path script = write(
                "program.py",
                """
                import time
                print("ready", flush=True)
                try:
                    time.sleep(1000)
                finally:
                    print("cleaned up")
                """);
        Process process = LauncherProcess.of("run", script.toString()).start();
        BufferedReader out = process.inputReader();
        assertThat(out.readLine()).isEqualTo("ready");

        int sent = new ProcessBuilder("kill", "-INT", Long.toString(process.pid())).start().waitFor();

        assertThat(sent).isZero();
        assertThat(out.readLine()).isEqualTo("cleaned up");
        assertThat(LauncherProcess.result(process))
                .isEqualTo(new Result(
                        130,
                        "",
                        """
                        Traceback (most recent call last):
                          File "%s", line 4, in <module>
                            time.sleep(1000)
                        KeyboardInterrupt
                        """
                                .formatted(script)));
    }

    /** Tells whether this process was started as a background job of a shell without job control, for example. */
    static boolean interruptIsIgnored() throws IOException {
        Path status = Path.of("/proc/self/status");
        if (!Files.exists(status)) {
            return false;
        }
        int interrupt = 1 << 1;
        return Files.readAllLines(status).stream()
                .filter(line -> line.startsWith("SigIgn:"))
                .anyMatch(line -> (Long.parseUnsignedLong(line.split("\\s+")[1], 16) & interrupt) != 0);
    }

    @Test
    void without_the_compiler_one_line_says_so_and_the_program_runs() throws Exception {
        Result result = LauncherProcess.of("run", "-c", "print('hello')")
                .with("LOANWORD_JAVA_OPTIONS", "-XX:-EnableJVMCI")
                .run();

        assertThat(result)
                .isEqualTo(new Result(
                        0,
                        "hello\n",
                        "loanword: Python runs without its optimizing compiler and will be slow; start through"
                                + " scripts/loanword, or give the JVM the compiler as --upgrade-module-path"
                                + " and -XX:+UnlockExperimentalVMOptions -XX:+EnableJVMCI\n"));
    }

    @Test
    void a_script_that_is_not_there_is_named() throws Exception {
        Result result = LauncherProcess.of("run", "no such.py").in(folder).run();

        assertThat(result)
                .isEqualTo(new Result(
                        2,
                        "",
                        "loanword: can't open file '" + folder
                                + "/no such.py': [Errno 2] No such file or directory\n"));
    }

    @Test
    void the_ledger_is_printed_at_the_end_to_standard_error() throws Exception {
        String program = "import bridge; t = bridge.EmbeddingTable(3); t.add([1, 2, 3]); row = t[0];"
                + " bridge.checksum_bytes(b'abc'); import sys; sys.exit(3)";
        assertThat(LauncherProcess.of("run", "--ledger", "-c", program).run())
                .isEqualTo(new Result(
                        3,
                        "",
                        """
                        ledger: Java borrowed 1 buffer of 3 bytes
                        ledger: Java lent 1 buffer of 12 bytes
                        ledger: copied 12 bytes
                        ledger:   12 bytes: list converted to float32
                        """
                                + lastLinesOfLedger()));
    }

    /** What the ledger says about where the program ran. */
    String lastLinesOfLedger() {
        return "";
    }

    @Test
    void wrong_options_and_a_missing_program_are_answered_with_the_way_out() throws Exception {
        assertThat(LauncherProcess.of("run", "--ledgr", "-c", "1").run())
                .isEqualTo(new Result(
                        2,
                        "",
                        """
                        loanword run: there is no option --ledgr; did you mean --ledger?
                        See: loanword run --help
                        """));
        assertThat(LauncherProcess.of("run").run())
                .isEqualTo(new Result(
                        2,
                        "",
                        """
                        loanword run: nothing to run: name a script, or give -m MODULE, -c CODE or - (standard input)
                        See: loanword run --help
                        """));
    }
}
