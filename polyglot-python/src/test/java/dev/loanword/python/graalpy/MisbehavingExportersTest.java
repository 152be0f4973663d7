package dev.loanword.python.graalpy;

import static org.assertj.core.api.Assertions.assertThat;

import com.oracle.graal.python.PythonLanguage;
import com.oracle.graal.python.nodes.call.CallNode;
import com.oracle.graal.python.runtime.object.PFactory;
import dev.loanword.memory.BorrowTable.Access;
import dev.loanword.memory.StridedCopy;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Exporters that can't be borrowed, or that lie: one defect a case. Each is refused in words, or seen through. */
@ExtendWith(SharedGraalPy.class)
class MisbehavingExportersTest {

    private static final String SUPPORTED = "; supported are ? b B h H i I l L q Q n N e f d c s p P x u w, each alone, after one"
            + " of @ = < > ! or nothing";
    private static final String MAPPED =
            " can't be borrowed: its memory has no address here; map the file with loanword.map_file(path) instead";

    @BeforeEach
    void define_the_borrowers() {
        // borrowed_bytes(x, meanwhile): what Java reads after Python has run meanwhile() inside of the borrow.
        SharedGraalPy.python().put(
                "borrowed_bytes",
                Builtin.function("borrow_from_misbehaving", List.of("x", "meanwhile"), "", () -> new OutlinedBody(
                        (node, arguments) -> {
                            try (Borrow borrow = Borrower.borrow(node, arguments[0], Access.SHARED, "borrowed_bytes")) {
                                CallNode.executeUncached(arguments[1]);
                                var buffer = borrow.buffer();
                                return PFactory.createBytes(
                                        PythonLanguage.get(node),
                                        StridedCopy.gather(buffer.stridedSegment(), buffer.origin(), buffer.layout()));
                            }
                        })));
        run("import array, bridge, ctypes, io, loanword, mmap, pickle\n"
                + "def attempt(code):\n"
                + "    try:\n"
                + "        return eval(code, globals())\n"
                + "    except Exception as e:\n"
                + "        return type(e).__name__ + ': ' + str(e)\n"
                + "def read(x, meanwhile=lambda: None):\n"
                + "    return borrowed_bytes(x, meanwhile)");
    }

    private static void run(String statements) {
        SharedGraalPy.python().eval(statements);
    }

    private static String show(String expression) {
        return SharedGraalPy.python().show(expression);
    }

    private static void refused(String expression, String text) {
        assertThat(show(expression)).as(expression).isEqualTo(text);
    }

    @Test
    void a_released_memoryview() {
        run("x = memoryview(bytearray(8))\nx.release()");
        refused("read(x)", "ValueError: operation forbidden on released memoryview object");
    }

    @Test
    void a_released_buffer() {
        run("x = loanword.zeros(8, 'B')\nx.release()");
        refused("read(x)", "ValueError: operation forbidden on released loanword.Buffer");
        refused("memoryview(x)", "ValueError: operation forbidden on released loanword.Buffer");
        refused("read(pickle.PickleBuffer(x))", "ValueError: operation forbidden on released loanword.Buffer");
    }

    @Test
    void a_released_pickle_buffer() {
        run("x = pickle.PickleBuffer(bytearray(4))\nx.release()");
        refused("read(x)", "ValueError: operation forbidden on released PickleBuffer object");
    }

    @Test
    void the_released_view_of_a_bytes_io() {
        run("x = io.BytesIO(b'abcdef').getbuffer()\nx.release()");
        refused("read(x)", "ValueError: operation forbidden on released memoryview object");
    }

    @Test
    void a_closed_mmap() {
        run("x = mmap.mmap(-1, 64)\nx.close()");
        refused("read(x)", "ValueError: mmap closed or invalid");
    }

    @Test
    void a_closed_mmap_under_a_cast_memoryview() {
        run("base = mmap.mmap(-1, 64)\nx = memoryview(base).cast('i')");
        refused("read(x)", "BufferError: an mmap of 64 bytes" + MAPPED);
        run("base.close()");
        refused("read(x)", "ValueError: mmap closed or invalid");
    }

    @Test
    void an_mmap_that_claims_to_be_open() {
        run("class Liar(mmap.mmap):\n"
                + "    closed = False\n"
                + "x = Liar(-1, 64)\n"
                + "x.close()");
        refused("read(x)", "ValueError: mmap closed or invalid");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    memoryview(base)       | [16], strides [1], itemsize 1 at byte offset 0 reaches 0 bytes down and 16 bytes up
                    memoryview(base)[8:]   | [8], strides [1], itemsize 1 at byte offset 8 reaches 0 bytes down and 8 bytes up
                    memoryview(base)[::-1] | [16], strides [-1], itemsize 1 at byte offset 15 reaches 15 bytes down and 1 bytes up
                    memoryview(base).cast('i') | [4], strides [4], itemsize 4 at byte offset 0 reaches 0 bytes down and 16 bytes up
                    """)
    void a_memoryview_over_a_bytearray_that_was_shrunk(String view, String reach) {
        run("base = bytearray(16)\nx = " + view + "\ndel base[4:]");
        refused(
                "read(x)",
                "BufferError: the memory under this memoryview has shrunk: layout of shape " + reach
                        + " from there, out of the memory of 4 bytes; make a new memoryview");
        run("base.extend(bytes(12))");
        assertThat(show("read(x) == bytes(x.nbytes)")).isEqualTo("True");
    }

    @Test
    void a_memoryview_of_nothing_whose_place_lies_outside_of_the_memory() {
        for (String view : new String[] {"memoryview(b'')[::-1]", "memoryview(bytearray(4))[9:][::-1]", "memoryview(array.array('d'))[::-2]"}) {
            assertThat(show("read(" + view + ")")).as(view).isEqualTo("b''");
        }
    }

    @Test
    void a_memoryview_over_an_array_that_was_shrunk() {
        run("base = array.array('i', range(4))\nx = memoryview(base)\nlast = base.pop()");
        refused(
                "read(x)",
                "BufferError: the memory under this memoryview has shrunk: layout of shape [4], strides [4], itemsize 4 at byte"
                        + " offset 0 reaches 0 bytes down and 16 bytes up from there, out of the memory of 12 bytes;"
                        + " make a new memoryview");
    }

    @Test
    void a_bytearray_whose_init_runs_again_during_the_borrow() {
        run("class Again(bytearray):\n"
                + "    pass\n"
                + "x = Again(b'abcdefgh')\n"
                + "got = read(x, lambda: x.__init__(b'Z'))");
        assertThat(show("got, bytes(x)")).isEqualTo("(b'abcdefgh', b'Z')");
        run("x.append(33)");
        assertThat(show("read(x)")).isEqualTo("b'Z!'");
    }

    @Test
    void a_bytes_io_that_is_written_past_its_end_during_the_borrow() {
        run("stream = io.BytesIO(b'abcdef')\n"
                + "x = stream.getbuffer()\n"
                + "got = read(x, lambda: attempt('stream.write(bytes(100))'))");
        assertThat(show("len(got)")).isEqualTo("6");
    }

    @Test
    void a_python_class_with_a_buffer_method() {
        run("class Exporter:\n"
                + "    def __buffer__(self, flags):\n"
                + "        return memoryview(b'abc')\n"
                + "class Inherits(Exporter):\n"
                + "    pass");
        String text = "' can't be borrowed: this Python 3.12 (GraalPy) does not call __buffer__ of classes; pass"
                + " memoryview(...) of the buffer that it gives, or bytes(x)";
        refused("read(Exporter())", "TypeError: 'Exporter" + text);
        refused("read(Inherits())", "TypeError: 'Inherits" + text);
        refused("loanword.copy_of(Exporter())", "TypeError: 'Exporter" + text);
        refused("bridge.scale_buffer(Exporter(), 2.0)", "TypeError: 'Exporter" + text);
        refused("read(Exporter)", "TypeError: a bytes-like object is required, not 'type'");
    }

    @Test
    void an_image_that_only_numpy_can_read() {
        run("class Image:\n"
                + "    @property\n"
                + "    def __array_interface__(self):\n"
                + "        return {'version': 3, 'shape': (3,), 'typestr': '|u1', 'data': b'abc'}");
        String text = "BufferError: 'Image' can't be borrowed by its __array_interface__: its data are a bytes object, most likely"
                + " a copy; pass np.asarray(x), or those bytes";
        refused("read(Image())", text);
        refused("bridge.scale_buffer(Image(), 2.0)", text);
    }

    @Test
    void an_instance_that_was_given_a_buffer_attribute() {
        run("class Plain:\n"
                + "    pass\n"
                + "x = Plain()\n"
                + "x.__buffer__ = lambda flags: memoryview(b'abc')");
        refused("read(x)", "TypeError: a bytes-like object is required, not 'Plain'");
    }

    @Test
    void a_ctypes_structure() {
        run("class T(ctypes.Structure):\n"
                + "    _fields_ = [('a', ctypes.c_int), ('b', ctypes.c_double)]");
        String text = "TypeError: element format 'T{<i:a:<d:b:}' is not supported (a record of several fields)" + SUPPORTED;
        refused("read(T())", text);
        refused("read(memoryview(T()))", text);
        refused("read((T * 2)())", text);
    }

    @Test
    void ctypes_arrays_of_python_objects_and_strings() {
        refused("read((ctypes.py_object * 2)())", "TypeError: element format '<O' is not supported (Python objects)" + SUPPORTED);
        refused(
                "read((ctypes.c_char_p * 2)())",
                "TypeError: element format '<z' is not supported (unknown typecode)" + SUPPORTED);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', value = {
        "3 | int", "str() | str", "None | NoneType", "[1] | list", "(1,) | tuple", "3.5 | float", "{} | dict", "object() | object",
        "range(3) | range", "bytearray | type"
    })
    void what_is_no_buffer(String expression, String type) {
        refused("read(" + expression + ")", "TypeError: a bytes-like object is required, not '" + type + "'");
    }

    @Test
    void nested_pickle_buffers_are_followed_down_to_the_memory() {
        run("base = bytearray(b'abc')\n"
                + "x = base\n"
                + "for i in range(5):\n"
                + "    x = pickle.PickleBuffer(x)\n"
                + "got = read(x, lambda: base.__setitem__(0, 65))");
        assertThat(show("got")).isEqualTo("b'Abc'");
    }

    @Test
    void read_only_memory_where_it_is_to_be_written() {
        String text = "BufferError: scale_inplace writes in place and needs a writable buffer, got a read-only one; pass a"
                + " bytearray, an array.array or a writable view";
        refused("bridge.scale_inplace(memoryview(array.array('d', [1])).toreadonly(), 2.0)", text);
        refused("bridge.scale_inplace(memoryview(bytes(8)).cast('d'), 2.0)", text);
        refused("bridge.scale_inplace(pickle.PickleBuffer(memoryview(bytes(8)).cast('d')), 2.0)", text);
    }

    @Test
    void a_bytes_subclass_that_lies_about_itself() {
        run("class Liar(bytes):\n"
                + "    def __len__(self): return 1000\n"
                + "    def __getitem__(self, index): return 255\n"
                + "    def __iter__(self): return iter([1, 2])\n"
                + "    def __bytes__(self): return b'zzz'\n"
                + "class ArrayLiar(bytearray):\n"
                + "    __len__, __getitem__, __iter__ = Liar.__len__, Liar.__getitem__, Liar.__iter__\n"
                + "class TypedLiar(array.array):\n"
                + "    itemsize = 1000\n"
                + "    typecode = 'q'\n"
                + "    def __len__(self): return 1000");
        assertThat(show("read(Liar(b'abc')), read(ArrayLiar(b'abc')), read(TypedLiar('H', [65, 66]))"))
                .isEqualTo("(b'abc', b'abc', b'A\\x00B\\x00')");
        assertThat(show("bridge.checksum_bytes(Liar(b'abc')) == bridge.checksum_bytes(b'abc')")).isEqualTo("True");
    }

    @Test
    void a_refused_exporter_is_left_unlocked() {
        run("class T(ctypes.Structure):\n"
                + "    _fields_ = [('a', ctypes.c_int), ('b', ctypes.c_double)]\n"
                + "base = bytearray(16)\n"
                + "x = memoryview(base)\n"
                + "part = x[8:]\n"
                + "del base[4:]\n"
                + "texts = {attempt('read(part)')[:11] for i in range(3)}\n"
                + "base.append(1)\n"
                + "part.release()\n"
                + "x.release()");
        assertThat(show("texts, len(base)")).isEqualTo("({'BufferError'}, 5)");
    }
}
