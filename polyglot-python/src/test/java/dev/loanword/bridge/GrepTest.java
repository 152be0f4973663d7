package dev.loanword.bridge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.loanword.python.PythonHost;
import dev.loanword.python.PythonStoppedException;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code bridge.grep} and {@code bridge.count_lines} over files large enough for several threads. */
@Timeout(120)
class GrepTest {
    private static final int LINES = 700_000;

    @TempDir
    private static Path folder;

    private static PythonHost host;

    @BeforeAll
    static void open() throws IOException {
        try (BufferedWriter writer = Files.newBufferedWriter(folder.resolve("log"))) {
            for (int i = 0; i < LINES; i++) {
                writer.write((i % 1000 == 7 ? "ERROR " : "fine ") + i + " and so on\n");
            }
            writer.write("ERROR at the end");
        }
        host = PythonHost.open();
        host.run("import bridge, gzip, os, re; os.chdir(r'" + folder + "')");
        host.run("with gzip.open('log.gz', 'wb', 1) as file: file.write(open('log', 'rb').read())");
        host.run("errors = [line for line in bridge.lines('log') if b'ERROR' in line]");
    }

    @AfterAll
    static void close() {
        host.close();
    }

    private static void shows(String expression, String expected) {
        host.run("try: shown = repr((" + expression + "))\nexcept Exception as e: shown = type(e).__name__ + ': ' + str(e)");
        assertThat(host.eval("shown", String.class)).as(expression).isEqualTo(expected);
    }

    @Test
    void lines_with_a_literal_come_in_their_order() {
        shows("len(errors), errors[-1]", "(701, b'ERROR at the end')");
        shows("list(bridge.grep('log', b'ERROR')) == errors", "True");
        shows("list(bridge.grep('log.gz', b'ERROR')) == errors", "True");
        shows("[bytes(view) for view in bridge.grep('log', b'ERROR', views=True)] == errors", "True");
        shows("[line for batch in bridge.grep('log', b'ERROR', batches=100) for line in batch] == errors", "True");
        shows("list(bridge.grep('log', b'nowhere'))", "[]");
    }

    @Test
    void lines_with_a_regular_expression_are_those_that_python_finds_too() {
        shows("list(bridge.grep('log', rb'^ERROR .*77?\\b', regex=True))"
                + " == [line for line in errors if re.search(rb'^ERROR .*77?\\b', line)]", "True");
        shows("list(bridge.grep('log', rb'^fine \\d+ and', regex=True, invert=True)) == errors", "True");
    }

    @Test
    void lines_are_counted_without_python() {
        shows("bridge.count_lines('log')", String.valueOf(LINES + 1));
        shows("bridge.count_lines('log.gz')", String.valueOf(LINES + 1));
        shows("bridge.count_lines('log', b'ERROR')", "701");
        shows("bridge.count_lines('log', b'ERROR', invert=True)", String.valueOf(LINES - 700));
        shows("bridge.count_lines('log', rb'7 and', regex=True)", "70000");
        shows("bridge.count_lines('/dev/null'), bridge.count_lines('/proc/self/status') > 10", "(0, True)");
    }

    @Test
    void what_makes_no_sense_is_refused() {
        shows("bridge.grep('log', b'a\\nb')",
                "ValueError: the pattern holds a line feed, which no line does; look for a part of it");
        shows("bridge.grep('log', b'(', regex=True)", "ValueError: the pattern is no regular expression as java.util.regex"
                + " knows them: Unclosed group near index 1");
        shows("bridge.grep('log', 'text')", "TypeError: grep() argument 'pattern' must be a bytes-like object, not str");
        shows("bridge.count_lines('log', regex=True)",
                "ValueError: regex and invert say how to use a pattern, and none is given");
        shows("bridge.count_lines('missing')", "FileNotFoundError: [Errno 2] No such file or directory: 'missing'");
        shows("bridge.count_lines('.')", "IsADirectoryError: [Errno 21] Is a directory: '.'");
        shows("bridge.grep('log.gz', b'x', follow=True)", "ValueError: a compressed file can't be followed, as what is appended"
                + " is not complete; 'log.gz' is read as gzip: follow the file before it is compressed, or pass"
                + " compression='none'");
    }

    @Test
    void an_expression_that_takes_for_ever_is_stopped_by_a_time_limit() throws IOException {
        Files.writeString(folder.resolve("evil"), ("a".repeat(60) + "!\n").repeat(20_000));
        Throwable thrown = catchThrowable(() -> host.within(Duration.ofMillis(500),
                () -> host.run("bridge.count_lines('evil', b'^(a+)+$', regex=True)")));
        assertThat(thrown).isInstanceOf(PythonStoppedException.class);
        shows("bridge.count_lines('evil')", "20000");
    }
}
