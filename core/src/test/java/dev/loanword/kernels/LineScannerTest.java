package dev.loanword.kernels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;

class LineScannerTest {
    /** Bytes that are line feeds, differ from one by a bit, or carry into their neighbour when 1 is subtracted. */
    @Provide
    Arbitrary<byte[]> texts() {
        Arbitrary<Byte> near = Arbitraries.of((byte) 0, (byte) 1, (byte) 0x09, (byte) 0x0b, (byte) 0x8a, (byte) 0x0e,
                (byte) 0xff, (byte) 0x80, (byte) 'x');
        return Arbitraries.oneOf(Arbitraries.integers().between(2, 60)
                .flatMap(rarity -> Arbitraries
                        .frequencyOf(Tuple.of(1, Arbitraries.just((byte) '\n')),
                                Tuple.of(rarity, near))
                        .array(byte[].class).ofMaxSize(64)), near.array(byte[].class).ofMaxSize(64));
    }

    @Property
    void each_range_gives_the_first_line_feed_in_it(@ForAll("texts") byte[] bytes) {
        MemorySegment memory = Arena.ofAuto().allocate(Math.max(1, bytes.length)).asSlice(0, bytes.length)
                .copyFrom(MemorySegment.ofArray(bytes));
        for (int from = 0; from <= bytes.length; from++) {
            for (int to = from; to <= bytes.length; to++) {
                int expected = from;
                while (expected < to && bytes[expected] != '\n') {
                    expected++;
                }
                if (expected == to) {
                    expected = -1;
                }
                assertThat(LineScanner.nextLineFeed(bytes, from, to)).isEqualTo(expected);
                assertThat(LineScanner.nextLineFeed(memory, from, to)).isEqualTo(expected);
            }
        }
    }

    @Example
    void ranges_outside_of_the_memory_are_refused() {
        byte[] bytes = new byte[8];
        MemorySegment memory = Arena.ofAuto().allocate(8);
        for (int[] range : new int[][] {{-1, 4}, {0, 9}, {5, 4}, {0, Integer.MAX_VALUE}}) {
            assertThatThrownBy(() -> LineScanner.nextLineFeed(bytes, range[0], range[1]))
                    .isInstanceOf(IndexOutOfBoundsException.class);
            assertThatThrownBy(() -> LineScanner.nextLineFeed(memory, range[0], range[1]))
                    .isInstanceOf(IndexOutOfBoundsException.class);
        }
    }
}
