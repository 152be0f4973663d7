package dev.loanword.python.graalpy;

import com.oracle.graal.python.builtins.modules.pickle.PPickleBuffer;
import com.oracle.graal.python.builtins.objects.buffer.PythonBufferAccessLibrary;
import com.oracle.graal.python.builtins.objects.memoryview.BufferLifecycleManager;
import com.oracle.graal.python.builtins.objects.memoryview.PMemoryView;
import com.oracle.truffle.api.CompilerDirectives;
import com.oracle.truffle.api.CompilerDirectives.TruffleBoundary;
import com.oracle.truffle.api.dsl.Bind;
import com.oracle.truffle.api.dsl.Cached;
import com.oracle.truffle.api.dsl.Specialization;
import com.oracle.truffle.api.interop.TruffleObject;
import com.oracle.truffle.api.library.ExportLibrary;
import com.oracle.truffle.api.library.ExportMessage;
import com.oracle.truffle.api.nodes.Node;
import com.oracle.truffle.api.strings.TruffleString;
import dev.loanword.memory.BooleanArray;
import dev.loanword.memory.BorrowedBuffer;
import dev.loanword.memory.Layout;
import dev.loanword.memory.LentMemory;
import dev.loanword.memory.LentStorage;
import dev.loanword.memory.ViewRegister;
import java.lang.foreign.MemorySegment;

/**
 * Java memory as GraalPy's buffer libraries see it: the thing behind a {@code loanword.Buffer} and behind every memoryview
 * over it.
 *
 * <p>Here is what all views have in common: what they show, who uses them, how long they last. How bytes are read and written
 * is told by the two kinds, {@link SegmentView} and {@link BooleanView}. What they throw becomes a Python exception in
 * {@link #failure}.
 */
@ExportLibrary(PythonBufferAccessLibrary.class)
abstract sealed class LentView implements TruffleObject, ViewRegister.View permits SegmentView, BooleanView {

    private static final String RELEASED = "operation forbidden on released loanword.Buffer";

    private final HostState host;
    private final LentMemory memory;
    private final TruffleString format;
    /** Kept here since GraalPy asks for it at each access. */
    private final long byteSize;
    private final BufferLifecycleManager lifecycle = new BufferLifecycleManager();
    /** Whether the view itself counts as a use of the memory; the handle under which memory was lent does not. */
    private final boolean counts;

    private PMemoryView base;
    private NativeBufferStruct.Description description;
    private boolean released;

    LentView(HostState host, LentMemory memory, boolean counts) {
        this.host = host;
        this.memory = memory;
        this.format = Text.python(memory.elementType().format());
        this.byteSize = memory.storage().byteSize();
        this.counts = counts;
    }

    /** A new view, not yet registered with the owner of the memory. */
    static LentView over(HostState host, LentMemory memory, boolean counts) {
        return switch (memory.storage()) {
            case LentStorage.OfSegment(MemorySegment segment, _) -> new SegmentView(host, memory, segment, counts);
            case BooleanArray flags -> new BooleanView(host, memory, flags, counts);
        };
    }

    /** The lent view behind a {@code loanword.Buffer}, or {@code null} if the object is something else. */
    static LentView of(PPickleBuffer buffer) {
        return buffer.getView() instanceof LentView view ? view : null;
    }

    /** What is lent. Its storage may be gone; {@link #storage()} asks. */
    final LentMemory memory() {
        return memory;
    }

    /**
     * Where the elements lie, as long as they may be used.
     *
     * @throws RuntimeException a Python {@code ValueError} if the view was invalidated
     */
    abstract LentStorage storage();

    /**
     * Checks that the view may be used.
     *
     * @throws RuntimeException a Python {@code ValueError} if it was released or invalidated
     */
    final void checkOpen() {
        if (released) {
            throw PythonExceptions.valueError(null, RELEASED);
        }
        if (!isAlive()) {
            throw gone();
        }
    }

    /**
     * The segment of the whole memory that the view lies in.
     *
     * @throws RuntimeException a Python {@code ValueError} if the view was released or invalidated, {@code BufferError} if its
     *     memory has no segment
     */
    final MemorySegment segment() {
        checkOpen();
        return segmentOfConsumers();
    }

    /**
     * The segment as memoryviews over this view reach it: they outlive the release of the view itself.
     *
     * @throws RuntimeException a Python {@code ValueError} if the view was invalidated, {@code BufferError} if its memory has
     *     no segment
     */
    abstract MemorySegment segmentOfConsumers();

    /** The error of a view whose memory is no longer there. */
    final RuntimeException gone() {
        return PythonExceptions.valueError(null, "the " + memory.owner() + " under this buffer is closed");
    }

    final BufferLifecycleManager lifecycle() {
        return lifecycle;
    }

    final boolean isReleased() {
        return released;
    }

    abstract boolean isAlive();

    /** Consumers that have not released: memoryviews made of the base (which is an export itself), and acquired buffers. */
    final long consumers() {
        return base == null ? 0 : lifecycle.getExports().get() - 1 + base.getExports().get();
    }

    /** Gives the view up; {@link #inUse} then depends on memoryviews alone. */
    final void giveUp() {
        released = true;
    }

    /** A closed host uses nothing, except for what its native code may still hold. */
    @Override
    public final boolean inUse() {
        return isPinned() || !host.isClosed() && (consumers() > 0 || counts && !released);
    }

    /**
     * Stops a thread that may not touch the memory, before it does so by other ways than {@link #get} and {@link #put}.
     *
     * @throws RuntimeException a Python {@code BufferError} if the memory is confined to another thread
     */
    abstract void checkThread();

    /** The element at a byte offset of the storage. */
    final Object get(long offset) {
        checkOpen();
        try {
            return element(offset);
        } catch (RuntimeException | InternalError thrown) {
            throw failure(thrown);
        }
    }

    /** Writes the element at a byte offset of the storage; the caller has checked that the view is writable. */
    final void put(long offset, Object value) {
        checkOpen();
        try {
            setElement(offset, value);
        } catch (RuntimeException | InternalError thrown) {
            throw failure(thrown);
        }
    }

    abstract Object element(long offset);

    abstract void setElement(long offset, Object value);

    /** The bytes of all elements in C order, in a new array. */
    final byte[] gather() {
        checkOpen();
        checkThread();
        try {
            return storage().gather(memory.origin(), memory.layout());
        } catch (RuntimeException | InternalError thrown) {
            throw failure(thrown);
        }
    }

    /** Writes the elements of a buffer over a part of the memory; the caller has checked that the view is writable. */
    final void assign(Selection target, BorrowedBuffer source) {
        checkThread();
        try {
            storage().assign(target.offset(), target.layout(), memory.elementType(), source);
        } catch (RuntimeException | InternalError thrown) {
            throw failure(thrown);
        }
    }

    /** The one place where what the memory throws becomes a Python exception. */
    @TruffleBoundary
    final RuntimeException failure(Throwable thrown) {
        return switch (thrown) {
            case IllegalStateException closed when !isAlive() -> gone();
            case WrongThreadException thread -> confined();
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

    /** As {@link #failure}, for code that Truffle compiles. */
    final RuntimeException slowFailure(Throwable thrown) {
        CompilerDirectives.transferToInterpreter();
        return failure(thrown);
    }

    final RuntimeException confined() {
        return PythonExceptions.bufferError(null, "the " + memory.owner() + " is confined to the Java thread that made it; use"
                + " it there, or lend memory of a shared arena");
    }

    @ExportMessage
    final boolean isBuffer() {
        return true;
    }

    /** What is longer than GraalPy can count must not pass for shorter. */
    @ExportMessage
    final int getBufferLength() {
        if (byteSize > Integer.MAX_VALUE) {
            CompilerDirectives.transferToInterpreter();
            throw LentBuffers.tooLong(memory.layout());
        }
        return (int) byteSize;
    }

    @ExportMessage
    final boolean isReadonly() {
        return memory.readOnly();
    }

    @ExportMessage
    final int getItemSize() {
        return Math.toIntExact(memory.elementType().size());
    }

    @ExportMessage
    final TruffleString getFormatString() {
        return format;
    }

    /** The memoryview that {@code memoryview(buffer)} copies. */
    @ExportMessage
    static final class GetOwner {

        @Specialization
        static Object owner(
                LentView view,
                @Bind Node node,
                @Cached(value = "isMadeByC(node)", uncached = "isMadeByC()", neverDefault = false) boolean madeByC) {
            if (madeByC) {
                throw NativeMemoryViews.madeByC(node);
            }
            return view.baseOfMemoryviews();
        }

        static boolean isMadeByC(Node node) {
            return NativeMemoryViews.isMadeByC(node);
        }

        static boolean isMadeByC() {
            return NativeMemoryViews.isMadeByC();
        }
    }

    /** It is made when it is first asked for, and lives as long. */
    @TruffleBoundary
    final PMemoryView baseOfMemoryviews() {
        checkOpen();
        if (base == null) {
            base = LentBuffers.memoryview(this);
        }
        return base;
    }

    /** Format, shape and strides for C code. */
    final NativeBufferStruct.Description description() {
        if (description == null) {
            description = new NativeBufferStruct.Description(memory);
        }
        return description;
    }

    @ExportMessage
    abstract boolean isNative();

    /** Hands the address to native code, which does not ask again before it reads: the memory is pinned from here on. */
    @ExportMessage
    abstract Object getNativePointer();

    final RuntimeException noAddress() {
        return PythonExceptions.bufferError(null, "the " + memory.owner() + " lies on the Java heap and has no address for"
                + " native code; lend off-heap memory, or copy it with bytes(buffer)");
    }

    @ExportMessage
    abstract byte readByte(int offset);

    @ExportMessage
    abstract void writeByte(int offset, byte value);

    /**
     * Reads bytes as they lie. A read of more than an element of a strided view can only come from pickle, which takes any
     * buffer for contiguous.
     */
    @ExportMessage
    final void readIntoByteArray(int offset, byte[] destination, int destinationOffset, int length) {
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

    @ExportMessage
    final void writeFromByteArray(int offset, byte[] source, int sourceOffset, int length) {
        copyIn(offset, source, sourceOffset, length);
    }

    @ExportMessage
    final void readIntoBuffer(
            int offset, Object destination, int destinationOffset, int length, PythonBufferAccessLibrary library) {
        byte[] staged = new byte[length];
        copyOut(offset, staged, 0, length);
        library.writeFromByteArray(destination, destinationOffset, staged, 0, length);
    }

    @TruffleBoundary
    private void copyOut(int offset, byte[] destination, int destinationOffset, int length) {
        try {
            read(offset, destination, destinationOffset, length);
        } catch (RuntimeException | InternalError thrown) {
            throw failure(thrown);
        }
    }

    @TruffleBoundary
    private void copyIn(int offset, byte[] source, int sourceOffset, int length) {
        try {
            write(offset, source, sourceOffset, length);
        } catch (RuntimeException | InternalError thrown) {
            throw failure(thrown);
        }
    }

    abstract void read(int offset, byte[] destination, int destinationOffset, int length);

    abstract void write(int offset, byte[] source, int sourceOffset, int length);
}
