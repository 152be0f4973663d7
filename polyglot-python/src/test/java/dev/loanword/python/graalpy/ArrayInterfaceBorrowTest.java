package dev.loanword.python.graalpy;

import static dev.loanword.python.graalpy.Protocols.run;
import static dev.loanword.python.graalpy.Protocols.shows;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Memory that is borrowed by NumPy's array interface, without NumPy. */
@ExtendWith(SharedGraalPy.class)
class ArrayInterfaceBorrowTest {

    private static final String REFUSED = "BufferError: 'Interface' can't be borrowed by its __array_interface__: ";

    @BeforeAll
    static void define() {
        Protocols.define(SharedGraalPy.python());
    }

    @Test
    void memory_at_an_address_is_scaled_in_place() {
        run("x = Interface(); bridge.scale_inplace(x, 2.0)");
        shows("list(x.values)", "[0.0, 2.0, 4.0, 6.0, 8.0, 10.0]");
        shows("loanword.copy_of(Interface(shape=(2, 3), strides=(8, 16))).tolist()", "[[0.0, 2.0, 4.0], [1.0, 3.0, 5.0]]");
        shows("described(Interface(shape=(), typestr='|u1', mask=None)), described(Interface(shape=(2,), typestr='>U3'))", "(\"borrowed uint8 ('B') layout of shape [], strides [], itemsize 1\", \"borrowed big-endian ucs4[3] ('>3w') layout of shape [2], strides [12], itemsize 12\")");
    }

    @Test
    void an_interface_that_is_set_on_the_instance_is_taken() {
        run("class Plain: pass\nx = Plain(); y = Interface(); x.__array_interface__ = y.__array_interface__");
        shows("loanword.copy_of(x).tolist()[5]", "5.0");
    }

    @Test
    void read_only_memory_is_not_written() {
        run("x = Interface(); x.entries['data'] = x.entries['data'][0], True");
        assertThat(SharedGraalPy.python().show("bridge.scale_inplace(x, 2.0)")).startsWith("BufferError: ").contains("read-only");
        shows("loanword.copy_of(x).tolist()[1]", "1.0");
    }

    @Test
    void data_may_be_a_buffer_which_is_locked_meanwhile() {
        run("data = bytearray(b'abcdefgh'); x = Interface(data=data, typestr='<u2', shape=(3,), offset=2)");
        shows("described(x), loanword.copy_of(x).tobytes()", "(\"borrowed uint16 ('H') layout of shape [3], strides [2], itemsize 2\", b'cdefgh')");
        shows("described(Interface(data=data, typestr='<u2', shape=(4,), offset=2))", REFUSED + "it reaches outside of its data: layout of shape [4], strides [2], itemsize 2 at byte offset 2 reaches 0 bytes down and 8 bytes up from there, out of the memory of 8 bytes");
        run("b = loanword.zeros(3); b[2] = 1; bridge.scale_inplace(Interface(**b[1:].__array_interface__), 4.0)");
        shows("b.tolist()", "[0.0, 0.0, 4.0]");
        shows("described(Interface(data=memoryview(data)[::2], typestr='|u1'))", "BufferError: a C-contiguous buffer is needed, this one is layout of shape [4], strides [2], itemsize 1");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '~', value = {
        "data=b'12345678', shape=(1,) ~ its data are a bytes object, most likely a copy; pass np.asarray(x), or those bytes",
        "data=None ~ its data are neither an address nor a buffer",
        "data='missing' ~ its data are neither an address nor a buffer",
        "data=7 ~ its data are neither an address nor a buffer",
        "data=(1, 2, 3) ~ its data are a tuple of 3 items, not of an address and a bool",
        "data=(0, False) ~ no memory can lie at address 0x0 with the shape (6,) of float64 ('d') and the strides (8,)",
        "data=(-8, False) ~ no memory can lie at address -8",
        "data=(2**64, False) ~ no memory can lie at address 18446744073709551616",
        "data=(2**63-8, False) ~ no memory can lie at address 0x7ffffffffffffff8 with the shape (6,) of float64 ('d') and the strides (8,)",
        "data=(8, False), strides=(-8,) ~ no memory can lie at address 0x8 with the shape (6,) of float64 ('d') and the strides (-8,)",
        "typestr='missing' ~ it has no typestr",
        "typestr=3 ~ it has no typestr",
        "typestr='<c16' ~ elements of type '<c16' have no element type here",
        "typestr='<M8[ns]' ~ elements of type '<M8[ns]' have no element type here",
        "typestr='|O8' ~ elements of type '|O8' have no element type here",
        "typestr='|V8' ~ elements of type '|V8' have no element type here",
        "typestr='<f3' ~ elements of type '<f3' have no element type here",
        "typestr='|S0' ~ elements of type '|S0' have no element type here",
        "typestr='<f99999999999999999999' ~ elements of type '<f99999999999999999999' have no element type here",
        "shape='missing' ~ it has no shape",
        "shape=3 ~ its shape is no tuple",
        "shape=(-1,) ~ dimension 0 of shape [-1] is negative: -1",
        "shape=(2**62,4) ~ shape [4611686018427387904, 4] with itemsize 8 is more than 2**63-1 bytes",
        "strides=(8,8) ~ shape [6] has 1 dimensions, but strides [8, 8] has 2; give one stride for each dimension",
        "mask=bytearray(6) ~ it has a mask, which Java would not see; fill in the masked elements first"
    })
    void what_cant_be_taken_is_refused_in_words(String entries, String reason) {
        shows("described(Interface(" + entries + "))", REFUSED + reason);
    }

    @Test
    void what_is_no_dict_and_no_array_is_refused() {
        run("class List: __array_interface__ = []");
        shows("described(List())", "BufferError: 'List' can't be borrowed by its __array_interface__: it is a 'list' object, not a dict");
        run("class Array:\n    def __array__(self, dtype=None, copy=None): return [1]");
        shows("described(Array())", "BufferError: 'Array' can't be borrowed by its __array__: it gave a 'list' object, not a NumPy array");
        run("class Raises:\n    @property\n    def __array_interface__(self): raise ValueError('closed')");
        shows("described(Raises())", "ValueError: closed");
    }
}
