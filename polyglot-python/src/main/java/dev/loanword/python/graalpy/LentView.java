package dev.loanword.python.graalpy;

import com.oracle.graal.python.builtins.modules.pickle.PPickleBuffer;
import com.oracle.graal.python.builtins.objects.buffer.PythonBufferAccessLibrary;
import com.oracle.graal.python.builtins.objects.memoryview.BufferLifecycleManager;
import com.oracle.graal.python.builtins.objects.memoryview.PMemoryView;
import com.oracle.truffle.api.CompilerDirectives;
import com.oracle.truffle.api.CompilerDirectives.TruffleBoundary;
import com.oracle.truffle.api.interop.TruffleObject;
import com.oracle.truffle.api.library.ExportLibrary;
import com.oracle.truffle.api.library.ExportMessage;
import com.oracle.truffle.api.strings.TruffleString;
import dev.loanword.memory.Layout;
import dev.loanword.memory.LentMemory;
import dev.loanword.memory.ViewRegister;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;

/**
 * Java memory as GraalPy's buffer libraries see it: the thing behind a {@code loanword.Buffer} and behind every memoryview
 * over it.
 *
 * <p>GraalPy leaves bounds checks to its callers and does not always make them. Here each access goes through the
 * {@link MemorySegment}, which checks bounds, liveness and thread itself; what it throws becomes a Python exception in
 * {@link #failure}. Invalidating a view swaps its segment for a closed one: there is no second liveness flag.
 */
@ExportLibrary(PythonBufferAccessLibrary.class)
final class LentView implements TruffleObject, ViewRegister.View {

    private static final MemorySegment INVALIDATED = closedSegment();

    private final HostState host;
    private final LentMemory memory;
    private final TruffleString format;
    private final BufferLifecycleManager lifecycle = new BufferLifecycleManager();
    /** Whether the view itself counts as a use of the memory; the handle under which memory was lent does not. */
    private final boolean counts;

    /** Volatile: a forced close, which may come from any thread, must reach a compiled loop. */
    private volatile MemorySegment segment;
    private PMemoryView base;
    private boolean released;
    private boolean pinned;

    LentView(HostState host, LentMemory memory, boolean counts) {
        this.host = host;
        this.memory = memory;
        this.segment = memory.segment();
        this.format = Text.python(memory.elementType().format());
        this.counts = counts;
    }

    /** The lent view behind a {@code loanword.Buffer}, or {@code null} if the object is something else. */
    static LentView of(PPickleBuffer buffer) {
        return buffer.getView() instanceof LentView view ? view : null;
    }

    /** What is lent. Its segment may be gone; {@link #segment()} asks. */
    LentMemory memory() {
        return memory;
    }

    /**
     * The segment of the whole memory that the view lies in.
     *
     * @throws RuntimeException a Python {@code ValueError} if the view was released or invalidated
     */
    MemorySegment segment() {
        if (released) {
            throw PythonExceptions.valueError(null, RELEASED);
        }
        return segmentOfConsumers();
    }

    /**
     * The segment as memoryviews over this view reach it: they outlive the release of the view itself.
     *
     * @throws RuntimeException a Python {@code ValueError} if the view was invalidated
     */
    MemorySegment segmentOfConsumers() {
        MemorySegment current = segment;
        if (!current.scope().isAlive()) {
            throw PythonExceptions.valueError(null, gone());
        }
        return current;
    }

    private static final String RELEASED = "operation forbidden on released loanword.Buffer";

    private String gone() {
        return "the " + memory.owner() + " under this buffer is closed";
    }

    BufferLifecycleManager lifecycle() {
        return lifecycle;
    }

    boolean isReleased() {
        return released;
    }

    boolean isAlive() {
        return segment.scope().isAlive();
    }

    /** Consumers that have not released: memoryviews made of the base (which is an export itself), and acquired buffers. */
    long consumers() {
        return base == null ? 0 : lifecycle.getExports().get() - 1 + base.getExports().get();
    }

    /** Gives the view up; {@link #inUse} then depends on memoryviews alone. */
    void giveUp() {
        released = true;
    }

    /** A closed host uses nothing, except for what its native code may still hold. */
    @Override
    public boolean inUse() {
        return pinned || !host.isClosed() && (consumers() > 0 || counts && !released);
    }

    /**
     * Stops a thread that may not touch the memory, before it does so by other ways than {@link #get} and {@link #put}.
     *
     * @throws RuntimeException a Python {@code BufferError} if the memory is confined to another thread
     */
    void checkThread() {
        if (!segment.isAccessibleBy(Thread.currentThread())) {
            throw PythonExceptions.bufferError(null, confined());
        }
    }

    private String confined() {
        return "the " + memory.owner() + " is confined to the Java thread that made it; use it there, or lend memory of a"
                + " shared arena";
    }

    /** The element at a byte offset of the segment. */
    Object get(long offset) {
        try {
            return Elements.get(segment(), offset, memory.elementType());
        } catch (IllegalStateException | WrongThreadException | IndexOutOfBoundsException | InternalError thrown) {
            throw failure(thrown);
        }
    }

    /** Writes the element at a byte offset of the segment; the caller has checked that the view is writable. */
    void put(long offset, Object value) {
        try {
            Elements.put(segment(), offset, memory.elementType(), value);
        } catch (IllegalStateException | WrongThreadException | IndexOutOfBoundsException | InternalError thrown) {
            throw failure(thrown);
        }
    }

    @Override
    public void invalidate() {
        segment = INVALIDATED;
    }

    @Override
    public boolean isPinned() {
        return pinned;
    }

    /** As large as can be, so that no access fails for its bounds: each must fail because the memory is gone. */
    @SuppressWarnings("restricted")
    private static MemorySegment closedSegment() {
        try (Arena arena = Arena.ofShared()) {
            // SAFETY: the arena closes before the segment leaves this method; no byte of it can ever be accessed.
            return MemorySegment.NULL.reinterpret(Long.MAX_VALUE, arena, null);
        }
    }

    /** The one place where what a segment throws becomes a Python exception. */
    @TruffleBoundary
    private RuntimeException failure(Throwable thrown) {
        return switch (thrown) {
            case IllegalStateException closed when !segment.scope().isAlive() ->
                PythonExceptions.valueError(null, gone());
            case WrongThreadException thread ->
                PythonExceptions.bufferError(null, confined());
            case IndexOutOfBoundsException bounds ->
                PythonExceptions.indexError(null, "access outside of the lent memory: " + bounds.getMessage());
            // Not every writer of GraalPy asks first whether it may: struct.pack_into does not.
            case IllegalArgumentException readOnly when memory.readOnly() ->
                PythonExceptions.typeError(null, BufferOperations.READ_ONLY);
            case InternalError fault -> PythonExceptions.osError(null, PythonExceptions.FAULT_IN_MAPPED_FILE);
            case RuntimeException other -> other;
            case Error error -> throw error;
            default -> throw new IllegalStateException(thrown);
        };
    }

    private RuntimeException slowFailure(Throwable thrown) {
        CompilerDirectives.transferToInterpreter();
        return failure(thrown);
    }

    @ExportMessage
    boolean isBuffer() {
        return true;
    }

    /** What is longer than GraalPy can count must not pass for shorter. */
    @ExportMessage
    int getBufferLength() {
        long length = memory.segment().byteSize();
        if (length > Integer.MAX_VALUE) {
            CompilerDirectives.transferToInterpreter();
            throw tooLong(length);
        }
        return (int) length;
    }

    private static RuntimeException tooLong(long length) {
        return PythonExceptions.bufferError(null, "a buffer holds at most " + Integer.MAX_VALUE + " bytes here, this one has "
                + length + "; index the buffer itself, or take slices of it");
    }

    @ExportMessage
    boolean isReadonly() {
        return memory.readOnly();
    }

    @ExportMessage
    int getItemSize() {
        return Math.toIntExact(memory.elementType().size());
    }

    @ExportMessage
    TruffleString getFormatString() {
        return format;
    }

    /** The memoryview that {@code memoryview(buffer)} copies. It is made when it is first asked for, and lives as long. */
    @ExportMessage
    @TruffleBoundary
    Object getOwner() {
        segment();
        if (base == null) {
            base = LentBuffers.memoryview(this);
        }
        return base;
    }

    @ExportMessage
    boolean isNative() {
        return segment.isNative();
    }

    /** Hands the address to native code, which does not ask again before it reads: the memory is pinned from here on. */
    @ExportMessage
    @TruffleBoundary
    Object getNativePointer() {
        if (!segment.isNative()) {
            throw PythonExceptions.bufferError(null, "the " + memory.owner() + " lies on the Java heap and has no address for"
                    + " native code; lend off-heap memory, or copy it with bytes(buffer)");
        }
        pinned = true;
        return segment().address();
    }

    @ExportMessage
    byte readByte(int offset) {
        try {
            return segment.get(ValueLayout.JAVA_BYTE, offset);
        } catch (RuntimeException | InternalError thrown) {
            throw slowFailure(thrown);
        }
    }

    @ExportMessage
    short readShortByteOrder(int offset, ByteOrder order) {
        try {
            short value = segment.get(ValueLayout.JAVA_SHORT_UNALIGNED, offset);
            return order == ByteOrder.nativeOrder() ? value : Short.reverseBytes(value);
        } catch (RuntimeException | InternalError thrown) {
            throw slowFailure(thrown);
        }
    }

    @ExportMessage
    int readIntByteOrder(int offset, ByteOrder order) {
        try {
            int value = segment.get(ValueLayout.JAVA_INT_UNALIGNED, offset);
            return order == ByteOrder.nativeOrder() ? value : Integer.reverseBytes(value);
        } catch (RuntimeException | InternalError thrown) {
            throw slowFailure(thrown);
        }
    }

    @ExportMessage
    long readLongByteOrder(int offset, ByteOrder order) {
        try {
            long value = segment.get(ValueLayout.JAVA_LONG_UNALIGNED, offset);
            return order == ByteOrder.nativeOrder() ? value : Long.reverseBytes(value);
        } catch (RuntimeException | InternalError thrown) {
            throw slowFailure(thrown);
        }
    }

    @ExportMessage
    float readFloatByteOrder(int offset, ByteOrder order) {
        return Float.intBitsToFloat(readIntByteOrder(offset, order));
    }

    @ExportMessage
    double readDoubleByteOrder(int offset, ByteOrder order) {
        return Double.longBitsToDouble(readLongByteOrder(offset, order));
    }

    /**
     * Reads bytes as they lie. A read of more than an element of a strided view can only come from pickle, which takes any
     * buffer for contiguous.
     */
    @ExportMessage
    void readIntoByteArray(int offset, byte[] destination, int destinationOffset, int length) {
        if (length > memory.layout().itemsize() && !memory.layout().isCContiguous()) {
            throw strided();
        }
        copyOut(offset, destination, destinationOffset, length);
    }

    @TruffleBoundary
    private RuntimeException strided() {
        return PythonExceptions.bufferError(null, "a strided buffer can't be read in one piece, its shape is "
                + Layout.tuple(memory.layout().shape()) + " with strides " + Layout.tuple(memory.layout().strides())
                + "; copy it with buffer.tobytes() or loanword.copy_of(buffer)");
    }

    @TruffleBoundary
    private void copyOut(int offset, byte[] destination, int destinationOffset, int length) {
        try {
            MemorySegment.copy(segment, ValueLayout.JAVA_BYTE, offset, destination, destinationOffset, length);
        } catch (RuntimeException | InternalError thrown) {
            throw failure(thrown);
        }
    }

    @ExportMessage
    void writeByte(int offset, byte value) {
        try {
            segment.set(ValueLayout.JAVA_BYTE, offset, value);
        } catch (RuntimeException | InternalError thrown) {
            throw slowFailure(thrown);
        }
    }

    @ExportMessage
    void writeShortByteOrder(int offset, short value, ByteOrder order) {
        try {
            segment.set(
                    ValueLayout.JAVA_SHORT_UNALIGNED,
                    offset,
                    order == ByteOrder.nativeOrder() ? value : Short.reverseBytes(value));
        } catch (RuntimeException | InternalError thrown) {
            throw slowFailure(thrown);
        }
    }

    @ExportMessage
    void writeIntByteOrder(int offset, int value, ByteOrder order) {
        try {
            segment.set(
                    ValueLayout.JAVA_INT_UNALIGNED,
                    offset,
                    order == ByteOrder.nativeOrder() ? value : Integer.reverseBytes(value));
        } catch (RuntimeException | InternalError thrown) {
            throw slowFailure(thrown);
        }
    }

    @ExportMessage
    void writeLongByteOrder(int offset, long value, ByteOrder order) {
        try {
            segment.set(
                    ValueLayout.JAVA_LONG_UNALIGNED,
                    offset,
                    order == ByteOrder.nativeOrder() ? value : Long.reverseBytes(value));
        } catch (RuntimeException | InternalError thrown) {
            throw slowFailure(thrown);
        }
    }

    @ExportMessage
    void writeFloatByteOrder(int offset, float value, ByteOrder order) {
        writeIntByteOrder(offset, Float.floatToRawIntBits(value), order);
    }

    @ExportMessage
    void writeDoubleByteOrder(int offset, double value, ByteOrder order) {
        writeLongByteOrder(offset, Double.doubleToRawLongBits(value), order);
    }

    @ExportMessage
    void writeFromByteArray(int offset, byte[] source, int sourceOffset, int length) {
        copyIn(offset, source, sourceOffset, length);
    }

    @TruffleBoundary
    private void copyIn(int offset, byte[] source, int sourceOffset, int length) {
        try {
            MemorySegment.copy(source, sourceOffset, segment, ValueLayout.JAVA_BYTE, offset, length);
        } catch (RuntimeException | InternalError thrown) {
            throw failure(thrown);
        }
    }

    @ExportMessage
    void readIntoBuffer(
            int offset, Object destination, int destinationOffset, int length, PythonBufferAccessLibrary library) {
        byte[] staged = new byte[length];
        copyOut(offset, staged, 0, length);
        library.writeFromByteArray(destination, destinationOffset, staged, 0, length);
    }
}
