package dev.loanword.bridge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.loanword.python.PythonHost;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code bridge.lines} as Python calls it. Splitting itself is tested in core, on all kinds of content. */
class LinesTest {

    @TempDir
    static Path folder;

    private static BridgeHost python;

    @BeforeAll
    static void open() {
        python = new BridgeHost("gc", "os", "pathlib", "threading");
        python.run("folder = r'" + folder + "'\nos.chdir(folder)");
    }

    @AfterAll
    static void close() {
        python.close();
    }

    private static Path file(String name, String content) throws IOException {
        return Files.write(folder.resolve(name), content.getBytes(StandardCharsets.ISO_8859_1));
    }

    private static void shows(String expression, String expected) {
        assertThat(python.show(expression)).as(expression).isEqualTo(expected);
    }

    @Test
    void each_line_is_bytes_without_its_ending() throws IOException {
        file("mixed", "one\ntwo\r\nthr\ree\n\n\r\n last ");
        shows("list(bridge.lines('mixed'))", "[b'one', b'two', b'thr\\ree', b'', b'', b' last ']");
        shows("{type(line) for line in bridge.lines('mixed')}", "{<class 'bytes'>}");
        file("ended", "one\ntwo\n");
        shows("list(bridge.lines('ended'))", "[b'one', b'two']");
        file("dos", "one\r\ntwo\r\n");
        shows("list(bridge.lines('dos'))", "[b'one', b'two']");
        file("carriage return at the end", "one\r");
        shows("list(bridge.lines('carriage return at the end'))", "[b'one\\r']");
    }

    @Test
    void an_empty_file_has_no_lines() throws IOException {
        file("empty", "");
        shows("list(bridge.lines('empty'))", "[]");
        file("one empty line", "\n");
        shows("list(bridge.lines('one empty line'))", "[b'']");
    }

    @Test
    void nul_and_bytes_that_are_no_text_pass_unchanged() throws IOException {
        file("binary", "a\0b\n\u00ff\u00fe\n\u001a\u000b\u000c\u001c\u0085\n");
        shows("list(bridge.lines('binary'))", "[b'a\\x00b', b'\\xff\\xfe', b'\\x1a\\x0b\\x0c\\x1c\\x85']");
    }

    @Test
    void a_path_is_str_bytes_or_path_like() throws IOException {
        file("some file", "content");
        python.run(
                """
                class Like:
                    def __fspath__(self): return b'some file'
                """);
        for (String path : new String[] {
            "'some file'", "b'some file'", "pathlib.Path('some file')", "Like()", "os.path.join(folder, 'some file')",
            "'./some file'", "path='some file'"
        }) {
            shows("list(bridge.lines(" + path + "))", "[b'content']");
        }
    }

    @Test
    void a_relative_path_counts_from_the_working_directory_of_python() throws IOException {
        Files.createDirectory(folder.resolve("below"));
        file("below/here", "found");
        python.run("os.chdir('below')");
        try {
            shows("list(bridge.lines('here'))", "[b'found']");
        } finally {
            python.run("os.chdir('..')");
        }
    }

    /** The launcher's backend; it moves the working directory of the whole process. */
    @Test
    void a_relative_path_counts_from_there_with_the_native_backend_too() throws IOException {
        file("by the native backend", "found");
        try (PythonHost host = PythonHost.builder().option("python.PosixModuleBackend", "native").open()) {
            host.run("import bridge, os\nhome = os.getcwd()\nos.chdir(r'" + folder + "')");
            try {
                assertThat(host.eval("list(bridge.lines('by the native backend')) == [b'found']")).isEqualTo(true);
            } finally {
                host.run("os.chdir(home)");
            }
        }
    }

    @Test
    void what_can_not_be_opened_is_an_os_error_with_number_and_name() throws IOException {
        file("plain", "x");
        shows("bridge.lines('missing')", "FileNotFoundError: [Errno 2] No such file or directory: 'missing'");
        shows("bridge.lines(b'no/such/folder')", "FileNotFoundError: [Errno 2] No such file or directory: 'no/such/folder'");
        shows("bridge.lines('')", "FileNotFoundError: [Errno 2] No such file or directory: ''");
        shows("bridge.lines('.')", "IsADirectoryError: [Errno 21] Is a directory: '.'");
        shows("bridge.lines(pathlib.Path(folder))", "IsADirectoryError: [Errno 21] Is a directory: '" + folder + "'");
        shows("bridge.lines('plain/below')", "NotADirectoryError: [Errno 20] Not a directory: 'plain/below'");
        shows("bridge.lines('x' * 300)", "OSError: [Errno 36] File name too long: '" + "x".repeat(300) + "'");
        python.run(
                """
                try:
                    bridge.lines('missing')
                except OSError as e:
                    parts = e.errno, e.strerror, e.filename
                """);
        shows("parts", "(2, 'No such file or directory', 'missing')");
    }

    @Test
    void a_file_that_may_not_be_read_is_a_permission_error() throws IOException {
        Path secret = file("secret", "x");
        assumeTrue(secret.toFile().setReadable(false));
        assumeFalse(Files.isReadable(secret), "this user may read everything");
        shows("bridge.lines('secret')", "PermissionError: [Errno 13] Permission denied: 'secret'");
    }

    @Test
    void what_is_no_path_is_refused_in_the_words_of_python() {
        shows("bridge.lines(3)", "TypeError: expected str, bytes or os.PathLike object, not int");
        shows("bridge.lines(None)", "TypeError: expected str, bytes or os.PathLike object, not NoneType");
        shows("bridge.lines('a\\0b')", "ValueError: embedded null byte");
        shows("bridge.lines()", "TypeError: lines() missing 1 required positional argument: 'path'");
        shows("bridge.lines('a', 'b')", "TypeError: lines() takes 1 positional argument but 2 were given");
        shows("bridge.lines('a', mode='r')", "TypeError: lines() got an unexpected keyword argument 'mode'");
    }

    @Test
    void lines_is_an_iterator_that_stays_at_its_end() throws IOException {
        file("two", "a\nb\n");
        python.run("it = bridge.lines('two')");
        shows("iter(it) is it, isinstance(it, bridge.Lines), next(it), next(it)", "(True, True, b'a', b'b')");
        shows("list(it), list(it), next(it, 'end')", "([], [], 'end')");
        python.run("first, second = bridge.lines('two'), bridge.lines('two'); next(first)");
        shows("next(first), next(second)", "(b'b', b'a')");
    }

    @Test
    void a_loop_that_was_left_can_be_taken_up_again() throws IOException {
        file("five", "1\n2\n3\n4\n5\n");
        python.run("it = bridge.lines('five')\nfor line in it:\n    if line == b'2': break");
        shows("list(it)", "[b'3', b'4', b'5']");
    }

    @Test
    void a_line_longer_than_any_buffer_is_one_line() throws IOException {
        file("long", "short\n" + "x".repeat(3_000_000) + "\r\n" + "y".repeat(1_000_001));
        shows("[(len(line), line[:1], line[-1:]) for line in bridge.lines('long')]",
                "[(5, b's', b't'), (3000000, b'x', b'x'), (1000001, b'y', b'y')]");
    }

    @Test
    void a_large_file_has_the_lines_that_python_reads() throws IOException {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 60_000; i++) {
            text.append("line ").append(i).append(" ").append("\u00e9\0".repeat(i % 50)).append(i % 3 == 0 ? "\r\n" : "\n");
        }
        file("large", text.toString());
        python.run(
                """
                with open('large', 'rb') as file:
                    expected = [line[:-2] if line.endswith(b'\\r\\n') else line[:-1] for line in file]
                found = list(bridge.lines('large'))
                """);
        shows("len(found), found == expected", "(60000, True)");
    }

    @Test
    void a_file_that_shrinks_while_it_is_read_ends_early() throws IOException {
        Path shrinking = file("shrinking", "0123456789abcde\n".repeat(100_000));
        python.run("it = bridge.lines('shrinking'); first = next(it)");
        try (FileChannel channel = FileChannel.open(shrinking, StandardOpenOption.WRITE)) {
            channel.truncate(0);
        }
        shows("first, all(line == first for line in it)", "(b'0123456789abcde', True)");
    }

    @Test
    void files_of_the_system_that_state_no_size_are_read() {
        assumeTrue(Files.exists(Path.of("/proc/self/status")));
        shows("next(bridge.lines('/proc/self/status'))[:5]", "b'Name:'");
        shows("list(bridge.lines('/dev/null'))", "[]");
    }

    @Test
    void the_file_is_released_at_the_end() throws IOException {
        Path path = file("to the end", "a\nb\n");
        python.run("it = bridge.lines('to the end'); next(it)");
        assertThat(openDescriptors(path)).isEqualTo(1);
        python.run("rest = list(it)");
        assertThat(openDescriptors(path)).isZero();
    }

    @Test
    void the_file_is_released_by_close_and_later_use_is_an_error() throws IOException {
        Path path = file("closed", "a\nb\n");
        python.run("it = bridge.lines('closed'); next(it); it.close()");
        assertThat(openDescriptors(path)).isZero();
        shows("next(it)", "ValueError: the lines of 'closed' are closed");
        shows("list(it)", "ValueError: the lines of 'closed' are closed");
        shows("it.__enter__()", "ValueError: the lines of 'closed' are closed");
        shows("it.close()", "None");
    }

    @Test
    void the_file_is_released_by_a_with_statement_also_on_an_error() throws IOException {
        Path path = file("in a with", "a\nb\n");
        python.run("with bridge.lines('in a with') as it: line = next(it)");
        assertThat(openDescriptors(path)).isZero();
        python.run(
                """
                try:
                    with bridge.lines('in a with') as it:
                        for line in it: raise KeyError('on its way')
                except KeyError as e:
                    seen = e
                """);
        assertThat(openDescriptors(path)).isZero();
        shows("line, seen", "(b'a', KeyError('on its way'))");
        shows("next(it)", "ValueError: the lines of 'in a with' are closed");
    }

    @Test
    @Timeout(60)
    void the_file_is_released_after_a_break_when_the_iterator_is_collected() throws IOException {
        Path path = file("left early", "a\nb\n");
        python.run("def first(path):\n    for line in bridge.lines(path): return line\nline = first('left early')");
        shows("line", "b'a'");
        // The cleaner runs on a thread of its own, some time after the collection; the time limit ends the wait.
        while (openDescriptors(path) > 0) {
            System.gc();
            Thread.onSpinWait();
        }
    }

    @Test
    void a_path_that_was_refused_leaves_no_descriptor() throws IOException {
        shows("bridge.lines(folder)", "IsADirectoryError: [Errno 21] Is a directory: '" + folder + "'");
        assertThat(openDescriptors(folder)).isZero();
    }

    @Test
    void each_line_goes_to_one_of_several_threads() throws IOException {
        file("shared", "x\n".repeat(20_000));
        python.run(
                """
                import threading
                it, counts = bridge.lines('shared'), []
                threads = [threading.Thread(target=lambda: counts.append(sum(1 for line in it))) for _ in range(4)]
                for t in threads: t.start()
                for t in threads: t.join()
                """);
        shows("len(counts), sum(counts)", "(4, 20000)");
    }

    /** Waiting by the GIL would hang the whole host: the code that writes would never run. */
    @Test
    @Timeout(120)
    void others_run_python_while_one_thread_waits_for_a_pipe() throws Exception {
        Path pipe = folder.resolve("pipe");
        assumeTrue(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor() == 0, "no mkfifo on this machine");
        python.run(
                """
                opening, come, seen = threading.Event(), threading.Semaphore(0), []
                def read():
                    opening.set()
                    for line in bridge.lines('pipe'):
                        seen.append(line)
                        come.release()
                reader = threading.Thread(target=read, daemon=True)
                reader.start()
                opening.wait()
                """);
        try (OutputStream writer = Files.newOutputStream(pipe)) {
            writer.write("one\ntwo\nthr".getBytes(StandardCharsets.US_ASCII));
            python.run("come.acquire(); come.acquire()");
            shows("seen", "[b'one', b'two']");
            writer.write("ee\n".getBytes(StandardCharsets.US_ASCII));
            python.run("come.acquire()");
        }
        shows("reader.join(), seen", "(None, [b'one', b'two', b'three'])");
    }

    @Test
    void lines_is_a_class_that_can_be_extended() throws IOException {
        file("words", "a b\nc\n");
        python.run("class Words(bridge.Lines):\n    def __next__(self): return super().__next__().split()");
        shows("list(Words('words')), list(bridge.Lines('words'))", "([[b'a', b'b'], [b'c']], [b'a b', b'c'])");
        shows("bridge.Lines.__module__, bridge.Lines.__name__", "('bridge', 'Lines')");
    }

    /** How often this process has a file open. */
    static int openDescriptors(Path path) throws IOException {
        Path descriptors = Path.of("/proc/self/fd");
        assumeTrue(Files.isDirectory(descriptors), "no " + descriptors + " on this machine");
        Path target = path.toRealPath();
        int count = 0;
        try (DirectoryStream<Path> open = Files.newDirectoryStream(descriptors)) {
            for (Path descriptor : open) {
                try {
                    count += target.equals(Files.readSymbolicLink(descriptor)) ? 1 : 0;
                } catch (IOException closedMeanwhile) {
                    // Other threads of this process open and close files too.
                }
            }
        }
        return count;
    }
}
