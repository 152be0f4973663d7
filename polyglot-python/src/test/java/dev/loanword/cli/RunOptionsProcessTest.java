package dev.loanword.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loanword.cli.LauncherProcess.Result;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** The options of {@code loanword run} that bound a program or set something in Python. */
class RunOptionsProcessTest {

    @TempDir
    Path folder;

    @Test
    void the_options_of_the_python_command_do_what_they_do_there() throws Exception {
        String flags = "import sys; f = sys.flags; print(f.dont_write_bytecode, f.optimize, f.no_site, f.isolated, f.ignore_environment,"
                + " f.no_user_site, f.safe_path, __debug__, 'site' in sys.modules, sys.path[0] == '')";
        assertThat(run("-c", flags).out()).isEqualTo("0 0 0 0 0 0 False True True True\n");
        // Without the word run, as programs start it.
        assertThat(LauncherProcess.of("-BO", "-S", "-c", flags).run())
                .isEqualTo(new Result(0, "1 1 1 0 0 0 False False False True\n", ""));
        assertThat(run("-I", "-c", flags).out()).isEqualTo("0 0 0 1 1 1 True True True False\n");

        String path = "import sys; print('/from the environment' in sys.path)";
        assertThat(LauncherProcess.of("run", "-c", path).with("PYTHONPATH", "/from the environment").run().out())
                .isEqualTo("True\n");
        assertThat(LauncherProcess.of("run", "-E", "-c", path).with("PYTHONPATH", "/from the environment").run().out())
                .isEqualTo("False\n");
        assertThat(LauncherProcess.of("run", "-W", "ignore::UserWarning", "-W", "error", "-c", "import sys; print(sys.warnoptions)")
                        .with("PYTHONWARNINGS", "once")
                        .run()
                        .out())
                .isEqualTo("['once', 'ignore::UserWarning', 'error']\n");
        assertThat(run("-u", "-c", "import os, sys; sys.stdout.write('at once'); os._exit(0)").out()).isEqualTo("at once");
    }

    @Test
    void options_of_graalpy_are_set_by_name() throws Exception {
        assertThat(run("-X", "int_max_str_digits=700", "-c", "import sys; print(sys.get_int_max_str_digits())"))
                .isEqualTo(new Result(0, "700\n", ""));
        assertThat(run("-XIntMaxStrDigits=800", "-c", "import sys; print(sys.get_int_max_str_digits())").out())
                .isEqualTo("800\n");
        assertThat(run("-X", "IntMaxStrDigit=700", "-c", "1"))
                .isEqualTo(refused("GraalPy has no option IntMaxStrDigit; did you mean -X IntMaxStrDigits?"));
        assertThat(run("-X", "importtime", "-c", "1")).isEqualTo(refused("GraalPy has no option importtime"));
        assertThat(run("-X", "IntMaxStrDigits", "-c", "1"))
                .isEqualTo(refused("-X IntMaxStrDigits needs a value: -X IntMaxStrDigits=VALUE"));
        Result wrong = run("-X", "IsolateNativeModules=perhaps", "-c", "1");
        assertThat(wrong.err()).startsWith("loanword run: -X IsolateNativeModules can't be 'perhaps': ").endsWith("\nSee: loanword run --help\n");
        assertThat(wrong.exitStatus()).isEqualTo(2);
    }

    @Test
    void the_heap_has_a_bound_that_a_program_meets_as_a_memory_error() throws Exception {
        String code = "import sys; block = bytearray(300 << 20); print('much', sys.argv[1:])";
        assertThat(run("--memory", "1g", "-c", code, "--memory")).isEqualTo(new Result(0, "much ['--memory']\n", ""));
        Result small = run("--ledger", "--memory=200m", "-c", code);
        assertThat(small.out()).isEmpty();
        assertThat(small.err()).startsWith("Traceback (most recent call last):\n  File \"<string>\", line 1, in <module>\nMemoryError");
        assertThat(small.exitStatus()).isEqualTo(1);
    }

    @Test
    void the_least_heap_that_is_taken_is_enough_for_python() throws Exception {
        assertThat(run("--memory", "64m", "-c", "import json; print('runs')")).isEqualTo(new Result(0, "runs\n", ""));
        assertThat(run("--memory", "63m", "-c", "1"))
                .isEqualTo(new Result(2, "", "loanword: --memory must be at least 64m, which Python itself needs, not '63m'\n"));
        assertThat(run("--core", "x.jar", "--memory", "much", "-c", "1"))
                .isEqualTo(new Result(2, "", "loanword: --memory needs a size such as 512m or 2g, not 'much'\n"));
    }

    @Test
    void options_can_stand_in_a_file() throws Exception {
        Path file = Files.writeString(folder.resolve("options"), "# for each run\n--timeout 100 -B\n-X 'IntMaxStrDigits=700' -W error\n");
        assertThat(LauncherProcess.of("run", "@options", "-c", "import sys; print(sys.get_int_max_str_digits(), sys.argv[1:])", "@options")
                        .in(folder)
                        .run())
                .isEqualTo(new Result(0, "700 ['@options']\n", ""));
        Files.writeString(file, "--memory 1g");
        assertThat(run("@" + file, "-c", "1"))
                .isEqualTo(refused("--memory works on the command line of scripts/loanword alone, and once:"
                        + " the launcher gives it to the JVM before anything else is read"));
        assertThat(run("@no such", "-c", "1"))
                .isEqualTo(refused("there is no argument file no such; a program of that name is started by ./@..."));
    }

    /** The launcher must know where the options end, to find its own among them. */
    @Test
    void the_launcher_knows_which_options_take_a_value() throws Exception {
        CommandLine run = LoanwordCommand.commandLine().getSubcommands().get("run");
        Set<String> known = new TreeSet<>();
        run.getCommandSpec().options().forEach(option -> Arrays.stream(option.names())
                .filter(name -> LoanwordCommand.takesValue(run, name))
                .forEach(known::add));
        Matcher list = Pattern.compile("readonly WITH_VALUE='([^']*)'").matcher(Files.readString(LauncherProcess.LAUNCHER));
        assertThat(list.find()).isTrue();
        assertThat(new TreeSet<>(Arrays.asList(list.group(1).strip().split(" ")))).isEqualTo(known);
    }

    private static Result run(String... words) throws Exception {
        String[] all = new String[words.length + 1];
        all[0] = "run";
        System.arraycopy(words, 0, all, 1, words.length);
        return LauncherProcess.of(all).run();
    }

    private static Result refused(String reason) {
        return new Result(2, "", "loanword run: " + reason + "\nSee: loanword run --help\n");
    }
}
