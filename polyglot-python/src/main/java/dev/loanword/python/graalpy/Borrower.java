package dev.loanword.python.graalpy;

import com.oracle.graal.python.builtins.PythonBuiltinClassType;
import com.oracle.graal.python.builtins.modules.ctypes.CDataObject;
import com.oracle.graal.python.builtins.modules.io.PBytesIOBuffer;
import com.oracle.graal.python.builtins.modules.pickle.PPickleBuffer;
import com.oracle.graal.python.builtins.objects.array.PArray;
import com.oracle.graal.python.builtins.objects.buffer.BufferFlags;
import com.oracle.graal.python.builtins.objects.buffer.PythonBufferAccessLibrary;
import com.oracle.graal.python.builtins.objects.buffer.PythonBufferAcquireLibrary;
import com.oracle.graal.python.builtins.objects.bytes.PByteArray;
import com.oracle.graal.python.builtins.objects.bytes.PBytes;
import com.oracle.graal.python.builtins.objects.cext.PythonAbstractNativeObject;
import com.oracle.graal.python.builtins.objects.memoryview.PMemoryView;
import com.oracle.graal.python.builtins.objects.mmap.PMMap;
import com.oracle.graal.python.lib.PyObjectCallMethodObjArgs;
import com.oracle.graal.python.lib.PyObjectGetAttr;
import com.oracle.graal.python.lib.PyObjectIsTrueNode;
import com.oracle.graal.python.runtime.PythonContext;
import com.oracle.graal.python.runtime.sequence.storage.ByteSequenceStorage;
import com.oracle.graal.python.runtime.sequence.storage.NativeByteSequenceStorage;
import com.oracle.graal.python.runtime.sequence.storage.SequenceStorage;
import com.oracle.truffle.api.CompilerDirectives.TruffleBoundary;
import com.oracle.truffle.api.interop.InteropLibrary;
import com.oracle.truffle.api.interop.UnsupportedMessageException;
import com.oracle.truffle.api.nodes.Node;
import com.oracle.truffle.api.strings.TruffleString;
import dev.loanword.kernels.Checkpoint;
import dev.loanword.memory.BorrowTable;
import dev.loanword.memory.BorrowTable.Access;
import dev.loanword.memory.BorrowedBuffer;
import dev.loanword.memory.BufferRefusedException;
import dev.loanword.memory.ElementType;
import dev.loanword.memory.ElementTypeException;
import dev.loanword.memory.Layout;
import dev.loanword.memory.LentMemory;
import dev.loanword.memory.UnsupportedFormatException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.function.Consumer;

/**
 * Finds the memory of a Python buffer and locks it for a call, without copying a byte.
 *
 * <p>Each kind of exporter keeps its memory elsewhere; this class knows where. It never trusts a length that a view states:
 * the extent of a view is computed from its shape and strides and checked against the memory that the exporter has now.
 * All methods need the GIL.
 */
public final class Borrower {

    /** Views of views of views: more than this is no program's intent. */
    private static final int DEEPEST_NESTING = 16;

    private Borrower() {}

    /**
     * Borrows any object that offers a buffer.
     *
     * @param access whether the borrower writes
     * @param holder who borrows, in words, for the error of a rival
     * @throws RuntimeException a Python {@code TypeError} if the object has no buffer, {@code BufferError} or
     *     {@code ValueError} if it can't be borrowed now
     */
    @TruffleBoundary
    public static Borrow borrow(Node node, Object exporter, Access access, String holder) {
        return open(node, new Borrow(exporter), exporter, borrow -> enter(borrow, access, holder));
    }

    /**
     * Borrows an argument of a function as {@link #borrow} does. The error for an object without a buffer is the one of
     * Python's own functions: "scale_buffer() argument 'buf' must be a bytes-like object, not list".
     *
     * @param expected the argument and what it must be, as "argument 'buf' must be a bytes-like object"
     * @param alone whether no Python code runs until the function returns, its safepoint polls aside
     * @throws BufferRefusedException also if Python code may run, and nothing would keep it from taking the memory away
     */
    @TruffleBoundary
    public static Borrow borrowArgument(
            Node node, Object exporter, Access access, String function, String expected, boolean alone) {
        Borrow borrow = new Borrow(exporter);
        borrow.expect(function, expected);
        return open(node, borrow, exporter, opened -> {
            if (alone) {
                enter(opened, access, function);
                return;
            }
            if (!opened.allowsPolls()) {
                throw new BufferRefusedException(function + " lets Python code run while it works, which could close an mmap;"
                        + " map the file with loanword.map_file(path) instead");
            }
            enterAlways(opened, access, function);
        });
    }

    /** Borrows as {@link #borrow} does. Records, as ctypes structures are, come as their bytes in one more dimension. */
    @TruffleBoundary
    static Borrow borrowBytes(Node node, Object exporter, Access access, String holder) {
        return open(node, Borrow.ofBytes(exporter, null), exporter, borrow -> enter(borrow, access, holder));
    }

    /**
     * Borrows as {@link #borrowBytes} does, for longer than a call: always entered into the table, and usable by any thread.
     *
     * @throws BufferRefusedException also if the memory is to be written and is read-only
     */
    @TruffleBoundary
    static Borrow borrowOpenly(Object exporter, Access access, String holder) {
        return open(null, Borrow.ofBytes(exporter, Arena.ofShared()), exporter, borrow -> {
            if (access == Access.EXCLUSIVE && borrow.buffer().isReadOnly()) {
                throw new BufferRefusedException(holder + " can't borrow read-only memory to write; borrow it to read");
            }
            if (!borrow.allowsPolls()) {
                throw new BufferRefusedException(holder + " can't borrow an mmap outside of a call: Python could close it"
                        + " meanwhile; map the file with loanword.map_file(path) instead");
            }
            enterAlways(borrow, access, holder);
        });
    }

    private static Borrow open(Node node, Borrow borrow, Object exporter, Consumer<Borrow> entrance) {
        try {
            describe(node, borrow, exporter);
            entrance.accept(borrow);
            HostState.of(node).ledger().borrowed(borrow.buffer().layout().byteCount());
            return borrow;
        } catch (UnsupportedFormatException format) {
            borrow.close();
            throw new ElementTypeException(format.getMessage());
        } catch (Throwable failure) {
            borrow.close();
            throw failure;
        }
    }

    /**
     * Enters the borrow into the table of the process where a rival is possible. A short borrow of an object on Python's own
     * heap has none: the GIL is held, and the kernel is done before its first safepoint poll.
     */
    private static void enter(Borrow borrow, Access access, String holder) {
        BorrowedBuffer buffer = borrow.buffer();
        BorrowTable table = BorrowTable.ofProcess();
        if (!borrow.isOfPythonHeap() || buffer.elementCount() > Checkpoint.INTERVAL) {
            enterAlways(borrow, access, holder);
        } else if (!table.isEmpty()) {
            table.check(buffer.extent(), used(buffer, access), holder);
        }
    }

    private static void enterAlways(Borrow borrow, Access access, String holder) {
        BorrowedBuffer buffer = borrow.buffer();
        BorrowTable table = BorrowTable.ofProcess();
        borrow.closeLater(table, table.open(buffer.extent(), used(buffer, access), holder));
    }

    /** Nobody writes read-only memory; whoever asked to is refused by the function's own check, in better words. */
    private static Access used(BorrowedBuffer buffer, Access access) {
        return buffer.isReadOnly() ? Access.SHARED : access;
    }

    /** Finds the memory of an exporter, and locks it. */
    static void describe(Node node, Borrow borrow, Object exporter) {
        switch (exporter) {
            case PMemoryView view -> describeView(node, borrow, view);
            case PArray array -> {
                ElementType type = Formats.parse(array.getFormatStringForBuffer());
                describeFlat(borrow, memory(node, borrow, array, 0), type, false);
            }
            case PPickleBuffer buffer when LentView.of(buffer) != null -> describeLent(borrow, LentView.of(buffer));
            case PythonAbstractNativeObject object -> describeNative(node, borrow, object);
            case CDataObject data -> borrow.describe(
                    ExportedElements.of(data), memory(node, borrow, data, 0), 0, false);
            case PBytes bytes -> describeFlat(borrow, memory(node, borrow, bytes, 0), ElementType.UINT8, true);
            case PByteArray bytes -> describeFlat(borrow, memory(node, borrow, bytes, 0), ElementType.UINT8, false);
            case PBytesIOBuffer buffer ->
                describeFlat(borrow, memory(node, borrow, buffer, 0), ElementType.UINT8, false);
            case PMMap map ->
                describeFlat(borrow, memory(node, borrow, map, 0), ElementType.UINT8, !map.isWriteable());
            default -> {
                if (PythonBufferAcquireLibrary.getUncached().hasBuffer(exporter)) {
                    describeByLibrary(node, borrow, exporter);
                } else if (!ProtocolBorrower.describe(node, borrow, exporter)) {
                    throw notABuffer(node, borrow, exporter);
                }
            }
        }
    }

    /** Any other exporter, such as a PickleBuffer: GraalPy's library hands out the buffer behind it. */
    private static void describeByLibrary(Node node, Borrow borrow, Object exporter) {
        Object acquired = PythonBufferAcquireLibrary.getUncached().acquire(exporter, BufferFlags.PyBUF_FULL_RO);
        borrow.releaseLater(acquired);
        if (acquired == exporter) {
            throw unknown(node, exporter);
        }
        // A PickleBuffer, for one, hands out the object that it wraps.
        describe(node, borrow, acquired);
    }

    /** Names the reason where CPython would take the object: GraalPy has no buffer protocol for classes, PEP 688. */
    private static RuntimeException notABuffer(Node node, Borrow borrow, Object exporter) {
        String type = TypeNames.of(exporter);
        if (ProtocolBorrower.has(exporter, BUFFER_METHOD)) {
            return PythonExceptions.typeError(node, "'" + type + "' can't be borrowed: this Python 3.12 (GraalPy) does not call"
                    + " __buffer__ of classes; pass memoryview(...) of the buffer that it gives, or bytes(x)");
        }
        return PythonExceptions.typeError(node, borrow.expectation(type));
    }

    private static final TruffleString BUFFER_METHOD = Text.python("__buffer__");

    private static void describeFlat(Borrow borrow, MemorySegment memory, ElementType type, boolean readOnly) {
        Layout layout = Layout.contiguous(type.size(), memory.byteSize() / type.size());
        borrow.describe(new BorrowedBuffer(memory, 0, type, layout, readOnly));
    }

    private static void describeLent(Borrow borrow, LentView view) {
        LentMemory lent = view.memory();
        MemorySegment segment = view.segment();
        view.checkThread();
        borrow.describe(new BorrowedBuffer(
                segment, lent.array(), lent.origin(), lent.elementType(), lent.layout(), lent.readOnly()));
    }

    private static void describeView(Node node, Borrow borrow, PMemoryView view) {
        if (view.isReleased()) {
            throw PythonExceptions.valueError(node, "operation forbidden on released memoryview object");
        }
        if (view.getBufferSuboffsets() != null) {
            throw PythonExceptions.bufferError(
                    node, "a memoryview with suboffsets (an array of pointers) can't be borrowed; make a contiguous copy");
        }
        borrow.lock(view);
        ExportedElements elements = ExportedElements.of(
                view.getFormatString(), view.getItemSize(), longs(view.getBufferShape()), longs(view.getBufferStrides()));
        Layout layout = elements.layout();
        MemorySegment memory;
        long origin;
        if (view.getBufferPointer() != null) {
            // The view of a C extension's object: GraalPy checked each slice against the first one, and the first one's
            // shape and strides are the exporter's own word, which is all that the C protocol gives.
            long start = address(node, view.getBufferPointer()) + view.getOffset() + layout.lowestOffset();
            memory = nativeMemory(borrow, start, layout.endOffset() - layout.lowestOffset());
            origin = -layout.lowestOffset();
        } else {
            memory = memory(node, borrow, view.getBuffer(), 0);
            // The place of no element may lie outside, as that of memoryview(b'')[::-1] does; nothing is read there.
            origin = layout.isEmpty() ? 0 : view.getOffset();
        }
        try {
            borrow.describe(elements, memory, origin, view.isReadOnly());
        } catch (IndexOutOfBoundsException outside) {
            throw new BufferRefusedException("the memory under this memoryview has shrunk: " + outside.getMessage()
                    + "; make a new memoryview");
        }
    }

    private static void describeNative(Node node, Borrow borrow, PythonAbstractNativeObject object) {
        NumPyArrays arrays = NumPyArrays.of(node);
        NumPyArrays.Head head = arrays == null ? null : arrays.headOrNull(object);
        if (head != null) {
            Layout layout = head.layout();
            long size = layout.endOffset() - layout.lowestOffset();
            arrays.pin(borrow, object, size);
            MemorySegment memory = nativeMemory(borrow, head.data() + layout.lowestOffset(), size);
            borrow.describe(new BorrowedBuffer(
                    memory, -layout.lowestOffset(), head.elementType(), layout, head.readOnly()));
            return;
        }
        boolean isArray = arrays != null && arrays.isArray(object);
        if (isArray && arrays.hasMaskedElements(object)) {
            throw new BufferRefusedException("an array with masked elements can't be borrowed, since Java would not see the mask;"
                    + " pass x.filled(value), or x.data for all elements");
        }
        String refusal = isArray ? arrays.refusalOrNull(object) : null;
        if (refusal != null) {
            throw new ElementTypeException(refusal);
        }
        if (!isArray
                && !PythonBufferAcquireLibrary.getUncached().hasBuffer(object)
                && ProtocolBorrower.describe(node, borrow, object)) {
            return;
        }
        describeByProtocol(node, borrow, object);
        if (isArray) {
            arrays.pin(borrow, object, borrow.buffer().layout().byteCount());
        }
    }

    private static void describeByProtocol(Node node, Borrow borrow, PythonAbstractNativeObject object) {
        NativeBuffers.Acquired acquired = NativeBuffers.acquire(node, address(node, object.object));
        borrow.releaseLater(acquired);
        ExportedElements elements = acquired.elements();
        Layout layout = elements.layout();
        long start = acquired.address() + layout.lowestOffset();
        MemorySegment memory = nativeMemory(borrow, start, layout.endOffset() - layout.lowestOffset());
        borrow.describe(elements, memory, -layout.lowestOffset(), acquired.isReadOnly());
    }

    /** All the memory of an object that holds memory itself, locked against resizing. */
    private static MemorySegment memory(Node node, Borrow borrow, Object base, int depth) {
        if (depth > DEEPEST_NESTING) {
            throw PythonExceptions.bufferError(node, "views nested deeper than " + DEEPEST_NESTING + " can't be borrowed");
        }
        return switch (base) {
            case PBytes bytes -> storage(node, borrow, bytes.getSequenceStorage());
            case PByteArray bytes -> {
                borrow.lock(bytes);
                yield storage(node, borrow, bytes.getSequenceStorage());
            }
            case PArray array -> {
                borrow.lock(array);
                yield storage(node, borrow, array.getSequenceStorage());
            }
            case SequenceStorage storage -> storage(node, borrow, storage);
            case PBytesIOBuffer buffer -> memory(node, borrow, buffer.getSource().getBuf(), depth + 1);
            case LentView lent -> {
                MemorySegment segment = lent.segmentOfConsumers();
                lent.checkThread();
                borrow.liesIn(lent.memory().array());
                yield segment;
            }
            case CDataObject data -> nativeMemory(
                    borrow,
                    address(node, PythonBufferAccessLibrary.getUncached().getNativePointer(data)),
                    PythonBufferAccessLibrary.getUncached().getBufferLength(data));
            case PMMap map -> mapped(node, borrow, map);
            default -> throw unknown(node, base);
        };
    }

    /**
     * The memory of an mmap, which has an address only where the host uses the operating system's own file functions.
     * Nothing keeps Python from closing it, so that no Python code may run until the borrow ends.
     */
    private static MemorySegment mapped(Node node, Borrow borrow, PMMap map) {
        if (isClosed(map)) {
            throw PythonExceptions.valueError(node, "mmap closed or invalid");
        }
        Object pointer = PythonBufferAccessLibrary.getUncached().getNativePointer(map);
        if (pointer == null) {
            throw PythonExceptions.bufferError(
                    node,
                    "an mmap of " + map.getLength() + " bytes can't be borrowed: its memory has no address here;"
                            + " map the file with loanword.map_file(path) instead");
        }
        borrow.forbidPolls();
        return nativeMemory(borrow, address(node, pointer), map.getLength());
    }

    /** By the getter of mmap itself: a subclass may define a {@code closed} that says something else. */
    private static boolean isClosed(PMMap map) {
        Object type = PythonContext.get(null).lookupType(PythonBuiltinClassType.PMMap);
        Object getter = PyObjectGetAttr.executeUncached(type, Text.python("closed"));
        return PyObjectIsTrueNode.executeUncached(
                PyObjectCallMethodObjArgs.executeUncached(getter, Text.python("__get__"), map));
    }

    private static RuntimeException unknown(Node node, Object exporter) {
        return PythonExceptions.bufferError(
                node,
                "the memory of a '" + TypeNames.of(exporter) + "' object can't be borrowed without a copy;"
                        + " pass bytes(x) to copy it");
    }

    private static MemorySegment storage(Node node, Borrow borrow, SequenceStorage storage) {
        return switch (storage) {
            // The array may be longer than the object: only its first length() bytes belong to Python.
            case ByteSequenceStorage heap ->
                MemorySegment.ofArray(heap.getInternalByteArray()).asSlice(0, heap.length());
            case NativeByteSequenceStorage moved -> nativeMemory(borrow, address(node, moved.getPtr()), moved.length());
            default -> throw new BufferRefusedException(
                    "storage " + storage.getClass().getSimpleName() + " is unknown; please report this");
        };
    }

    @SuppressWarnings("restricted")
    static MemorySegment nativeMemory(Borrow borrow, long address, long size) {
        // SAFETY: address and size come from the exporter, whose export lock is held, or which is kept alive by the borrow, as
        // what it has handed out is; the segment dies with the borrow's arena, before the lock goes. Objects in Python that
        // name addresses are asked only where Python code may run native code anyway.
        return MemorySegment.ofAddress(address).reinterpret(size, borrow.arena(), null);
    }

    /** The address that a native pointer of GraalPy stands for. */
    static long address(Node node, Object pointer) {
        if (pointer instanceof Long value) {
            return value;
        }
        InteropLibrary interop = InteropLibrary.getUncached();
        try {
            if (!interop.isPointer(pointer)) {
                interop.toNative(pointer);
            }
            return interop.asPointer(pointer);
        } catch (UnsupportedMessageException noAddress) {
            throw PythonExceptions.bufferError(node, "the buffer has no address; please report this");
        }
    }

    private static long[] longs(int[] values) {
        if (values == null) {
            return new long[0];
        }
        long[] result = new long[values.length];
        for (int i = 0; i < values.length; i++) {
            result[i] = values[i];
        }
        return result;
    }
}
