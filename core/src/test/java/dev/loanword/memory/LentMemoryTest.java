package dev.loanword.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class LentMemoryTest {

    static Stream<Arguments> lendable() {
        return Stream.of(
                Arguments.of(new boolean[3], "?", 3L, "boolean[]"),
                Arguments.of(new byte[3], "b", 3L, "byte[]"),
                Arguments.of(new short[3], "h", 3L, "short[]"),
                Arguments.of(new char[3], "H", 3L, "char[]"),
                Arguments.of(new int[3], "i", 3L, "int[]"),
                Arguments.of(new long[3], "q", 3L, "long[]"),
                Arguments.of(new float[3], "f", 3L, "float[]"),
                Arguments.of(new double[3], "d", 3L, "double[]"),
                Arguments.of(new double[0], "d", 0L, "double[]"),
                Arguments.of(ByteBuffer.allocate(3), "B", 3L, "heap ByteBuffer"),
                Arguments.of(ByteBuffer.allocateDirect(3), "B", 3L, "direct ByteBuffer"));
    }

    @ParameterizedTest
    @MethodSource("lendable")
    void arrays_and_buffers_are_lent_as_what_they_are(Object memory, String format, long length, String owner) {
        LentMemory lent = LentMemory.of(memory);
        assertThat(lent.elementType().format()).isEqualTo(format);
        assertThat(lent.layout()).isEqualTo(Layout.contiguous(lent.elementType().size(), length));
        assertThat(lent.owner()).isEqualTo(owner);
        assertThat(lent.readOnly()).isFalse();
        assertThat(lent.isNativeOrder()).isTrue();
        assertThat(lent.origin()).isZero();
    }

    @Test
    void the_segment_is_the_memory_itself() {
        double[] array = {1, 2, 3};
        LentMemory lent = LentMemory.of(array);
        lent.segment().setAtIndex(ValueLayout.JAVA_DOUBLE, 1, 20);
        array[2] = 30;
        assertThat(array).containsExactly(1, 20, 30);
        assertThat(lent.segment().getAtIndex(ValueLayout.JAVA_DOUBLE, 2)).isEqualTo(30);
        assertThat(lent.segment().heapBase()).containsSame(array);
    }

    @Test
    void a_byte_buffer_is_lent_between_its_position_and_its_limit_as_they_are_now() {
        ByteBuffer buffer = ByteBuffer.allocateDirect(10).position(2).limit(7);
        LentMemory lent = LentMemory.of(buffer);
        buffer.clear();
        assertThat(lent.segment().byteSize()).isEqualTo(5);
        lent.segment().set(ValueLayout.JAVA_BYTE, 0, (byte) 9);
        assertThat(buffer.get(2)).isEqualTo((byte) 9);
    }

    @Test
    void a_typed_buffer_keeps_its_byte_order() {
        ByteBuffer bytes = ByteBuffer.allocateDirect(16);
        LentMemory big = LentMemory.of(bytes.asDoubleBuffer());
        assertThat(big.elementType().format()).isEqualTo(ByteOrder.nativeOrder() == ByteOrder.BIG_ENDIAN ? "d" : ">d");
        assertThat(big.owner()).isEqualTo("direct DoubleBuffer");
        LentMemory fast = LentMemory.of(bytes.order(ByteOrder.nativeOrder()).asIntBuffer().position(1));
        assertThat(fast.elementType().format()).isEqualTo("i");
        assertThat(fast.layout()).isEqualTo(Layout.contiguous(4, 3));
        assertThat(fast.isNativeOrder()).isTrue();
    }

    @Test
    void read_only_memory_is_lent_read_only() {
        assertThat(LentMemory.of(ByteBuffer.allocate(3).asReadOnlyBuffer()).readOnly()).isTrue();
        assertThat(LentMemory.of(MemorySegment.ofArray(new int[2]).asReadOnly(), ElementType.INT32).readOnly()).isTrue();
        LentMemory lent = LentMemory.of(new int[] {1, 2}).asReadOnly();
        assertThat(lent.readOnly()).isTrue();
        assertThat(lent.segment().isReadOnly()).isTrue();
        assertThatThrownBy(() -> lent.segment().setAtIndex(ValueLayout.JAVA_INT, 0, 7))
                .hasMessage("Attempt to write a read-only segment");
        assertThat(lent.view(0, lent.layout()).readOnly()).isTrue();
    }

    @Test
    void a_segment_is_lent_as_elements_of_a_type_and_shape() {
        MemorySegment segment = MemorySegment.ofArray(new double[6]);
        assertThat(LentMemory.of(segment, ElementType.FLOAT64).layout()).isEqualTo(Layout.contiguous(8, 6));
        assertThat(LentMemory.of(segment, ElementType.FLOAT64, 2, 3).layout()).isEqualTo(Layout.contiguous(8, 2, 3));
        assertThat(LentMemory.of(segment, ElementType.FLOAT32).layout()).isEqualTo(Layout.contiguous(4, 12));
        assertThat(LentMemory.of(segment, ElementType.parse(">d")).isNativeOrder())
                .isEqualTo(ByteOrder.nativeOrder() == ByteOrder.BIG_ENDIAN);
    }

    @Test
    void a_segment_that_holds_no_whole_number_of_elements_is_refused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> LentMemory.of(MemorySegment.ofArray(new byte[10]), ElementType.INT32))
                .withMessage("memory of 10 bytes is no whole number of int32 ('i') elements of 4 bytes");
    }

    @Test
    void a_shape_of_another_size_is_refused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> LentMemory.of(MemorySegment.ofArray(new int[6]), ElementType.INT32, 2, 2))
                .withMessage("shape (2, 2) of int32 ('i') needs 16 bytes, the memory has 24");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> LentMemory.of(MemorySegment.ofArray(new int[6]), ElementType.INT32, 2, 4))
                .withMessage("shape (2, 4) of int32 ('i') needs 32 bytes, the memory has 24");
    }

    @Test
    void what_can_not_be_lent_is_refused_with_what_can() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> LentMemory.of((Object) new String[2]))
                .withMessage("java.lang.String[] can't be lent; lendable are primitive arrays, NIO buffers, and segments by"
                        + " LentMemory.of(segment, elementType)");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> LentMemory.of((Object) Integer.valueOf(3)))
                .withMessageStartingWith("java.lang.Integer can't be lent; ");
        assertThatIllegalArgumentException().isThrownBy(() -> LentMemory.of((Object) null)).withMessage("null can't be lent");
    }

    @Test
    void lent_memory_is_lent_as_it_stands() {
        LentMemory lent = LentMemory.of(new int[3]).asReadOnly();
        assertThat(LentMemory.of((Object) lent)).isSameAs(lent);
    }

    @Test
    void a_view_is_a_part_of_the_same_memory_for_the_same_owner() {
        int[] array = {0, 1, 2, 3, 4, 5};
        LentMemory lent = LentMemory.of(array);
        LentMemory odd = lent.view(4, Layout.of(4, new long[] {3}, new long[] {8}));
        assertThat(odd.segment().get(ValueLayout.JAVA_INT, odd.origin() + 8)).isEqualTo(3);
        assertThat(odd.owner()).isEqualTo("int[]");
        assertThat(odd.views()).isSameAs(lent.views());
        LentMemory reversed = lent.view(20, Layout.of(4, new long[] {6}, new long[] {-4}));
        assertThat(reversed.segment().get(ValueLayout.JAVA_INT, reversed.origin())).isEqualTo(5);
        assertThat(reversed.segment().get(ValueLayout.JAVA_INT, reversed.origin() - 20)).isZero();
    }

    @Test
    void a_view_reaches_no_byte_outside_of_its_own_elements() {
        LentMemory middle = LentMemory.of(new int[] {0, 1, 2, 3}).view(4, Layout.contiguous(4, 2));
        assertThat(middle.segment().byteSize()).isEqualTo(8);
        assertThatThrownBy(() -> middle.view(-4, Layout.contiguous(4, 2))).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> middle.view(0, Layout.contiguous(4, 3))).isInstanceOf(IndexOutOfBoundsException.class);
    }

    @Test
    void a_layout_that_reaches_outside_is_refused() {
        LentMemory lent = LentMemory.of(new int[4]);
        assertThatThrownBy(() -> lent.view(4, Layout.contiguous(4, 4)))
                .isInstanceOf(IndexOutOfBoundsException.class)
                .hasMessage("layout of shape [4], strides [4], itemsize 4 at byte offset 4 reaches 0 bytes down and 16 bytes"
                        + " up from there, out of the memory of 16 bytes");
        assertThatThrownBy(() -> lent.view(0, Layout.of(4, new long[] {2}, new long[] {-4})))
                .isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> lent.view(0, Layout.of(4, new long[] {2}, new long[] {Long.MAX_VALUE - 8})))
                .isInstanceOf(IndexOutOfBoundsException.class);
    }

    @Test
    void a_layout_of_another_itemsize_is_refused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> LentMemory.of(new int[4]).view(0, Layout.contiguous(8, 2)))
                .withMessage("layout has items of 8 bytes, element type int32 ('i') has 4");
    }

    @Test
    void a_separate_lending_can_be_taken_back_alone() {
        LentMemory lent = LentMemory.of(new int[4]);
        LentMemory separate = lent.separately();
        assertThat(separate.segment()).isEqualTo(lent.segment());
        separate.views().forceClose();
        assertThat(separate.views().isClosed()).isTrue();
        assertThat(lent.views().isClosed()).isFalse();
    }

    @Test
    void memory_of_a_closed_arena_can_not_be_read_through_the_lending() {
        LentMemory lent;
        try (Arena arena = Arena.ofShared()) {
            lent = LentMemory.of(arena.allocate(8), ElementType.INT64);
        }
        assertThatThrownBy(() -> lent.segment().get(ValueLayout.JAVA_LONG, 0))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("Already closed");
    }

    @Test
    void a_boolean_array_is_lent_without_a_segment() {
        boolean[] array = {true, false, true, true};
        LentMemory lent = LentMemory.of(array);
        assertThat(lent.elementType()).isEqualTo(ElementType.BOOL);
        assertThatThrownBy(lent::segment)
                .isInstanceOf(BufferRefusedException.class)
                .hasMessage("a boolean[] can't be borrowed: Java has no memory segment over one; copy the flags with"
                        + " loanword.copy_of(buffer), or keep them in a byte[] and lend MemorySegment.ofArray(flags) as"
                        + " ElementType.BOOL");
        LentMemory odd = lent.view(1, Layout.of(1, new long[] {2}, new long[] {2}));
        assertThat(odd.storage().gather(odd.origin(), odd.layout())).containsExactly(0, 1);
        array[1] = true;
        assertThat(odd.storage().gather(odd.origin(), odd.layout())).containsExactly(1, 1);
        assertThat(odd.separately().asReadOnly().readOnly()).isTrue();
        assertThatThrownBy(() -> odd.view(1, Layout.contiguous(1, 3))).isInstanceOf(IndexOutOfBoundsException.class);
    }

    @Test
    void the_elements_of_a_boolean_array_are_of_no_other_type() {
        LentMemory lent = LentMemory.of(new boolean[4]);
        assertThat(lent.cast(ElementType.BOOL, Layout.contiguous(1, 2, 2)).layout().shape()).containsExactly(2, 2);
        assertThatThrownBy(() -> lent.cast(ElementType.UINT8, lent.layout()))
                .isInstanceOf(ElementTypeException.class)
                .hasMessage("the elements of a boolean[] are bool ('?') and can't be cast to uint8 ('B'); cast a copy of them, made"
                        + " with loanword.copy_of(buffer)");
    }

    @Test
    void the_bytes_of_a_segment_can_be_cast() {
        LentMemory lent = LentMemory.of(new int[] {1, 2});
        LentMemory bytes = lent.cast(ElementType.UINT8, LentMemory.layout(8, ElementType.UINT8, 2, 4));
        assertThat(bytes.segment().byteSize()).isEqualTo(8);
        assertThat(bytes.owner()).isEqualTo("int[]");
        assertThatThrownBy(() -> lent.cast(ElementType.INT64, Layout.contiguous(8, 2))).isInstanceOf(IndexOutOfBoundsException.class);
    }

    @Test
    void a_read_only_view_of_an_array_is_seen_to_overlap_it() {
        LentMemory whole = LentMemory.of(new double[8]);
        LentMemory fixed = whole.asReadOnly().view(0, Layout.contiguous(8, 4));
        assertThat(fixed.segment().heapBase()).isEmpty();
        assertThat(extent(fixed).overlaps(extent(whole))).isTrue();
        assertThat(extent(fixed).overlaps(extent(whole.view(32, Layout.contiguous(8, 4))))).isFalse();
        assertThat(extent(fixed).overlaps(extent(LentMemory.of(new double[8])))).isFalse();
    }

    private static Extent extent(LentMemory memory) {
        return Extent.of(memory.segment(), memory.array(), memory.origin(), memory.layout());
    }
}
