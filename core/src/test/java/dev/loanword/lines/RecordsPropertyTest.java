package dev.loanword.lines;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.loanword.kernels.Checkpoint;
import dev.loanword.memory.ByteSlice;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/** Lines and frames against a plain splitting of the whole content, with chunks so small that each case crosses their borders. */
public class RecordsPropertyTest {
    private static final int NO_LIMIT = Integer.MAX_VALUE - 8;

    /** Splits byte by byte, in the words of the documentation. */
    public static List<byte[]> split(byte[] content) {
        List<byte[]> lines = new ArrayList<>();
        int start = 0;
        for (int i = 0; i < content.length; i++) {
            if (content[i] == '\n') {
                int end = i > start && content[i - 1] == '\r' ? i - 1 : i;
                lines.add(Arrays.copyOfRange(content, start, end));
                start = i + 1;
            }
        }
        if (start < content.length) {
            lines.add(Arrays.copyOfRange(content, start, content.length));
        }
        return lines;
    }

    private static List<byte[]> read(Records records) throws IOException {
        List<byte[]> result = new ArrayList<>();
        while (records.next(Checkpoint.NONE)) {
            result.add(records.take());
        }
        assertThat(records.next(Checkpoint.NONE)).isFalse();
        return result;
    }

    /** Looks at the views only when all were taken: none may have been written over. */
    private static List<byte[]> readViews(Records records) throws IOException {
        List<ByteSlice> views = new ArrayList<>();
        while (records.next(Checkpoint.NONE)) {
            records.lend();
            views.add(new ByteSlice(records.array(), records.start(), records.end() - records.start()));
        }
        return views.stream()
                .map(view -> Arrays.copyOfRange(view.array(), view.offset(), view.offset() + view.length()))
                .toList();
    }

    @Provide
    Arbitrary<byte[]> contents() {
        Arbitrary<Byte> ends = Arbitraries.of((byte) '\n', (byte) '\r');
        Arbitrary<Byte> rich = Arbitraries.frequencyOf(Tuple.of(2, ends), Tuple.of(3, Arbitraries.bytes()),
                Tuple.of(1, Arbitraries.just((byte) 0)));
        Arbitrary<Byte> poor = Arbitraries.frequencyOf(Tuple.of(1, ends), Tuple.of(30, Arbitraries.bytes()));
        return Arbitraries.oneOf(rich.array(byte[].class).ofMaxSize(60), poor.array(byte[].class).ofMaxSize(300));
    }

    @Property
    void lines_are_those_of_the_whole_content_split(@ForAll("contents") byte[] content,
            @ForAll @IntRange(min = 1, max = 40) int chunk, @ForAll long seed) throws IOException {
        assertThat(read(lines(content, chunk, seed))).usingElementComparator(Arrays::compare)
                .containsExactlyElementsOf(split(content));
    }

    @Property
    void views_keep_their_bytes_while_the_lines_go_on(@ForAll("contents") byte[] content,
            @ForAll @IntRange(min = 1, max = 40) int chunk, @ForAll long seed) throws IOException {
        assertThat(readViews(lines(content, chunk, seed))).usingElementComparator(Arrays::compare)
                .containsExactlyElementsOf(split(content));
    }

    @Property
    void frames_are_what_was_written(@ForAll List<@Size(max = 50) byte[]> frames, @ForAll("prefixes") FramePrefix prefix,
            @ForAll @IntRange(min = 1, max = 40) int chunk, @ForAll long seed) throws IOException {
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        for (byte[] frame : frames) {
            ByteBuffer length = ByteBuffer.allocate(Long.BYTES).order(prefix.order()).putLong(0, frame.length);
            content.write(length.array(), prefix.order() == ByteOrder.BIG_ENDIAN ? Long.BYTES - prefix.size() : 0, prefix.size());
            content.writeBytes(frame);
        }
        ByteSource source = new StreamSource(new HaltingStream(content.toByteArray(), seed), true);
        assertThat(read(new FrameRecords(source, prefix, NO_LIMIT, chunk))).usingElementComparator(Arrays::compare)
                .containsExactlyElementsOf(frames);
    }

    @Provide
    Arbitrary<FramePrefix> prefixes() {
        return Combinators.combine(Arbitraries.of(1, 2, 4, 8), Arbitraries.of(ByteOrder.BIG_ENDIAN, ByteOrder.LITTLE_ENDIAN))
                .as(FramePrefix::new);
    }

    @Property
    void a_line_is_refused_if_it_is_longer_than_allowed_and_only_then(@ForAll("contents") byte[] content,
            @ForAll @IntRange(min = 1, max = 30) int longest, @ForAll long seed) throws IOException {
        Records records = new LineRecords(new StreamSource(new HaltingStream(content, seed), true), longest, 16);
        int offset = 0;
        for (byte[] line : split(content)) {
            int stored = line.length;
            while (offset + stored < content.length && content[offset + stored] != '\n') {
                stored++;
            }
            if (stored > longest) {
                int start = offset;
                assertThatThrownBy(() -> records.next(Checkpoint.NONE)).hasMessage("the line that begins at byte " + start
                        + " has more than " + longest + " bytes, the longest that is allowed here; allow more with longest=");
                return;
            }
            assertThat(records.next(Checkpoint.NONE)).isTrue();
            assertThat(records.take()).isEqualTo(line);
            offset += stored + 1;
        }
        assertThat(records.next(Checkpoint.NONE)).isFalse();
    }

    private static Records lines(byte[] content, int chunk, long seed) {
        return new LineRecords(new StreamSource(new HaltingStream(content, seed), true), NO_LIMIT, chunk);
    }

    /** Gives its bytes in pieces of a random size, as a pipe may. */
    private static final class HaltingStream extends ByteArrayInputStream {
        private final Random random;

        HaltingStream(byte[] content, long seed) {
            super(content);
            this.random = new Random(seed);
        }

        @Override
        public synchronized int read(byte[] target, int offset, int length) {
            return super.read(target, offset, Math.min(length, 1 + random.nextInt(5)));
        }

        @Override
        public synchronized int available() {
            return 0;
        }
    }
}
