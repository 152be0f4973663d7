package dev.loanword.python.graalpy;

import dev.loanword.memory.Layout;
import dev.loanword.memory.LentMemory;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;

/**
 * Lent memory as C code wants it described: a {@code Py_buffer}, as Python's manual lays it out for 64-bit machines.
 *
 * <p>The strings and arrays that the struct points to live as long as the view, which the struct's reference to the exporter
 * keeps alive.
 */
final class NativeBufferStruct {

    static final long SIZE = 80;
    private static final long BUF = 0;
    private static final long OBJ = 8;
    private static final long LEN = 16;
    private static final long ITEMSIZE = 24;
    private static final long READONLY = 32;
    private static final long NDIM = 36;
    private static final long FORMAT = 40;
    private static final long SHAPE = 48;
    private static final long STRIDES = 56;

    private static final int WANTS_WRITABLE = 0x1;
    private static final int WANTS_FORMAT = 0x4;
    private static final int WANTS_SHAPE = 0x8;
    private static final int WANTS_STRIDES = 0x10;
    private static final int C_ORDER = 0x20;
    private static final int FORTRAN_ORDER = 0x40;
    private static final int ANY_ORDER = 0x80;

    private final MemorySegment struct;

    private NativeBufferStruct(MemorySegment struct) {
        this.struct = struct;
    }

    /**
     * Describes a view, whose memory is pinned from here on.
     *
     * @param flags what the caller of {@code PyObject_GetBuffer} asks for
     * @throws RuntimeException a Python {@code BufferError} if the view can't give that, {@code ValueError} if it is closed
     */
    static NativeBufferStruct describe(LentView view, int flags) {
        LentMemory memory = view.memory();
        Layout layout = memory.layout();
        view.checkOpen();
        if (!view.isNative()) {
            throw view.noAddress();
        }
        if ((flags & WANTS_WRITABLE) != 0 && memory.readOnly()) {
            throw PythonExceptions.bufferError(null, "the " + memory.owner() + " is lent read-only");
        }
        checkOrder(layout, flags);
        Description description = view.description();
        MemorySegment struct = Arena.ofAuto().allocate(SIZE, 8);
        struct.set(ValueLayout.JAVA_LONG, BUF, (Long) view.getNativePointer() + memory.origin());
        struct.set(ValueLayout.JAVA_LONG, LEN, layout.byteCount());
        struct.set(ValueLayout.JAVA_LONG, ITEMSIZE, layout.itemsize());
        struct.set(ValueLayout.JAVA_INT, READONLY, memory.readOnly() ? 1 : 0);
        boolean shaped = (flags & WANTS_SHAPE) != 0;
        struct.set(ValueLayout.JAVA_INT, NDIM, shaped ? layout.dimensionCount() : 1);
        struct.set(ValueLayout.ADDRESS, FORMAT, (flags & WANTS_FORMAT) != 0 ? description.format : MemorySegment.NULL);
        struct.set(ValueLayout.ADDRESS, SHAPE, shaped ? description.shape : MemorySegment.NULL);
        boolean strided = (flags & WANTS_STRIDES) != 0;
        struct.set(ValueLayout.ADDRESS, STRIDES, strided ? description.strides : MemorySegment.NULL);
        return new NativeBufferStruct(struct);
    }

    private static void checkOrder(Layout layout, int flags) {
        boolean c = layout.isCContiguous();
        boolean fortran = layout.isFortranContiguous();
        boolean refused = (flags & C_ORDER) != 0 && !c
                || (flags & FORTRAN_ORDER) != 0 && !fortran
                || (flags & ANY_ORDER) != 0 && !c && !fortran
                || (flags & WANTS_STRIDES) == 0 && !c;
        if (refused) {
            throw PythonExceptions.bufferError(null, "the buffer is strided, its shape is " + Layout.tuple(layout.shape())
                    + " with strides " + Layout.tuple(layout.strides())
                    + ", and its elements are wanted in one piece; pass loanword.copy_of(buffer), or np.asarray(buffer) to NumPy");
        }
    }

    /** Fills the caller's struct. */
    @SuppressWarnings("restricted")
    void copyTo(long target, long exporter) {
        struct.set(ValueLayout.JAVA_LONG, OBJ, exporter);
        // SAFETY: by the buffer protocol, the caller of bf_getbuffer passes the address of a Py_buffer of its own.
        MemorySegment.ofAddress(target).reinterpret(SIZE).copyFrom(struct);
    }

    /** What a {@code Py_buffer} points to. */
    static final class Description {

        private final MemorySegment format;
        private final MemorySegment shape;
        private final MemorySegment strides;

        Description(LentMemory memory) {
            Arena arena = Arena.ofAuto();
            format = arena.allocateFrom(memory.elementType().format(), StandardCharsets.US_ASCII);
            shape = arena.allocateFrom(ValueLayout.JAVA_LONG, memory.layout().shape());
            strides = arena.allocateFrom(ValueLayout.JAVA_LONG, memory.layout().strides());
        }
    }
}
