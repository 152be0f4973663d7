package dev.loanword.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loanword.CoreCompiler;
import dev.loanword.CoreCompiler.Processor;
import dev.loanword.cli.LauncherProcess.Result;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code loanword run --timeout} ends programs, whatever they do. */
class TimeoutProcessTest {
    private static final String STOPPED = "loanword: the program was stopped, because it ran longer than --timeout 0.5";

    /** Java methods that look for a stop, that wait, and that do neither. */
    private static final Map<String, String> CORE = Map.of(
            "Endless",
            """
            import dev.loanword.export.*;
            import dev.loanword.kernels.Checkpoint;

            @PyModule
            public final class Endless {
                @PyFunction
                public static void poll(Checkpoint checkpoint) {
                    while (true) {
                        checkpoint.poll();
                    }
                }

                @PyFunction
                public static void sleep() throws InterruptedException {
                    Thread.sleep(Long.MAX_VALUE);
                }

                @PyFunction
                public static void spin() {
                    while (true) {
                        Thread.onSpinWait();
                    }
                }
            }
            """);

    @TempDir
    Path folder;

    @Test
    void a_loop_of_python_sees_a_keyboard_interrupt_and_may_clean_up() throws Exception {
        assertThat(run("try:\n    while True: pass\nfinally: print('cleaned up')"))
                .isEqualTo(new Result(
                        124,
                        "cleaned up\n",
                        """
                        Traceback (most recent call last):
                          File "<string>", line 2, in <module>
                        KeyboardInterrupt
                        %s
                        """
                                .formatted(STOPPED)));
    }

    @Test
    void what_waits_is_stopped_too() throws Exception {
        for (String waits : new String[] {
            "import time; time.sleep(1000)", "import _thread; lock = _thread.allocate_lock(); lock.acquire(); lock.acquire()"
        }) {
            Result result = run(waits);
            assertThat(result.err()).as(waits).endsWith("KeyboardInterrupt\n" + STOPPED + "\n");
            assertThat(result.exitStatus()).isEqualTo(124);
        }
    }

    @Test
    void a_program_that_goes_on_is_ended_all_the_same() throws Exception {
        Result deaf = run("while True:\n    try:\n        while True: pass\n    except BaseException: pass");
        assertThat(deaf).isEqualTo(new Result(124, "", STOPPED + "\n"));
        // What catches the interrupt and ends has run too long as well.
        assertThat(run("try:\n    while True: pass\nexcept KeyboardInterrupt: print('caught')"))
                .isEqualTo(new Result(124, "caught\n", STOPPED + "\n"));
    }

    @Test
    void what_waits_in_the_c_library_ends_with_the_process() throws Exception {
        assertThat(run("import os; os.read(os.pipe()[0], 1)"))
                .isEqualTo(new Result(124, "", STOPPED + "; it did not end within 5 s, so its process was ended\n"));
    }

    @Test
    void threads_that_the_program_leaves_behind_end_with_the_process() throws Exception {
        // Long enough for the imports on a machine that is busy with other things.
        assertThat(LauncherProcess.of(
                                "run",
                                "--timeout",
                                "10",
                                "-c",
                                "import threading, time; threading.Thread(target=time.sleep, args=(1000,)).start();"
                                        + " print('main is done', flush=True)")
                        .run())
                .isEqualTo(new Result(
                        124,
                        "main is done\n",
                        "loanword: the program was stopped, because it ran longer than --timeout 10;"
                                + " it did not end within 5 s, so its process was ended\n"));
    }

    @Test
    void java_is_stopped_where_it_looks_or_waits_and_ends_with_the_process_where_it_does_neither() throws Exception {
        Path core = CoreCompiler.folder(folder.resolve("core"), Processor.RUNS, CORE);
        for (String method : new String[] {"poll", "sleep"}) {
            Result result = run("import endless; endless." + method + "()", "--core", core.toString());
            assertThat(result.err()).as(method).endsWith(STOPPED + "\n");
            assertThat(result.exitStatus()).isEqualTo(124);
        }
        assertThat(run("import endless; endless.spin()", "--core", core.toString()))
                .isEqualTo(new Result(124, "", STOPPED + "; it did not end within 5 s, so its process was ended\n"));
    }

    @Test
    void a_program_that_is_fast_enough_ends_as_it_likes() throws Exception {
        assertThat(LauncherProcess.of("run", "--timeout", "1000", "-c", "import sys; sys.exit(3)").run())
                .isEqualTo(new Result(3, "", ""));
    }

    @Test
    void what_is_no_time_is_refused() throws Exception {
        for (String wrong : new String[] {"0", "-1", "soon", "1e99"}) {
            assertThat(LauncherProcess.of("run", "--timeout", wrong, "-c", "1").run())
                    .isEqualTo(new Result(
                            2,
                            "",
                            "loanword run: Invalid value for option '--timeout': '" + wrong
                                    + "' is no number of seconds from 0.001 to 1000000000, such as 2.5\nSee: loanword run --help\n"));
        }
    }

    private static Result run(String code, String... options) throws Exception {
        String[] words = new String[options.length + 5];
        words[0] = "run";
        System.arraycopy(options, 0, words, 1, options.length);
        System.arraycopy(new String[] {"--timeout", "0.5", "-c", code}, 0, words, options.length + 1, 4);
        return LauncherProcess.of(words).run();
    }
}
