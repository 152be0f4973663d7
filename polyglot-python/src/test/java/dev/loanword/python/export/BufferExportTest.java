package dev.loanword.python.export;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loanword.export.PyClass;
import dev.loanword.export.PyConstructor;
import dev.loanword.export.PyFunction;
import dev.loanword.export.PyModule;
import dev.loanword.memory.BorrowTable;
import dev.loanword.memory.BorrowedBuffer;
import dev.loanword.memory.ElementType;
import dev.loanword.memory.Layout;
import dev.loanword.memory.LentMemory;
import dev.loanword.memory.ViewRegister;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Instances of exported classes as buffers: {@code __buffer__}. */
public class BufferExportTest {

    /** Classes with memory, and a kernel. */
    @PyModule(name = "grids", classes = {Grid.class, Samples.class, Empty.class})
    public static final class Grids {
        private Grids() {}

        @PyFunction
        public static double total(BorrowedBuffer values) {
            double total = 0;
            for (double value : values.segment().toArray(ValueLayout.JAVA_DOUBLE_UNALIGNED)) {
                total += value;
            }
            return total;
        }

        @PyFunction
        public static Samples samples(int count) {
            return new Samples(count);
        }

        @PyFunction
        public static double first(Samples samples) {
            return samples.values[0];
        }
    }

    /** Rows and columns of off-heap doubles, which are freed. */
    @PyClass(doc = "A grid of numbers.")
    public static class Grid implements AutoCloseable {
        private final MemorySegment cells;
        private final Layout layout;
        private final ViewRegister views;

        @PyConstructor
        public Grid(int rows, int columns) {
            Arena arena = Arena.ofShared();
            this.cells = arena.allocate(ValueLayout.JAVA_DOUBLE, (long) rows * columns);
            this.layout = Layout.contiguous(Double.BYTES, rows, columns);
            this.views = ViewRegister.ofArena("grid", arena);
            for (int i = 0; i < rows * columns; i++) {
                cells.setAtIndex(ValueLayout.JAVA_DOUBLE, i, i);
            }
        }

        @PyFunction(name = "__buffer__", doc = "The cells.")
        public LentMemory memory() {
            return new LentMemory(cells, 0, ElementType.parse("d"), layout, false, "grid", views);
        }

        @PyFunction
        public double cell(long index) {
            return cells.getAtIndex(ValueLayout.JAVA_DOUBLE, index);
        }

        @PyFunction
        public int uses() {
            return views.inUse();
        }

        @Override
        public void close() {
            views.close();
        }

        @PyFunction
        public void forceClose() {
            views.forceClose();
        }
    }

    /** Numbers on the Java heap. */
    @PyClass
    public static final class Samples {
        private final double[] values;

        @PyConstructor
        public Samples(int count) {
            values = new double[count];
        }

        @PyFunction(name = "__buffer__")
        public LentMemory memory() {
            return LentMemory.of(values);
        }
    }

    /** A class that lends nothing. */
    @PyClass
    public static final class Empty {
        @PyConstructor
        public Empty() {}

        @PyFunction(name = "__buffer__")
        public LentMemory memory() {
            return null;
        }
    }

    @RegisterExtension
    static final ExportHost PYTHON = new ExportHost(Grids.class);

    @BeforeEach
    void grid() {
        PYTHON.run(
                """
                import gc, hashlib, struct, weakref
                import grids
                grid = grids.Grid(2, 3)
                """);
    }

    @Test
    void a_memoryview_has_the_shape_and_the_format_of_the_memory() {
        PYTHON.run("m = memoryview(grid)");
        assertThat(PYTHON.show("(m.shape, m.strides, m.format, m.ndim, m.readonly)"))
                .isEqualTo("((2, 3), (24, 8), 'd', 2, False)");
        assertThat(PYTHON.show("m.tolist()")).isEqualTo("[[0.0, 1.0, 2.0], [3.0, 4.0, 5.0]]");
    }

    @Test
    void a_memoryview_is_the_very_memory() {
        PYTHON.run("m = memoryview(grid); m[1, 2] = 7.5");
        assertThat(PYTHON.show("grid.cell(5)")).isEqualTo("7.5");
        PYTHON.run("samples = grids.samples(3); memoryview(samples)[0] = 2.5");
        assertThat(PYTHON.show("grids.first(samples)")).isEqualTo("2.5");
    }

    @Test
    void whatever_takes_buffers_takes_an_instance() {
        assertThat(PYTHON.show("struct.unpack('6d', bytes(grid))")).isEqualTo("(0.0, 1.0, 2.0, 3.0, 4.0, 5.0)");
        assertThat(PYTHON.show("struct.unpack_from('2d', grid, 8)")).isEqualTo("(1.0, 2.0)");
        assertThat(PYTHON.show("hashlib.sha256(grid).digest() == hashlib.sha256(bytes(grid)).digest()")).isEqualTo("True");
        assertThat(PYTHON.show("bytearray(grid) == bytes(grid)")).isEqualTo("True");
        assertThat(PYTHON.show("b''.join([grid, grid]) == bytes(grid) * 2")).isEqualTo("True");
    }

    @Test
    void the_method_itself_gives_a_memoryview_as_pythons_own_does() {
        assertThat(PYTHON.show("grid.__buffer__(0).tolist()")).isEqualTo("[[0.0, 1.0, 2.0], [3.0, 4.0, 5.0]]");
        assertThat(PYTHON.show("type(grid).__buffer__.__doc__")).isEqualTo("'The cells.'");
    }

    @Test
    void an_exported_function_borrows_an_instance_without_a_copy() {
        long copied = PYTHON.host().ledger().copied();
        assertThat(PYTHON.show("grids.total(grid)")).isEqualTo("15.0");
        assertThat(PYTHON.host().ledger().copied()).isEqualTo(copied);
        assertThat(PYTHON.show("grid.uses()")).isEqualTo("0");
        assertThat(BorrowTable.ofProcess().isEmpty()).isTrue();
    }

    @Test
    void a_memoryview_is_a_use_of_the_memory_until_it_is_released() {
        PYTHON.run("m = memoryview(grid); part = m[1:]");
        assertThat(PYTHON.show("grid.uses()")).isEqualTo("1");
        assertThat(PYTHON.show("grid.close()"))
                .isEqualTo("BufferError: grid is lent to 1 buffer; release it first, or close with force=True");
        PYTHON.run("m.release(); part.release()");
        assertThat(PYTHON.show("grid.uses()")).isEqualTo("0");
        assertThat(PYTHON.show("grid.close()")).isEqualTo("None");
    }

    @Test
    void a_memoryview_that_is_dropped_is_a_use_until_it_is_collected() {
        PYTHON.run("memoryview(grid)[0, 0]");
        assertThat(PYTHON.show("grid.close()")).isEqualTo("None");
    }

    @Test
    void a_closed_owner_has_no_buffer() {
        PYTHON.run("m = memoryview(grid); grid.force_close()");
        assertThat(PYTHON.show("m[0, 0]")).isEqualTo("ValueError: the grid under this buffer is closed");
        assertThat(PYTHON.show("memoryview(grid)")).isEqualTo("ValueError: grid is closed");
        assertThat(PYTHON.show("bytes(grid)")).isEqualTo("ValueError: the grid under this buffer is closed");
        assertThat(PYTHON.show("grids.total(grid)")).isEqualTo("ValueError: grid is closed");
    }

    @Test
    void a_method_that_gives_nothing_refuses_the_buffer() {
        String refusal = "BufferError: Empty has no memory to lend now: its __buffer__ returned null";
        assertThat(PYTHON.show("memoryview(grids.Empty())")).isEqualTo(refusal);
        assertThat(PYTHON.show("bytes(grids.Empty())")).isEqualTo(refusal);
        assertThat(PYTHON.show("grids.Empty().__buffer__(0)")).isEqualTo(refusal);
    }

    @Test
    void a_subclass_written_in_python_is_a_buffer_too() {
        PYTHON.run(
                """
                class Named(grids.Grid):
                    def __new__(cls, name):
                        return super().__new__(cls, 1, 2)
                    def __init__(self, name):
                        self.name = name
                named = Named('a')
                """);
        assertThat(PYTHON.show("memoryview(named).shape")).isEqualTo("(1, 2)");
        assertThat(PYTHON.show("(named.name, named.cell(1), isinstance(named, grids.Grid), weakref.ref(named)() is named)"))
                .isEqualTo("('a', 1.0, True, True)");
        assertThat(PYTHON.show("grids.total(named)")).isEqualTo("1.0");
    }

    @Test
    void an_instance_keeps_its_identity_on_its_way_through_java() {
        PYTHON.run("samples = grids.samples(1)");
        assertThat(PYTHON.show("isinstance(samples, grids.Samples)")).isEqualTo("True");
        assertThat(PYTHON.show("len({samples, samples})")).isEqualTo("1");
    }

    @Test
    void an_instance_that_pickle_gives_up_says_so_and_harms_no_view() {
        PYTHON.run("import pickle\ngiven = grids.Grid(1, 2)\nview = memoryview(given)\npickle.PickleBuffer.release(given)");
        assertThat(PYTHON.show("view.tolist()")).isEqualTo("[[0.0, 1.0]]");
        assertThat(PYTHON.show("given.cell(1)"))
                .isEqualTo("TypeError: this Grid was given up by pickle.PickleBuffer.release() and is empty; make another");
        assertThat(PYTHON.show("memoryview(given)")).startsWith("ValueError: operation forbidden on released");
        assertThat(PYTHON.show("pickle.PickleBuffer.release(given)")).isEqualTo("None");
    }
}
