package dev.loanword.python.graalpy;

import com.oracle.graal.python.builtins.objects.array.PArray;
import com.oracle.graal.python.builtins.objects.bytes.PByteArray;
import com.oracle.graal.python.builtins.objects.cext.PythonAbstractNativeObject;
import com.oracle.graal.python.builtins.objects.cext.capi.transitions.CApiTransitions.HandlePointerConverter;
import com.oracle.graal.python.builtins.objects.memoryview.PMemoryView;
import com.oracle.graal.python.builtins.objects.buffer.PythonBufferAccessLibrary;
import com.oracle.graal.python.builtins.objects.mmap.PMMap;
import com.oracle.graal.python.lib.PyObjectGetAttr;
import com.oracle.graal.python.lib.PyObjectIsTrueNode;
import com.oracle.graal.python.runtime.PythonContext;
import com.oracle.graal.python.runtime.exception.PException;
import com.oracle.truffle.api.nodes.Node;
import com.oracle.truffle.api.strings.TruffleString;
import dev.loanword.memory.ElementType;
import dev.loanword.memory.Layout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The NumPy arrays of one host: where their memory is, read from the heads of the array objects themselves, and how it is
 * kept in place.
 *
 * <p>The head of an array is part of NumPy's stable C interface ({@code PyArrayObject} in its manual), for 64-bit machines.
 * Before the first head is read, those of a few arrays are compared with what NumPy says of them; if one differs, all arrays
 * are left to the C buffer protocol ({@link NativeBuffers}), as are subclasses and uncommon element types always.
 *
 * <p>NumPy locks nothing: {@code x.resize(n, refcheck=False)} frees memory under whoever looks at it, unless the array does
 * not own its memory. So the flag that it does is taken from the owner while a borrow is open.
 *
 * <p>All methods need the GIL.
 */
final class NumPyArrays {

    private static final long TYPE = 8;
    private static final long DATA = 16;
    private static final long DIMENSION_COUNT = 24;
    private static final long DIMENSIONS = 32;
    private static final long STRIDES = 40;
    private static final long BASE = 48;
    private static final long DTYPE = 56;
    private static final long FLAGS = 64;
    private static final int OWNS_DATA = 0x4;
    private static final int WRITEABLE = 0x400;

    private static final MemorySegment MEMORY = wholeMemory();
    private static final TruffleString NUMPY = Text.python("numpy");

    private final PythonResource python = new PythonResource("numpy_arrays");
    private final long[] dtypes;
    private final ElementType[] elementTypes;
    private final long arrayType;
    private final boolean readable;
    private final Map<Long, Pin> pins = new HashMap<>();
    private final NativeMemoryPressure pressure;

    /** An array that owns its memory and must keep it; how many borrows say so, and where the memory was then. */
    private static final class Pin {
        private final long data;
        private int borrows = 1;

        private Pin(long data) {
            this.data = data;
        }
    }

    private NumPyArrays(NativeMemoryPressure pressure) {
        this.pressure = pressure;
        List<Object[]> found = rows(python.get("dtypes"));
        dtypes = new long[found.size()];
        elementTypes = new ElementType[found.size()];
        for (int i = 0; i < dtypes.length; i++) {
            elementTypes[i] = Formats.parse((TruffleString) found.get(i)[0]);
            dtypes[i] = address(found.get(i)[1]);
        }
        List<Object[]> probes = rows(python.call("probes"));
        arrayType = read(address(probes.getFirst()[0]), TYPE);
        readable = probes.stream().allMatch(this::isAsNumPySays);
    }

    private static List<Object[]> rows(Object list) {
        List<Object[]> rows = new ArrayList<>();
        for (Object row : items(list)) {
            rows.add(items(row));
        }
        return rows;
    }

    private static Object[] items(Object listOrTuple) {
        return Sequences.items(listOrTuple, () -> new IllegalArgumentException("a list or tuple is needed"));
    }

    /** The arrays of the current host; {@code null} while it has not imported NumPy. */
    static NumPyArrays of(Node node) {
        return HostState.of(node).numPyArrays(node);
    }

    /** Makes it if the entered context has imported NumPy; {@code null} if not, or not to the end. */
    static NumPyArrays create(Node node) {
        if (PythonContext.get(node).getSysModules().getItem(NUMPY) == null) {
            return null;
        }
        try {
            return new NumPyArrays(HostState.of(node).memoryPressure());
        } catch (PException halfImported) {
            return null;
        }
    }

    private boolean isAsNumPySays(Object[] probe) {
        long array = address(probe[0]);
        Head head = head(array);
        return read(array, TYPE) == arrayType
                && head != null
                && head.elementType.equals(Formats.parse((TruffleString) probe[1]))
                && head.data == Numbers.toIndex(probe[2])
                && head.readOnly == (Boolean) probe[3]
                && Arrays.equals(head.layout.shape(), longs(probe[4]))
                && Arrays.equals(head.layout.strides(), longs(probe[5]))
                && ownsData(array) == (Boolean) probe[6];
    }

    private static long[] longs(Object tuple) {
        Object[] items = items(tuple);
        long[] values = new long[items.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = Numbers.toIndex(items[i]);
        }
        return values;
    }

    /**
     * What an array says of itself.
     *
     * @param data address of the element with all indices zero
     */
    record Head(long data, ElementType elementType, Layout layout, boolean readOnly) {}

    /** The head of an array of NumPy's own class and a common element type; {@code null} for any other native object. */
    Head headOrNull(PythonAbstractNativeObject object) {
        if (!readable) {
            return null;
        }
        long array = address(object);
        return read(array, TYPE) == arrayType ? head(array) : null;
    }

    private Head head(long array) {
        ElementType elementType = elementType(read(array, DTYPE));
        int count = readInt(array, DIMENSION_COUNT);
        if (elementType == null || count < 0 || count > Layout.MAX_DIMENSIONS) {
            return null;
        }
        long[] shape = new long[count];
        long[] strides = new long[count];
        long dimensions = read(array, DIMENSIONS);
        long steps = read(array, STRIDES);
        for (int d = 0; d < count; d++) {
            shape[d] = read(dimensions, d * (long) Long.BYTES);
            strides[d] = read(steps, d * (long) Long.BYTES);
        }
        return new Head(
                read(array, DATA),
                elementType,
                Layout.of(elementType.size(), shape, strides),
                (readInt(array, FLAGS) & WRITEABLE) == 0);
    }

    private ElementType elementType(long dtype) {
        for (int i = 0; i < dtypes.length; i++) {
            if (dtypes[i] == dtype) {
                return elementTypes[i];
            }
        }
        return null;
    }

    /** Whether a native object is an array, of NumPy's class or of a subclass. */
    boolean isArray(Object object) {
        return python.call("is_array", object) == Boolean.TRUE;
    }

    /** Whether an array has elements that its class hides; whoever reads its memory would see them. */
    boolean hasMaskedElements(Object array) {
        return PyObjectIsTrueNode.executeUncached(python.call("has_masked_elements", array));
    }

    /** Why the elements of an array can't be borrowed at all, and what to pass instead; {@code null} if they may be. */
    String refusalOrNull(Object array) {
        return python.call("refusal", array) instanceof TruffleString refusal ? Text.java(refusal) : null;
    }

    /**
     * Keeps the memory of an array from being resized or freed until the borrow is closed.
     *
     * @param bytes how many of it are borrowed
     */
    void pin(Borrow borrow, PythonAbstractNativeObject array, long bytes) {
        long owner = ownerOrZero(address(array));
        if (owner == 0) {
            Object last = python.call("owner", array);
            lockBase(borrow, PyObjectGetAttr.executeUncached(last, Text.python("base")));
            owner = address(last);
        }
        Pin pin = pins.get(owner);
        if (pin != null) {
            pin.borrows++;
        } else if (ownsData(owner)) {
            pins.put(owner, new Pin(read(owner, DATA)));
            setFlags(owner, readInt(owner, FLAGS) & ~OWNS_DATA);
        } else {
            return;
        }
        borrow.unpinLater(this, owner);
        pressure.count(array, read(owner, DATA), Math.max(bytes, sizeOrZero(owner)));
    }

    /** The bytes of all elements, 0 if that is not known. */
    private long sizeOrZero(long array) {
        ElementType type = readable && read(array, TYPE) == arrayType ? elementType(read(array, DTYPE)) : null;
        if (type == null) {
            return 0;
        }
        long size = type.size();
        long dimensions = read(array, DIMENSIONS);
        for (int d = 0; d < readInt(array, DIMENSION_COUNT); d++) {
            size *= read(dimensions, d * (long) Long.BYTES);
        }
        return size;
    }

    /** Memory that is another object's: np.frombuffer(data) does not keep GraalPy from moving it. */
    private static void lockBase(Borrow borrow, Object base) {
        Object exporter = base;
        if (base instanceof PMemoryView view) {
            borrow.lock(view);
            exporter = view.getOwner();
        }
        switch (exporter) {
            case PByteArray bytes -> borrow.lock(bytes);
            case PArray array -> borrow.lock(array);
            case PMMap map -> {
                // Nothing keeps Python from closing it.
                borrow.forbidPolls();
                // GraalPy tells C that every map can be written; writing to the others ends the process.
                if (PythonBufferAccessLibrary.getUncached().isReadonly(map)) {
                    borrow.forbidWrites();
                }
            }
            case null, default -> {}
        }
    }

    /** Takes a {@link #pin} back. */
    void unpin(long owner) {
        Pin pin = pins.get(owner);
        pin.borrows--;
        if (pin.borrows == 0) {
            pins.remove(owner);
            // If Python gave the array other memory meanwhile, the flag is that memory's; the old memory is lost, not freed twice.
            if (read(owner, DATA) == pin.data) {
                setFlags(owner, readInt(owner, FLAGS) | OWNS_DATA);
            }
        }
    }

    /** The last of the arrays that an array looks into, as far as all are of NumPy's own class; else 0. */
    private long ownerOrZero(long array) {
        long owner = array;
        while (readable && read(owner, TYPE) == arrayType) {
            long base = read(owner, BASE);
            if (base == 0) {
                return owner;
            }
            if (HandlePointerConverter.pointsToPyHandleSpace(base)) {
                // An object on Python's own heap, whose memory is locked in its own way.
                return 0;
            }
            owner = base;
        }
        return 0;
    }

    private static boolean ownsData(long array) {
        return (readInt(array, FLAGS) & OWNS_DATA) != 0;
    }

    private static long address(Object nativeObject) {
        return Borrower.address(null, ((PythonAbstractNativeObject) nativeObject).object);
    }

    @SuppressWarnings("restricted")
    private static MemorySegment wholeMemory() {
        // SAFETY: read and written by the methods below alone.
        return MemorySegment.NULL.reinterpret(Long.MAX_VALUE);
    }

    private static long read(long object, long field) {
        // SAFETY: the object is native and alive, since a Python object that holds it is at hand, and it has the field: each
        // Python object has a type, and the other fields are read of objects of the array type alone.
        return MEMORY.get(ValueLayout.JAVA_LONG, object + field);
    }

    private static int readInt(long array, long field) {
        // SAFETY: as above.
        return MEMORY.get(ValueLayout.JAVA_INT, array + field);
    }

    private static void setFlags(long array, int flags) {
        // SAFETY: as above; the GIL is held, so that nobody else changes flags between the read and the write.
        MEMORY.set(ValueLayout.JAVA_INT, array + FLAGS, flags);
    }
}
