package dev.loanword.python.graalpy;

import static dev.loanword.python.graalpy.Protocols.run;
import static dev.loanword.python.graalpy.Protocols.shows;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.oracle.graal.python.builtins.objects.capsule.PyCapsule;
import dev.loanword.memory.BufferRefusedException;
import dev.loanword.memory.ElementType;
import dev.loanword.memory.Layout;
import dev.loanword.memory.LentMemory;
import dev.loanword.memory.ViewRegister;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Memory that is borrowed by DLPack, of tensors made with ctypes: what is taken, what is refused, and one call of the deleter. */
@ExtendWith(SharedGraalPy.class)
class DlpackBorrowTest {

    @BeforeAll
    static void define() {
        Protocols.define(SharedGraalPy.python());
    }

    @Test
    void a_tensor_is_scaled_in_place_and_deleted_once() {
        run("x = Tensors()");
        shows("bridge.scale_inplace(x, 2.0), list(x.values)", "(None, [0.0, 2.0, 4.0, 6.0, 8.0, 10.0])");
        shows("len(x.deleted), x.deleted[0] == address(x.managed), name_of(x.capsule)", "(1, True, 'used_dltensor_versioned')");
        shows("x.keywords", "{'max_version': (1, 0), 'copy': False}");
    }

    @Test
    void nothing_is_copied() {
        run("before = loanword.ledger()['copied_bytes']; x = Tensors(); bridge.scale_inplace(x, 2.0)");
        shows("loanword.ledger()['copied_bytes'] - before", "0");
    }

    @Test
    void shape_strides_and_offset_are_those_of_the_tensor() {
        shows("described(Tensors(shape=(2, 3)))", "\"borrowed float64 ('d') layout of shape [2, 3], strides [24, 8], itemsize 8\"");
        shows("described(Tensors(shape=(3,), strides=(-2,), byte_offset=32))", "\"borrowed float64 ('d') layout of shape [3], strides [-16], itemsize 8\"");
        shows("described(Tensors(shape=()))", "\"borrowed float64 ('d') layout of shape [], strides [], itemsize 8\"");
        run("x = Tensors(shape=(3,), byte_offset=16)");
        shows("loanword.copy_of(x).tolist(), loanword.copy_of(Tensors(shape=(3,), strides=(-2,), byte_offset=32)).tolist()", "([2.0, 3.0, 4.0], [4.0, 2.0, 0.0])");
        shows("loanword.copy_of(Tensors(shape=(0,), data=None)).tolist()", "[]");
    }

    @Test
    void an_unversioned_tensor_is_read_only_since_it_cant_say_otherwise() {
        run("x = OldTensors()");
        shows("loanword.copy_of(x).tolist(), len(x.deleted), name_of(x.capsule)", "([0.0, 1.0, 2.0, 3.0, 4.0, 5.0], 1, 'used_dltensor')");
        run("x = OldTensors()");
        assertThat(SharedGraalPy.python().show("bridge.scale_inplace(x, 2.0)")).startsWith("BufferError: ").contains("read-only");
        shows("len(x.deleted), list(x.values)", "(1, [0.0, 1.0, 2.0, 3.0, 4.0, 5.0])");
    }

    @Test
    void a_read_only_tensor_is_not_written() {
        run("x = Tensors(flags=1)");
        assertThat(SharedGraalPy.python().show("bridge.scale_inplace(x, 2.0)")).startsWith("BufferError: ").contains("read-only");
        shows("len(x.deleted), x.values[1]", "(1, 1.0)");
    }

    @Test
    void a_capsule_is_taken_once() {
        run("x = Tensors(); loanword.copy_of(x)");
        shows("loanword.copy_of(x)", "BufferError: 'Tensors' can't be borrowed by its __dlpack__: the tensor in its capsule was taken before; it must give a new one each time");
        shows("len(x.deleted)", "1");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', value = {
        "device_type=2 | its memory is on a device of type 2, and Java reaches that of the CPU, type 1; copy it to the CPU first",
        "code=5, bits=128 | elements of complex128 have no element type here",
        "code=4, bits=16 | elements of bfloat16 have no element type here",
        "code=2, lanes=4 | elements of float64 x 4 have no element type here",
        "code=77, bits=3 | elements of type 77 of 3 bits have no element type here",
        "code=0, bits=4 | elements of int4 have no element type here",
        "ndim=-1 | its tensor has -1 dimensions; 0 to 64 are possible",
        "ndim=65 | its tensor has 65 dimensions; 0 to 64 are possible",
        "shape=None, ndim=1 | its tensor has 1 dimensions and no shape",
        "shape=(-3,) | dimension 0 of shape [-3] is negative: -3",
        "shape=(2**62, 2**62) | shape [4611686018427387904, 4611686018427387904] with itemsize 8 is more than 2**63-1 bytes",
        "shape=(3,), strides=(2**59,) | shape [3] with strides [4611686018427387904] and itemsize 8 reaches over more than 2**63-1 bytes",
        "shape=(2,), strides=(2**62,) | a stride of 4611686018427387904 elements is more than 2**63-1 bytes",
        "shape=(2,), strides=(2**60-2,) | no memory can lie at address ADDRESS with the shape (2,) of float64 ('d') and the strides (9223372036854775792,)",
        "data=None | no memory can lie 0 bytes after address 0x0",
        "byte_offset=-8 | no memory can lie 18446744073709551608 bytes after address ADDRESS",
        "major=2 | its tensor is of version 2, of which nothing is known here; version 1 was asked for"
    })
    void what_cant_be_taken_is_refused_in_words_and_deleted_once(String changed, String reason) {
        run("x = Tensors(" + changed + ")");
        String address = SharedGraalPy.python().eval("hex(address(x.values))").asString();
        shows("described(x)", "BufferError: 'Tensors' can't be borrowed by its __dlpack__: " + reason.replace("ADDRESS", address));
        shows("len(x.deleted), name_of(x.capsule)", "(1, 'used_dltensor_versioned')");
    }

    @Test
    void memory_of_another_device_is_not_asked_for() {
        run("x = Tensors(device=(2, 0))");
        shows("described(x)", "BufferError: 'Tensors' can't be borrowed by its __dlpack__: its memory is on a device of type 2, and Java reaches that of the CPU, type 1; copy it to the CPU first");
        shows("len(x.deleted), name_of(x.capsule), hasattr(x, 'keywords')", "(0, 'another', False)");
    }

    @ParameterizedTest
    @ValueSource(strings = {"dltensor_versione", "dltensor_versioned2", "dl", "tensor", "arrow_array", ""})
    void a_capsule_of_another_name_is_left_alone(String name) {
        run("x = Tensors(name='" + name + " ')");
        shows("described(x)", "BufferError: 'Tensors' can't be borrowed by its __dlpack__: its capsule has another name than 'dltensor_versioned' or 'dltensor'");
        shows("len(x.deleted), name_of(x.capsule)", "(0, 'another')");
    }

    @Test
    void what_is_no_capsule_is_refused() {
        run("class Wrong:\n    def __dlpack__(self, **k): return 42");
        shows("described(Wrong())", "BufferError: 'Wrong' can't be borrowed by its __dlpack__: it gave a 'int' object, not a capsule");
        run("class Raises:\n    def __dlpack__(self, **k): raise BufferError('not now')");
        shows("described(Raises())", "BufferError: not now");
        run("class Device(Wrong):\n    def __dlpack_device__(self): return 1");
        shows("described(Device())", "BufferError: 'Device' can't be borrowed by its __dlpack__: its __dlpack_device__ gave no tuple");
        assertThat(SharedGraalPy.python().show("described(Wrong)")).isEqualTo("TypeError: a bytes-like object is required, not 'type'");
    }

    @Test
    void a_tensor_without_a_deleter_is_fine() {
        run("x = Tensors(); x.managed.deleter = 0");
        shows("loanword.copy_of(x).tolist()[5]", "5.0");
    }

    @Test
    void lent_memory_comes_back_by_its_own_tensor() {
        run("class Tensor:\n    def __init__(self, x): self.x = x\n    def __dlpack__(self, **k): return self.x.__dlpack__(**k)");
        run("b = loanword.zeros(3); b[1] = 2; bridge.scale_inplace(Tensor(b), 4.0)");
        shows("b.tolist()", "[0.0, 8.0, 0.0]");
        run("t = bridge.EmbeddingTable(2, capacity=2); t.add([1, 2]); bridge.scale_buffer(Tensor(t), 3.0); bridge.scale_buffer(t, 2.0)");
        shows("t[0].tolist(), t.close()", "([6.0, 12.0], None)");
    }

    @Test
    void a_consumer_reads_the_structure_as_dlpack_has_it() {
        run("b = loanword.zeros((2, 3), 'h'); b[1, 2] = 7; c = b[:, ::-1].__dlpack__(max_version=(1, 3)); v = Versioned.from_address(pointer(c))");
        shows("v.major, v.minor, v.flags, v.tensor.device_type, v.tensor.device_id, v.tensor.ndim, v.tensor.code, v.tensor.bits, v.tensor.lanes, v.tensor.byte_offset", "(1, 0, 0, 1, 0, 2, 0, 16, 1, 0)");
        shows("list((c_int64 * 2).from_address(v.tensor.shape)), list((c_int64 * 2).from_address(v.tensor.strides))", "([2, 3], [3, -1])");
        shows("ctypes.c_int16.from_address(v.tensor.data + 2 * 3).value", "7");
        run("c = b.__dlpack__(); m = Managed.from_address(pointer(c))");
        shows("m.tensor.ndim, ctypes.c_int16.from_address(m.tensor.data + 10).value", "(2, 7)");
    }

    @Test
    void a_consumer_that_takes_the_tensor_and_deletes_it_ends_the_use() {
        run("t = bridge.EmbeddingTable(2); t.add([1, 2]); c = t[0].__dlpack__(max_version=(1, 0)); v = Versioned.from_address(pointer(c)); gc.collect()");
        assertThat(SharedGraalPy.python().show("t.close()")).startsWith("BufferError: embedding table is lent to 1 buffer;");
        run("call_back((v.deleter, pointer(c)))");
        shows("t.close()", "None");
        run("call_back((v.deleter, pointer(c))) # a second time has no effect\ndel c");
    }

    @Test
    void memory_stays_in_use_after_its_host_until_the_consumer_is_done() {
        Arena arena = Arena.ofShared();
        ViewRegister views = ViewRegister.ofArena("table", arena);
        MemorySegment numbers = arena.allocate(ValueLayout.JAVA_DOUBLE, 3);
        LentMemory memory =
                new LentMemory(numbers, 0, ElementType.FLOAT64, Layout.contiguous(8, 3), false, "table", views);
        long tensor;
        long deleter;
        try (GraalPyContext python = new GraalPyContext()) {
            Protocols.define(python);
            python.define("lent", ignored -> LentBuffers.lend(null, memory, false));
            python.define("take", capsule -> {
                ((PyCapsule) capsule).setNamePtr(Dlpack.USED_TENSOR.address());
                return Borrower.address(null, ((PyCapsule) capsule).getPointer());
            });
            tensor = python.eval("c = lent(0).__dlpack__(); taken = take(c); taken").asLong();
            deleter = python.eval("Managed.from_address(taken).deleter").asLong();
        }
        assertThatThrownBy(views::close)
                .isInstanceOf(BufferRefusedException.class)
                .hasMessage("table is lent to 1 buffer; release it first, or close with force=True");
        views.forceClose();
        assertThat(numbers.scope().isAlive()).isTrue();
        NativeCallback.call(deleter, tensor);
        assertThat(views.isClosed()).isTrue();
    }
}
