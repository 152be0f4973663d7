package dev.loanword.bridge;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The functions over numbers on Python's own buffers and on memory that Java lent. */
class BufferKernelsTest extends KernelFunctionsContract {
    private static final String STRIDED =
            "BufferError: %s needs a C-contiguous buffer, got shape (2,) with strides (16,); make a contiguous copy first, with"
                    + " np.ascontiguousarray for NumPy arrays";

    private static BridgeHost python;

    @TempDir
    private static Path folder;

    @BeforeAll
    static void open() {
        python = new BridgeHost("ctypes", "loanword");
        python.run(
                """
                def view(typecode, values):
                    '''At an odd address within something larger.'''
                    elements = A(typecode, values).tobytes()
                    return memoryview(bytearray(b'?' + elements + b'?'))[1:-1].cast(typecode)

                def lent(typecode, values):
                    buffer = loanword.zeros(len(values), typecode)
                    for i, value in enumerate(values): buffer[i] = value
                    return buffer
                """);
    }

    @AfterAll
    static void close() {
        python.close();
    }

    @Override
    BridgeHost python() {
        return python;
    }

    @Override
    List<String> makers() {
        return List.of("A", "view", "lent");
    }

    private static void shows(String expression, String expected) {
        assertThat(python.show(expression)).as(expression).isEqualTo(expected);
    }

    @Test
    void ctypes_and_bytes_and_arrays_of_java_are_read_where_they_lie() {
        python.lend("on_heap", new double[] {3, -4, 0.5});
        shows("bridge.sum(on_heap), bridge.min(on_heap), bridge.find(on_heap, 0.5)", "(-0.5, -4.0, 2)");
        shows("bridge.normalise_inplace(on_heap) > 5, round(on_heap[0], 3)", "(True, 0.597)");
        shows("bridge.sum((ctypes.c_int16 * 3)(1, -5, 3)), bridge.max((ctypes.c_uint8 * 3)(1, 255, 3))", "(-1, 255)");
        shows("bridge.count(b'banana', 97), bridge.sum(b'\\xff\\xff'), bridge.max(memoryview(b'banana'))", "(3, 510, 110)");
        shows("bridge.sum(memoryview(bytes(8)).cast('d')), bridge.sum(memoryview(bytes(6)).cast('B', [2, 3]))", "(0.0, 0)");
        shows("bridge.sum(memoryview(b'\\0\\x3c\\0\\xc0').cast('e'))", "-1.0");
    }

    @Test
    void what_can_not_be_read_or_written_is_refused_in_words() {
        python.run("d = A('d', [1, 2, 3, 4]); m = memoryview(d)[::2]");
        shows("bridge.sum(m)", STRIDED.formatted("sum"));
        shows("bridge.log_inplace(m)", STRIDED.formatted("log_inplace"));
        shows("bridge.count(m, 1)", STRIDED.formatted("count"));
        shows("bridge.axpy(1, m, d)", STRIDED.formatted("axpy"));
        shows("bridge.log_inplace(memoryview(bytes(8)).cast('d'))", "BufferError: log_inplace writes in place and needs a writable"
                + " buffer, got a read-only one; pass a bytearray, an array.array or a writable view");
        shows("bridge.sum(memoryview(b'ab').cast('c'))", "TypeError: sum expected elements that are ints or floats, got char ('c');"
                + " convert first, with x.astype('float64') or x.view('uint8') for NumPy arrays");
        shows("bridge.sum((ctypes.c_double.__ctype_be__ * 2)(1, 2))", "TypeError: sum expected elements in this machine's byte order,"
                + " got big-endian float64 ('>d'); swap the bytes first, with x.astype(x.dtype.newbyteorder('=')) for NumPy arrays");
        shows("bridge.log_inplace(A('i', [1]))", "TypeError: log_inplace expected elements that are floats, got int32 ('i'); convert"
                + " first, with x.astype('float64') for NumPy arrays or array.array('d', x)");
        shows("bridge.sum([1, 2])", "TypeError: sum() argument 'x' must be a bytes-like object, not list");
        shows("d.tolist()", "[1.0, 2.0, 3.0, 4.0]");
    }

    @Test
    void a_mapped_file_that_becomes_shorter_raises_os_error() throws IOException {
        Path file = Files.write(folder.resolve("shortened"), new byte[1 << 20]);
        python.run("mapped = loanword.map_file(r'" + file + "', mode='r+', format='d')\n"
                + """
                def used():
                    bridge.sum(mapped); bridge.count(mapped, 1.5); bridge.max(mapped); bridge.scale_inplace(mapped, 2.0)
                for i in range(300): used()
                """);
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.truncate(8192);
        }
        String fault = "OSError: a mapped file could not be read or written: it has become shorter since it was mapped; map it"
                + " again";
        shows("bridge.sum(mapped)", fault);
        shows("bridge.count(mapped, 1.5)", fault);
        shows("bridge.max(mapped)", fault);
        shows("bridge.scale_inplace(mapped, 2.0)", fault);
        shows("bridge.clip_inplace(mapped, 0, 1)", fault);
        shows("mapped[0]", "0.0");
    }
}
