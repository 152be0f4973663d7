package dev.loanword.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import dev.loanword.cli.LauncherProcess.Result;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code bridge.lines} in a process of its own: standard input, and Ctrl-C while it waits. */
@Timeout(120)
class LinesProcessTest {
    @TempDir
    private Path folder;

    @Test
    void standard_input_is_read_line_by_line() throws Exception {
        Result result = LauncherProcess.of("run", "-c", "import bridge\nfor line in bridge.lines('-'): print(line)")
                .input("one\ntwo\r\n\nlast")
                .run();
        assertThat(result).isEqualTo(new Result(0, "b'one'\nb'two'\nb''\nb'last'\n", ""));
    }

    @Test
    void each_line_of_a_pipe_comes_as_soon_as_it_is_written() throws Exception {
        Process process = LauncherProcess.of("run", "-c",
                        "import bridge\nfor line in bridge.lines('-', batches=10): print(line, flush=True)")
                .start();
        BufferedReader out = process.inputReader();
        try (OutputStream in = process.getOutputStream()) {
            for (String line : new String[] {"one", "two"}) {
                in.write((line + "\n").getBytes(StandardCharsets.US_ASCII));
                in.flush();
                assertThat(out.readLine()).isEqualTo("[b'" + line + "']");
            }
        }
        assertThat(LauncherProcess.result(process)).isEqualTo(new Result(0, "", ""));
    }

    @Test
    void an_interrupt_ends_the_wait_for_standard_input() throws Exception {
        interrupts("import bridge\nprint('ready', flush=True)\nnext(bridge.lines('-'))\n", "next(bridge.lines('-'))");
    }

    @Test
    void an_interrupt_ends_the_wait_for_a_followed_file() throws Exception {
        Path log = Files.writeString(folder.resolve("log"), "ready\n");
        interrupts(
                "import bridge\nfor line in bridge.lines(r'" + log + "', follow=True):\n    print(line.decode(), flush=True)\n",
                "for line in bridge.lines(r'" + log + "', follow=True):");
    }

    private void interrupts(String code, String where) throws IOException, InterruptedException {
        assumeFalse(RunProcessTest.interruptIsIgnored(), "whoever started the tests ignores SIGINT, and processes inherit that");
        Path script = Files.writeString(folder.resolve("waiting.py"), code);
        Process process = LauncherProcess.of("run", script.toString()).start();
        assertThat(process.inputReader().readLine()).isEqualTo("ready");

        assertThat(new ProcessBuilder("kill", "-INT", Long.toString(process.pid())).start().waitFor()).isZero();

        Result result = LauncherProcess.result(process);
        assertThat(result.exitStatus()).isEqualTo(130);
        assertThat(result.err()).startsWith("Traceback (most recent call last):\n").endsWith("KeyboardInterrupt\n").contains(where);
    }
}
