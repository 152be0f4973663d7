package dev.loanword.bridge;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.loanword.export.FileAccess;
import dev.loanword.lines.Records;
import dev.loanword.lines.RecordsPropertyTest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ReadableByteChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(value = 2, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class LinesTest {
    @TempDir
    private Path folder;

    private Path file(String content) throws IOException {
        return Files.write(folder.resolve("huge.log"), content.getBytes(ISO_8859_1));
    }

    private static Lines open(Path file) throws IOException {
        return Lines.open(FileAccess.OF_THIS_PROCESS, file);
    }

    private static List<String> read(Lines lines) throws IOException {
        List<String> result = new ArrayList<>();
        for (byte[] line = lines.next(); line != null; line = lines.next()) {
            result.add(new String(line, ISO_8859_1));
        }
        return result;
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', quoteCharacter = '"', textBlock = """
            a\\nb\\n;              a|b
            a\\r\\nb\\r\\n;        a|b
            a\\nb;                 a|b
            a\\r\\nb\\r;           a|b\\r
            a\\rb\\n;              a\\rb
            a\\r\\r\\nb;           a\\r|b
            \\n\\n;                |
            \\r\\n\\r\\n;          |
            \\n;                   ""
            \\r\\n;                ""
            \\r;                   \\r
            \\r\\rb;               \\r\\rb
            a;                     a
            \\0\\n\\0\\0\\xff\\n;  \\0|\\0\\0\\xff
            """)
    void lines_come_without_their_endings(String content, String expected) throws IOException {
        List<String> lines = Arrays.asList(unescaped(expected).split("\\|", -1));
        try (Lines whole = open(file(unescaped(content)))) {
            assertThat(read(whole)).isEqualTo(lines);
        }
    }

    private static String unescaped(String text) {
        return text.replace("\\n", "\n").replace("\\r", "\r").replace("\\0", "\0").replace("\\xff", "\u00ff");
    }

    @Test
    void an_empty_file_has_no_line() throws IOException {
        try (Lines lines = open(file(""))) {
            assertThat(lines.next()).isNull();
            assertThat(lines.next()).isNull();
        }
    }

    @Test
    void large_files_with_lines_of_all_lengths_are_split_like_their_content() throws IOException {
        Random random = new Random(7);
        byte[] content = new byte[3_000_000];
        random.nextBytes(content);
        for (int i = 0; i < content.length; i++) {
            // A quiet middle makes one line of about a million bytes, longer than any window.
            if (content[i] == '\n' && i > 1_000_000 && i < 2_000_000) {
                content[i] = '.';
            }
        }
        Path file = Files.write(folder.resolve("binary"), content);
        List<byte[]> expected = RecordsPropertyTest.split(content);
        try (Lines lines = open(file)) {
            for (byte[] line : expected) {
                assertThat(Arrays.equals(lines.next(), line)).isTrue();
            }
            assertThat(lines.next()).isNull();
        }
        OpenDescriptors.assertReleased(file);
    }

    @Test
    void each_line_is_an_array_of_its_own() throws IOException {
        try (Lines lines = open(file("aa\nbb\ncc\n"))) {
            byte[] first = lines.next();
            byte[] second = lines.next();
            Arrays.fill(first, (byte) 'x');
            assertThat(second).containsExactly('b', 'b');
            Arrays.fill(second, (byte) 'x');
            assertThat(lines.next()).containsExactly('c', 'c');
        }
    }

    @Test
    void three_gibibytes_pass_through_a_window() throws IOException {
        byte[] block = new byte[256 * 1024];
        for (int i = 4000; i < block.length; i += 4001) {
            block[i] = '\n';
        }
        int blocks = 12 * 1024;
        ReadableByteChannel endless = new RepeatingChannel(block, blocks);
        long bytes = 0;
        try (Lines lines = new Lines(Records.lines(Records.waiting(endless), 10_000), "endless")) {
            for (byte[] line = lines.next(); line != null; line = lines.next()) {
                bytes += line.length + 1;
            }
        }
        // Only the last line has no ending.
        assertThat(bytes - 1).isEqualTo((long) block.length * blocks);
    }

    /** Gives one block again and again. */
    private static final class RepeatingChannel implements ReadableByteChannel {
        private final byte[] block;
        private long left;
        private int at;

        RepeatingChannel(byte[] block, int times) {
            this.block = block;
            this.left = (long) block.length * times;
        }

        @Override
        public int read(ByteBuffer target) {
            if (left == 0) {
                return -1;
            }
            int count = (int) Math.min(left, Math.min(target.remaining(), block.length - at));
            target.put(block, at, count);
            at = (at + count) % block.length;
            left -= count;
            return count;
        }

        @Override
        public boolean isOpen() {
            return true;
        }

        @Override
        public void close() {
        }
    }

    @Test
    void a_line_that_is_longer_than_allowed_is_refused_and_the_file_released() throws IOException {
        RecordingChannel channel = new RecordingChannel("ab\n12345678\n123456789\nc\n");
        Lines lines = new Lines(Records.lines(Records.waiting(channel), 8), "huge.log");
        assertThat(lines.next()).hasSize(2);
        assertThat(lines.next()).hasSize(8);
        assertThatThrownBy(lines::next).isExactlyInstanceOf(FileSystemException.class)
                .hasMessage("huge.log: the line that begins at byte 12 has more than 8 bytes, the longest that is"
                        + " allowed here; allow more with longest=");
        assertThat(channel.isOpen()).isFalse();
        assertThat(lines.isClosed()).isTrue();
        assertThatThrownBy(lines::next).isInstanceOf(IllegalStateException.class);
    }

    /** Gives a text and remembers that it was closed. Has no cleaner of its own, as files have. */
    private static class RecordingChannel implements ReadableByteChannel {
        private final ReadableByteChannel content;
        private final AtomicBoolean closed;

        RecordingChannel(String content) {
            this(content, new AtomicBoolean());
        }

        RecordingChannel(String content, AtomicBoolean closed) {
            this.content = Channels.newChannel(new ByteArrayInputStream(content.getBytes(ISO_8859_1)));
            this.closed = closed;
        }

        @Override
        public int read(ByteBuffer target) throws IOException {
            return content.read(target);
        }

        @Override
        public boolean isOpen() {
            return !closed.get();
        }

        @Override
        public void close() {
            closed.set(true);
        }
    }

    @Test
    void the_natural_end_releases_the_file() throws IOException {
        Path file = file("a\nb\n");
        Lines lines = open(file);
        lines.next();
        assertThat(OpenDescriptors.of(file)).isEqualTo(1);
        read(lines);
        OpenDescriptors.assertReleased(file);
        assertThat(lines.isClosed()).isFalse();
        assertThat(lines.next()).isNull();
    }

    @Test
    void close_releases_the_file_and_ends_the_lines() throws IOException {
        Path file = file("a\nb\n");
        Lines lines = open(file);
        lines.next();
        lines.close();
        lines.close();
        OpenDescriptors.assertReleased(file);
        assertThatThrownBy(lines::next).isInstanceOf(IllegalStateException.class)
                .hasMessage("the lines of '" + file + "' are closed");
    }

    @Test
    void lines_that_ended_can_be_closed_too() throws IOException {
        Lines lines = open(file("a\n"));
        read(lines);
        lines.close();
        assertThatThrownBy(lines::next).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void dropped_lines_release_their_file() throws IOException {
        Path file = file("a\nb\n");
        takeOneAndDrop(file);
        awaitCollection(() -> OpenDescriptors.of(file) == 0);
    }

    private static void takeOneAndDrop(Path file) throws IOException {
        assertThat(open(file).next()).hasSize(1);
        assertThat(OpenDescriptors.of(file)).isEqualTo(1);
    }

    @Test
    void dropped_lines_close_a_channel_that_nobody_else_closes() throws IOException {
        AtomicBoolean closed = new AtomicBoolean();
        takeOneAndDrop(closed);
        awaitCollection(closed::get);
    }

    private static void takeOneAndDrop(AtomicBoolean closed) throws IOException {
        assertThat(Lines.of(new RecordingChannel("a\nb\n", closed), "dropped").next()).hasSize(1);
        assertThat(closed).isFalse();
    }

    private interface Condition {
        boolean holds() throws IOException;
    }

    /** Collects until a condition holds; the timeout of the class ends it when it never does. */
    private static void awaitCollection(Condition condition) throws IOException {
        while (!condition.holds()) {
            System.gc();
        }
    }

    @Test
    void a_missing_file_is_refused_at_once() {
        Path missing = folder.resolve("missing.log");
        assertThatThrownBy(() -> open(missing)).isInstanceOf(NoSuchFileException.class).hasMessage(missing.toString());
    }

    @Test
    void a_directory_is_refused_at_once() throws IOException {
        assertThatThrownBy(() -> open(folder)).isExactlyInstanceOf(FileSystemException.class)
                .hasMessage(folder + ": Is a directory");
        OpenDescriptors.assertReleased(folder);
    }

    @Test
    void a_file_that_can_not_be_read_is_named_and_released() throws IOException {
        // Another file access may hand out a channel that fails only when it is read.
        AtomicBoolean closed = new AtomicBoolean();
        FileAccess access = path -> new RecordingChannel("", closed) {
            @Override
            public int read(ByteBuffer target) throws IOException {
                throw new IOException("Is a directory");
            }
        };
        Lines lines = Lines.open(access, Path.of("folder"));
        assertThatThrownBy(lines::next).isExactlyInstanceOf(FileSystemException.class)
                .hasMessage("folder: Is a directory").hasCauseInstanceOf(IOException.class);
        assertThat(closed).isTrue();
        assertThatThrownBy(lines::next).isInstanceOf(IllegalStateException.class)
                .hasMessage("the lines of 'folder' are closed");
    }

    @Test
    void an_interrupt_ends_the_lines_and_releases_the_file() throws IOException {
        Path file = file("a\nb\n");
        Lines lines = open(file);
        Thread.currentThread().interrupt();
        try {
            assertThatThrownBy(lines::next).isExactlyInstanceOf(FileSystemException.class)
                    .hasMessage(file + ": interrupted while reading; open it again to start over");
        } finally {
            assertThat(Thread.interrupted()).isTrue();
        }
        OpenDescriptors.assertReleased(file);
    }

    @Test
    void files_of_the_kernel_that_have_no_size_are_read() throws IOException {
        Path status = Path.of("/proc/self/status");
        assumeTrue(Files.exists(status), "no " + status + " on this machine");
        try (Lines lines = open(status)) {
            assertThat(read(lines)).hasSizeGreaterThan(10).anyMatch(line -> line.startsWith("Pid:"));
        }
    }

    private Path namedPipe() throws Exception {
        Path pipe = folder.resolve("pipe");
        Process mkfifo;
        try {
            mkfifo = new ProcessBuilder("mkfifo", pipe.toString()).redirectErrorStream(true).start();
        } catch (IOException notInstalled) {
            assumeTrue(false, "no mkfifo on this machine");
            throw notInstalled;
        }
        assertThat(mkfifo.waitFor()).isZero();
        return pipe;
    }

    @Test
    void a_named_pipe_gives_each_line_as_soon_as_it_is_written() throws Exception {
        Path pipe = namedPipe();
        CompletableFuture<Lines> opening = CompletableFuture.supplyAsync(() -> openUnchecked(pipe));
        Lines lines;
        try (OutputStream writer = Files.newOutputStream(pipe)) {
            lines = opening.get();
            writer.write("one\n".getBytes(ISO_8859_1));
            assertThat(lines.next()).containsExactly('o', 'n', 'e');
            writer.write("two\r".getBytes(ISO_8859_1));
            writer.write("\n\nx".getBytes(ISO_8859_1));
            assertThat(lines.next()).containsExactly('t', 'w', 'o');
            assertThat(lines.next()).isEmpty();
        }
        assertThat(lines.next()).containsExactly('x');
        assertThat(lines.next()).isNull();
        OpenDescriptors.assertReleased(pipe);
    }

    private static Lines openUnchecked(Path file) {
        try {
            return open(file);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    @Test
    void close_from_another_thread_wakes_a_reader_that_waits_for_input() throws Exception {
        Path pipe = namedPipe();
        CompletableFuture<Lines> opening = CompletableFuture.supplyAsync(() -> openUnchecked(pipe));
        try (OutputStream writer = Files.newOutputStream(pipe)) {
            Lines lines = opening.get();
            writer.write("no end of line".getBytes(ISO_8859_1));
            CompletableFuture<byte[]> line = new CompletableFuture<>();
            Thread reader = Thread.ofPlatform().start(() -> {
                try {
                    line.complete(lines.next());
                } catch (Throwable failure) {
                    line.completeExceptionally(failure);
                }
            });
            while (Arrays.stream(reader.getStackTrace()).noneMatch(LinesTest::isReading)) {
                Thread.onSpinWait();
            }
            lines.close();
            assertThatThrownBy(line::get).isInstanceOf(ExecutionException.class).cause()
                    .isInstanceOf(IllegalStateException.class).hasMessage("the lines of '" + pipe + "' are closed");
            assertThat(reader.join(Duration.ofMinutes(1))).isTrue();
        }
        OpenDescriptors.assertReleased(pipe);
    }

    private static boolean isReading(StackTraceElement frame) {
        return frame.getClassName().endsWith(".WaitingSource") && frame.getMethodName().equals("read");
    }

    @Test
    void threads_that_share_the_lines_get_each_line_once() throws Exception {
        int count = 1_000_000;
        StringBuilder content = new StringBuilder();
        for (int i = 0; i < count; i++) {
            content.append(i).append('\n');
        }
        int takers = 4;
        CyclicBarrier start = new CyclicBarrier(takers);
        List<Future<List<String>>> results = new ArrayList<>();
        try (Lines lines = open(file(content.toString()));
                ExecutorService threads = Executors.newFixedThreadPool(takers)) {
            for (int i = 0; i < takers; i++) {
                results.add(threads.submit(() -> {
                    start.await();
                    return read(lines);
                }));
            }
            int[] all = new int[count];
            int at = 0;
            for (Future<List<String>> result : results) {
                for (String line : result.get()) {
                    all[at++] = Integer.parseInt(line);
                }
            }
            Arrays.sort(all);
            assertThat(at).isEqualTo(count);
            assertThat(all).isEqualTo(IntStream.range(0, count).toArray());
        }
    }

    @Test
    void lines_are_open_until_they_are_closed_and_also_at_their_end() throws IOException {
        Lines lines = open(file("one\n"));
        read(lines);
        lines.checkOpen();
        lines.close();
        assertThatThrownBy(lines::checkOpen)
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("the lines of '" + folder.resolve("huge.log") + "' are closed");
    }
}
