package dev.loanword.memory;

import java.lang.foreign.MemorySegment;
import java.util.Objects;

/**
 * Memory that Python owns and Java uses for the time of one call: where it lies, what its elements are, how they are laid
 * out.
 *
 * <p>Owned by Python, copied never. The buffer can't be resized or released while it is borrowed. It is valid until the
 * call returns: the boundary then {@linkplain #close() closes} it, and each later use throws
 * {@link IllegalStateException}. It belongs to the thread of the call.
 */
public final class BorrowedBuffer implements AutoCloseable {

    private final long origin;
    private final ElementType elementType;
    private final boolean readOnly;
    private final Object array;
    /** All elements, in one dimension without gaps, if that is all there is to say; else -1. */
    private final long flatCount;
    /** Made when it is first asked for, as the next two: a short call may ask for none. */
    private Layout layout;
    private Extent extent;
    /** Missing until then only over an array. */
    private MemorySegment memory;
    private boolean closed;

    /**
     * Describes borrowed memory.
     *
     * @param memory all the memory that the exporter holds; no element may lie outside of it
     * @param origin byte offset in {@code memory} of the element with all indices zero
     * @param elementType the type of each element
     * @param layout shape and strides of the elements
     * @param readOnly whether Python forbids writing
     * @throws IndexOutOfBoundsException if shape and strides reach outside of {@code memory}
     */
    public BorrowedBuffer(MemorySegment memory, long origin, ElementType elementType, Layout layout, boolean readOnly) {
        this(memory, null, origin, elementType, layout, readOnly);
    }

    /**
     * Describes borrowed memory whose segment may hide the array that it is over, as read-only ones do.
     *
     * @param array the array, if it is known, to be compared with those of other buffers; else {@code null}
     */
    public BorrowedBuffer(
            MemorySegment memory,
            Object array,
            long origin,
            ElementType elementType,
            Layout layout,
            boolean readOnly) {
        layout.checkWithin(origin, memory.byteSize());
        this.extent = Extent.of(memory, array, origin, layout);
        this.memory = readOnly ? memory.asReadOnly() : memory;
        this.origin = origin;
        this.elementType = Objects.requireNonNull(elementType, "elementType");
        this.layout = layout;
        this.readOnly = readOnly;
        this.array = array == null ? memory.heapBase().orElse(null) : array;
        this.flatCount = -1;
    }

    private BorrowedBuffer(byte[] array, ElementType elementType, long count, boolean readOnly) {
        this.origin = 0;
        this.elementType = elementType;
        this.readOnly = readOnly;
        this.array = array;
        this.flatCount = count;
    }

    /**
     * Describes borrowed memory on the Java heap that is full of elements in one dimension.
     *
     * @param array begins with the elements; may be longer
     * @param size how many bytes of the array are borrowed: as many elements as fit into them, the rest is left out
     * @throws IndexOutOfBoundsException if the array is shorter
     */
    public static BorrowedBuffer ofBytes(byte[] array, int size, ElementType elementType, boolean readOnly) {
        if (size > array.length) {
            throw new IndexOutOfBoundsException(size + " bytes of an array of " + array.length);
        }
        return new BorrowedBuffer(array, elementType, size / elementType.size(), readOnly);
    }

    /** The type of each element. */
    public ElementType elementType() {
        return elementType;
    }

    /** Shape and strides. */
    public Layout layout() {
        if (layout == null) {
            layout = Layout.contiguous(elementType.size(), flatCount);
        }
        return layout;
    }

    /**
     * Whether the elements are known to lie in one dimension without gaps, so that nobody need ask for the {@link #layout()},
     * which costs time. Others may lie so too.
     */
    public boolean isFlat() {
        return flatCount >= 0;
    }

    /** The same elements, which can't be written. To be asked for once, before the buffer is handed on. */
    public BorrowedBuffer asReadOnly() {
        return readOnly ? this : new BorrowedBuffer(open(), array, origin, elementType, layout(), true);
    }

    /** Whether Python forbids writing; the segment is then read-only too. */
    public boolean isReadOnly() {
        return readOnly;
    }

    /** How many elements there are: the product of the shape. */
    public long elementCount() {
        return flatCount >= 0 ? flatCount : layout.elementCount();
    }

    /** How many bytes the elements take: their count times their size. */
    public long byteCount() {
        return elementCount() * elementType.size();
    }

    /**
     * The elements' bytes in C order, exactly {@code elementCount * itemsize} of them.
     *
     * @throws BufferRefusedException if the memory is not C-contiguous
     * @throws IllegalStateException after the call for which it was borrowed
     */
    public MemorySegment segment() {
        if (flatCount >= 0) {
            return open();
        }
        if (!layout.isCContiguous()) {
            throw new BufferRefusedException("a C-contiguous buffer is needed, this one is " + layout);
        }
        return open().asSlice(origin, layout.byteCount());
    }

    /**
     * The array in which the elements lie in C order, from {@link #heapOffset()} on: what a kernel reads fastest where the memory
     * is Python's own. An array of a read-only buffer must not be written; Python relies on it.
     *
     * @return {@code null} if the memory is off the Java heap, in an array of another type, or not C-contiguous
     * @throws IllegalStateException after the call for which it was borrowed
     */
    public byte[] heapArray() {
        checkOpen();
        return array instanceof byte[] bytes && (flatCount >= 0 || layout.isCContiguous()) ? bytes : null;
    }

    /** Where in {@link #heapArray()} the first element begins, in bytes. */
    public int heapOffset() {
        return flatCount >= 0 ? 0 : (int) (open().address() + origin);
    }

    /**
     * The whole memory of the exporter, for a core that walks the strides itself from {@link #origin()}.
     *
     * @throws IllegalStateException after the call for which it was borrowed
     */
    public MemorySegment stridedSegment() {
        return open();
    }

    /** Byte offset in {@link #stridedSegment()} of the element with all indices zero. */
    public long origin() {
        return origin;
    }

    /** Which bytes the elements take, to be compared with other buffers. */
    public Extent extent() {
        if (extent == null) {
            extent = Extent.of(open(), array, origin, layout());
        }
        return extent;
    }

    /** Ends the borrow. Called by the boundary when the call returns; a second time has no effect. */
    @Override
    public void close() {
        closed = true;
        memory = null;
    }

    private void checkOpen() {
        if (closed) {
            throw new IllegalStateException("this buffer was borrowed for a call that has returned;"
                    + " copy what is needed later while the call runs");
        }
    }

    private MemorySegment open() {
        checkOpen();
        if (memory == null) {
            byte[] bytes = (byte[]) array;
            long size = flatCount * elementType.size();
            MemorySegment whole = MemorySegment.ofArray(bytes);
            MemorySegment elements = size == bytes.length ? whole : whole.asSlice(0, size);
            memory = readOnly ? elements.asReadOnly() : elements;
        }
        return memory;
    }

    @Override
    public String toString() {
        return "borrowed " + (readOnly ? "read-only " : "") + elementType + " " + layout();
    }
}
