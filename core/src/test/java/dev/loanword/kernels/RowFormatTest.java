package dev.loanword.kernels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;

class RowFormatTest {
    @Property
    void int8_rows_are_within_half_a_step(@ForAll @Size(min = 1, max = 20) float[] row) {
        MemorySegment memory = Arena.ofAuto().allocate(RowFormat.INT8.rowBytes(row.length), 4);
        float largest = 0;
        for (float value : row) {
            largest = Math.max(largest, Math.abs(value));
        }
        RowFormat.INT8.store(row, row.length, memory, 0);
        double scale = RowFormat.scale(memory, 0, row.length);
        for (int i = 0; i < row.length; i++) {
            int step = memory.get(ValueLayout.JAVA_BYTE, i);
            assertThat(step).isBetween(-127, 127);
            // The scale itself is rounded to float32; below 2**-120 it has fewer bits than its own.
            assertThat(step * scale).isCloseTo(row[i], within(scale / 2 + Math.abs(row[i]) * 0x1p-20 + 127 * Float.MIN_VALUE));
        }
    }

    @Example
    void a_row_of_zeros_and_the_largest_numbers_are_kept_by_int8() {
        MemorySegment memory = Arena.ofAuto().allocate(8, 4);
        RowFormat.INT8.store(new float[] {0, -0f, 0}, 3, memory, 0);
        assertThat(RowFormat.scale(memory, 0, 3)).isZero();
        RowFormat.INT8.store(new float[] {Float.MAX_VALUE, -Float.MAX_VALUE, 1}, 3, memory, 0);
        assertThat(memory.get(ValueLayout.JAVA_BYTE, 0)).isEqualTo((byte) 127);
        assertThat(memory.get(ValueLayout.JAVA_BYTE, 1)).isEqualTo((byte) -127);
        assertThat(memory.get(ValueLayout.JAVA_BYTE, 2)).isZero();
    }

    @Example
    void int8_refuses_what_it_has_no_number_for_and_writes_nothing() {
        MemorySegment memory = Arena.ofAuto().allocate(8, 4);
        for (float bad : new float[] {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY}) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> RowFormat.INT8.store(new float[] {1, bad, 2}, 3, memory, 0))
                    .withMessage("an int8 row can't hold nan or infinity; use float32 or float16 rows, or leave the row out");
        }
        assertThat(memory.get(ValueLayout.JAVA_LONG, 0)).isZero();
    }

    @Example
    void rows_have_the_documented_size() {
        assertThat(RowFormat.FLOAT32.rowBytes(5)).isEqualTo(20);
        assertThat(RowFormat.FLOAT16.rowBytes(5)).isEqualTo(10);
        assertThat(RowFormat.INT8.rowBytes(5)).isEqualTo(12);
        assertThat(RowFormat.INT8.rowBytes(8)).isEqualTo(12);
    }
}
