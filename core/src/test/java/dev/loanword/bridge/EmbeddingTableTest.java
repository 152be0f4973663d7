package dev.loanword.bridge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.loanword.memory.BorrowedBuffer;
import dev.loanword.memory.BufferRefusedException;
import dev.loanword.memory.ElementType;
import dev.loanword.memory.ElementTypeException;
import dev.loanword.memory.Layout;
import dev.loanword.memory.LentMemory;
import dev.loanword.memory.ViewRegister;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.ref.Reference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class EmbeddingTableTest {

    private final EmbeddingTable table = new EmbeddingTable(3);

    @AfterEach
    void close() {
        table.forceClose();
    }

    private static BorrowedBuffer floats(float... values) {
        return new BorrowedBuffer(
                MemorySegment.ofArray(values), 0, ElementType.FLOAT32, Layout.contiguous(4, values.length), true);
    }

    private static BorrowedBuffer doubles(double... values) {
        return new BorrowedBuffer(
                MemorySegment.ofArray(values), 0, ElementType.FLOAT64, Layout.contiguous(8, values.length), true);
    }

    private float[] row(long index) {
        return table.row(index).segment().toArray(ValueLayout.JAVA_FLOAT);
    }

    @Test
    void rows_come_back_as_they_were_added() {
        assertThat(table.add(new double[] {1, 2, 3}, 3)).isZero();
        assertThat(table.add(floats(4, 5, 6))).isEqualTo(1);
        assertThat(table.add(doubles(7, 8, 9))).isEqualTo(2);
        assertThat(table.size()).isEqualTo(3);
        assertThat(row(0)).containsExactly(1, 2, 3);
        assertThat(row(1)).containsExactly(4, 5, 6);
        assertThat(row(-1)).containsExactly(7, 8, 9);
    }

    @Test
    void only_the_first_numbers_of_a_longer_array_count() {
        table.add(new double[] {1, 2, 3, 99, 99}, 3);
        assertThat(table.dot(0, new double[] {1, 1, 1, 99}, 3)).isEqualTo(6);
    }

    @Test
    void strided_and_unaligned_rows_are_taken_element_by_element() {
        float[] memory = {1, 9, 2, 9, 3};
        table.add(new BorrowedBuffer(
                MemorySegment.ofArray(memory), 0, ElementType.FLOAT32, Layout.of(4, new long[] {3}, new long[] {8}), false));
        table.add(new BorrowedBuffer(
                MemorySegment.ofArray(memory), 16, ElementType.FLOAT32, Layout.of(4, new long[] {3}, new long[] {-8}), false));
        byte[] odd = new byte[13];
        MemorySegment.copy(MemorySegment.ofArray(new float[] {4, 5, 6}), 0, MemorySegment.ofArray(odd), 1, 12);
        BorrowedBuffer unaligned =
                new BorrowedBuffer(MemorySegment.ofArray(odd), 1, ElementType.FLOAT32, Layout.contiguous(4, 3), false);
        table.add(unaligned);
        assertThat(row(0)).containsExactly(1, 2, 3);
        assertThat(row(1)).containsExactly(3, 2, 1);
        assertThat(row(2)).containsExactly(4, 5, 6);
        assertThat(table.dot(0, unaligned)).isEqualTo(32);
    }

    @Test
    void the_dot_product_is_the_same_for_each_kind_of_query() {
        table.add(new double[] {1, 2, 3}, 3);
        assertThat(table.dot(0, new double[] {4, 5, 6}, 3)).isEqualTo(32);
        assertThat(table.dot(0, floats(4, 5, 6))).isEqualTo(32);
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment off = arena.allocateFrom(ValueLayout.JAVA_FLOAT, 4, 5, 6);
            assertThat(table.dot(0, new BorrowedBuffer(off, 0, ElementType.FLOAT32, Layout.contiguous(4, 3), true)))
                    .isEqualTo(32);
        }
    }

    @Test
    void a_row_is_a_writable_view_of_the_tables_own_memory() {
        table.add(new double[] {1, 2, 3}, 3);
        LentMemory row = table.row(0);
        assertThat(row.elementType()).isEqualTo(ElementType.FLOAT32);
        assertThat(row.readOnly()).isFalse();
        assertThat(row.owner()).isEqualTo("embedding table");
        assertThat(row.segment().isNative()).isTrue();
        row.segment().setAtIndex(ValueLayout.JAVA_FLOAT, 0, 10);
        assertThat(table.dot(0, new double[] {1, 0, 0}, 3)).isEqualTo(10);
        assertThat(row.segment().byteSize()).isEqualTo(12);
    }

    @Test
    void rows_never_move() {
        try (EmbeddingTable wide = new EmbeddingTable(1024)) {
            wide.add(new double[1024], 1024);
            long address = wide.row(0).segment().address();
            for (int i = 0; i < 1000; i++) {
                wide.add(new double[1024], 1024);
            }
            assertThat(wide.row(0).segment().address()).isEqualTo(address);
        }
    }

    @Test
    void the_dimension_must_be_in_range() {
        for (long dim : new long[] {0, -1, Long.MIN_VALUE, EmbeddingTable.MAX_DIM + 1L, Long.MAX_VALUE}) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> new EmbeddingTable(dim))
                    .withMessage("dim must be from 1 to 536870909, got " + dim);
        }
        assertThat(new EmbeddingTable(1).dim()).isEqualTo(1);
        assertThat(new EmbeddingTable(EmbeddingTable.MAX_DIM).dim()).isEqualTo(536870909);
    }

    @Test
    void wrong_lengths_and_shapes_are_refused_and_nothing_is_added() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> table.add(new double[4], 4))
                .withMessage("expected 3-dim embedding, got 4");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> table.add(floats(1, 2)))
                .withMessage("expected 3-dim embedding, got 2");
        BorrowedBuffer matrix = new BorrowedBuffer(
                MemorySegment.ofArray(new float[3]), 0, ElementType.FLOAT32, Layout.contiguous(4, 1, 3), false);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> table.add(matrix))
                .withMessage("expected 3-dim embedding, got a buffer of shape (1, 3); pass one row");
        assertThat(table.size()).isZero();
        table.add(new double[3], 3);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> table.dot(0, new double[2], 2))
                .withMessage("expected 3-dim query, got 2");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> table.dot(0, matrix))
                .withMessage("expected 3-dim query, got a buffer of shape (1, 3); pass one row");
    }

    @Test
    void other_element_types_are_refused() {
        table.add(new double[3], 3);
        BorrowedBuffer ints = new BorrowedBuffer(
                MemorySegment.ofArray(new int[3]), 0, ElementType.INT32, Layout.contiguous(4, 3), false);
        assertThatThrownBy(() -> table.add(ints))
                .isInstanceOf(ElementTypeException.class)
                .hasMessage("EmbeddingTable.add expected float32 ('f') or float64 ('d') elements, got int32 ('i'); convert"
                        + " first");
        assertThatThrownBy(() -> table.dot(0, doubles(1, 2, 3)))
                .isInstanceOf(ElementTypeException.class)
                .hasMessage("dot expected a query of float32 ('f'), got float64 ('d')");
        BorrowedBuffer strided = new BorrowedBuffer(
                MemorySegment.ofArray(new float[5]), 0, ElementType.FLOAT32, Layout.of(4, new long[] {3}, new long[] {8}), false);
        assertThatThrownBy(() -> table.dot(0, strided)).isInstanceOf(BufferRefusedException.class);
    }

    @Test
    void indices_out_of_range_are_refused_with_index_and_size() {
        table.add(new double[3], 3);
        table.add(new double[3], 3);
        for (long index : new long[] {2, -1, Long.MAX_VALUE, Long.MIN_VALUE}) {
            assertThatThrownBy(() -> table.dot(index, new double[3], 3))
                    .isInstanceOf(IndexOutOfBoundsException.class)
                    .hasMessage("index out of range: " + index + " in a table of 2 rows");
        }
        for (long index : new long[] {2, -3, Long.MAX_VALUE, Long.MIN_VALUE}) {
            assertThatThrownBy(() -> table.row(index))
                    .isInstanceOf(IndexOutOfBoundsException.class)
                    .hasMessage("index out of range: " + index + " in a table of 2 rows");
        }
    }

    @Test
    void a_closed_table_refuses_each_use_and_its_memory_is_gone() {
        table.add(new double[3], 3);
        LentMemory row = table.row(0);
        table.close();
        table.close();
        assertThat(table.isClosed()).isTrue();
        assertThat(table.dim()).isEqualTo(3);
        Runnable[] uses = {
            table::size,
            () -> table.add(new double[3], 3),
            () -> table.add(floats(1, 2, 3)),
            () -> table.dot(0, new double[3], 3),
            () -> table.dot(0, floats(1, 2, 3)),
            () -> table.row(0),
        };
        for (Runnable use : uses) {
            assertThatIllegalStateException().isThrownBy(use::run).withMessage("embedding table is closed");
        }
        assertThatIllegalStateException()
                .isThrownBy(() -> row.segment().get(ValueLayout.JAVA_FLOAT, 0))
                .withMessage("Already closed");
    }

    @Test
    void close_is_refused_while_a_row_is_in_use() {
        table.add(new double[3], 3);
        ViewRegister.View view = new ViewRegister.View() {
            @Override
            public boolean inUse() {
                return true;
            }

            @Override
            public boolean isPinned() {
                return false;
            }

            @Override
            public void invalidate() {}
        };
        table.row(0).views().add(view);
        assertThatThrownBy(table::close)
                .isInstanceOf(BufferRefusedException.class)
                .hasMessage("embedding table is lent to 1 buffer; release it first, or close with force=True");
        assertThat(row(0)).containsExactly(0, 0, 0);
        table.forceClose();
        assertThat(table.isClosed()).isTrue();
        Reference.reachabilityFence(view);
    }

    @Test
    @Timeout(60)
    void a_row_keeps_the_memory_of_a_dropped_table_which_is_freed_with_the_last_row() {
        LentMemory row = rowOfDroppedTable();
        MemorySegment segment = row.segment();
        System.gc();
        assertThat(segment.get(ValueLayout.JAVA_FLOAT, 8)).isEqualTo(3);
        Reference.reachabilityFence(row);
        row = null;
        // The cleaner runs on a thread of its own, some time after the collection; the time limit ends the wait.
        while (segment.scope().isAlive()) {
            System.gc();
            Thread.onSpinWait();
        }
    }

    private static LentMemory rowOfDroppedTable() {
        EmbeddingTable dropped = new EmbeddingTable(3);
        dropped.add(new double[] {1, 2, 3}, 3);
        return dropped.row(0);
    }
}
