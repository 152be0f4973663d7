package dev.loanword.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.foreign.MemorySegment;
import org.junit.jupiter.api.Test;

class BooleanArrayTest {

    private final boolean[] array = {true, false, true, true, false};

    @Test
    void it_is_the_array_itself() {
        BooleanArray all = BooleanArray.of(array);
        all.set(1, true);
        array[0] = false;
        assertThat(array).containsExactly(false, true, true, true, false);
        assertThat(all.get(0)).isFalse();
        assertThat(all.byteSize()).isEqualTo(5);
    }

    @Test
    void a_part_reaches_no_further_than_itself() {
        BooleanArray part = BooleanArray.of(array).slice(1, 3).slice(1, 2);
        assertThat(part.byteSize()).isEqualTo(2);
        assertThat(part.get(0)).isTrue();
        for (long offset : new long[] {-1, 2, Long.MIN_VALUE, 1L << 32}) {
            assertThatThrownBy(() -> part.get(offset)).isInstanceOf(IndexOutOfBoundsException.class);
            assertThatThrownBy(() -> part.set(offset, true)).isInstanceOf(IndexOutOfBoundsException.class);
        }
        assertThatThrownBy(() -> part.slice(-1, 2)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> part.slice(1, 2)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> part.slice(1, 1L << 32)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThat(part.slice(2, 0).byteSize()).isZero();
    }

    @Test
    void read_only_memory_stays_as_it_is() {
        BooleanArray fixed = BooleanArray.of(array).asReadOnly();
        assertThat(fixed.isReadOnly()).isTrue();
        assertThat(fixed.slice(0, 2).isReadOnly()).isTrue();
        assertThatThrownBy(() -> fixed.slice(0, 2).set(0, false))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a read-only boolean[] can't be written");
        assertThat(array[0]).isTrue();
    }

    @Test
    void elements_are_gathered_in_c_order_as_zeros_and_ones() {
        BooleanArray all = BooleanArray.of(array);
        assertThat(all.gather(4, Layout.of(1, new long[] {5}, new long[] {-1}))).containsExactly(0, 1, 1, 0, 1);
        assertThat(all.gather(0, Layout.of(1, new long[] {2, 2}, new long[] {1, 2}))).containsExactly(1, 1, 0, 1);
        assertThat(all.gather(1, Layout.contiguous(1))).containsExactly(0);
        assertThat(all.gather(5, Layout.contiguous(1, 0))).isEmpty();
        assertThatThrownBy(() -> all.gather(1, Layout.contiguous(1, 5))).isInstanceOf(IndexOutOfBoundsException.class);
    }

    @Test
    void any_byte_but_zero_is_assigned_as_true() {
        BooleanArray all = BooleanArray.of(array);
        all.assign(4, Layout.of(1, new long[] {3}, new long[] {-2}), ElementType.BOOL, flags(2, 0, 0x80));
        assertThat(array).containsExactly(true, false, false, true, true);
    }

    @Test
    void what_has_another_shape_or_type_is_refused_and_nothing_is_written() {
        BooleanArray all = BooleanArray.of(array);
        assertThatThrownBy(() -> all.assign(0, Layout.contiguous(1, 5), ElementType.BOOL, flags(0, 0)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("can't assign bool ('?') of shape (2,) to bool ('?') of shape (5,); they must have the same element type"
                        + " and shape");
        BorrowedBuffer bytes = new BorrowedBuffer(
                MemorySegment.ofArray(new byte[5]), 0, ElementType.UINT8, Layout.contiguous(1, 5), true);
        assertThatThrownBy(() -> all.assign(0, Layout.contiguous(1, 5), ElementType.BOOL, bytes))
                .hasMessageStartingWith("can't assign uint8 ('B') of shape (5,) to bool ('?') of shape (5,)");
        assertThatThrownBy(() -> all.assign(4, Layout.contiguous(1, 2), ElementType.BOOL, flags(0, 0)))
                .isInstanceOf(IndexOutOfBoundsException.class);
        assertThat(array).containsExactly(true, false, true, true, false);
    }

    private static BorrowedBuffer flags(int... values) {
        byte[] bytes = new byte[values.length];
        for (int i = 0; i < values.length; i++) {
            bytes[i] = (byte) values[i];
        }
        return new BorrowedBuffer(
                MemorySegment.ofArray(bytes), 0, ElementType.BOOL, Layout.contiguous(1, values.length), true);
    }
}
