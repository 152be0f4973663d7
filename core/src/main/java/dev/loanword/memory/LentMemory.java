package dev.loanword.memory;

import java.lang.foreign.MemorySegment;
import java.nio.Buffer;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.CharBuffer;
import java.nio.DoubleBuffer;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;
import java.nio.LongBuffer;
import java.nio.ShortBuffer;
import java.util.Objects;

/**
 * Memory that Java owns and lends to Python: a segment with an element type, a layout, and the right to write or not.
 *
 * <p>Lending copies nothing: Python reads and writes the very bytes. A view keeps the array, buffer or arena behind the
 * segment reachable. Who may free the memory, and when, is decided by its owner and its {@link ViewRegister}.
 *
 * @param storage holds all elements: a segment, or a {@code boolean[]}; it is cut to what they span
 * @param origin byte offset in {@code storage} of the element with all indices zero
 * @param elementType the type of each element
 * @param layout shape and strides
 * @param readOnly whether Python may only read
 * @param owner what the memory belongs to, in words, for {@code repr} and messages
 * @param views the register of the owner that can close the memory
 */
public record LentMemory(
        LentStorage storage,
        long origin,
        ElementType elementType,
        Layout layout,
        boolean readOnly,
        String owner,
        ViewRegister views) {

    /**
     * Checks that the layout fits into the storage.
     *
     * @throws IndexOutOfBoundsException if an element would lie outside of it
     */
    public LentMemory {
        Objects.requireNonNull(elementType, "elementType");
        Objects.requireNonNull(owner, "owner");
        Objects.requireNonNull(views, "views");
        if (layout.itemsize() != elementType.size()) {
            throw new IllegalArgumentException("layout has items of " + layout.itemsize() + " bytes, element type "
                    + elementType + " has " + elementType.size());
        }
        if (storage instanceof BooleanArray && !elementType.equals(ElementType.BOOL)) {
            throw new ElementTypeException("the elements of a boolean[] are " + ElementType.BOOL + " and can't be cast to "
                    + elementType + "; cast a copy of them, made with loanword.copy_of(buffer)");
        }
        layout.checkWithin(origin, storage.byteSize());
        // The storage is cut to what the elements span, so that nothing else can be reached through it.
        storage = storage.slice(origin + layout.lowestOffset(), layout.endOffset() - layout.lowestOffset());
        origin = -layout.lowestOffset();
        if (readOnly || storage.isReadOnly()) {
            readOnly = true;
            storage = storage.asReadOnly();
        }
    }

    /**
     * Describes memory of a segment.
     *
     * @throws IndexOutOfBoundsException if an element would lie outside of the segment
     */
    public LentMemory(
            MemorySegment segment,
            long origin,
            ElementType elementType,
            Layout layout,
            boolean readOnly,
            String owner,
            ViewRegister views) {
        this(new LentStorage.OfSegment(segment), origin, elementType, layout, readOnly, owner, views);
    }

    /**
     * The segment that holds the elements, for what reads memory by itself.
     *
     * @throws BufferRefusedException for a {@code boolean[]}, which has none
     */
    public MemorySegment segment() {
        return switch (storage) {
            case LentStorage.OfSegment memory -> memory.segment();
            case BooleanArray flags -> throw new BufferRefusedException("a boolean[] can't be borrowed: Java has no memory"
                    + " segment over one; copy the flags with loanword.copy_of(buffer), or keep them in a byte[] and lend"
                    + " MemorySegment.ofArray(flags) as ElementType.BOOL");
        };
    }

    /**
     * The array under {@link #segment()}, also where that segment is read-only and hides it; {@code null} off the heap, and
     * where the memory was given as a segment that hides it.
     */
    public Object array() {
        return switch (storage) {
            case LentStorage.OfSegment memory -> memory.array();
            case BooleanArray flags -> null;
        };
    }

    /** Lends a {@code boolean[]} as format '?'. A kernel can't borrow it back, as there is no segment over one. */
    public static LentMemory of(boolean[] array) {
        String owner = "boolean[]";
        Layout layout = Layout.contiguous(ElementType.BOOL.size(), array.length);
        return new LentMemory(
                BooleanArray.of(array), 0, ElementType.BOOL, layout, false, owner, ViewRegister.ofCollected(owner));
    }

    /** Lends a {@code byte[]} as format 'b', signed as in Java. */
    public static LentMemory of(byte[] array) {
        return array("byte[]", MemorySegment.ofArray(array), ElementType.INT8, array.length);
    }

    /** Lends a {@code short[]} as format 'h'. */
    public static LentMemory of(short[] array) {
        return array("short[]", MemorySegment.ofArray(array), ElementType.INT16, array.length);
    }

    /**
     * Lends a {@code char[]} as format 'H': UTF-16 code units as numbers. Python's own formats of text, 'u' and 'w', are of
     * whole characters of 4 bytes.
     */
    public static LentMemory of(char[] array) {
        return array("char[]", MemorySegment.ofArray(array), ElementType.UINT16, array.length);
    }

    /** Lends an {@code int[]} as format 'i'. */
    public static LentMemory of(int[] array) {
        return array("int[]", MemorySegment.ofArray(array), ElementType.INT32, array.length);
    }

    /** Lends a {@code long[]} as format 'q'. */
    public static LentMemory of(long[] array) {
        return array("long[]", MemorySegment.ofArray(array), ElementType.INT64, array.length);
    }

    /** Lends a {@code float[]} as format 'f'. */
    public static LentMemory of(float[] array) {
        return array("float[]", MemorySegment.ofArray(array), ElementType.FLOAT32, array.length);
    }

    /** Lends a {@code double[]} as format 'd'. */
    public static LentMemory of(double[] array) {
        return array("double[]", MemorySegment.ofArray(array), ElementType.FLOAT64, array.length);
    }

    /**
     * Lends the elements of a buffer between its position and its limit, which are read now, in the buffer's own
     * byte order. A ByteBuffer is lent as format 'B', since bytes have no order. A view such as
     * {@code ByteBuffer.asDoubleBuffer()} of a buffer that was never told otherwise is big-endian, and is lent as such. A
     * {@link CharBuffer} is lent as format 'H'. Read-only buffers are lent read-only.
     *
     * @throws IllegalArgumentException for a {@link CharBuffer} over a string, which has no memory of its own
     */
    public static LentMemory of(Buffer buffer) {
        ElementType type = switch (buffer) {
            case ByteBuffer bytes -> ElementType.UINT8;
            case ShortBuffer shorts -> ElementType.INT16.withOrder(shorts.order());
            case CharBuffer chars -> ElementType.UINT16.withOrder(chars.order());
            case IntBuffer ints -> ElementType.INT32.withOrder(ints.order());
            case LongBuffer longs -> ElementType.INT64.withOrder(longs.order());
            case FloatBuffer floats -> ElementType.FLOAT32.withOrder(floats.order());
            case DoubleBuffer doubles -> ElementType.FLOAT64.withOrder(doubles.order());
            default -> throw new IllegalArgumentException(buffer.getClass().getTypeName() + " can't be lent");
        };
        String kind = (buffer.isDirect() ? "direct " : "heap ") + nameOf(buffer);
        return array(kind, MemorySegment.ofBuffer(buffer), type, buffer.remaining());
    }

    /** The public type of a buffer, whose classes are all internal. */
    private static String nameOf(Buffer buffer) {
        return switch (buffer) {
            case ByteBuffer bytes -> "ByteBuffer";
            case ShortBuffer shorts -> "ShortBuffer";
            case CharBuffer chars -> "CharBuffer";
            case IntBuffer ints -> "IntBuffer";
            case LongBuffer longs -> "LongBuffer";
            case FloatBuffer floats -> "FloatBuffer";
            default -> "DoubleBuffer";
        };
    }

    /**
     * Lends a segment as elements of one type in C order.
     *
     * @param shape the length of each dimension; without one, as many elements as fit exactly
     * @throws IllegalArgumentException if the size of the segment is not a multiple of the itemsize, or the shape doesn't
     *     fit the size
     */
    public static LentMemory of(MemorySegment segment, ElementType elementType, long... shape) {
        Layout layout = layout(segment.byteSize(), elementType, shape);
        return new LentMemory(
                segment, 0, elementType, layout, segment.isReadOnly(), "memory segment", ViewRegister.ofCollected("memory segment"));
    }

    /**
     * The layout of some bytes as elements of one type in C order.
     *
     * @param shape the length of each dimension; without one, as many elements as fit exactly
     * @throws IllegalArgumentException if the bytes are no whole number of elements, or the shape does not use them all
     */
    public static Layout layout(long byteSize, ElementType elementType, long... shape) {
        long itemsize = elementType.size();
        if (byteSize % itemsize != 0) {
            throw new IllegalArgumentException("memory of " + byteSize + " bytes is no whole number of " + elementType
                    + " elements of " + itemsize + " bytes");
        }
        Layout layout = shape.length == 0
                ? Layout.contiguous(itemsize, byteSize / itemsize)
                : Layout.contiguous(itemsize, shape);
        if (layout.byteCount() != byteSize) {
            throw new IllegalArgumentException("shape " + Layout.tuple(layout.shape()) + " of " + elementType + " needs "
                    + layout.byteCount() + " bytes, the memory has " + byteSize);
        }
        return layout;
    }

    /**
     * Lends what {@code memory} is: a primitive array, a {@link Buffer}, or lent memory as it stands.
     *
     * @throws IllegalArgumentException for anything else, with what can be lent
     */
    public static LentMemory of(Object memory) {
        return switch (memory) {
            case LentMemory lent -> lent;
            case boolean[] array -> of(array);
            case byte[] array -> of(array);
            case short[] array -> of(array);
            case char[] array -> of(array);
            case int[] array -> of(array);
            case long[] array -> of(array);
            case float[] array -> of(array);
            case double[] array -> of(array);
            case Buffer buffer -> of(buffer);
            case null -> throw new IllegalArgumentException("null can't be lent");
            default -> throw new IllegalArgumentException(memory.getClass().getTypeName() + " can't be lent; lendable are"
                    + " primitive arrays, NIO buffers, and segments by LentMemory.of(segment, elementType)");
        };
    }

    /** The same memory, which Python may only read. */
    public LentMemory asReadOnly() {
        return new LentMemory(storage, origin, elementType, layout, true, owner, views);
    }

    /** A part or another shape of the same memory, for the same owner. */
    public LentMemory view(long newOrigin, Layout newLayout) {
        return new LentMemory(storage, newOrigin, elementType, newLayout, readOnly, owner, views);
    }

    /**
     * The same bytes as elements of another type, for the same owner.
     *
     * @throws IllegalArgumentException if the layout has not the type's itemsize
     * @throws ElementTypeException if this is a {@code boolean[]} and the type is not bool
     * @throws IndexOutOfBoundsException if the layout reaches outside of the memory
     */
    public LentMemory cast(ElementType newType, Layout newLayout) {
        return new LentMemory(storage, origin, newType, newLayout, readOnly, owner, views);
    }

    /**
     * The same memory under a register of its own, so that this one lending can be taken back while others of the same
     * memory go on.
     */
    public LentMemory separately() {
        return new LentMemory(
                storage, origin, elementType, layout, readOnly, owner, ViewRegister.within(owner, views));
    }

    /** Whether the elements have this machine's byte order. */
    public boolean isNativeOrder() {
        return elementType.size() == 1 || elementType.order() == ByteOrder.nativeOrder();
    }

    private static LentMemory array(String owner, MemorySegment segment, ElementType type, long length) {
        return new LentMemory(
                segment,
                0,
                type,
                Layout.contiguous(type.size(), length),
                segment.isReadOnly(),
                owner,
                ViewRegister.ofCollected(owner));
    }
}
