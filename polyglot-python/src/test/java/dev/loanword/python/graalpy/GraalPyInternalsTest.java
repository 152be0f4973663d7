package dev.loanword.python.graalpy;

import static org.assertj.core.api.Assertions.assertThat;

import com.oracle.graal.python.PythonLanguage;
import com.oracle.graal.python.builtins.modules.ctypes.CDataObject;
import com.oracle.graal.python.builtins.modules.pickle.PPickleBuffer;
import com.oracle.graal.python.builtins.objects.array.PArray;
import com.oracle.graal.python.builtins.objects.buffer.PythonBufferAccessLibrary;
import com.oracle.graal.python.builtins.objects.bytes.PByteArray;
import com.oracle.graal.python.builtins.objects.bytes.PBytes;
import com.oracle.graal.python.builtins.objects.list.PList;
import com.oracle.graal.python.builtins.objects.memoryview.PMemoryView;
import com.oracle.graal.python.builtins.objects.tuple.PTuple;
import com.oracle.graal.python.runtime.PythonContext;
import com.oracle.graal.python.runtime.object.PFactory;
import com.oracle.graal.python.runtime.sequence.storage.ByteSequenceStorage;
import com.oracle.graal.python.runtime.sequence.storage.DoubleSequenceStorage;
import com.oracle.truffle.api.TruffleSafepoint;
import com.oracle.truffle.api.interop.InteropLibrary;
import dev.loanword.memory.LentMemory;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.graalvm.polyglot.PolyglotException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * One small experiment for each GraalPy internal that this room builds on, so that a change of version fails here, by name,
 * before it fails anywhere else.
 */
class GraalPyInternalsTest {

    private static GraalPyContext python;

    @BeforeAll
    static void open() {
        python = new GraalPyContext();
    }

    @AfterAll
    static void close() {
        python.close();
    }

    @Test
    void a_builtin_of_ours_binds_arguments_with_the_words_of_python() {
        python.put(
                "subtract",
                Builtin.function("subtract", List.of("a", "b"), "Takes b from a.", () -> new OutlinedBody(
                                (node, arguments) -> (int) arguments[0] - (int) arguments[1]))
                        .withDefaults(1));
        assertThat(python.show("subtract(5), subtract(5, 2), subtract(b=3, a=4)")).isEqualTo("(4, 3, 1)");
        assertThat(python.show("subtract()"))
                .isEqualTo("TypeError: subtract() missing 1 required positional argument: 'a'");
        assertThat(python.show("subtract(1, 2, 3)"))
                .isEqualTo("TypeError: subtract() takes from 1 to 2 positional arguments but 3 were given");
        assertThat(python.show("subtract(1, c=2)"))
                .isEqualTo("TypeError: subtract() got an unexpected keyword argument 'c'");
        assertThat(python.show("subtract.__doc__")).isEqualTo("'Takes b from a.'");
    }

    @Test
    void a_java_exception_in_a_builtin_is_a_python_exception_without_a_frame_of_ours() {
        python.define("fail", value -> {
            throw new IllegalArgumentException("too blue");
        });
        assertThat(python.eval(
                        """
                        import traceback
                        def caller():
                            fail(1)
                        try:
                            caller()
                        except ValueError as e:
                            text = ''.join(traceback.format_exception(e))
                        text
                        """)
                        .asString())
                .matches("(?s)Traceback \\(most recent call last\\):\n"
                        + "  File \"Unnamed\", line 5, in <module>\n.*"
                        + "  File \"Unnamed\", line 3, in caller\n.*"
                        + "ValueError: too blue\n")
                .doesNotContain("java", "probe");
    }

    @Test
    void builtins_of_two_contexts_on_one_engine_share_a_call_target() {
        Builtin shared = Builtin.function("shared", List.of(), "", () -> new OutlinedBody((node, arguments) -> 1));
        try (GraalPyContext other = new GraalPyContext()) {
            assertThat(callTarget(python, shared)).isSameAs(callTarget(other, shared));
        }
    }

    private static Object callTarget(GraalPyContext where, Builtin builtin) {
        where.context.enter();
        try {
            return builtin.create("test", null).getCallTarget();
        } finally {
            where.context.leave();
        }
    }

    @Test
    void bytes_and_bytearray_lie_in_a_java_array_that_may_be_longer() {
        python.define("poke", value -> {
            var storage = (ByteSequenceStorage) ((PByteArray) value).getSequenceStorage();
            storage.getInternalByteArray()[0] = 'J';
            return storage.length() + " of " + (storage.getInternalByteArray().length >= storage.length());
        });
        assertThat(python.show("(b := bytearray(b'hello')), poke(b), b"))
                .isEqualTo("(bytearray(b'Jello'), '5 of true', bytearray(b'Jello'))");
        python.define("peek", value ->
                (int) ((ByteSequenceStorage) ((PBytes) value).getSequenceStorage()).getInternalByteArray()[1]);
        assertThat(python.show("peek(b'abc')")).isEqualTo("98");
    }

    @Test
    void raised_export_counts_refuse_to_resize_with_the_words_of_python() {
        python.define("lock_bytes", value -> {
            ((PByteArray) value).setExports(((PByteArray) value).getExports() + 1);
            return 0;
        });
        python.define("lock_array", value -> ((PArray) value).getExports().incrementAndGet());
        python.define("lock_view", value -> ((PMemoryView) value).getExports().incrementAndGet());
        python.eval("import array\nb = bytearray(3); a = array.array('i', [1]); v = memoryview(bytearray(3))\n"
                + "lock_bytes(b); lock_array(a); lock_view(v)");
        assertThat(python.show("b.append(1)"))
                .isEqualTo("BufferError: Existing exports of data: object cannot be re-sized");
        assertThat(python.show("a.append(1)"))
                .isEqualTo("BufferError: Existing exports of data: object cannot be re-sized");
        assertThat(python.show("v.release()")).isEqualTo("BufferError: memoryview has 1 exported buffers");
        assertThat(python.show("b.__setitem__(0, 7), b")).isEqualTo("(None, bytearray(b'\\x07\\x00\\x00'))");
    }

    @Test
    void a_memoryview_tells_offset_shape_and_strides_of_its_slices() {
        python.define("describe", value -> {
            PMemoryView view = (PMemoryView) value;
            return view.getOffset() + " " + Arrays.toString(view.getBufferShape()) + " "
                    + Arrays.toString(view.getBufferStrides()) + " " + view.isCContiguous() + " " + view.getBuffer().getClass()
                            .getSimpleName();
        });
        assertThat(python.show("describe(memoryview(bytearray(10))[8:2:-2])"))
                .isEqualTo("'8 [3] [-2] false PByteArray'");
        assertThat(python.show("describe(memoryview(bytes(12)).cast('B').cast('i', [1, 3]))"))
                .isEqualTo("'0 [1, 3] [12, 4] true PBytes'");
    }

    @Test
    void an_array_tells_its_format_and_storage() {
        python.define("format", value -> ((PArray) value).getFormatStringForBuffer());
        assertThat(python.eval("import array\n[format(array.array(c)) for c in 'bBhHiIlLqQfdu']").toString())
                .isEqualTo("['b', 'B', 'h', 'H', 'i', 'I', 'l', 'L', 'q', 'Q', 'f', 'd', 'w']");
    }

    @Test
    @SuppressWarnings("restricted")
    void ctypes_data_has_an_address_and_a_format() {
        // ctypes.addressof gives an identity here, no address: only the library knows where the memory lies.
        python.define("write_at_address", value -> {
            PythonBufferAccessLibrary access = PythonBufferAccessLibrary.getUncached();
            CDataObject data = (CDataObject) value;
            Object pointer = access.getNativePointer(data);
            long address = pointer instanceof Long number ? number : InteropLibrary.getUncached().asPointer(pointer);
            // SAFETY: the ctypes array is alive, and 24 bytes long.
            MemorySegment.ofAddress(address).reinterpret(24).setAtIndex(ValueLayout.JAVA_DOUBLE, 2, 42);
            return access.getFormatString(data) + " " + access.getBufferLength(data);
        });
        assertThat(python.eval(
                        """
                        import ctypes
                        values = (ctypes.c_double * 3)(1, 2, 3)
                        (write_at_address(values), list(values))
                        """)
                        .toString())
                .isEqualTo("('<d 24', [1.0, 2.0, 42.0])");
    }

    @Test
    void a_list_of_floats_is_a_double_array() {
        python.define("doubles", value -> {
            var storage = (DoubleSequenceStorage) ((PList) value).getSequenceStorage();
            return storage.getInternalDoubleArray()[1] + " of " + storage.length();
        });
        assertThat(python.show("doubles([1.5, 2.5, 3.5])")).isEqualTo("'2.5 of 3'");
        python.define("class_of", value -> ((PTuple) value).getSequenceStorage().length());
        assertThat(python.show("class_of((1.5, 2))")).isEqualTo("2");
    }

    @Test
    void created_bytes_adopt_the_array() {
        byte[] line = {'a', 'b'};
        python.define("bytes_over", value -> PFactory.createBytes(PythonLanguage.get(null), line));
        python.eval("line = bytes_over(0)");
        line[0] = 'X';
        assertThat(python.show("line")).isEqualTo("b'Xb'");
    }

    @Test
    void a_memoryview_of_a_pickle_buffer_takes_over_shape_and_lifecycle() {
        LentMemory memory = LentMemory.of(new double[6]);
        memory = memory.view(0, dev.loanword.memory.Layout.contiguous(8, 2, 3));
        python.boundary.lend("matrix", memory);
        python.define("consumers", value -> LentView.of((PPickleBuffer) value).consumers());
        assertThat(python.eval("m = memoryview(matrix)\n(m.shape, m.strides, m.format, m.ndim, consumers(matrix))").toString())
                .isEqualTo("((2, 3), (24, 8), 'd', 2, 1)");
        assertThat(python.eval("n = m[:]\ntwo = consumers(matrix)\nn.release()\nm.release()\n(two, consumers(matrix))").toString())
                .isEqualTo("(2, 0)");
    }

    @Test
    void an_instance_with_a_java_half_is_of_its_python_class_and_its_subclasses() {
        PythonType type = new PythonType(
                "test",
                "Counter",
                "Counts.",
                Builtin.method("__new__", List.of("cls"), "", () -> new OutlinedBody(
                        (node, arguments) -> Instances.create(arguments[0], new int[] {41}))),
                List.of(Builtin.method("next", List.of("self"), "", () -> new OutlinedBody(
                        (node, arguments) -> ++Instances.java(arguments[0], int[].class)[0]))),
                List.of());
        python.define("make_type", value -> type.create());
        assertThat(python.eval(
                        """
                        Counter = make_type(0)
                        class Loud(Counter):
                            def next(self): return super().next() * 100
                        (Counter().next(), Loud().next(), isinstance(Loud(), Counter), type(Loud()).__name__,
                         Counter.next.__qualname__, Counter.__module__, hasattr(Counter(), '__dict__'))
                        """)
                        .toString())
                .isEqualTo("(42, 4200, True, 'Loud', 'Counter.next', 'test', False)");
        assertThat(python.show("Counter.next(5)")).startsWith("TypeError:");
    }

    @Test
    void a_safepoint_polled_in_a_builtin_interrupts_it() throws Exception {
        CountDownLatch running = new CountDownLatch(1);
        Builtin spin = Builtin.function("spin", List.of(), "", () -> new OutlinedBody((node, arguments) -> {
            running.countDown();
            while (true) {
                TruffleSafepoint.poll(node);
            }
        }));
        try (GraalPyContext other = new GraalPyContext()) {
            other.put("spin", spin);
            Thread interrupter = Thread.ofPlatform().start(() -> {
                try {
                    if (running.await(1, TimeUnit.MINUTES)) {
                        other.context.interrupt(java.time.Duration.ofMinutes(1));
                    }
                } catch (InterruptedException | java.util.concurrent.TimeoutException late) {
                    throw new IllegalStateException(late);
                }
            });
            PolyglotException interrupted = org.assertj.core.api.Assertions.catchThrowableOfType(
                    PolyglotException.class, () -> other.eval("spin()"));
            interrupter.join();
            assertThat(interrupted.isInterrupted() || interrupted.getMessage().contains("KeyboardInterrupt"))
                    .as(interrupted.toString())
                    .isTrue();
        }
    }

    @Test
    void a_builtin_keeps_the_gil() {
        python.define("owns_gil", value -> PythonContext.get(null).ownsGil());
        assertThat(python.show("owns_gil(0)")).isEqualTo("True");
    }

    @Test
    void an_os_error_has_number_reason_and_file_name() {
        python.define("open_missing", value -> {
            throw new java.nio.file.NoSuchFileException("here/not there");
        });
        assertThat(python.eval(
                        """
                        try:
                            open_missing(0)
                        except FileNotFoundError as e:
                            found = (e.errno, e.strerror, e.filename, str(e))
                        found
                        """)
                        .toString())
                .isEqualTo("(2, 'No such file or directory', 'here/not there',"
                        + " \"[Errno 2] No such file or directory: 'here/not there'\")");
    }

    @Test
    void paths_of_all_kinds_are_decoded() {
        python.define("path", value -> Text.python(Paths.of(value).toString()));
        assertThat(python.eval("import pathlib\n(path('a/b'), path(b'a/b'), path(pathlib.Path('a') / 'b'))").toString())
                .isEqualTo("('a/b', 'a/b', 'a/b')");
        assertThat(python.show("path(7)"))
                .isEqualTo("TypeError: expected str, bytes or os.PathLike object, not int");
        assertThat(python.show("path('a\\0b')")).isEqualTo("ValueError: embedded null byte");
    }
}
