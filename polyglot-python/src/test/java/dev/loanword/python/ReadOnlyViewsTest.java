package dev.loanword.python;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.loanword.memory.BorrowTable.Access;
import dev.loanword.memory.ElementType;
import dev.loanword.memory.LentMemory;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A reader of memory that was lent read-only meets the writer of the same memory in the borrow table. */
class ReadOnlyViewsTest {

    private static PythonHost host;

    @BeforeAll
    static void open() {
        host = PythonHost.open();
    }

    @AfterAll
    static void close() {
        host.close();
    }

    private static void conflict(String written, String read) {
        try (BorrowedValue writer = host.borrow(written, Access.EXCLUSIVE)) {
            assertThat(writer.buffer().isReadOnly()).isFalse();
            assertThatThrownBy(() -> host.borrow(read))
                    .isInstanceOf(PythonHostException.class)
                    .hasMessageContaining("loanword.BorrowError: the Java host can't borrow this memory to read while the Java"
                            + " host has it to write");
        }
        try (BorrowedValue reader = host.borrow(read)) {
            assertThat(reader.buffer().isReadOnly()).isTrue();
            assertThatThrownBy(() -> host.borrow(written, Access.EXCLUSIVE))
                    .hasMessageContaining("the Java host can't borrow this memory to write while the Java host has it to read");
        }
    }

    @Test
    void a_read_only_view_of_an_array_overlaps_the_array() {
        double[] array = new double[8];
        host.lend("writable", array);
        host.lend("fixed", LentMemory.of(array).asReadOnly());
        conflict("writable", "fixed");
        conflict("writable[2:5]", "fixed[4:]");
        conflict("writable", "memoryview(fixed)");
        conflict("memoryview(writable)[1:2]", "memoryview(fixed)[::-1]");
    }

    @Test
    void parts_that_share_no_byte_do_not_conflict() {
        double[] array = new double[8];
        host.lend("writable", array);
        host.lend("fixed", LentMemory.of(array).asReadOnly());
        host.lend("other", LentMemory.of(new double[8]).asReadOnly());
        for (String read : new String[] {"fixed[4:]", "fixed[1::2]", "other", "memoryview(fixed)[5:]"}) {
            try (BorrowedValue writer = host.borrow("writable[0:4:2]", Access.EXCLUSIVE);
                    BorrowedValue reader = host.borrow(read)) {
                assertThat(reader.buffer().extent().overlaps(writer.buffer().extent())).as(read).isFalse();
            }
        }
    }

    @Test
    void a_read_only_view_of_memory_off_the_heap_overlaps_it() {
        MemorySegment segment = Arena.ofAuto().allocate(64, 8);
        host.lend("writable", LentMemory.of(segment, ElementType.FLOAT64));
        host.lend("fixed", LentMemory.of(segment.asReadOnly(), ElementType.FLOAT64));
        conflict("writable", "fixed");
        ByteBuffer direct = ByteBuffer.allocateDirect(16);
        host.lend("writable", direct);
        host.lend("fixed", direct.asReadOnlyBuffer());
        conflict("writable", "fixed");
    }
}
