package dev.loanword.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;

class LayoutTest {
    /** All indices of a shape, in C order. */
    private static List<long[]> indices(long... shape) {
        List<long[]> all = List.of(new long[0]);
        for (int d = 0; d < shape.length; d++) {
            List<long[]> longer = new ArrayList<>();
            for (long[] index : all) {
                for (long i = 0; i < shape[d]; i++) {
                    long[] next = Arrays.copyOf(index, d + 1);
                    next[d] = i;
                    longer.add(next);
                }
            }
            all = longer;
        }
        return all;
    }

    private static List<Long> offsets(Layout layout) {
        return indices(layout.shape()).stream().map(index -> {
            long offset = 0;
            for (int d = 0; d < index.length; d++) {
                offset += index[d] * layout.stride(d);
            }
            return offset;
        }).toList();
    }

    @Provide
    Arbitrary<Layout> layouts() {
        Arbitrary<long[]> shapes = Arbitraries.longs().between(0, 4).array(long[].class).ofMaxSize(4);
        return shapes.flatMap(shape -> {
            Arbitrary<long[]> random =
                    Arbitraries.longs().between(-40, 40).array(long[].class).ofSize(shape.length);
            return Combinators.combine(Arbitraries.longs().between(1, 8), random, Arbitraries.integers().between(0, 3))
                    .as((itemsize, strides, way) -> switch (way) {
                        case 0 -> Layout.contiguous(itemsize, shape);
                        case 1 -> Layout.of(itemsize, shape, fortran(itemsize, shape, strides));
                        default -> Layout.of(itemsize, shape, strides);
                    });
        });
    }

    /** Strides of Fortran order; those of dimensions of length 1 stay as they are, as they don't matter. */
    private static long[] fortran(long itemsize, long[] shape, long[] strides) {
        long[] result = strides.clone();
        long stride = itemsize;
        for (int d = 0; d < shape.length; d++) {
            if (shape[d] != 1) {
                result[d] = stride;
            }
            stride *= shape[d];
        }
        return result;
    }

    @Property
    void counts_and_touched_range_are_those_of_all_elements(@ForAll("layouts") Layout layout) {
        List<Long> offsets = offsets(layout);
        assertThat(layout.elementCount()).isEqualTo(offsets.size());
        assertThat(layout.byteCount()).isEqualTo(offsets.size() * layout.itemsize());
        assertThat(layout.isEmpty()).isEqualTo(offsets.isEmpty());
        assertThat(layout.lowestOffset()).isEqualTo(offsets.stream().mapToLong(Long::longValue).min().orElse(0));
        assertThat(layout.endOffset()).isEqualTo(
                offsets.stream().mapToLong(offset -> offset + layout.itemsize()).max().orElse(0));
    }

    @Property
    void an_element_is_where_its_indices_say(@ForAll("layouts") Layout layout) {
        assertThat(indices(layout.shape()).stream().map(layout::offsetOf)).containsExactlyElementsOf(offsets(layout));
    }

    @Property
    void c_contiguous_means_one_element_after_the_other_in_c_order(@ForAll("layouts") Layout layout) {
        List<Long> gapless = LongStream.range(0, layout.elementCount()).map(i -> i * layout.itemsize()).boxed().toList();
        assertThat(layout.isCContiguous()).isEqualTo(offsets(layout).equals(gapless));
    }

    @Property
    void fortran_contiguous_is_c_contiguous_with_dimensions_reversed(@ForAll("layouts") Layout layout) {
        Layout reversed = Layout.of(layout.itemsize(), reversed(layout.shape()), reversed(layout.strides()));
        assertThat(layout.isFortranContiguous()).isEqualTo(reversed.isCContiguous());
    }

    private static long[] reversed(long[] array) {
        return LongStream.range(0, array.length).map(i -> array[array.length - 1 - (int) i]).toArray();
    }

    @Property
    void a_layout_is_within_a_memory_exactly_when_all_of_its_bytes_are(@ForAll("layouts") Layout layout,
            @ForAll @LongRange(min = -4, max = 300) long offset, @ForAll @LongRange(min = 0, max = 600) long size) {
        boolean within = offset >= 0 && offset <= size && offsets(layout).stream()
                .allMatch(at -> offset + at >= 0 && offset + at + layout.itemsize() <= size);
        if (within) {
            layout.checkWithin(offset, size);
        } else {
            assertThatThrownBy(() -> layout.checkWithin(offset, size)).isInstanceOf(IndexOutOfBoundsException.class);
        }
    }

    @Property
    void a_slice_has_the_elements_that_were_picked(@ForAll("layouts") Layout layout, @ForAll @IntRange(max = 3) int d,
            @ForAll @IntRange(min = -1, max = 5) int start, @ForAll @IntRange(min = -3, max = 3) int step,
            @ForAll @IntRange(min = 0, max = 5) int count) {
        if (d >= layout.dimensionCount() || step == 0) {
            assertThatThrownBy(() -> layout.slice(d, start, step, count)).isInstanceOf(RuntimeException.class);
            return;
        }
        long last = start + (long) step * (count - 1);
        boolean possible = start >= 0 && start <= layout.shape(d)
                && (count == 0 || start < layout.shape(d) && last >= 0 && last < layout.shape(d));
        if (!possible) {
            assertThatThrownBy(() -> layout.slice(d, start, step, count)).isInstanceOf(IndexOutOfBoundsException.class);
            return;
        }
        Layout.Slice slice = layout.slice(d, start, step, count);
        long[] shape = layout.shape();
        shape[d] = count;
        List<Long> expected = indices(shape).stream().map(index -> {
            index[d] = start + index[d] * step;
            return layout.offsetOf(index);
        }).toList();
        assertThat(slice.layout().shape()).isEqualTo(shape);
        assertThat(offsets(slice.layout()).stream().map(offset -> offset + slice.byteOffset())).isEqualTo(expected);
    }

    @Property
    void leaving_a_dimension_out_gives_the_elements_of_one_index(@ForAll("layouts") Layout layout,
            @ForAll @IntRange(max = 3) int d) {
        if (d >= layout.dimensionCount()) {
            assertThatThrownBy(() -> layout.withoutDimension(d)).isInstanceOf(IndexOutOfBoundsException.class);
            return;
        }
        Layout part = layout.withoutDimension(d);
        List<Long> found = new ArrayList<>();
        for (long i = 0; i < layout.shape(d); i++) {
            for (long offset : offsets(part)) {
                found.add(offset + i * layout.stride(d));
            }
        }
        assertThat(part.dimensionCount()).isEqualTo(layout.dimensionCount() - 1);
        assertThat(found).containsExactlyInAnyOrderElementsOf(offsets(layout));
    }

    @Example
    void shapes_are_written_as_python_writes_tuples() {
        assertThat(Layout.tuple()).isEqualTo("()");
        assertThat(Layout.tuple(3)).isEqualTo("(3,)");
        assertThat(Layout.tuple(3, -4)).isEqualTo("(3, -4)");
    }

    @Example
    void contiguous_strides_are_those_of_numpy() {
        assertThat(Layout.contiguous(8, 3, 4).strides()).containsExactly(32, 8);
        assertThat(Layout.contiguous(8).strides()).isEmpty();
        assertThat(Layout.contiguous(8, 3, 0, 2).strides()).containsExactly(16, 16, 8);
    }

    @Example
    void a_layout_without_dimensions_is_one_element() {
        Layout scalar = Layout.contiguous(8);
        assertThat(scalar.elementCount()).isEqualTo(1);
        assertThat(scalar.byteCount()).isEqualTo(8);
        assertThat(scalar.isCContiguous()).isTrue();
        assertThat(scalar.isFortranContiguous()).isTrue();
        assertThat(scalar.offsetOf()).isZero();
    }

    @Example
    void empty_layouts_touch_nothing_whatever_their_strides() {
        Layout empty = Layout.of(8, new long[] {0, 5}, new long[] {Long.MAX_VALUE, Long.MIN_VALUE});
        assertThat(empty.lowestOffset()).isZero();
        assertThat(empty.endOffset()).isZero();
        assertThat(empty.isCContiguous()).isTrue();
        assertThat(empty.isFortranContiguous()).isTrue();
        empty.checkWithin(0, 0);
        assertThat(empty.slice(1, 4, -1, 2).byteOffset()).isZero();
    }

    @Example
    void a_broadcast_layout_touches_one_element() {
        Layout broadcast = Layout.of(4, new long[] {1_000_000}, new long[] {0});
        assertThat(broadcast.byteCount()).isEqualTo(4_000_000);
        assertThat(broadcast.endOffset()).isEqualTo(4);
        assertThat(broadcast.isCContiguous()).isFalse();
    }

    @Example
    void a_negative_length_is_refused() {
        assertThatThrownBy(() -> Layout.contiguous(8, 3, -1)).isInstanceOf(IllegalArgumentException.class)
                .hasMessage("dimension 1 of shape [3, -1] is negative: -1");
    }

    @Example
    void an_itemsize_below_one_is_refused() {
        assertThatThrownBy(() -> Layout.contiguous(0, 3)).isInstanceOf(IllegalArgumentException.class)
                .hasMessage("itemsize must be at least 1 byte, got 0");
    }

    @Example
    void more_bytes_than_a_long_counts_are_refused() {
        assertThatThrownBy(() -> Layout.contiguous(8, 1L << 30, 1L << 30)).isInstanceOf(IllegalArgumentException.class)
                .hasMessage("shape [1073741824, 1073741824] with itemsize 8 is more than 2**63-1 bytes");
        assertThatThrownBy(() -> Layout.contiguous(1, 0, Long.MAX_VALUE, 2))
                .hasMessage("shape [0, 9223372036854775807, 2] with itemsize 1 is more than 2**63-1 bytes");
        assertThat(Layout.contiguous(1, Long.MAX_VALUE).byteCount()).isEqualTo(Long.MAX_VALUE);
    }

    @Example
    void offsets_beyond_a_long_are_refused() {
        assertThatThrownBy(() -> Layout.of(1, new long[] {3}, new long[] {Long.MAX_VALUE}))
                .hasMessage("shape [3] with strides [9223372036854775807] and itemsize 1 reaches over more than"
                        + " 2**63-1 bytes");
        assertThatThrownBy(() -> Layout.of(2, new long[] {2}, new long[] {Long.MAX_VALUE - 1}))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Layout.of(1, new long[] {2, 2}, new long[] {Long.MAX_VALUE - 1, Long.MIN_VALUE}))
                .isInstanceOf(IllegalArgumentException.class);
        Layout widest = Layout.of(1, new long[] {2}, new long[] {Long.MAX_VALUE - 1});
        assertThat(widest.endOffset()).isEqualTo(Long.MAX_VALUE);
        widest.checkWithin(0, Long.MAX_VALUE);
        assertThatThrownBy(() -> widest.checkWithin(1, Long.MAX_VALUE)).isInstanceOf(IndexOutOfBoundsException.class);
    }

    @Example
    void shape_and_strides_must_have_as_many_dimensions() {
        assertThatThrownBy(() -> Layout.of(8, new long[] {3}, new long[] {8, 8}))
                .isInstanceOf(IllegalArgumentException.class).hasMessage("shape [3] has 1 dimensions, but strides [8, 8]"
                        + " has 2; give one stride for each dimension");
    }

    @Example
    void sixty_four_dimensions_are_the_most() {
        assertThat(Layout.contiguous(1, ones(64)).dimensionCount()).isEqualTo(64);
        assertThatThrownBy(() -> Layout.contiguous(1, ones(65))).isInstanceOf(IllegalArgumentException.class)
                .hasMessage("at most 64 dimensions are possible, got 65");
    }

    private static long[] ones(int count) {
        return LongStream.generate(() -> 1).limit(count).toArray();
    }

    @Example
    void a_memory_that_is_too_small_is_named_with_all_values() {
        Layout reversed = Layout.of(8, new long[] {5}, new long[] {-8});
        reversed.checkWithin(32, 40);
        assertThatThrownBy(() -> reversed.checkWithin(16, 100)).isInstanceOf(IndexOutOfBoundsException.class)
                .hasMessage("layout of shape [5], strides [-8], itemsize 8 at byte offset 16 reaches 32 bytes down and"
                        + " 8 bytes up from there, out of the memory of 100 bytes");
    }

    @Example
    void an_index_out_of_range_is_named_with_its_dimension() {
        Layout layout = Layout.contiguous(8, 3, 4);
        assertThatThrownBy(() -> layout.offsetOf(2, 4)).isInstanceOf(IndexOutOfBoundsException.class)
                .hasMessage("index 4 of dimension 1 is out of range for shape [3, 4]");
        assertThatThrownBy(() -> layout.offsetOf(-1, 0)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> layout.offsetOf(1)).isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a layout of 2 dimensions takes as many indices, got [1]");
    }

    @Example
    void a_slice_that_is_not_there_is_refused() {
        Layout layout = Layout.contiguous(4, 10);
        assertThatThrownBy(() -> layout.slice(0, 1, 2, 6)).isInstanceOf(IndexOutOfBoundsException.class)
                .hasMessage("slice with start 1, step 2 and count 6 is out of range for dimension 0 of length 10");
        assertThatThrownBy(() -> layout.slice(0, 0, 0, 1)).isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a slice needs a step other than 0 and a count of at least 0, got step 0 and count 1");
        assertThatThrownBy(() -> layout.slice(1, 0, 1, 1)).isInstanceOf(IndexOutOfBoundsException.class);
    }

    @Example
    void extreme_steps_neither_overflow_nor_reach_out() {
        Layout layout = Layout.contiguous(4, 10);
        for (long step : new long[] {Long.MAX_VALUE, Long.MIN_VALUE}) {
            Layout.Slice one = layout.slice(0, 9, step, 1);
            assertThat(one.byteOffset()).isEqualTo(36);
            assertThat(one.layout().endOffset()).isEqualTo(4);
            assertThatThrownBy(() -> layout.slice(0, 9, step, 2)).isInstanceOf(IndexOutOfBoundsException.class);
            assertThatThrownBy(() -> layout.slice(0, 0, step, Long.MAX_VALUE))
                    .isInstanceOf(IndexOutOfBoundsException.class);
        }
    }

    @Example
    void arrays_are_copied_on_the_way_in_and_out() {
        long[] shape = {3};
        long[] strides = {8};
        Layout layout = Layout.of(8, shape, strides);
        shape[0] = 1000;
        strides[0] = 1000;
        layout.shape()[0] = 1000;
        layout.strides()[0] = 1000;
        assertThat(layout).isEqualTo(Layout.contiguous(8, 3)).hasSameHashCodeAs(Layout.contiguous(8, 3));
        long[] given = {3};
        Layout contiguous = Layout.contiguous(8, given);
        given[0] = 1000;
        assertThat(contiguous.elementCount()).isEqualTo(3);
        assertThat(contiguous.shape(0)).isEqualTo(3);
    }

    @Example
    void layouts_differ_by_itemsize_shape_and_strides() {
        Layout layout = Layout.contiguous(8, 3);
        assertThat(layout).isNotEqualTo(Layout.contiguous(4, 3)).isNotEqualTo(Layout.contiguous(8, 4))
                .isNotEqualTo(Layout.of(8, new long[] {3}, new long[] {16})).isNotEqualTo("layout");
        assertThat(layout).hasToString("layout of shape [3], strides [8], itemsize 8");
    }
}
