package dev.loanword.python.graalpy;

import com.oracle.graal.python.PythonLanguage;
import com.oracle.graal.python.builtins.objects.PNone;
import com.oracle.graal.python.builtins.objects.cext.common.CExtCommonNodes.ReadAndClearNativeException;
import com.oracle.graal.python.nodes.PRaiseNode;
import com.oracle.graal.python.runtime.PythonContext;
import com.oracle.graal.python.runtime.PythonOptions;
import com.oracle.truffle.api.nodes.Node;
import dev.loanword.memory.BufferRefusedException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Buffers of objects that live in C (NumPy arrays, other extensions), by the C buffer protocol itself.
 *
 * <p>{@code PyObject_GetBuffer} and {@code PyBuffer_Release} are called in the {@code libpython-native} that GraalPy has
 * loaded. GraalPy's own way, a memoryview, keeps such an array alive for ever; this way nothing is left behind. The
 * struct's layout is that of Python's stable C API ({@code Py_buffer} in its manual), for 64-bit machines.
 */
final class NativeBuffers {

    private static final int FULL_READ_ONLY = 0x11c;
    private static final int STRUCT_SIZE = 80;
    private static final long BUF = 0;
    private static final long ITEMSIZE = 24;
    private static final long READONLY = 32;
    private static final long NDIM = 36;
    private static final long FORMAT = 40;
    private static final long SHAPE = 48;
    private static final long STRIDES = 56;
    private static final long SUBOFFSETS = 64;

    private NativeBuffers() {}

    /** The two functions, found when the first native object is borrowed: GraalPy has loaded the library by then. */
    private static final class Functions {
        static final MethodHandle GET_BUFFER;
        static final MethodHandle RELEASE;

        @SuppressWarnings("restricted")
        private static MethodHandle function(Linker linker, SymbolLookup library, String name, FunctionDescriptor type) {
            // SAFETY: the descriptors below are those of Python's stable C API.
            return linker.downcallHandle(library.findOrThrow(name), type);
        }

        static {
            Linker linker = Linker.nativeLinker();
            SymbolLookup library = loadedLibrary();
            GET_BUFFER = function(
                    linker,
                    library,
                    "PyObject_GetBuffer",
                    FunctionDescriptor.of(
                            ValueLayout.JAVA_INT, ValueLayout.JAVA_LONG, ValueLayout.ADDRESS, ValueLayout.JAVA_INT));
            RELEASE = function(
                    linker, library, "PyBuffer_Release", FunctionDescriptor.ofVoid(ValueLayout.ADDRESS));
        }

        @SuppressWarnings("restricted")
        private static SymbolLookup loadedLibrary() {
            try (var maps = Files.lines(Path.of("/proc/self/maps"))) {
                Path path = maps.filter(line -> line.contains("libpython-native"))
                        .map(line -> Path.of(line.substring(line.indexOf('/'))))
                        .findFirst()
                        .orElseThrow(() -> new IllegalStateException("GraalPy's native library is not loaded"));
                // SAFETY: GraalPy has loaded this very file and keeps it loaded; no code of it runs again.
                return SymbolLookup.libraryLookup(path, Arena.global());
            } catch (IOException unreadable) {
                throw new UncheckedIOException(unreadable);
            }
        }
    }

    /**
     * Acquires the buffer of a native object, whatever its format, shape and strides.
     *
     * @throws RuntimeException the Python exception that the object raised
     */
    static Acquired acquire(Node node, long object) {
        PythonContext context = PythonContext.get(node);
        if (context.getOption(PythonOptions.IsolateNativeModules)) {
            throw new BufferRefusedException("native arrays can't be borrowed in a host with isolated native modules, whose"
                    + " Python library is a copy of its own; open the host without isolation");
        }
        Arena arena = Arena.ofConfined();
        MemorySegment struct = arena.allocate(STRUCT_SIZE, 16);
        int result;
        try {
            result = (int) Functions.GET_BUFFER.invokeExact(object, struct, FULL_READ_ONLY);
        } catch (Throwable unexpected) {
            arena.close();
            throw rethrow(unexpected);
        }
        if (result != 0) {
            arena.close();
            throw pendingException(node, context);
        }
        return new Acquired(arena, struct);
    }

    private static RuntimeException pendingException(Node node, PythonContext context) {
        Object exception =
                ReadAndClearNativeException.executeUncached(context.getThreadState(PythonLanguage.get(node)));
        if (exception == PNone.NO_VALUE) {
            return PythonExceptions.bufferError(node, "the object refused its buffer without a reason");
        }
        return PRaiseNode.raiseExceptionObjectStatic(node, exception, false);
    }

    private static RuntimeException rethrow(Throwable thrown) {
        if (thrown instanceof RuntimeException unchecked) {
            throw unchecked;
        }
        if (thrown instanceof Error error) {
            throw error;
        }
        throw new IllegalStateException(thrown);
    }

    /** An acquired {@code Py_buffer}. Its struct is one of its own, since C may keep pointers into it. */
    static final class Acquired {

        private final Arena arena;
        private final MemorySegment struct;

        private Acquired(Arena arena, MemorySegment struct) {
            this.arena = arena;
            this.struct = struct;
        }

        long address() {
            return struct.get(ValueLayout.JAVA_LONG, BUF);
        }

        boolean isReadOnly() {
            return struct.get(ValueLayout.JAVA_INT, READONLY) != 0;
        }

        /** The format string; unsigned bytes where the exporter names none. */
        @SuppressWarnings("restricted")
        private String format() {
            MemorySegment text = struct.get(ValueLayout.ADDRESS, FORMAT);
            // SAFETY: the exporter keeps this zero-terminated string until the buffer is released.
            return text.address() == 0 ? "B" : text.reinterpret(Long.MAX_VALUE).getString(0);
        }

        /** Format, itemsize, shape and strides, as the exporter says. */
        ExportedElements elements() {
            if (struct.get(ValueLayout.JAVA_LONG, SUBOFFSETS) != 0) {
                throw new BufferRefusedException(
                        "a buffer with suboffsets (an array of pointers) can't be borrowed; make a contiguous copy");
            }
            int dimensions = struct.get(ValueLayout.JAVA_INT, NDIM);
            long itemsize = struct.get(ValueLayout.JAVA_LONG, ITEMSIZE);
            return ExportedElements.of(
                    Text.python(format()), itemsize, longs(SHAPE, dimensions), longs(STRIDES, dimensions));
        }

        @SuppressWarnings("restricted")
        private long[] longs(long field, int count) {
            // SAFETY: the exporter fills shape and strides with one entry a dimension, because FULL_RO asked for both.
            return struct.get(ValueLayout.ADDRESS, field)
                    .reinterpret(count * (long) Long.BYTES)
                    .toArray(ValueLayout.JAVA_LONG);
        }

        void release() {
            try {
                Functions.RELEASE.invokeExact(struct);
            } catch (Throwable unexpected) {
                throw rethrow(unexpected);
            } finally {
                arena.close();
            }
        }
    }
}
