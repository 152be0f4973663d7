package dev.loanword.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import dev.loanword.CoreCompiler;
import dev.loanword.CoreCompiler.Processor;
import dev.loanword.cli.LauncherProcess.Result;
import java.io.BufferedReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code loanword run --watch} runs a program again when something that it is made of changes. */
class WatchProcessTest {
    private static final String ENDED = "loanword: exit status %d; the program runs again when a file changes, Ctrl-C ends";

    @TempDir
    Path folder;

    private Path script;

    @BeforeEach
    void writeProgram() throws Exception {
        script = Files.writeString(folder.resolve("program.py"), "import sys, parts.helper\nprint(parts.helper.VALUE, sys.argv[1:], flush=True)\n");
        Files.createDirectories(folder.resolve("parts"));
        Files.writeString(folder.resolve("parts/helper.py"), "VALUE = 1\n");
    }

    @Test
    void a_change_of_the_script_of_what_it_imports_or_of_a_core_runs_it_again() throws Exception {
        assumeFalse(RunProcessTest.interruptIsIgnored(), "whoever started the tests ignores SIGINT, and processes inherit that");
        Path core = CoreCompiler.folder(folder.resolve("build"), Processor.RUNS, core(1));
        Process process = LauncherProcess.of("run", "--watch", "--core", core.toString(), script.toString(), "--watch").start();
        try (BufferedReader out = process.inputReader();
                BufferedReader err = process.errorReader()) {
            assertThat(out.readLine()).isEqualTo("1 ['--watch']");
            assertThat(err.readLine()).isEqualTo(ENDED.formatted(0));

            Files.writeString(folder.resolve("no part of it.txt"), "");
            Files.writeString(folder.resolve("parts/helper.py"), "VALUE = 2\n");
            assertThat(err.readLine()).isEqualTo("loanword: parts/helper.py has changed, running again");
            assertThat(out.readLine()).isEqualTo("2 ['--watch']");
            assertThat(err.readLine()).isEqualTo(ENDED.formatted(0));

            // It is run again while it runs.
            Files.writeString(script, "import sys, time, watched\nprint(watched.value(), flush=True)\ntime.sleep(1000)\n");
            assertThat(err.readLine()).isEqualTo("loanword: program.py has changed, running again");
            assertThat(out.readLine()).isEqualTo("1");
            CoreCompiler.folder(folder.resolve("build"), Processor.RUNS, core(2));
            assertThat(err.readLine()).startsWith("loanword: build/").endsWith(" has changed, running again");
            assertThat(out.readLine()).isEqualTo("2");

            // What fails is no end.
            Files.writeString(script, "raise SystemExit(3)\n");
            assertThat(err.readLine()).isEqualTo("loanword: program.py has changed, running again");
            assertThat(err.readLine()).isEqualTo(ENDED.formatted(3));

            assertThat(new ProcessBuilder("kill", "-INT", Long.toString(process.pid())).start().waitFor()).isZero();
            assertThat(process.waitFor()).isEqualTo(130);
            assertThat(err.readLine()).isNull();
        } finally {
            process.destroy();
        }
    }

    @Test
    void what_has_no_file_is_not_watched() throws Exception {
        String refused = "loanword run: --watch runs a script or a module again and again; -c, - and -i go without it\n"
                + "See: loanword run --help\n";
        assertThat(LauncherProcess.of("run", "--watch", "-c", "1").run()).isEqualTo(new Result(2, "", refused));
        assertThat(LauncherProcess.of("run", "--watch", "-i", script.toString()).run()).isEqualTo(new Result(2, "", refused));
        assertThat(LauncherProcess.of("run", "--watch", "no such.py").in(folder).run())
                .isEqualTo(new Result(2, "", "loanword: can't open file '" + folder.toRealPath() + "/no such.py': [Errno 2] No such file or directory\n"));
    }

    private static Map<String, String> core(int value) {
        return Map.of(
                "Watched",
                """
                import dev.loanword.export.*;

                @PyModule
                public final class Watched {
                    @PyFunction
                    public static int value() {
                        return %d;
                    }
                }
                """
                        .formatted(value));
    }
}
