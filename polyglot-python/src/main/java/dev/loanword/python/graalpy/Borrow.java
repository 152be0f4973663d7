package dev.loanword.python.graalpy;

import com.oracle.graal.python.builtins.objects.array.PArray;
import com.oracle.graal.python.builtins.objects.buffer.PythonBufferAccessLibrary;
import com.oracle.graal.python.builtins.objects.bytes.PByteArray;
import com.oracle.graal.python.builtins.objects.bytes.PBytes;
import com.oracle.graal.python.builtins.objects.memoryview.PMemoryView;
import com.oracle.truffle.api.CompilerDirectives.TruffleBoundary;
import com.oracle.truffle.api.nodes.Node;
import dev.loanword.kernels.Checkpoint;
import dev.loanword.memory.BorrowTable;
import dev.loanword.memory.BorrowedBuffer;
import dev.loanword.memory.ElementType;
import dev.loanword.memory.Layout;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.ref.Reference;
import java.util.ArrayList;
import java.util.List;

/**
 * One borrow: the described memory, the locks that keep it in place, and how to undo them.
 *
 * <p>Made by {@link Borrower} and closed in {@code finally} by whoever asked for it. While it is open the exporter can't be
 * resized or released, because its export count is up; GraalPy itself then raises CPython's {@code BufferError}.
 */
public final class Borrow implements AutoCloseable {

    private final Object exporter;
    private final boolean recordsAsBytes;
    private String function;
    private String expected;
    private BorrowedBuffer buffer;
    private PByteArray lockedBytes;
    private PArray lockedArray;
    private PMemoryView lockedView;
    private Object lentArray;
    private Object acquired;
    private Arena arena;
    private NativeBuffers.Acquired nativeBuffer;
    private NumPyArrays pinnedIn;
    private long pinnedArray;
    private List<Runnable> releases = List.of();
    private boolean pollsForbidden;
    private boolean writesForbidden;
    private BorrowTable table;
    private BorrowTable.Entry entry;

    Borrow(Object exporter) {
        this(exporter, null, false);
    }

    private Borrow(Object exporter, Arena arena, boolean recordsAsBytes) {
        this.exporter = exporter;
        this.arena = arena;
        this.recordsAsBytes = recordsAsBytes;
    }

    /**
     * For a borrower that takes records, such as ctypes structures, as their bytes.
     *
     * @param arena for native memory, to be closed with the borrow; one of the calling thread is made if it is {@code null}
     */
    static Borrow ofBytes(Object exporter, Arena arena) {
        return new Borrow(exporter, arena, true);
    }

    /** Names the function and the argument that this is the borrow of, for {@link #expectation}. */
    void expect(String ofFunction, String expectedArgument) {
        function = ofFunction;
        expected = expectedArgument;
    }

    /** What was expected of the exporter, for one without a buffer; joined only when it is needed. */
    String expectation(String foundType) {
        return function == null
                ? "a bytes-like object is required, not '" + foundType + "'"
                : function + "() " + expected + ", not " + foundType;
    }

    /** The borrowed memory, valid until this borrow is closed. */
    public BorrowedBuffer buffer() {
        return buffer;
    }

    void describe(BorrowedBuffer described) {
        buffer = writesForbidden ? described.asReadOnly() : described;
    }

    /** The buffer, whether it was described before or is later, can't be written, though its exporter does not say so. */
    void forbidWrites() {
        writesForbidden = true;
        if (buffer != null) {
            describe(buffer);
        }
    }

    /** The buffer of elements as an exporter describes them, the first of them at {@code origin} of the memory. */
    void describe(ExportedElements elements, MemorySegment memory, long origin, boolean readOnly) {
        describe((recordsAsBytes ? elements.recordsAsBytes() : elements).in(memory, lentArray, origin, readOnly));
    }

    /** Elements of which one, that with all indices zero, lies at an address. What keeps them in place is registered. */
    void describe(long address, ElementType type, Layout layout, boolean readOnly) {
        long size = layout.endOffset() - layout.lowestOffset();
        MemorySegment memory = Borrower.nativeMemory(this, address + layout.lowestOffset(), size);
        describe(new BorrowedBuffer(memory, -layout.lowestOffset(), type, layout, readOnly));
    }

    /** Elements within memory that was described before, the first of them at {@code origin} of it. */
    void describeWithin(MemorySegment memory, long origin, ElementType type, Layout layout, boolean readOnly) {
        describe(new BorrowedBuffer(memory, lentArray, origin, type, layout, readOnly));
    }

    /** Tells in which array memory lies that Java lent, since its segment may hide it. */
    void liesIn(Object array) {
        lentArray = array;
    }

    void lock(PByteArray bytes) {
        bytes.setExports(bytes.getExports() + 1);
        lockedBytes = bytes;
    }

    void lock(PArray array) {
        array.getExports().incrementAndGet();
        lockedArray = array;
    }

    void lock(PMemoryView view) {
        view.getExports().incrementAndGet();
        lockedView = view;
    }

    /** Takes over a buffer that the buffer library acquired. */
    void releaseLater(Object libraryBuffer) {
        acquired = libraryBuffer;
    }

    void releaseLater(NativeBuffers.Acquired pyBuffer) {
        nativeBuffer = pyBuffer;
    }

    /** Runs something when everything else is given back, with the GIL held. */
    void releaseLater(Runnable release) {
        releases = releases.isEmpty() ? new ArrayList<>(2) : releases;
        releases.add(release);
    }

    /** Keeps an object alive until the borrow is closed. */
    void keep(Object holder) {
        releaseLater(() -> Reference.reachabilityFence(holder));
    }

    void unpinLater(NumPyArrays arrays, long array) {
        pinnedIn = arrays;
        pinnedArray = array;
    }

    void closeLater(BorrowTable itsTable, BorrowTable.Entry itsEntry) {
        table = itsTable;
        entry = itsEntry;
    }

    /** From here on no Python code may run until the borrow ends: nothing else keeps the memory in place. */
    void forbidPolls() {
        pollsForbidden = true;
    }

    /** Whether Python code may run while the borrow is open. */
    public boolean allowsPolls() {
        return !pollsForbidden;
    }

    /**
     * What a kernel over this borrow polls: safepoints, at which Python code may run; or nothing, where the export lock
     * can't hold the memory. Such a kernel can't be interrupted.
     *
     * @param node the running builtin
     */
    public Checkpoint checkpoint(Node node) {
        return pollsForbidden ? Checkpoint.NONE : new SafepointCheckpoint(node);
    }

    /** Whether the memory is a Java array that belongs to Python, out of reach of native code and of other hosts. */
    boolean isOfPythonHeap() {
        return arena == null && (lockedBytes != null || lockedArray != null || exporter instanceof PBytes);
    }

    /** The arena of segments over native memory: closed with the borrow, so that a kept segment can't read freed memory. */
    Arena arena() {
        if (arena == null) {
            arena = Arena.ofConfined();
        }
        return arena;
    }

    /** Gives everything back; a second time has no effect. Needs the GIL. */
    @Override
    @TruffleBoundary
    public void close() {
        try {
            endAccess();
        } finally {
            unlock();
            // Native memory is freed when its Python object is collected: keep that object until here.
            Reference.reachabilityFence(exporter);
        }
    }

    /** No segment that was handed out can be used from here on, and others may borrow. Needs no GIL. */
    void endAccess() {
        if (buffer != null) {
            buffer.close();
        }
        if (entry != null) {
            table.close(entry);
            entry = null;
        }
        if (arena != null) {
            arena.close();
            arena = null;
        }
    }

    private void unlock() {
        if (lockedBytes != null) {
            lockedBytes.setExports(lockedBytes.getExports() - 1);
            lockedBytes = null;
        }
        if (lockedArray != null) {
            lockedArray.getExports().decrementAndGet();
            lockedArray = null;
        }
        if (lockedView != null) {
            lockedView.getExports().decrementAndGet();
            lockedView = null;
        }
        if (pinnedIn != null) {
            pinnedIn.unpin(pinnedArray);
            pinnedIn = null;
        }
        if (acquired != null) {
            Object library = acquired;
            acquired = null;
            PythonBufferAccessLibrary.getUncached().release(library);
        }
        if (nativeBuffer != null) {
            nativeBuffer.release();
            nativeBuffer = null;
        }
        List<Runnable> last = releases;
        releases = List.of();
        last.reversed().forEach(Runnable::run);
    }
}
