package dev.loanword.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.junit.jupiter.api.Test;

class BorrowedBufferTest {

    private final short[] memory = {10, 11, 12, 13, 14, 15};

    private BorrowedBuffer borrowed(long origin, Layout layout, boolean readOnly) {
        return new BorrowedBuffer(MemorySegment.ofArray(memory), origin, ElementType.INT16, layout, readOnly);
    }

    @Test
    void the_segment_of_contiguous_elements_is_exactly_theirs_and_the_exporters_own_memory() {
        BorrowedBuffer buffer = borrowed(4, Layout.contiguous(2, 3), false);
        assertThat(buffer.elementCount()).isEqualTo(3);
        assertThat(buffer.segment().toArray(ValueLayout.JAVA_SHORT)).containsExactly(12, 13, 14);
        buffer.segment().setAtIndex(ValueLayout.JAVA_SHORT, 0, (short) 99);
        assertThat(memory[2]).isEqualTo((short) 99);
        memory[3] = 77;
        assertThat(buffer.segment().getAtIndex(ValueLayout.JAVA_SHORT, 1)).isEqualTo((short) 77);
    }

    @Test
    void no_byte_outside_of_the_elements_can_be_reached_through_the_segment() {
        MemorySegment segment = borrowed(4, Layout.contiguous(2, 3), false).segment();
        assertThatThrownBy(() -> segment.get(ValueLayout.JAVA_SHORT, 6)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> segment.get(ValueLayout.JAVA_SHORT, -2)).isInstanceOf(IndexOutOfBoundsException.class);
    }

    @Test
    void strided_elements_have_no_contiguous_segment_and_are_walked_from_the_origin() {
        BorrowedBuffer backwards = borrowed(10, Layout.of(2, new long[] {3}, new long[] {-4}), false);
        assertThatThrownBy(backwards::segment)
                .isInstanceOf(BufferRefusedException.class)
                .hasMessage("a C-contiguous buffer is needed, this one is layout of shape [3], strides [-4], itemsize 2");
        assertThat(backwards.stridedSegment().get(ValueLayout.JAVA_SHORT, backwards.origin())).isEqualTo((short) 15);
        assertThat(backwards.stridedSegment().get(ValueLayout.JAVA_SHORT, backwards.origin() - 8)).isEqualTo((short) 11);
    }

    @Test
    void a_layout_that_reaches_outside_of_the_memory_is_refused() {
        assertThatThrownBy(() -> borrowed(2, Layout.contiguous(2, 6), false))
                .isInstanceOf(IndexOutOfBoundsException.class)
                .hasMessage("layout of shape [6], strides [2], itemsize 2 at byte offset 2 reaches 0 bytes down and 12 bytes"
                        + " up from there, out of the memory of 12 bytes");
        assertThatThrownBy(() -> borrowed(2, Layout.of(2, new long[] {3}, new long[] {-2}), false))
                .isInstanceOf(IndexOutOfBoundsException.class);
    }

    @Test
    void read_only_memory_can_not_be_written() {
        BorrowedBuffer buffer = borrowed(0, Layout.contiguous(2, 6), true);
        assertThat(buffer.isReadOnly()).isTrue();
        for (MemorySegment segment : new MemorySegment[] {buffer.segment(), buffer.stridedSegment()}) {
            assertThatThrownBy(() -> segment.set(ValueLayout.JAVA_SHORT, 0, (short) 1))
                    .hasMessage("Attempt to write a read-only segment");
        }
        assertThat(memory[0]).isEqualTo((short) 10);
    }

    @Test
    void after_the_call_each_use_is_refused() {
        BorrowedBuffer buffer = borrowed(0, Layout.contiguous(2, 6), false);
        buffer.close();
        buffer.close();
        for (Runnable use : new Runnable[] {buffer::segment, buffer::stridedSegment}) {
            assertThatThrownBy(use::run)
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage("this buffer was borrowed for a call that has returned; copy what is needed later while the"
                            + " call runs");
        }
    }

    @Test
    void its_description_stays_readable_after_the_call() {
        BorrowedBuffer buffer = borrowed(0, Layout.contiguous(2, 2, 3), true);
        buffer.close();
        assertThat(buffer.elementType()).isEqualTo(ElementType.INT16);
        assertThat(buffer.layout()).isEqualTo(Layout.contiguous(2, 2, 3));
        assertThat(buffer).hasToString("borrowed read-only int16 ('h') layout of shape [2, 3], strides [6, 2], itemsize 2");
    }

    @Test
    void an_empty_buffer_has_an_empty_segment() {
        BorrowedBuffer empty = borrowed(12, Layout.contiguous(2, 0), false);
        assertThat(empty.segment().byteSize()).isZero();
        assertThat(empty.elementCount()).isZero();
    }

    @Test
    void elements_in_a_byte_array_are_found_in_it_also_where_they_are_read_only() {
        byte[] array = new byte[16];
        MemorySegment part = MemorySegment.ofArray(array).asSlice(4, 8);
        for (boolean readOnly : new boolean[] {false, true}) {
            BorrowedBuffer buffer =
                    new BorrowedBuffer(part, 2, ElementType.UINT8, Layout.contiguous(1, 6), readOnly);
            assertThat(buffer.heapArray()).isSameAs(array);
            assertThat(buffer.heapOffset()).isEqualTo(6);
            assertThat(buffer.byteCount()).isEqualTo(6);
        }
    }

    @Test
    void there_is_no_byte_array_for_gaps_other_arrays_and_native_memory() {
        MemorySegment bytes = MemorySegment.ofArray(new byte[8]);
        assertThat(new BorrowedBuffer(bytes, 0, ElementType.UINT8, Layout.of(1, new long[] {4}, new long[] {2}), false).heapArray())
                .isNull();
        assertThat(flat(MemorySegment.ofArray(new double[2])).heapArray()).isNull();
        assertThat(flat(MemorySegment.ofBuffer(java.nio.ByteBuffer.allocateDirect(8))).heapArray()).isNull();
    }

    private static BorrowedBuffer flat(MemorySegment memory) {
        return new BorrowedBuffer(memory, 0, ElementType.UINT8, Layout.contiguous(1, memory.byteSize()), false);
    }

    @Test
    void the_beginning_of_a_longer_array_is_borrowed_without_the_rest() {
        byte[] array = {1, 0, 2, 0, 3, 4, 5, 6};
        BorrowedBuffer buffer = BorrowedBuffer.ofBytes(array, 5, ElementType.INT16, true);
        assertThat(buffer.elementCount()).isEqualTo(2);
        assertThat(buffer.heapArray()).isSameAs(array);
        assertThat(buffer.segment().byteSize()).isEqualTo(4);
        assertThat(buffer.segment().isReadOnly()).isTrue();
        assertThat(buffer.extent()).isEqualTo(new BorrowedBuffer(
                        MemorySegment.ofArray(array), 0, ElementType.INT16, Layout.contiguous(2, 2), true)
                .extent());
        assertThatThrownBy(() -> BorrowedBuffer.ofBytes(array, 9, ElementType.UINT8, true))
                .isInstanceOf(IndexOutOfBoundsException.class)
                .hasMessage("9 bytes of an array of 8");
        buffer.close();
        assertThatThrownBy(buffer::heapArray).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(buffer::segment).isInstanceOf(IllegalStateException.class);
    }
}
