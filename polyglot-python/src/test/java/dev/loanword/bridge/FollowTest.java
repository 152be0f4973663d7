package dev.loanword.bridge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.loanword.python.PythonHost;
import dev.loanword.python.PythonStoppedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Files that are followed while they grow, shrink, vanish and are replaced. */
@Timeout(120)
class FollowTest {
    @TempDir
    private static Path folder;

    private static PythonHost host;

    private Path log;

    @BeforeAll
    static void open() {
        host = PythonHost.open();
        host.run("import bridge, os, threading; os.chdir(r'" + folder + "')");
    }

    @AfterAll
    static void close() {
        host.close();
    }

    @BeforeEach
    void begin() throws IOException {
        log = Files.writeString(folder.resolve("log"), "one\ntwo\n");
        host.run("it = bridge.lines('log', follow=True)");
        assertThat(next()).isEqualTo("b'one'");
        assertThat(next()).isEqualTo("b'two'");
    }

    @AfterEach
    void end() {
        host.run("it.close()");
    }

    private static String next() {
        return host.eval("repr(next(it))", String.class);
    }

    private static void append(Path file, String text) throws IOException {
        Files.writeString(file, text, StandardOpenOption.APPEND);
    }

    @Test
    void what_is_appended_comes_when_its_line_is_complete() throws IOException {
        append(log, "thr");
        assertThat(catchThrowable(() -> host.within(Duration.ofMillis(300), () -> host.run("next(it)"))))
                .isInstanceOf(PythonStoppedException.class);
        append(log, "ee\nfour\n");
        assertThat(next()).isEqualTo("b'three'");
        assertThat(next()).isEqualTo("b'four'");
    }

    @Test
    void a_thread_that_waits_sees_what_another_python_thread_appends() {
        host.run(
                """
                seen = []
                def read():
                    seen.append(next(it))
                reader = threading.Thread(target=read)
                reader.start()
                with open('log', 'ab') as file: file.write(b'by python\\n')
                reader.join()
                """);
        assertThat(host.eval("repr(seen)", String.class)).isEqualTo("[b'by python']");
    }

    @Test
    void a_truncated_file_is_read_from_its_beginning() throws IOException {
        append(log, "unfinished");
        assertThat(catchThrowable(() -> host.within(Duration.ofMillis(300), () -> host.run("next(it)"))))
                .isInstanceOf(PythonStoppedException.class);
        Files.writeString(log, "new\n", StandardOpenOption.TRUNCATE_EXISTING);
        assertThat(next()).isEqualTo("b'unfinished'");
        assertThat(next()).isEqualTo("b'new'");
    }

    @Test
    void a_rotated_file_is_read_to_its_end_and_then_the_new_one() throws IOException {
        Path old = Files.move(log, folder.resolve("log.1"));
        append(old, "late\n");
        assertThat(next()).isEqualTo("b'late'");
        append(old, "last");
        Files.writeString(log, "of the new one\n");
        assertThat(next()).isEqualTo("b'last'");
        assertThat(next()).isEqualTo("b'of the new one'");
        append(log, "more\n");
        assertThat(next()).isEqualTo("b'more'");
        assertThat(LinesTest.openDescriptors(old)).isZero();
    }

    @Test
    void the_working_directory_may_change() throws IOException {
        host.run("os.chdir('/')");
        try {
            Files.move(log, folder.resolve("log.2"));
            Files.writeString(log, "found\n");
            assertThat(next()).isEqualTo("b'found'");
        } finally {
            host.run("os.chdir(r'" + folder + "')");
        }
    }

    @Test
    void batches_never_wait_for_more_than_one_line() throws IOException {
        host.run("it.close(); it = bridge.lines('log', follow=True, batches=100)");
        assertThat(next()).isEqualTo("[b'one', b'two']");
        append(log, "three\n");
        assertThat(next()).isEqualTo("[b'three']");
    }

    @Test
    void matching_lines_are_followed_too() throws IOException {
        host.run("it.close(); it = bridge.grep('log', b't', follow=True)");
        assertThat(next()).isEqualTo("b'two'");
        append(log, "one\nthree\n");
        assertThat(next()).isEqualTo("b'three'");
    }

    @Test
    void close_ends_the_wait_of_another_thread() throws IOException {
        host.run(
                """
                errors = []
                def read():
                    try:
                        next(it)
                    except ValueError as closed:
                        errors.append(str(closed))
                reader = threading.Thread(target=read)
                reader.start()
                it.close()
                reader.join()
                """);
        assertThat(host.eval("repr(errors)", String.class)).isEqualTo("[\"the lines of 'log' are closed\"]");
        assertThat(LinesTest.openDescriptors(log)).isZero();
    }

    @Test
    void what_is_no_regular_file_is_not_followed() {
        for (String[] refused : new String[][] {
            {"'-'", "ValueError(\"standard input can't be followed: its lines come as they are written, until the writer closes"
                    + " it; leave follow out\")"},
            {"'/dev/null'", "OSError(5, 'Not a regular file')"},
            {"'missing'", "FileNotFoundError(2, 'No such file or directory')"},
        }) {
            host.run("try: bridge.lines(" + refused[0] + ", follow=True)\nexcept Exception as e: shown = repr(e)");
            assertThat(host.eval("shown", String.class)).isEqualTo(refused[1]);
        }
    }
}
