package dev.loanword.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class StridedCopyTest {

    private static final ElementType TYPE = ElementType.INT16;

    /** Elements of two bytes in a memory that has room for them. */
    record Placed(long origin, Layout layout, int memorySize) {

        static Placed of(long[] shape, long[] strides, int before, int after) {
            Layout layout = Layout.of(2, shape, strides);
            return new Placed(
                    before - layout.lowestOffset(),
                    layout,
                    (int) (before + layout.endOffset() - layout.lowestOffset() + after));
        }
    }

    /** Two placements of the same shape, with all kinds of strides: backwards, with gaps, overlapping, zero. */
    @Provide
    Arbitrary<Placed[]> pairs() {
        Arbitrary<long[]> shapes = Arbitraries.longs().between(0, 4).array(long[].class).ofMinSize(0).ofMaxSize(3);
        return shapes.flatMap(shape -> Combinators.combine(placed(shape), placed(shape))
                .as((from, to) -> new Placed[] {from, to}));
    }

    private static Arbitrary<Placed> placed(long[] shape) {
        Arbitrary<long[]> strides = Arbitraries.longs().between(-12, 12).array(long[].class).ofSize(shape.length);
        Arbitrary<Integer> room = Arbitraries.integers().between(0, 5);
        return Combinators.combine(strides, room, room)
                .as((steps, before, after) -> Placed.of(shape, steps, before, after));
    }

    /** Visits each element in C order, by the definition of a layout. */
    private interface Visitor {
        void at(int number, long offset);
    }

    private static void visit(Placed placed, Visitor visitor) {
        long[] shape = placed.layout().shape();
        long[] index = new long[shape.length];
        for (int number = 0; number < placed.layout().elementCount(); number++) {
            visitor.at(number, placed.origin() + placed.layout().offsetOf(index));
            for (int d = shape.length - 1; d >= 0 && ++index[d] == shape[d]; d--) {
                index[d] = 0;
            }
        }
    }

    private static byte[] memory(int size, int seed) {
        byte[] memory = new byte[size];
        for (int i = 0; i < size; i++) {
            memory[i] = (byte) (seed + 7 * i);
        }
        return memory;
    }

    @Property
    void gather_takes_the_elements_in_c_order(@ForAll("pairs") Placed[] pair) {
        byte[] memory = memory(pair[0].memorySize(), 1);
        byte[] expected = new byte[(int) pair[0].layout().byteCount()];
        visit(pair[0], (number, offset) -> System.arraycopy(memory, (int) offset, expected, 2 * number, 2));
        assertThat(StridedCopy.gather(MemorySegment.ofArray(memory), pair[0].origin(), pair[0].layout())).isEqualTo(expected);
        byte[] target = new byte[expected.length + 3];
        StridedCopy.gather(
                MemorySegment.ofArray(memory), pair[0].origin(), pair[0].layout(), MemorySegment.ofArray(target));
        assertThat(target).isEqualTo(Arrays.copyOf(expected, target.length));
    }

    @Property
    void assign_puts_each_element_in_its_place_and_leaves_the_rest_alone(@ForAll("pairs") Placed[] pair) {
        byte[] from = memory(pair[0].memorySize(), 1);
        byte[] to = memory(pair[1].memorySize(), 101);
        byte[] expected = to.clone();
        byte[] gathered = StridedCopy.gather(MemorySegment.ofArray(from), pair[0].origin(), pair[0].layout());
        visit(pair[1], (number, offset) -> System.arraycopy(gathered, 2 * number, expected, (int) offset, 2));
        StridedCopy.assign(
                MemorySegment.ofArray(to), pair[1].origin(), pair[1].layout(), TYPE, borrowed(from, pair[0]));
        assertThat(to).isEqualTo(expected);
    }

    private static BorrowedBuffer borrowed(byte[] memory, Placed placed) {
        return new BorrowedBuffer(MemorySegment.ofArray(memory), placed.origin(), TYPE, placed.layout(), true);
    }

    @Test
    void source_and_target_may_overlap() {
        byte[] memory = {0, 0, 1, 1, 2, 2, 3, 3, 4, 4};
        Placed first = new Placed(0, Layout.contiguous(2, 4), 10);
        StridedCopy.assign(MemorySegment.ofArray(memory), 2, Layout.contiguous(2, 4), TYPE, borrowed(memory, first));
        assertThat(memory).containsExactly(0, 0, 0, 0, 1, 1, 2, 2, 3, 3);
        Placed all = new Placed(0, Layout.contiguous(2, 5), 10);
        StridedCopy.assign(
                MemorySegment.ofArray(memory), 8, Layout.of(2, new long[] {5}, new long[] {-2}), TYPE, borrowed(memory, all));
        assertThat(memory).containsExactly(3, 3, 2, 2, 1, 1, 0, 0, 0, 0);
    }

    @Test
    void another_shape_or_element_type_is_refused_before_the_first_byte_moves() {
        byte[] target = new byte[8];
        BorrowedBuffer three = new BorrowedBuffer(
                MemorySegment.ofArray(new short[] {1, 2, 3}), 0, TYPE, Layout.contiguous(2, 3), false);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> StridedCopy.assign(
                        MemorySegment.ofArray(target), 0, Layout.contiguous(2, 4), TYPE, three))
                .withMessage("can't assign int16 ('h') of shape (3,) to int16 ('h') of shape (4,); they must have the same"
                        + " element type and shape");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> StridedCopy.assign(
                        MemorySegment.ofArray(target), 0, Layout.contiguous(2, 3), ElementType.UINT16, three))
                .withMessage("can't assign int16 ('h') of shape (3,) to uint16 ('H') of shape (3,); they must have the same"
                        + " element type and shape");
        assertThat(target).containsOnly(0);
    }

    @Test
    void a_target_that_reaches_outside_is_refused_before_the_first_byte_moves() {
        byte[] target = new byte[6];
        BorrowedBuffer three = new BorrowedBuffer(
                MemorySegment.ofArray(new short[] {1, 2, 3}), 0, TYPE, Layout.contiguous(2, 3), false);
        assertThatThrownBy(() ->
                        StridedCopy.assign(MemorySegment.ofArray(target), 2, Layout.contiguous(2, 3), TYPE, three))
                .isInstanceOf(IndexOutOfBoundsException.class);
        assertThat(target).containsOnly(0);
    }

    @Test
    void more_than_an_array_can_hold_is_refused() {
        Layout huge = Layout.of(8, new long[] {Integer.MAX_VALUE}, new long[] {0});
        assertThatIllegalArgumentException()
                .isThrownBy(() -> StridedCopy.gather(MemorySegment.ofArray(new long[1]), 0, huge))
                .withMessage("a copy of 17179869176 bytes is larger than an array can be; copy it in slices");
    }

    @Test
    void a_large_contiguous_copy_is_whole() {
        long[] values = new long[100_000];
        Arrays.setAll(values, i -> i * 31L);
        byte[] gathered = StridedCopy.gather(MemorySegment.ofArray(values), 0, Layout.contiguous(8, 100_000));
        assertThat(MemorySegment.ofArray(gathered).toArray(ValueLayout.JAVA_LONG_UNALIGNED)).isEqualTo(values);
    }
}
