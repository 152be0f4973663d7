package dev.loanword.memory;

import java.lang.foreign.MemorySegment;

/** Where the elements of lent memory lie: in a segment, or in a {@code boolean[]}. Offsets are in bytes and checked. */
public sealed interface LentStorage permits LentStorage.OfSegment, BooleanArray {

    /** How many bytes there are. */
    long byteSize();

    /** Whether nothing can be written. */
    boolean isReadOnly();

    /**
     * A part of the same memory.
     *
     * @throws IndexOutOfBoundsException if it reaches outside
     */
    LentStorage slice(long offset, long size);

    /** The same memory, which can't be written. */
    LentStorage asReadOnly();

    /** As {@link StridedCopy#gather}: the elements of a layout in C order, in a new array. */
    byte[] gather(long origin, Layout layout);

    /** As {@link StridedCopy#assign}: writes the elements of a borrowed buffer over those of a layout. */
    void assign(long origin, Layout layout, ElementType type, BorrowedBuffer source);

    /**
     * A segment: all memory but that of a {@code boolean[]}.
     *
     * @param array the array under the segment, which a read-only segment hides; {@code null} if it is off the heap or was
     *     hidden before
     */
    record OfSegment(MemorySegment segment, Object array) implements LentStorage {

        /** Remembers the array under a segment that does not hide it. */
        public OfSegment(MemorySegment segment) {
            this(segment, segment.heapBase().orElse(null));
        }

        @Override
        public long byteSize() {
            return segment.byteSize();
        }

        @Override
        public boolean isReadOnly() {
            return segment.isReadOnly();
        }

        @Override
        public LentStorage slice(long offset, long size) {
            return new OfSegment(segment.asSlice(offset, size), array);
        }

        @Override
        public LentStorage asReadOnly() {
            return new OfSegment(segment.asReadOnly(), array);
        }

        @Override
        public byte[] gather(long origin, Layout layout) {
            return StridedCopy.gather(segment, origin, layout);
        }

        @Override
        public void assign(long origin, Layout layout, ElementType type, BorrowedBuffer source) {
            StridedCopy.assign(segment, origin, layout, type, source);
        }
    }
}
