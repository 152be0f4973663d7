package dev.loanword.python.graalpy;

import static org.assertj.core.api.Assertions.assertThat;

import com.oracle.graal.python.PythonLanguage;
import com.oracle.graal.python.runtime.object.PFactory;
import dev.loanword.memory.BorrowTable.Access;
import dev.loanword.memory.Layout;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** ctypes structures and unions: their bytes for a borrower that takes records so, else refused by name. */
@ExtendWith(SharedGraalPy.class)
class BorrowedRecordsTest {

    private static final String SUPPORTED = "; supported are ? b B h H i I l L q Q n N e f d c s p P x u w, each alone, after one"
            + " of @ = < > ! or nothing";

    @BeforeEach
    void define_structures_and_the_borrower() {
        SharedGraalPy.python().put("read", Builtin.function("read_record", List.of("x"), "", () -> new OutlinedBody((node, arguments) -> {
            try (Borrow borrow = Borrower.borrowBytes(node, arguments[0], Access.SHARED, "read")) {
                PythonLanguage language = PythonLanguage.get(node);
                Layout layout = borrow.buffer().layout();
                return PFactory.createTuple(language, new Object[] {
                    Text.python(borrow.buffer().elementType().format()),
                    Text.python(Layout.tuple(layout.shape())),
                    PFactory.createBytes(language, ElementBytes.of(borrow.buffer()))
                });
            }
        })));
        SharedGraalPy.python().eval(
                """
                import bridge, ctypes, loanword, struct
                class Pair(ctypes.Structure):
                    _fields_ = [('a', ctypes.c_longlong), ('b', ctypes.c_double)]
                class Either(ctypes.Union):
                    _fields_ = [('a', ctypes.c_int), ('b', ctypes.c_double)]
                class Packed(ctypes.BigEndianStructure):
                    _pack_ = 1
                    _fields_ = [('a', ctypes.c_byte), ('b', ctypes.c_int)]
                class Nothing(ctypes.Structure):
                    pass
                content = struct.pack('qdqd', 1, 1.5, 2, 2.5)
                """);
    }

    private static void shows(String expression, String expected) {
        assertThat(SharedGraalPy.python().show(expression)).as(expression).isEqualTo(expected);
    }

    @Test
    void a_structure_is_its_bytes() {
        shows("read(Pair.from_buffer_copy(content)) == ('B', '(16,)', content[:16])", "True");
        shows("read(Packed(1, 2))", "('B', '(5,)', b'\\x01\\x00\\x00\\x00\\x02')");
    }

    @Test
    void an_array_of_structures_has_one_dimension_more() {
        shows("read((Pair * 2).from_buffer_copy(content)) == ('B', '(2, 16)', content)", "True");
        shows("read((Pair * 1 * 2)())[:2]", "('B', '(2, 1, 16)')");
    }

    @Test
    void a_union_is_its_bytes_for_all_borrowers() {
        shows("read(Either(b=1.5)) == ('B', '(8,)', struct.pack('d', 1.5))", "True");
        shows("read((Either * 2)())[:2]", "('B', '(2, 8)')");
        shows(
                "bridge.scale_buffer(Either(), 2.0)",
                "TypeError: scale_buffer expected elements of type float32 ('f'), got uint8 ('B'); convert first, with"
                        + " x.astype('float32') for NumPy arrays or array.array('f', x)");
    }

    @Test
    void a_structure_without_fields_is_no_bytes() {
        shows("read(Nothing())", "('B', '(0,)', b'')");
        shows("read((Nothing * 3)())", "('B', '(3, 0)', b'')");
    }

    @Test
    void a_memoryview_of_a_structure_is_the_same() {
        shows("read(memoryview((Pair * 2).from_buffer_copy(content))) == ('B', '(2, 16)', content)", "True");
        shows("read(memoryview((Pair * 2).from_buffer_copy(content))[::-1]) == ('B', '(2, 16)', content[16:] + content[:16])", "True");
        shows("read(memoryview(Either(b=1.5)))[2] == struct.pack('d', 1.5)", "True");
    }

    @Test
    void a_copy_of_structures_is_a_copy_of_their_bytes() {
        shows("loanword.copy_of((Pair * 2).from_buffer_copy(content)).tobytes() == content", "True");
        shows("loanword.copy_of(Pair.from_buffer_copy(content)).shape", "(16,)");
    }

    @Test
    void where_elements_are_asked_for_a_structure_is_refused_by_name() {
        String refusal = "TypeError: element format 'T{<q:a:<d:b:}' is not supported (a record of several fields)" + SUPPORTED;
        shows("bridge.scale_buffer(Pair(), 2.0)", refusal);
        shows("bridge.scale_buffer((Pair * 2)(), 2.0)", refusal);
        shows("bridge.scale_buffer(memoryview(Pair()), 2.0)", refusal);
        shows("bridge.EmbeddingTable(2).add(Pair())", refusal);
    }

    @Test
    void an_array_whose_length_was_changed_afterwards_keeps_its_shape() {
        SharedGraalPy.python().eval("class Liar(ctypes.c_int * 2): pass\nLiar._length_ = 1000");
        shows("read(Liar(1, 2)) == ('i', '(2,)', struct.pack('2i', 1, 2))", "True");
    }
}
