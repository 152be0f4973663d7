package dev.loanword.bridge;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.luben.zstd.ZstdOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The keywords of {@code bridge.lines}: views, batches, frames, compression, limits, progress; and what excludes what. */
@Timeout(120)
class LineOptionsTest {
    @TempDir
    private static Path folder;

    private static BridgeHost python;

    @BeforeAll
    static void open() {
        python = new BridgeHost("gzip", "loanword", "os");
        python.run("os.chdir(r'" + folder + "')");
    }

    @AfterAll
    static void close() {
        python.close();
    }

    private static void shows(String expression, String expected) {
        assertThat(python.show(expression)).isEqualTo(expected);
    }

    private static void file(String name, String content) throws IOException {
        Files.write(folder.resolve(name), content.getBytes(StandardCharsets.ISO_8859_1));
    }

    private static String numbers(int count) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < count; i++) {
            text.append("line ").append(i).append('\n');
        }
        return text.toString();
    }

    @Test
    void views_are_read_only_memoryviews_of_bytes_that_stay_as_they_are() throws IOException {
        file("many", numbers(200_000));
        python.run("views = list(bridge.lines('many', views=True))");
        shows("views[0], views[0].readonly, views[0].format, views[0].shape, views[0].c_contiguous, views[0].nbytes",
                "(" + python.show("views[0]") + ", True, 'B', (6,), True, 6)");
        shows("type(views[0]) is memoryview, len(views), bytes(views[-1])", "(True, 200000, b'line 199999')");
        shows("all(view == b'line %d' % i for i, view in enumerate(views))", "True");
        shows("views[7][5:].tolist(), views[7].hex(), hash(views[7]) == hash(b'line 7')", "([55], '6c696e652037', True)");
        python.run("try: views[0][0] = 1\nexcept TypeError as e: refused = str(e)");
        shows("refused", "'cannot modify read-only memory'");
        python.run("views[3].release()");
        shows("bytes(views[4])", "b'line 4'");
    }

    @Test
    void views_outlive_the_lines_they_came_from() throws IOException {
        file("short", "one\ntwo\nthree");
        python.run("with bridge.lines('short', views=True) as it: first = next(it); second = next(it)");
        python.run("del it; import gc; gc.collect()");
        shows("bytes(first), bytes(second)", "(b'one', b'two')");
        shows("next(bridge.lines('short', views=True)).obj", "None");
    }

    @Test
    void views_copy_nothing_and_can_be_taken_where_copies_are_forbidden() throws IOException {
        file("a few", "one\ntwo\n");
        Map<String, Long> before = python.ledger().copiedBytes();
        python.run("with loanword.no_copies(): views = list(bridge.lines('a few', views=True))");
        assertThat(python.ledger().copiedBytes()).isEqualTo(before);
        shows("[bytes(view) for view in views]", "[b'one', b'two']");
        python.run(
                """
                it = bridge.lines('a few')
                try:
                    with loanword.no_copies(): next(it)
                except loanword.CopyError as e:
                    refused = str(e)
                """);
        shows("refused, list(it)",
                "('a copy (line of a file) was refused: copies are forbidden here by no_copies()', [b'one', b'two'])");
    }

    @Test
    void views_are_borrowed_by_java_where_they_lie() throws IOException {
        file("sums", "x".repeat(300_000) + "\nabc\n");
        shows("[bridge.checksum_bytes(bytes(view)) for view in bridge.lines('sums', views=True)]"
                + " == [bridge.checksum_bytes(line) for line in bridge.lines('sums')]", "True");
        shows("loanword.copy_of([view for view in bridge.lines('sums', views=True)][1]).tolist()", "[97, 98, 99]");
    }

    @Test
    void batches_are_lists_of_so_many_lines() throws IOException {
        file("seven", numbers(7));
        shows("[len(batch) for batch in bridge.lines('seven', batches=3)]", "[3, 3, 1]");
        shows("next(bridge.lines('seven', batches=2))", "[b'line 0', b'line 1']");
        shows("list(bridge.lines('seven', batches=7)) == [list(bridge.lines('seven'))]", "True");
        file("none", "");
        shows("list(bridge.lines('none', batches=7))", "[]");
        file("many", numbers(100_000));
        shows("[line for batch in bridge.lines('many', batches=511) for line in batch] == list(bridge.lines('many'))", "True");
    }

    @Test
    void frames_have_their_length_before_them() throws IOException {
        python.run(
                """
                import struct
                frames = [b'one', b'', b'two\\nthree', bytes(70_000)]
                for prefix in '>B', '<H', '>I', '<I', '!Q', '<Q':
                    fitting = [f for f in frames if prefix != '>B' and prefix != '<H' or len(f) < 256]
                    with open('frames', 'wb') as file:
                        file.write(b''.join(struct.pack(prefix, len(f)) + f for f in fitting))
                    assert list(bridge.lines('frames', frames=prefix)) == fitting, prefix
                    assert [bytes(v) for v in bridge.lines('frames', frames=prefix, views=True)] == fitting, prefix
                with open('broken', 'wb') as file:
                    file.write(struct.pack('>I', 3) + b'one' + struct.pack('>I', 9) + b'two')
                """);
        shows("list(bridge.lines('broken', frames='>I'))", "OSError: [Errno 5] the input ends in the middle of the frame that"
                + " begins at byte 7: 3 of its 9 bytes are there: 'broken'");
        shows("list(bridge.lines('broken', frames='<I', longest=1000))", "OSError: [Errno 5] the frame that begins at byte 0 has"
                + " 50331648 bytes, more than the 1000 that are allowed here; allow more with longest=, or see whether the length"
                + " before a frame has the format that was given: 'broken'");
    }

    private interface Compressor {
        OutputStream over(OutputStream target) throws IOException;
    }

    private static byte[] compressed(Compressor compressor, String content) throws IOException {
        ByteArrayOutputStream target = new ByteArrayOutputStream();
        try (OutputStream stream = compressor.over(target)) {
            stream.write(content.getBytes(StandardCharsets.ISO_8859_1));
        }
        return target.toByteArray();
    }

    @ParameterizedTest
    @CsvSource({"gzip, .gz", "zstd, .zst"})
    void compressed_files_are_told_by_their_names_or_by_keyword(String format, String suffix) throws IOException {
        Compressor compressor = format.equals("gzip") ? GZIPOutputStream::new : ZstdOutputStream::new;
        file("plain", numbers(100_000));
        byte[] first = compressed(compressor, numbers(100_000));
        Files.write(folder.resolve("log" + suffix), first);
        Files.write(folder.resolve("log"), first);
        shows("list(bridge.lines('log" + suffix + "')) == list(bridge.lines('plain'))", "True");
        shows("list(bridge.lines('log', compression='" + format + "')) == list(bridge.lines('plain'))", "True");
        shows("[bytes(v) for v in bridge.lines('log" + suffix + "', views=True)] == list(bridge.lines('plain'))", "True");
        shows("b'\\n'.join(bridge.lines('log" + suffix + "', compression='none'))[:2] == open('log', 'rb').read(2)", "True");

        ByteArrayOutputStream twice = new ByteArrayOutputStream();
        twice.write(first);
        twice.write(compressed(compressor, "the end"));
        Files.write(folder.resolve("twice" + suffix), twice.toByteArray());
        shows("list(bridge.lines('twice" + suffix + "')) == list(bridge.lines('plain')) + [b'the end']", "True");

        Files.write(folder.resolve("cut" + suffix), java.util.Arrays.copyOf(first, first.length / 2));
        String cut = python.show("len(list(bridge.lines('cut" + suffix + "')))");
        assertThat(cut).startsWith("OSError: [Errno 5] ").endsWith(": 'cut" + suffix + "'");
        Files.write(folder.resolve("foreign" + suffix), "no compressed file at all".getBytes(StandardCharsets.US_ASCII));
        assertThat(python.show("next(bridge.lines('foreign" + suffix + "'))"))
                .startsWith("OSError: [Errno 5] no valid " + format + " stream: ").endsWith(": 'foreign" + suffix + "'");
    }

    @Test
    void what_python_compressed_is_read() throws IOException {
        python.run("with gzip.open('by python.gz', 'wb') as file: file.write(b'one\\ntwo')");
        shows("list(bridge.lines('by python.gz'))", "[b'one', b'two']");
    }

    @ParameterizedTest
    @ValueSource(strings = {"gz", "zst"})
    void a_small_file_that_is_one_huge_line_is_refused(String suffix) throws IOException {
        Compressor compressor = suffix.equals("gz") ? GZIPOutputStream::new : ZstdOutputStream::new;
        byte[] megabyte = new byte[1 << 20];
        try (OutputStream stream = compressor.over(Files.newOutputStream(folder.resolve("bomb." + suffix)))) {
            for (int i = 0; i < 200; i++) {
                stream.write(megabyte);
            }
        }
        shows("next(bridge.lines('bomb." + suffix + "'))", "OSError: [Errno 5] the line that begins at byte 0 has more than 67108864"
                + " bytes, the longest that is allowed here; allow more with longest=: 'bomb." + suffix + "'");
        shows("next(bridge.lines('bomb." + suffix + "', longest=1000))", "OSError: [Errno 5] the line that begins at byte 0 has"
                + " more than 1000 bytes, the longest that is allowed here; allow more with longest=: 'bomb." + suffix + "'");
        shows("[len(line) for line in bridge.lines('bomb." + suffix + "', longest=300_000_000)]", "[209715200]");
    }

    @Test
    void the_longest_line_is_what_it_is_told_to_be() throws IOException {
        file("lengths", "12345\n1234567\n");
        shows("list(bridge.lines('lengths', longest=7))", "[b'12345', b'1234567']");
        python.run("it = bridge.lines('lengths', longest=6)");
        shows("next(it)", "b'12345'");
        String refusal = "OSError: [Errno 5] the line that begins at byte 6 has more than 6 bytes, the longest that is allowed"
                + " here; allow more with longest=: 'lengths'";
        shows("next(it)", refusal);
        shows("next(it)", "ValueError: the lines of 'lengths' are closed");
        shows("list(bridge.lines('lengths', longest=6, views=True))", refusal);
        shows("list(bridge.lines('lengths', longest=6, batches=1))", refusal);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            views=True, batches=2| ValueError: views and batches exclude each other: a batch is made to save steps for lines\
             that are copied; leave one of them out
            batches=0| ValueError: batches must be from 1 to 2147483639, got 0
            longest=0| ValueError: longest must be from 1 to 2147483639, the most bytes that one bytes object can hold; got 0
            compression='bz2'| ValueError: compression must be one of 'infer', 'none', 'gzip', 'zstd'; got 'bz2'
            frames='I'| ValueError: frames must be a struct format of the length before each frame, '>' or '<' and one of 'B',\
             'H', 'I', 'Q', such as '>I'; got 'I'
            follow=True, frames='>I'| ValueError: frames can't be followed: after a truncation nobody knows where one begins;\
             leave frames or follow out
            follow=True, compression='gzip'| ValueError: a compressed file can't be followed, as what is appended is not complete;\
             'some' is read as gzip: follow the file before it is compressed, or pass compression='none'
            progress=3| TypeError: lines() argument 'progress' must be callable, not int
            views=1| TypeError: lines() argument 'views' must be bool, not int
            """)
    void options_that_make_no_sense_are_refused_before_anything_is_opened(String options, String refusal) throws IOException {
        file("some", "x\n");
        shows("bridge.lines('some', " + options + ")", refusal);
    }

    @Test
    void progress_is_told_at_the_end_and_may_stop_the_reading() throws IOException {
        file("some", "one\ntwo\n");
        python.run("told = []; lines = list(bridge.lines('some', progress=lambda *read: told.append(read)))");
        shows("lines, told[-1]", "([b'one', b'two'], (8, 8))");
        Files.write(folder.resolve("some.gz"), compressed(GZIPOutputStream::new, "one\n"));
        python.run("told = []; lines = list(bridge.lines('some.gz', progress=lambda *read: told.append(read)))");
        shows("lines, told[-1] == (os.path.getsize('some.gz'),) * 2", "([b'one'], True)");
        python.run("told = []; lines = list(bridge.lines('/dev/null', progress=lambda *read: told.append(read)))");
        shows("lines, told[-1]", "([], (0, None))");
        python.run(
                """
                def stop(read, size): raise KeyError('enough')
                it = bridge.lines('some', progress=stop)
                """);
        shows("list(it)", "KeyError: 'enough'");
    }

    @Test
    void a_progress_callback_can_not_take_lines_itself() throws IOException {
        file("some", "one\ntwo\n");
        python.run("it = bridge.lines('some', progress=lambda *read: next(it))");
        shows("list(it)", "ValueError: the lines of 'some' are being read already by the code that called this; a callback can't"
                + " take a line of those that it reports on");
    }
}
