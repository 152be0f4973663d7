package dev.loanword.python.graalpy;

import dev.loanword.memory.ElementType;
import dev.loanword.memory.Layout;
import dev.loanword.memory.LentMemory;
import dev.loanword.memory.ViewRegister;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;

/** Strided memory of all kinds for property tests: up to four dimensions, with gaps, backwards, broadcast, overlapping. */
public final class RandomLayouts {

    private static final String[] FORMATS = {
        "?", "b", "B", "h", "H", "i", "I", "l", "L", "q", "Q", "n", "N", "e", "f", "d", "c", "P", "<h", ">h", ">H", "=i", ">i", "<I",
        ">l", "!L", ">q", "<Q", ">e", ">f", "<d", ">d"
    };

    private RandomLayouts() {}

    /** Where the memory lies. */
    public enum Place {
        NATIVE,
        BYTE_ARRAY,
        LONG_ARRAY
    }

    /**
     * How one dimension lies.
     *
     * @param rank dimensions of a lower rank have smaller strides
     * @param gap how many elements are left out between two
     * @param shift bytes by which the stride is no multiple of the itemsize
     */
    private record Dimension(int length, int rank, int gap, int shift, boolean backwards, boolean broadcast) {}

    /**
     * Memory to lend: a layout somewhere in a segment with random content.
     *
     * @param before bytes before the lowest element
     * @param after bytes behind the highest
     */
    public record Memory(
            String format, Layout layout, int before, int after, Place place, boolean readOnly, long seed) {

        /** Byte offset of the element with all indices zero. */
        public long origin() {
            return before - layout.lowestOffset();
        }

        /** New memory with its content. */
        public MemorySegment allocate() {
            long size = origin() + layout.endOffset() + after;
            MemorySegment segment = switch (place) {
                case NATIVE -> Arena.ofAuto().allocate(size, 8);
                case BYTE_ARRAY -> MemorySegment.ofArray(new byte[(int) size]);
                case LONG_ARRAY -> MemorySegment.ofArray(new long[(int) (size + 7) / 8]).asSlice(0, size);
            };
            byte[] content = new byte[(int) size];
            new Random(seed).nextBytes(content);
            MemorySegment.copy(content, 0, segment, ValueLayout.JAVA_BYTE, 0, content.length);
            return segment;
        }

        /** The elements in the segment, as memory to lend. */
        public LentMemory lent(MemorySegment segment) {
            return new LentMemory(
                    segment,
                    origin(),
                    ElementType.parse(format),
                    layout,
                    readOnly,
                    "test memory",
                    ViewRegister.ofCollected("test memory"));
        }
    }

    /** Memory of any element type that has values. */
    public static Arbitrary<Memory> memory(Place... places) {
        Arbitrary<Integer> padding = Arbitraries.integers().between(0, 9);
        return Combinators.combine(
                        Arbitraries.of(FORMATS),
                        dimensions(),
                        padding,
                        padding,
                        Arbitraries.of(places),
                        Arbitraries.frequency(Tuple.of(4, false), Tuple.of(1, true)),
                        Arbitraries.longs())
                .as((format, dimensions, before, after, place, readOnly, seed) -> new Memory(
                        format, layout(ElementType.parse(format).size(), dimensions), before, after, place, readOnly, seed));
    }

    private static Arbitrary<List<Dimension>> dimensions() {
        Arbitrary<Boolean> seldom = Arbitraries.frequency(Tuple.of(7, false), Tuple.of(1, true));
        return Combinators.combine(
                        Arbitraries.frequency(
                                Tuple.of(4, 3),
                                Tuple.of(3, 2),
                                Tuple.of(2, 4),
                                Tuple.of(1, 1),
                                Tuple.of(1, 0)),
                        Arbitraries.integers().between(0, 9),
                        Arbitraries.frequency(
                                Tuple.of(6, 0), Tuple.of(2, 1), Tuple.of(1, 2)),
                        Arbitraries.frequency(
                                Tuple.of(8, 0), Tuple.of(1, 1), Tuple.of(1, -3)),
                        Arbitraries.of(false, false, true),
                        seldom)
                .as(Dimension::new)
                .list()
                .ofMinSize(0)
                .ofMaxSize(4);
    }

    /** Strides grow with the rank, so that elements do not overlap unless a shift or a broadcast makes them. */
    private static Layout layout(long itemsize, List<Dimension> dimensions) {
        long[] shape = dimensions.stream().mapToLong(Dimension::length).toArray();
        long[] strides = new long[shape.length];
        List<Integer> byRank = new ArrayList<>(IntStream.range(0, shape.length).boxed().toList());
        byRank.sort(Comparator.comparingInt(d -> dimensions.get(d).rank()));
        long distance = itemsize;
        for (int d : byRank) {
            Dimension dimension = dimensions.get(d);
            long stride = distance * (1 + dimension.gap()) + dimension.shift();
            strides[d] = dimension.broadcast() ? 0 : dimension.backwards() ? -stride : stride;
            distance = Math.max(itemsize, Math.abs(strides[d]) * Math.max(1, shape[d]));
        }
        return Layout.of(itemsize, shape, strides);
    }
}
