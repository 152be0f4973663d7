package dev.loanword.memory;

import java.util.Objects;

/**
 * A part of a {@code boolean[]} as bytes, one an element: what stands in for a segment, which Java does not give over one.
 *
 * <p>It can't, since the JVM relies on a boolean being 0 or 1. So a byte is read as 0 or 1 and any other byte than 0 is
 * written as true. Copies nothing; the array stays reachable. Each offset is checked.
 */
public final class BooleanArray implements LentStorage {

    private final boolean[] array;
    private final int start;
    private final int length;
    private final boolean readOnly;

    private BooleanArray(boolean[] array, int start, int length, boolean readOnly) {
        this.array = array;
        this.start = start;
        this.length = length;
        this.readOnly = readOnly;
    }

    /** All of an array, to read and write. */
    static BooleanArray of(boolean[] array) {
        return new BooleanArray(array, 0, array.length, false);
    }

    @Override
    public long byteSize() {
        return length;
    }

    @Override
    public boolean isReadOnly() {
        return readOnly;
    }

    @Override
    public BooleanArray slice(long offset, long size) {
        Objects.checkFromIndexSize(offset, size, length);
        return new BooleanArray(array, start + (int) offset, (int) size, readOnly);
    }

    @Override
    public BooleanArray asReadOnly() {
        return new BooleanArray(array, start, length, true);
    }

    /**
     * The element at an offset.
     *
     * @throws IndexOutOfBoundsException if there is none
     */
    public boolean get(long offset) {
        return array[index(offset)];
    }

    /**
     * Writes the element at an offset.
     *
     * @throws IndexOutOfBoundsException if there is none
     * @throws IllegalArgumentException if the memory is read-only
     */
    public void set(long offset, boolean value) {
        if (readOnly) {
            throw new IllegalArgumentException("a read-only boolean[] can't be written");
        }
        array[index(offset)] = value;
    }

    private int index(long offset) {
        return start + (int) Objects.checkIndex(offset, (long) length);
    }

    @Override
    public byte[] gather(long origin, Layout layout) {
        layout.checkWithin(origin, length);
        byte[] gathered = new byte[StridedCopy.arrayLength(layout)];
        walk(origin, layout, 0, 0, (offset, at) -> gathered[at] = (byte) (get(offset) ? 1 : 0));
        return gathered;
    }

    @Override
    public void assign(long origin, Layout layout, ElementType type, BorrowedBuffer source) {
        StridedCopy.check(layout, type, source);
        layout.checkWithin(origin, length);
        byte[] staged = StridedCopy.gather(source.stridedSegment(), source.origin(), source.layout());
        walk(origin, layout, 0, 0, (offset, at) -> set(offset, staged[at] != 0));
    }

    private interface Move {
        void at(long offset, int packedIndex);
    }

    /** Visits each element in C order; returns the number after the last. */
    private static int walk(long offset, Layout layout, int dimension, int packed, Move move) {
        if (dimension == layout.dimensionCount()) {
            move.at(offset, packed);
            return packed + 1;
        }
        int next = packed;
        for (long i = 0; i < layout.shape(dimension); i++) {
            next = walk(offset + i * layout.stride(dimension), layout, dimension + 1, next, move);
        }
        return next;
    }
}
