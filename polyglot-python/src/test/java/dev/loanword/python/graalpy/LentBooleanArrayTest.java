package dev.loanword.python.graalpy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.loanword.memory.BorrowTable.Access;
import dev.loanword.memory.ElementType;
import dev.loanword.memory.LentMemory;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A {@code boolean[]} has no segment: each way of Python to its bytes must lead to the array itself, or be refused. */
@ExtendWith(SharedGraalPy.class)
class LentBooleanArrayTest {

    private final boolean[] flags = {true, false, true, true, false, false, true, false};

    @BeforeEach
    void lend_it() {
        SharedGraalPy.python().boundary.lend("x", LentMemory.of(flags));
        SharedGraalPy.python().boundary.lend("fixed", LentMemory.of(flags).asReadOnly());
        SharedGraalPy.python().eval("import array, bridge, ctypes, hashlib, io, loanword, pickle, struct\nv = memoryview(x)");
    }

    private static String show(String expression) {
        return SharedGraalPy.python().show(expression);
    }

    @Test
    void java_and_python_see_what_the_other_writes() {
        flags[1] = true;
        assertThat(show("x[1], v[1], x.tobytes()")).isEqualTo("(True, True, b'\\x01\\x01\\x01\\x01\\x00\\x00\\x01\\x00')");
        SharedGraalPy.python().eval("x[0] = False\nv[4] = True\nx[5:8] = loanword.copy_of(x)[1:4]");
        assertThat(flags).containsExactly(false, true, true, true, true, true, true, true);
    }

    @ParameterizedTest
    @CsvSource({"1,true", "0,false", "-1,true", "256,true", "[],false", "'x',true", "None,false", "0.0,false", "1e-300,true"})
    void an_element_takes_any_value_by_its_truth_as_struct_does(String value, boolean expected) {
        SharedGraalPy.python().eval("x[1] = " + (value.equals("x") ? "'x'" : value));
        assertThat(flags[1]).isEqualTo(expected);
        assertThat(show("x[1]")).isEqualTo(expected ? "True" : "False");
    }

    @Test
    void a_value_without_a_truth_value_is_refused_and_nothing_is_written() {
        SharedGraalPy.python().eval("class Neither:\n    def __bool__(self): raise RuntimeError('neither')");
        assertThat(show("x.__setitem__(0, Neither())")).isEqualTo("RuntimeError: neither");
        assertThat(flags[0]).isTrue();
    }

    /** The JVM itself relies on 0 and 1: whatever arrives, a boolean must stay one. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "io.BytesIO(bytes([0, 2, 255, 0, 128, 1, 0, 0])).readinto(x)",
                "struct.pack_into('8B', x, 0, 0, 2, 255, 0, 128, 1, 0, 0)",
                "struct.pack_into('<Q', x, 0, 0x0000_0180_00FF_0200)",
                "v.cast('B').__setitem__(slice(None), bytes([0, 2, 255, 0, 128, 1, 0, 0]))",
                "v.cast('B').cast('q').__setitem__(0, 0x0000_0180_00FF_0200)",
                "[v.cast('B').cast('H').__setitem__(i, e) for i, e in enumerate([0x0200, 0x00FF, 0x0180, 0])]",
                "[v.cast('B').cast('i').__setitem__(i, e) for i, e in enumerate([0x00FF_0200, 0x0180])]",
                "v.cast('B').cast('d').__setitem__(0, struct.unpack('d', struct.pack('<Q', 0x0000_0180_00FF_0200))[0])",
                "(ctypes.c_uint64).from_buffer(x).__setattr__('value', 0x0000_0180_00FF_0200)",
                "x.__setitem__(slice(None), loanword.copy_of(bytes([0, 2, 255, 0, 128, 1, 0, 0])).cast('?'))",
            })
    void any_byte_that_is_not_zero_is_written_as_true(String write) {
        SharedGraalPy.python().eval(write);
        assertThat(flags).containsExactly(false, true, true, false, true, true, false, false);
        assertThat(show("x.tobytes(), v.cast('B').cast('q')[0]"))
                .isEqualTo("(b'\\x00\\x01\\x01\\x00\\x01\\x01\\x00\\x00', " + 0x0000_0101_0001_0100L + ")");
        // An array with other bytes in it would not compare equal to a fresh one.
        assertThat(Arrays.hashCode(flags)).isEqualTo(Arrays.hashCode(flags.clone()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "bytes(v)", "v.tobytes()", "bytearray(v)", "hashlib.md5(v).hexdigest()", "struct.unpack('8?', v)",
                "struct.unpack_from('<IH', v, 2)", "io.BytesIO(v).getvalue()", "b'-'.join([v, v])",
                "int.from_bytes(v, 'little')", "array.array('B', bytes(v))", "list(memoryview(v)[::-2])",
                "memoryview(v)[1:7:2].tobytes()", "list(memoryview(v).cast('B').cast('h'))",
                "bytes((ctypes.c_uint8 * 8).from_buffer_copy(v))", "str(v, 'latin-1')"
            })
    void readers_see_zeros_and_ones(String reader) {
        String asBytes = "(lambda v: " + reader + ")(memoryview(x.tobytes()).cast('?'))";
        assertThat(show("(lambda v: " + reader + ")(x) == " + asBytes)).isEqualTo("True");
        assertThat(show("(lambda v: " + reader + ")(fixed) == " + asBytes)).isEqualTo("True");
    }

    @Test
    void no_way_leads_outside_of_a_part() {
        SharedGraalPy.python().eval("part = x[2:5]\nw = memoryview(part)");
        assertThat(show("part.tolist(), w.tolist(), bytes(w), w.nbytes"))
                .isEqualTo("([True, True, False], [True, True, False], b'\\x01\\x01\\x00', 3)");
        assertThat(show("part[3]")).isEqualTo("IndexError: index out of range: 3 in a dimension of 3");
        assertThat(show("w[3]")).isEqualTo("IndexError: index out of bounds on dimension 1");
        assertThat(show("struct.pack_into('<I', part, 0, 1)"))
                .isEqualTo("StructError: pack_into requires a buffer of at least 4 bytes for packing 4 bytes at offset 0 (actual"
                        + " buffer size is 3)");
        assertThat(show("io.BytesIO(bytes(9)).readinto(part)")).isEqualTo("3");
        assertThat(flags).containsExactly(true, false, false, false, false, false, true, false);
    }

    @Test
    void read_only_flags_are_written_by_nobody() {
        String refusal = "TypeError: cannot modify read-only memory";
        assertThat(show("fixed.__setitem__(0, False)")).isEqualTo(refusal);
        assertThat(show("fixed.__setitem__(slice(0, 2), x[1:3])")).isEqualTo(refusal);
        assertThat(show("memoryview(fixed).__setitem__(0, False)")).isEqualTo(refusal);
        assertThat(show("struct.pack_into('B', fixed, 0, 0)")).isEqualTo(refusal);
        assertThat(show("struct.pack_into('<I', fixed, 0, 0)")).isEqualTo(refusal);
        assertThat(flags).startsWith(true, false, true);
    }

    @Test
    void equality_and_copies_go_by_the_elements() {
        assertThat(show("x == fixed, x == v, v == x, x == x[::-1], x == bytes(x), x[1:] == v[1:]"))
                .isEqualTo("(True, True, True, False, True, True)");
        assertThat(show("loanword.copy_of(x).tolist() == loanword.copy_of(v).tolist() == x.tolist()")).isEqualTo("True");
        assertThat(show("loanword.copy_of(v[::-2]).tolist() == x.tolist()[::-2]")).isEqualTo("True");
        assertThat(show("loanword.copy_of(v.cast('B').cast('H')).format")).isEqualTo("'H'");
        SharedGraalPy.python().eval("other = loanword.zeros(8, '?')\nother[::2] = x[:4]\nother[1::2] = v[4:]");
        assertThat(show("other.tolist()")).isEqualTo("[True, False, False, False, True, True, True, False]");
        assertThat(show("x.__setitem__(slice(None), b'12345678')"))
                .isEqualTo("ValueError: can't assign uint8 ('B') of shape (8,) to bool ('?') of shape (8,); they must have the same"
                        + " element type and shape");
    }

    @Test
    void another_shape_can_be_cast_to_and_another_type_can_not() {
        SharedGraalPy.python().eval("grid = x.cast('?', (2, 4))\ngrid[1, 0] = True");
        assertThat(show("grid.tolist(), memoryview(grid).shape, grid[:, 0].tolist()"))
                .isEqualTo("([[True, False, True, True], [True, False, True, False]], (2, 4), [True, True])");
        assertThat(flags[4]).isTrue();
        assertThat(show("x.cast('B')"))
                .isEqualTo("TypeError: the elements of a boolean[] are bool ('?') and can't be cast to uint8 ('B'); cast a copy of"
                        + " them, made with loanword.copy_of(buffer)");
        assertThat(show("loanword.copy_of(x).cast('B').tolist()")).isEqualTo("[1, 0, 1, 1, 1, 0, 1, 0]");
    }

    private static final String NO_SEGMENT = "BufferError: a boolean[] can't be borrowed: Java has no memory segment over one;"
            + " copy the flags with loanword.copy_of(buffer), or keep them in a byte[] and lend MemorySegment.ofArray(flags) as"
            + " ElementType.BOOL";
    private static final String NO_ADDRESS =
            "BufferError: the boolean[] lies on the Java heap and has no address for native code; lend off-heap memory, or copy"
                    + " it with bytes(buffer)";

    @ParameterizedTest
    @ValueSource(strings = {"x", "v", "x[1:3]", "v[1:3]", "pickle.PickleBuffer(x)", "v.cast('B')"})
    void a_kernel_of_java_is_refused(String buffer) {
        assertThat(show("bridge.scale_inplace(" + buffer + ", 2.0)")).isEqualTo(NO_SEGMENT);
        assertThatThrownBy(() -> SharedGraalPy.python()
                        .boundary
                        .borrow(SharedGraalPy.python().eval(buffer), Access.SHARED))
                .hasMessage(NO_SEGMENT);
    }

    @Test
    void native_code_is_refused() {
        assertThat(show("x.__array__()"))
                .isEqualTo("BufferError: the boolean[] lies on the Java heap and has no address for NumPy; lend off-heap memory, or"
                        + " copy it with np.array(buffer, copy=True)");
        assertThat(show("ctypes.CDLL(None).memset((ctypes.c_uint8 * 8).from_buffer(x), 0, 8)")).isEqualTo(NO_ADDRESS);
        assertThat(flags).startsWith(true, false, true);
    }

    @Test
    void pickle_hands_it_over_out_of_band_and_copies_it_in_band() {
        SharedGraalPy.python().eval("buffers = []\nstream = pickle.dumps(x, protocol=5, buffer_callback=buffers.append)");
        assertThat(show("pickle.loads(stream, buffers=buffers) is x")).isEqualTo("True");
        assertThat(show("pickle.loads(pickle.dumps(x, protocol=5)) == x.tobytes()")).isEqualTo("True");
    }

    @Test
    void flags_that_were_taken_back_are_gone_for_every_view() {
        LentMemory lent = LentMemory.of(flags).separately();
        SharedGraalPy.python().boundary.lend("loan", lent);
        SharedGraalPy.python().eval("part = loan[1:]\nw = memoryview(loan)");
        lent.views().forceClose();
        for (String use : new String[] {
            "loan[0]", "part[0]", "w[0]", "bytes(w)", "part.tobytes()", "part == x",
            "loanword.copy_of(part)", "loanword.copy_of(w)",
            "loan.__setitem__(0, True)", "w.__setitem__(0, True)", "part.__setitem__(slice(0, 1), x[:1])", "loan.cast('?')",
            "bridge.scale_inplace(loan, 2.0)", "bridge.scale_inplace(w, 2.0)", "loan.__array__()", "len(loan)"
        }) {
            assertThat(show(use)).as(use).isEqualTo("ValueError: the boolean[] under this buffer is closed");
        }
        assertThat(show("repr(part)")).isEqualTo("\"<loanword.Buffer bool ('?'), shape (7,), over boolean[], closed>\"");
    }

    @Test
    void an_empty_array_is_lent_too() {
        SharedGraalPy.python().boundary.lend("empty", LentMemory.of(new boolean[0]));
        assertThat(show("empty.tolist(), empty.tobytes(), bool(empty), memoryview(empty).tolist()"))
                .isEqualTo("([], b'', False, [])");
        assertThat(show("empty == loanword.copy_of(empty)")).isEqualTo("True");
    }

    @Test
    void only_java_says_what_its_elements_are() {
        assertThatThrownBy(() -> LentMemory.of(flags).cast(ElementType.INT8, LentMemory.of(flags).layout()))
                .hasMessage("the elements of a boolean[] are bool ('?') and can't be cast to int8 ('b'); cast a copy of them, made"
                        + " with loanword.copy_of(buffer)");
    }
}
