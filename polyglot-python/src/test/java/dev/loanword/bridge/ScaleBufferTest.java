package dev.loanword.bridge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loanword.export.PyFunction;
import dev.loanword.export.PyModule;
import dev.loanword.memory.BorrowedBuffer;
import dev.loanword.memory.ElementType;
import dev.loanword.memory.LentMemory;
import dev.loanword.python.PythonHost;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code bridge.scale_buffer} on all that holds float32, NumPy aside: its arrays have a class of their own. */
public class ScaleBufferTest extends InPlaceScalingContract {

    @TempDir
    static Path folder;

    @Override
    String function() {
        return "scale_buffer";
    }

    @Override
    String parameter() {
        return "buf";
    }

    @Override
    String typecode() {
        return "f";
    }

    @Override
    String type() {
        return "float32 ('f')";
    }

    @Override
    String typeName() {
        return "float32";
    }

    @Override
    int itemsize() {
        return Float.BYTES;
    }

    @Test
    void all_rows_of_an_embedding_table_are_scaled_in_place() {
        python.run("t = bridge.EmbeddingTable(2); t.add_all(loanword.zeros((2, 2), 'f')); t[1][0] = 1.5; scale(t, 2.0)");
        assertThat(python.show("t[0].tolist(), t[1].tolist()")).isEqualTo("([0.0, 0.0], [3.0, 0.0])");
    }

    @Test
    void the_arithmetic_is_that_of_float32() {
        python.run("a = A('f', [0.1, 3e38]); scale(a, 3.3)");
        assertThat(python.show("a.tolist()")).isEqualTo("[" + (double) (0.1f * 3.3f) + ", inf]");
    }

    @Test
    void a_factor_beyond_float32_is_refused() {
        python.run("a = A('f', [1, 2])");
        assertThat(python.text("refusal(scale, a, a, 1e300)"))
                .isEqualTo("OverflowError: scale_buffer works in float32, which can't hold the factor 1.0E300; use float64"
                        + " elements with scale_inplace");
    }

    @Test
    void memory_of_all_kinds_that_java_lent_is_scaled_where_it_lies() {
        float[] array = {1, 2, 3};
        python.lend("on_heap", array);
        assertThat(python.show("bridge.scale_buffer(on_heap, 2.0)")).isEqualTo("None");
        assertThat(array).containsExactly(2, 4, 6);

        ByteBuffer direct = ByteBuffer.allocateDirect(8).order(ByteOrder.nativeOrder()).putFloat(0, 1).putFloat(4, 2);
        python.lend("direct", LentMemory.of(MemorySegment.ofBuffer(direct), ElementType.FLOAT32));
        assertThat(python.show("bridge.scale_buffer(direct, 2.0)")).isEqualTo("None");
        assertThat(direct.getFloat(0)).isEqualTo(2);
        assertThat(direct.getFloat(4)).isEqualTo(4);

        try (Arena arena = Arena.ofShared()) {
            MemorySegment segment = arena.allocateFrom(ValueLayout.JAVA_FLOAT, 1, 2, 3, 4);
            python.lend("off_heap", LentMemory.of(segment, ElementType.FLOAT32, 2, 2));
            assertThat(python.show("bridge.scale_buffer(off_heap[1], 2.0)")).isEqualTo("None");
            assertThat(segment.toArray(ValueLayout.JAVA_FLOAT)).containsExactly(1, 2, 6, 8);
        }
        assertThat(python.show("bridge.scale_buffer(off_heap, 2.0)"))
                .isEqualTo("ValueError: the memory segment under this buffer is closed");
    }

    @Test
    void lent_memory_is_refused_where_it_is_strided_or_read_only_or_bytes() {
        float[] array = {1, 2, 3, 4};
        python.lend("lent", array);
        assertThat(python.text("refusal(bridge.scale_buffer, lent[::2], lent)"))
                .isEqualTo("BufferError: scale_buffer needs a C-contiguous buffer, got shape (2,) with strides (8,); make a"
                        + " contiguous copy first, with np.ascontiguousarray for NumPy arrays");
        python.lend("lent", LentMemory.of(array).asReadOnly());
        assertThat(python.text("refusal(bridge.scale_buffer, lent, lent)"))
                .isEqualTo("BufferError: scale_buffer writes in place and needs a writable buffer, got a read-only one; pass a"
                        + " bytearray, an array.array or a writable view");
        python.lend("lent", ByteBuffer.wrap(new byte[8]));
        assertThat(python.text("refusal(bridge.scale_buffer, lent, lent)"))
                .isEqualTo("TypeError: scale_buffer expected elements of type float32 ('f'), got uint8 ('B'); convert first,"
                        + " with x.astype('float32') for NumPy arrays or array.array('f', x)");
        assertThat(array).containsExactly(1, 2, 3, 4);
    }

    @Test
    void an_mmap_is_refused_by_name_and_the_way_out_works() throws IOException {
        Path file = Files.write(folder.resolve("samples"), floats(1, 2));
        python.run("import mmap\nfile = open(r'" + file + "', 'r+b'); mapped = mmap.mmap(file.fileno(), 0)");
        String refusal = "BufferError: an mmap of 8 bytes can't be borrowed: its memory has no address here; map the file with"
                + " loanword.map_file(path) instead";
        assertThat(python.text("refusal(bridge.scale_buffer, mapped, mapped)")).isEqualTo(refusal);
        assertThat(python.text("refusal(bridge.scale_buffer, memoryview(mapped), mapped)")).isEqualTo(refusal);
        assertThat(python.text("refusal(bridge.scale_buffer, memoryview(mapped).cast('f'), mapped)")).isEqualTo(refusal);
        assertThat(Files.readAllBytes(file)).isEqualTo(floats(1, 2));

        python.run("bridge.scale_buffer(loanword.map_file(r'" + file + "', mode='r+', format='f'), 2.0)");
        assertThat(Files.readAllBytes(file)).isEqualTo(floats(2, 4));
    }

    @Test
    void an_mmap_that_has_an_address_is_scaled_in_the_file() throws IOException {
        Path file = Files.write(folder.resolve("mapped"), floats(1, 2, 3, 4));
        try (BridgeHost host =
                new BridgeHost(PythonHost.builder().option("python.PosixModuleBackend", "native"), "mmap")) {
            host.run("file = open(r'" + file + "', 'r+b'); mapped = mmap.mmap(file.fileno(), 0); m = memoryview(mapped).cast('f')");
            host.run("bridge.scale_buffer(m, 2.0); bridge.scale_buffer(m[3:], 10.0)");
            assertThat(Files.readAllBytes(file)).isEqualTo(floats(2, 4, 6, 80));
            assertThat(host.ledger().copied()).isZero();
            assertThat(host.text("refusal(bridge.scale_buffer, mapped, mapped)"))
                    .isEqualTo("TypeError: scale_buffer expected elements of type float32 ('f'), got uint8 ('B'); convert first,"
                            + " with x.astype('float32') for NumPy arrays or array.array('f', x)");
            host.run("fixed = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)");
            assertThat(host.text("refusal(bridge.scale_buffer, memoryview(fixed).cast('f'), fixed)"))
                    .isEqualTo("BufferError: scale_buffer writes in place and needs a writable buffer, got a read-only one; pass"
                            + " a bytearray, an array.array or a writable view");
            host.run("mapped.close()");
            assertThat(host.show("bridge.scale_buffer(m, 2.0)")).isEqualTo("ValueError: mmap closed or invalid");
            host.run("fixed.close(); file.close()");
        }
    }

    /** Takes two buffers. */
    @PyModule(name = "pairs")
    public static final class Pairs {
        private Pairs() {}

        @PyFunction
        public static long sizes(BorrowedBuffer first, BorrowedBuffer second) {
            return first.segment().byteSize() + second.segment().byteSize();
        }
    }

    @Test
    void an_object_that_could_close_a_borrowed_mmap_is_not_asked_for_its_memory() throws IOException {
        Path file = Files.write(folder.resolve("mapped"), new byte[8]);
        try (BridgeHost host = new BridgeHost(
                PythonHost.builder().option("python.PosixModuleBackend", "native").export(Pairs.class), "mmap", "pairs")) {
            host.run(
                    """
                    class Closes:
                        @property
                        def __array_interface__(self):
                            mapped.close()
                            return {'version': 3, 'shape': (4,), 'typestr': '|u1', 'data': bytearray(4)}
                    """);
            host.run("file = open(r'" + file + "', 'r+b'); mapped = mmap.mmap(file.fileno(), 0)");
            assertThat(host.show("pairs.sizes(mapped, Closes())"))
                    .isEqualTo("BufferError: Python code can't be called while an mmap is borrowed, which it could close; map the file"
                            + " with loanword.map_file(path) instead");
            assertThat(host.show("mapped.closed, pairs.sizes(mapped, mapped)")).isEqualTo("(False, 16)");
            assertThat(host.show("pairs.sizes(Closes(), bytearray(3)), mapped.closed")).isEqualTo("(7, True)");
            host.run("file.close()");
        }
    }

    private static byte[] floats(float... values) {
        return MemorySegment.ofArray(values).toArray(ValueLayout.JAVA_BYTE);
    }
}
