package dev.loanword.memory;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.MemorySegment;
import java.util.BitSet;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class ExtentTest {

    private static final int SIZE = 400;

    private record View(int origin, int itemsize, int count, int stride) {
        Layout layout() {
            return Layout.of(itemsize, new long[] {count}, new long[] {stride});
        }

        boolean fits() {
            Layout layout = layout();
            return origin + layout.lowestOffset() >= 0 && origin + layout.endOffset() <= SIZE;
        }

        BitSet bytes() {
            BitSet touched = new BitSet();
            for (int i = 0; i < count; i++) {
                touched.set(origin + i * stride, origin + i * stride + itemsize);
            }
            return touched;
        }
    }

    @Provide
    Arbitrary<View> views() {
        return Combinators.combine(
                        Arbitraries.integers().between(0, SIZE - 16),
                        Arbitraries.of(1, 2, 4, 8, 16),
                        Arbitraries.integers().between(0, 12),
                        Arbitraries.integers().between(-40, 40))
                .as(View::new)
                .filter(View::fits);
    }

    @Property(tries = 20_000)
    void one_dimensional_views_overlap_exactly_when_they_share_a_byte(
            @ForAll("views") View left, @ForAll("views") View right) {
        MemorySegment memory = MemorySegment.ofArray(new byte[SIZE]);
        Extent a = Extent.of(memory, left.origin(), left.layout());
        Extent b = Extent.of(memory, right.origin(), right.layout());
        assertThat(a.overlaps(b)).isEqualTo(left.bytes().intersects(right.bytes()));
        assertThat(b.overlaps(a)).isEqualTo(a.overlaps(b));
    }

    @Test
    void interleaved_views_do_not_overlap() {
        MemorySegment memory = MemorySegment.ofArray(new double[10]);
        Layout everyOther = Layout.of(8, new long[] {5}, new long[] {16});
        assertThat(Extent.of(memory, 0, everyOther).overlaps(Extent.of(memory, 8, everyOther))).isFalse();
        assertThat(Extent.of(memory, 0, everyOther).overlaps(Extent.of(memory, 0, everyOther))).isTrue();
    }

    @Test
    void interleaved_views_of_two_dimensions_count_as_overlapping() {
        MemorySegment memory = MemorySegment.ofArray(new double[8]);
        Layout columns = Layout.of(8, new long[] {2, 2}, new long[] {32, 8});
        assertThat(Extent.of(memory, 0, columns).overlaps(Extent.of(memory, 16, columns))).isTrue();
    }

    @Test
    void different_arrays_never_overlap() {
        Layout layout = Layout.contiguous(8, 4);
        assertThat(Extent.of(MemorySegment.ofArray(new double[4]), 0, layout)
                        .overlaps(Extent.of(MemorySegment.ofArray(new double[4]), 0, layout)))
                .isFalse();
    }

    @Test
    void empty_buffers_overlap_nothing() {
        MemorySegment memory = MemorySegment.ofArray(new double[4]);
        Extent empty = Extent.of(memory, 8, Layout.contiguous(8, 0));
        assertThat(empty.overlaps(Extent.of(memory, 0, Layout.contiguous(8, 4)))).isFalse();
        assertThat(empty.overlaps(empty)).isFalse();
    }

    @Test
    void strides_near_the_ends_of_the_address_space_do_not_overflow() {
        Extent high = new Extent(null, Long.MAX_VALUE - 4096, Long.MAX_VALUE - 1, 8, 24);
        Extent low = new Extent(null, 4096, 8192, 4, 12);
        assertThat(high.overlaps(low)).isFalse();
        assertThat(high.overlaps(new Extent(null, Long.MAX_VALUE - 4088, Long.MAX_VALUE - 9, 8, 24))).isFalse();
    }

}
