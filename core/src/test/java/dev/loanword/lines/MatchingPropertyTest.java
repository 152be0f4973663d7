package dev.loanword.lines;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loanword.kernels.ByteSearch;
import dev.loanword.kernels.Checkpoint;
import dev.loanword.kernels.LineScanner;
import dev.loanword.memory.ByteSlice;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

/** Searching and counting against plain loops over all lines. */
class MatchingPropertyTest {
    @Provide
    Arbitrary<byte[]> contents() {
        return Arbitraries.of((byte) 'a', (byte) 'b', (byte) 'c', (byte) '\r', (byte) '\n', (byte) 0xff)
                .array(byte[].class)
                .ofMaxSize(200);
    }

    @Provide
    Arbitrary<byte[]> patterns() {
        return Arbitraries.of((byte) 'a', (byte) 'b', (byte) '\r', (byte) 0xff).array(byte[].class).ofMaxSize(3);
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    private static List<byte[]> matching(byte[] content, LineMatcher matcher, int block, boolean views) throws IOException {
        ByteSource source = new StreamSource(new ByteArrayInputStream(content), true);
        Records records = new MatchingRecords(source, matcher, Records.LONGEST, block);
        List<ByteSlice> slices = new ArrayList<>();
        List<byte[]> lines = new ArrayList<>();
        while (records.next(Checkpoint.NONE)) {
            lines.add(records.take());
            if (views) {
                records.lend();
                slices.add(new ByteSlice(records.array(), records.start(), records.end() - records.start()));
            }
        }
        return views
                ? slices.stream()
                        .map(slice -> Arrays.copyOfRange(slice.array(), slice.offset(), slice.offset() + slice.length()))
                        .toList()
                : lines;
    }

    @Property
    void lines_with_a_literal_are_those_that_hold_it(@ForAll("contents") byte[] content, @ForAll("patterns") byte[] pattern,
            @ForAll boolean inverted, @ForAll boolean views, @ForAll @IntRange(min = 1, max = 50) int block) throws IOException {
        List<byte[]> expected = RecordsPropertyTest.split(content).stream()
                .filter(line -> text(line).contains(text(pattern)) != inverted)
                .toList();
        assertThat(matching(content, LineMatcher.literal(pattern, inverted), block, views))
                .usingElementComparator(Arrays::compare)
                .containsExactlyElementsOf(expected);
    }

    @Property
    void lines_with_a_regular_expression_are_those_where_java_finds_it(@ForAll("contents") byte[] content,
            @ForAll boolean inverted, @ForAll boolean views, @ForAll @IntRange(min = 1, max = 50) int block) throws IOException {
        String expression = "^a|b\\xff|[^a-c]c$";
        List<byte[]> expected = RecordsPropertyTest.split(content).stream()
                .filter(line -> Pattern.compile(expression).matcher(text(line)).find() != inverted)
                .toList();
        assertThat(matching(content, LineMatcher.regex(expression.getBytes(StandardCharsets.US_ASCII), inverted), block, views))
                .usingElementComparator(Arrays::compare)
                .containsExactlyElementsOf(expected);
    }

    @Property
    void bytes_are_found_where_a_string_is(@ForAll("contents") byte[] content, @ForAll("patterns") byte[] sought,
            @ForAll @IntRange(max = 10) int from) {
        int begin = Math.min(from, content.length);
        assertThat(new ByteSearch(sought).find(content, begin, content.length))
                .isEqualTo(text(content).indexOf(text(sought), begin));
    }

    @Property
    void line_feeds_are_counted_in_any_range(@ForAll("contents") byte[] content, @ForAll @IntRange(max = 20) int from) {
        int begin = Math.min(from, content.length);
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment memory = arena.allocateFrom(ValueLayout.JAVA_BYTE, content);
            assertThat(LineScanner.countLineFeeds(memory, begin, content.length))
                    .isEqualTo(text(content).substring(begin).chars().filter(c -> c == '\n').count());
        }
    }

    @Property
    void lines_are_counted_as_they_are_split(@ForAll("contents") byte[] content) throws IOException {
        assertThat(LineCount.of(new StreamSource(new ByteArrayInputStream(content), true), Checkpoint.NONE))
                .isEqualTo(RecordsPropertyTest.split(content).size());
    }
}
