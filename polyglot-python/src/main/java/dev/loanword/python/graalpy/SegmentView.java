package dev.loanword.python.graalpy;

import com.oracle.graal.python.builtins.objects.buffer.PythonBufferAccessLibrary;
import com.oracle.truffle.api.CompilerDirectives.TruffleBoundary;
import com.oracle.truffle.api.library.ExportLibrary;
import com.oracle.truffle.api.library.ExportMessage;
import dev.loanword.memory.LentMemory;
import dev.loanword.memory.LentStorage;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;

/**
 * A view of memory that a segment holds: all but a {@code boolean[]}.
 *
 * <p>GraalPy leaves bounds checks to its callers and does not always make them. Here each access goes through the
 * {@link MemorySegment}, which checks bounds, liveness and thread itself. Invalidating a view swaps its segment for a closed
 * one: there is no second liveness flag.
 */
@ExportLibrary(PythonBufferAccessLibrary.class)
final class SegmentView extends LentView {

    private static final MemorySegment INVALIDATED = closedSegment();

    /** Volatile: a forced close, which may come from any thread, must reach a compiled loop. */
    private volatile MemorySegment segment;
    /** Volatile, and set before the segment is asked: a forced close sees it, or we see the close. */
    private volatile boolean pinned;

    SegmentView(HostState host, LentMemory memory, MemorySegment segment, boolean counts) {
        super(host, memory, counts);
        this.segment = segment;
    }

    /** As large as can be, so that no access fails for its bounds: each must fail because the memory is gone. */
    @SuppressWarnings("restricted")
    private static MemorySegment closedSegment() {
        try (Arena arena = Arena.ofShared()) {
            // SAFETY: the arena closes before the segment leaves this method; no byte of it can ever be accessed.
            return MemorySegment.NULL.reinterpret(Long.MAX_VALUE, arena, null);
        }
    }

    @Override
    LentStorage storage() {
        return new LentStorage.OfSegment(segmentOfConsumers());
    }

    @Override
    MemorySegment segmentOfConsumers() {
        MemorySegment current = segment;
        if (!current.scope().isAlive()) {
            throw gone();
        }
        return current;
    }

    @Override
    boolean isAlive() {
        return segment.scope().isAlive();
    }

    @Override
    public void invalidate() {
        segment = INVALIDATED;
    }

    @Override
    void checkThread() {
        if (!segment.isAccessibleBy(Thread.currentThread())) {
            throw confined();
        }
    }

    @Override
    Object element(long offset) {
        return Elements.get(segment, offset, memory().elementType());
    }

    @Override
    void setElement(long offset, Object value) {
        Elements.put(segment, offset, memory().elementType(), value);
    }

    @Override
    public boolean isPinned() {
        return pinned;
    }

    @Override
    @ExportMessage
    boolean isNative() {
        return segment.isNative();
    }

    @Override
    @ExportMessage
    @TruffleBoundary
    Object getNativePointer() {
        if (!segment.isNative()) {
            return NativeMemoryViews.withoutAddress(this, this::noAddress);
        }
        pinned = true;
        MemorySegment current = segment;
        return current.scope().isAlive() ? (Object) current.address() : NativeMemoryViews.withoutAddress(this, this::gone);
    }

    @Override
    @ExportMessage
    byte readByte(int offset) {
        try {
            return segment.get(ValueLayout.JAVA_BYTE, offset);
        } catch (RuntimeException | InternalError thrown) {
            throw slowFailure(thrown);
        }
    }

    @Override
    @ExportMessage
    void writeByte(int offset, byte value) {
        try {
            segment.set(ValueLayout.JAVA_BYTE, offset, value);
        } catch (RuntimeException | InternalError thrown) {
            throw slowFailure(thrown);
        }
    }

    @Override
    void read(int offset, byte[] destination, int destinationOffset, int length) {
        MemorySegment.copy(segment, ValueLayout.JAVA_BYTE, offset, destination, destinationOffset, length);
    }

    @Override
    void write(int offset, byte[] source, int sourceOffset, int length) {
        MemorySegment.copy(source, sourceOffset, segment, ValueLayout.JAVA_BYTE, offset, length);
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
}
