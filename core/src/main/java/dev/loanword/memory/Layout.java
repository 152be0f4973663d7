package dev.loanword.memory;

import java.util.Arrays;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

/**
 * How the elements of a buffer lie in memory: the size of one element, and for each dimension its length and its
 * stride.
 *
 * <p>All sizes, strides and offsets are in bytes. The element with the indices {@code i, j, ...} begins
 * {@code i * stride(0) + j * stride(1) + ...} bytes after the element {@code [0, 0, ...]}. Strides may be negative
 * (a reversed view), zero (a broadcast view) or of any other value; a layout says nothing about alignment. A layout
 * without dimensions describes one element.
 *
 * <pre>{@code
 * Layout.contiguous(8, 3, 4)                                // 3 x 4 doubles, strides 32 and 8
 * Layout.of(8, new long[] {5}, new long[] {-8})             // 5 doubles, reversed: lowestOffset() is -32
 * Layout.contiguous(4, 10).slice(0, 1, 2, 5)                // x[1::2]: byteOffset 4, shape 5, stride 8
 * }</pre>
 *
 * <p>Each layout is checked when it is made: no length is negative, and neither the byte count nor any offset leaves
 * the range of a {@code long}. So the arithmetic of the accessors can't overflow.
 *
 * <p>Immutable and safe for use by many threads. Arrays are copied on the way in and out.
 */
public final class Layout {
    /** The most dimensions a Python buffer may have ({@code PyBUF_MAX_NDIM}). */
    public static final int MAX_DIMENSIONS = 64;

    private final long itemsize;
    private final long[] shape;
    private final long[] strides;
    private final long elementCount;
    private final long lowestOffset;
    private final long endOffset;

    /** A part of a layout, and how many bytes after the whole's element {@code [0, 0, ...]} its own one begins. */
    public record Slice(long byteOffset, Layout layout) {
        /** Checks that there is a layout. */
        public Slice {
            Objects.requireNonNull(layout, "layout");
        }
    }

    /** Takes over both arrays. */
    private Layout(long itemsize, long[] shape, long[] strides) {
        this.itemsize = itemsize;
        this.shape = shape;
        this.strides = strides;
        long elements = 1;
        for (long length : shape) {
            elements *= length;
        }
        this.elementCount = elements;
        long lowest = 0;
        long highest = 0;
        if (elements > 0) {
            try {
                for (int d = 0; d < shape.length; d++) {
                    long reach = Math.multiplyExact(strides[d], shape[d] - 1);
                    if (reach < 0) {
                        lowest = Math.addExact(lowest, reach);
                    } else {
                        highest = Math.addExact(highest, reach);
                    }
                }
                highest = Math.addExact(highest, itemsize);
                Math.subtractExact(highest, lowest);
            } catch (ArithmeticException overflow) {
                throw new IllegalArgumentException("shape " + Arrays.toString(shape) + " with strides "
                        + Arrays.toString(strides) + " and itemsize " + itemsize
                        + " reaches over more than 2**63-1 bytes");
            }
        }
        this.lowestOffset = lowest;
        this.endOffset = highest;
    }

    /**
     * Makes a layout without gaps, in C order: the last index moves fastest.
     *
     * @param itemsize the size of one element in bytes, at least 1
     * @param shape the length of each dimension, none negative; none at all for a single element
     * @return the layout
     * @throws IllegalArgumentException if a value is out of range, or there are more bytes than a {@code long} counts
     */
    public static Layout contiguous(long itemsize, long... shape) {
        long[] lengths = shape.clone();
        checkShape(itemsize, lengths);
        long[] strides = new long[lengths.length];
        long stride = itemsize;
        for (int d = lengths.length - 1; d >= 0; d--) {
            strides[d] = stride;
            // As in NumPy, an empty dimension counts as 1 here, so that strides stay meaningful.
            stride *= Math.max(1, lengths[d]);
        }
        return new Layout(itemsize, lengths, strides);
    }

    /**
     * Makes a layout of given strides.
     *
     * @param itemsize the size of one element in bytes, at least 1
     * @param shape the length of each dimension, none negative
     * @param strides the step of each dimension in bytes, as many as there are dimensions
     * @return the layout
     * @throws IllegalArgumentException if a value is out of range, or the bytes or offsets are more than a
     *     {@code long} counts
     */
    public static Layout of(long itemsize, long[] shape, long[] strides) {
        long[] lengths = shape.clone();
        if (lengths.length != strides.length) {
            throw new IllegalArgumentException("shape " + Arrays.toString(lengths) + " has " + lengths.length
                    + " dimensions, but strides " + Arrays.toString(strides) + " has " + strides.length
                    + "; give one stride for each dimension");
        }
        checkShape(itemsize, lengths);
        return new Layout(itemsize, lengths, strides.clone());
    }

    /** Checks what makes all later products safe: the product of all lengths but the zeros fits. */
    private static void checkShape(long itemsize, long[] shape) {
        if (itemsize < 1) {
            throw new IllegalArgumentException("itemsize must be at least 1 byte, got " + itemsize);
        }
        if (shape.length > MAX_DIMENSIONS) {
            throw new IllegalArgumentException(
                    "at most " + MAX_DIMENSIONS + " dimensions are possible, got " + shape.length);
        }
        long bytes = itemsize;
        for (int d = 0; d < shape.length; d++) {
            if (shape[d] < 0) {
                throw new IllegalArgumentException("dimension " + d + " of shape " + Arrays.toString(shape)
                        + " is negative: " + shape[d]);
            }
            try {
                bytes = Math.multiplyExact(bytes, Math.max(1, shape[d]));
            } catch (ArithmeticException overflow) {
                throw new IllegalArgumentException("shape " + Arrays.toString(shape) + " with itemsize " + itemsize
                        + " is more than 2**63-1 bytes");
            }
        }
    }

    /** Returns the size of one element in bytes. */
    public long itemsize() {
        return itemsize;
    }

    /** Returns the number of dimensions, 0 to {@value #MAX_DIMENSIONS}. */
    public int dimensionCount() {
        return shape.length;
    }

    /** Returns the length of each dimension, as a copy. */
    public long[] shape() {
        return shape.clone();
    }

    /**
     * Returns the length of one dimension.
     *
     * @param dimension counted from 0
     */
    public long shape(int dimension) {
        return shape[Objects.checkIndex(dimension, shape.length)];
    }

    /** Returns the stride of each dimension in bytes, as a copy. */
    public long[] strides() {
        return strides.clone();
    }

    /**
     * Returns the stride of one dimension in bytes.
     *
     * @param dimension counted from 0
     */
    public long stride(int dimension) {
        return strides[Objects.checkIndex(dimension, strides.length)];
    }

    /** Returns the number of elements: the product of all lengths, 1 without dimensions. */
    public long elementCount() {
        return elementCount;
    }

    /** Returns {@code elementCount() * itemsize()}: Python's {@code nbytes}. With gaps the memory touched is larger. */
    public long byteCount() {
        return elementCount * itemsize;
    }

    /** Says whether there is no element at all. */
    public boolean isEmpty() {
        return elementCount == 0;
    }

    /**
     * Says whether the elements lie without gaps in C order, the last index moving fastest.
     *
     * <p>As in CPython, an empty layout always does, and the stride of a dimension of length 1 plays no part.
     */
    public boolean isCContiguous() {
        long expected = itemsize;
        for (int d = shape.length - 1; d >= 0 && elementCount > 0; d--) {
            if (shape[d] > 1 && strides[d] != expected) {
                return false;
            }
            expected *= shape[d];
        }
        return true;
    }

    /**
     * Says whether the elements lie without gaps in Fortran order, the first index moving fastest.
     *
     * <p>As in CPython, an empty layout always does, and the stride of a dimension of length 1 plays no part.
     */
    public boolean isFortranContiguous() {
        long expected = itemsize;
        for (int d = 0; d < shape.length && elementCount > 0; d++) {
            if (shape[d] > 1 && strides[d] != expected) {
                return false;
            }
            expected *= shape[d];
        }
        return true;
    }

    /** Returns the offset of the lowest byte touched, relative to element {@code [0, 0, ...]}: 0 or negative. */
    public long lowestOffset() {
        return lowestOffset;
    }

    /** Returns the offset after the highest byte touched, relative to element {@code [0, 0, ...]}; 0 when empty. */
    public long endOffset() {
        return endOffset;
    }

    /**
     * Checks that every element lies within a memory of some size.
     *
     * @param offset where element {@code [0, 0, ...]} begins in the memory, in bytes
     * @param size the size of the memory in bytes
     * @throws IndexOutOfBoundsException if any byte of the layout, or the offset itself, is outside
     */
    public void checkWithin(long offset, long size) {
        // lowestOffset <= 0 <= offset, and offset <= size: neither the sum nor the difference can overflow.
        if (offset < 0 || offset > size || offset + lowestOffset < 0 || endOffset > size - offset) {
            throw new IndexOutOfBoundsException(this + " at byte offset " + offset + " reaches " + -lowestOffset
                    + " bytes down and " + endOffset + " bytes up from there, out of the memory of " + size
                    + " bytes");
        }
    }

    /**
     * Returns where an element begins, relative to element {@code [0, 0, ...]}.
     *
     * @param index one index for each dimension, counted from 0
     * @return the offset in bytes
     * @throws IndexOutOfBoundsException if an index is negative or not less than its dimension's length
     * @throws IllegalArgumentException if there are not as many indices as dimensions
     */
    public long offsetOf(long... index) {
        if (index.length != shape.length) {
            throw new IllegalArgumentException("a layout of " + shape.length + " dimensions takes as many indices, got "
                    + Arrays.toString(index));
        }
        long offset = 0;
        for (int d = 0; d < shape.length; d++) {
            if (index[d] < 0 || index[d] >= shape[d]) {
                throw new IndexOutOfBoundsException("index " + index[d] + " of dimension " + d
                        + " is out of range for shape " + Arrays.toString(shape));
            }
            offset += index[d] * strides[d];
        }
        return offset;
    }

    /**
     * Takes every {@code step}-th index of one dimension and all of the others, as Python's {@code x[start:stop:step]}.
     *
     * <p>An empty slice has the byte offset 0.
     *
     * @param dimension counted from 0
     * @param start the first index; for an empty slice anything from 0 to the dimension's length
     * @param step the distance of the indices, negative to go backwards, not 0
     * @param count how many indices
     * @return the part and its place
     * @throws IndexOutOfBoundsException if there is no such dimension, or an index is outside of it
     * @throws IllegalArgumentException if the step is 0 or the count is negative
     */
    public Slice slice(int dimension, long start, long step, long count) {
        Objects.checkIndex(dimension, shape.length);
        if (step == 0 || count < 0) {
            throw new IllegalArgumentException("a slice needs a step other than 0 and a count of at least 0, got step "
                    + step + " and count " + count);
        }
        long length = shape[dimension];
        if (start < 0 || start > length || count > stepsAvailable(start, step, length)) {
            throw new IndexOutOfBoundsException("slice with start " + start + ", step " + step + " and count " + count
                    + " is out of range for dimension " + dimension + " of length " + length);
        }
        long[] lengths = shape.clone();
        long[] steps = strides.clone();
        lengths[dimension] = count;
        // With fewer than 2 indices this may wrap around. It doesn't matter: such a stride is never walked.
        steps[dimension] = strides[dimension] * step;
        Layout layout = new Layout(itemsize, lengths, steps);
        return new Slice(layout.isEmpty() ? 0 : start * strides[dimension], layout);
    }

    /**
     * Leaves one dimension out, as Python's {@code x[i]} does for the first; the caller adds {@code i * stride} to the
     * offset.
     *
     * @throws IndexOutOfBoundsException if there is no such dimension
     */
    public Layout withoutDimension(int dimension) {
        Objects.checkIndex(dimension, shape.length);
        long[] lengths = new long[shape.length - 1];
        long[] steps = new long[shape.length - 1];
        for (int from = 0, to = 0; from < shape.length; from++) {
            if (from != dimension) {
                lengths[to] = shape[from];
                steps[to++] = strides[from];
            }
        }
        return new Layout(itemsize, lengths, steps);
    }

    /** Counts the indices from {@code start} by {@code step} that a dimension has. */
    private static long stepsAvailable(long start, long step, long length) {
        if (start == length) {
            return 0;
        }
        // Negated steps are compared as negative numbers, as Long.MIN_VALUE has no positive counterpart.
        return step > 0 ? 1 + (length - 1 - start) / step : 1 + -start / step;
    }

    /** Writes a shape or strides as Python writes tuples: {@code (3, 4)}, {@code (3,)}, {@code ()}. */
    public static String tuple(long... values) {
        String items = LongStream.of(values).mapToObj(Long::toString).collect(Collectors.joining(", "));
        return values.length == 1 ? "(" + items + ",)" : "(" + items + ")";
    }

    /** Says whether itemsize, shape and strides are equal. */
    @Override
    public boolean equals(Object object) {
        return object instanceof Layout other && itemsize == other.itemsize && Arrays.equals(shape, other.shape)
                && Arrays.equals(strides, other.strides);
    }

    @Override
    public int hashCode() {
        return Objects.hash(itemsize, Arrays.hashCode(shape), Arrays.hashCode(strides));
    }

    /** Returns a text such as {@code layout of shape [3, 4], strides [32, 8], itemsize 8}. */
    @Override
    public String toString() {
        return "layout of shape " + Arrays.toString(shape) + ", strides " + Arrays.toString(strides) + ", itemsize "
                + itemsize;
    }
}
