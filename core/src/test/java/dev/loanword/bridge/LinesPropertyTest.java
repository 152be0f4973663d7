package dev.loanword.bridge;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.ReadableByteChannel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.constraints.IntRange;

/** Lines against a plain splitting of the whole content, with windows so small that each case crosses their borders. */
class LinesPropertyTest {
    private static final int NO_LIMIT = Integer.MAX_VALUE - 8;

    /** Splits byte by byte, in the words of the documentation. */
    static List<byte[]> split(byte[] content) {
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

    private static List<byte[]> read(Lines lines) throws IOException {
        List<byte[]> result = new ArrayList<>();
        for (byte[] line = lines.next(); line != null; line = lines.next()) {
            result.add(line);
        }
        return result;
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
            @ForAll @IntRange(min = 1, max = 40) int window) throws IOException {
        try (Lines lines = lines(new ByteArrayInputStream(content), window)) {
            assertThat(read(lines)).usingElementComparator(Arrays::compare)
                    .containsExactlyElementsOf(split(content));
            assertThat(lines.next()).isNull();
        }
    }

    @Property
    void reads_that_return_less_than_asked_for_change_nothing(@ForAll("contents") byte[] content,
            @ForAll @IntRange(min = 1, max = 40) int window, @ForAll long seed) throws IOException {
        try (Lines lines = lines(new HaltingStream(content, seed), window)) {
            assertThat(read(lines)).usingElementComparator(Arrays::compare)
                    .containsExactlyElementsOf(split(content));
        }
    }

    private static Lines lines(InputStream stream, int window) {
        ReadableByteChannel channel = Channels.newChannel(stream);
        return new Lines(channel, "content", window, NO_LIMIT);
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
