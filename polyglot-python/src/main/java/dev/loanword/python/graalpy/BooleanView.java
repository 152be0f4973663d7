package dev.loanword.python.graalpy;

import com.oracle.graal.python.lib.PyObjectIsTrueNode;
import com.oracle.truffle.api.CompilerDirectives.TruffleBoundary;
import dev.loanword.memory.BooleanArray;
import dev.loanword.memory.LentMemory;
import java.lang.foreign.MemorySegment;

/**
 * A view of a {@code boolean[]}, which no segment can hold: Python reads and writes the array itself.
 *
 * <p>A byte is read as 0 or 1, and any other byte than 0 writes true, also where a memoryview was cast and writes wider
 * elements. {@link BooleanArray} checks bounds. Java and native code, which need a segment or an address, are refused.
 */
final class BooleanView extends LentView {

    /** Null once the view was invalidated. Volatile: a forced close, which may come from any thread, must be seen. */
    private volatile BooleanArray flags;

    BooleanView(HostState host, LentMemory memory, BooleanArray flags, boolean counts) {
        super(host, memory, counts);
        this.flags = flags;
    }

    @Override
    BooleanArray storage() {
        BooleanArray current = flags;
        if (current == null) {
            throw gone();
        }
        return current;
    }

    @Override
    MemorySegment segmentOfConsumers() {
        storage();
        return memory().segment();
    }

    @Override
    boolean isAlive() {
        return flags != null;
    }

    @Override
    public void invalidate() {
        flags = null;
    }

    @Override
    void checkThread() {
        // An array belongs to no thread.
    }

    @Override
    Object element(long offset) {
        return storage().get(offset);
    }

    @Override
    void setElement(long offset, Object value) {
        storage().set(offset, PyObjectIsTrueNode.executeUncached(value));
    }

    @Override
    public boolean isPinned() {
        return false;
    }

    @Override
    boolean isNative() {
        return false;
    }

    @Override
    @TruffleBoundary
    Object getNativePointer() {
        return NativeMemoryViews.withoutAddress(this, this::noAddress);
    }

    @Override
    byte readByte(int offset) {
        try {
            return (byte) (storage().get(offset) ? 1 : 0);
        } catch (IndexOutOfBoundsException thrown) {
            throw slowFailure(thrown);
        }
    }

    @Override
    void writeByte(int offset, byte value) {
        try {
            storage().set(offset, value != 0);
        } catch (IndexOutOfBoundsException | IllegalArgumentException thrown) {
            throw slowFailure(thrown);
        }
    }

    @Override
    void read(int offset, byte[] destination, int destinationOffset, int length) {
        BooleanArray current = storage().slice(offset, length);
        for (int i = 0; i < length; i++) {
            destination[destinationOffset + i] = (byte) (current.get(i) ? 1 : 0);
        }
    }

    @Override
    void write(int offset, byte[] source, int sourceOffset, int length) {
        BooleanArray current = storage().slice(offset, length);
        for (int i = 0; i < length; i++) {
            current.set(i, source[sourceOffset + i] != 0);
        }
    }
}
