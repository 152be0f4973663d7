package dev.loanword.memory;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;

/** Copies elements between memory of any layout: what an assignment to a slice asks for. */
public final class StridedCopy {

    private StridedCopy() {}

    /**
     * Copies all elements of a borrowed buffer over the elements of another layout. The two may overlap: the result is as if
     * the source had been copied away first. Checked before the first byte moves.
     *
     * @param target the memory to write to
     * @param origin byte offset of the target's element with all indices zero
     * @param layout shape and strides of the target
     * @param type the target's element type
     * @param source what to copy; the same shape, and elements with the same memory
     * @throws IllegalArgumentException if shapes or element types differ
     * @throws IndexOutOfBoundsException if the layout reaches outside of the target
     */
    public static void assign(
            MemorySegment target, long origin, Layout layout, ElementType type, BorrowedBuffer source) {
        check(layout, type, source);
        layout.checkWithin(origin, target.byteSize());
        if (layout.isEmpty()) {
            return;
        }
        byte[] staged = gather(source.stridedSegment(), source.origin(), source.layout());
        scatter(staged, target, origin, layout);
    }

    /**
     * Checks that a buffer may be assigned.
     *
     * @throws IllegalArgumentException if shapes or element types differ
     */
    static void check(Layout layout, ElementType type, BorrowedBuffer source) {
        boolean sameShape = Arrays.equals(layout.shape(), source.layout().shape());
        if (!sameShape || !type.sameMemory(source.elementType())) {
            throw new IllegalArgumentException("can't assign " + source.elementType() + " of shape "
                    + Layout.tuple(source.layout().shape()) + " to " + type + " of shape "
                    + Layout.tuple(layout.shape()) + "; they must have the same element type and shape");
        }
    }

    /** How long an array must be that holds all elements of a layout. */
    static int arrayLength(Layout layout) {
        if (layout.byteCount() > Integer.MAX_VALUE - 8) {
            throw new IllegalArgumentException(
                    "a copy of " + layout.byteCount() + " bytes is larger than an array can be; copy it in slices");
        }
        return (int) layout.byteCount();
    }

    /**
     * Gathers elements of any layout into a new array in C order.
     *
     * @throws IllegalArgumentException if they need more than an array can hold
     */
    public static byte[] gather(MemorySegment memory, long origin, Layout layout) {
        byte[] gathered = new byte[arrayLength(layout)];
        gather(memory, origin, layout, MemorySegment.ofArray(gathered));
        return gathered;
    }

    /**
     * Gathers elements of any layout into other memory in C order, from its beginning on. The two must not overlap.
     *
     * @throws IndexOutOfBoundsException if the target is too small
     */
    public static void gather(MemorySegment memory, long origin, Layout layout, MemorySegment target) {
        if (layout.isCContiguous()) {
            MemorySegment.copy(memory, origin, target, 0, layout.byteCount());
        } else if (!layout.isEmpty()) {
            walk(memory, origin, target, 0, layout, 0, true);
        }
    }

    private static void scatter(byte[] staged, MemorySegment target, long origin, Layout layout) {
        MemorySegment from = MemorySegment.ofArray(staged);
        if (layout.isCContiguous()) {
            MemorySegment.copy(from, 0, target, origin, staged.length);
        } else {
            walk(target, origin, from, 0, layout, 0, false);
        }
    }

    /** Walks the strided side and the packed side together; returns the packed side's offset after the last element. */
    private static long walk(
            MemorySegment strided,
            long at,
            MemorySegment packed,
            long packedAt,
            Layout layout,
            int dimension,
            boolean gathers) {
        if (dimension == layout.dimensionCount()) {
            long size = layout.itemsize();
            if (gathers) {
                MemorySegment.copy(strided, ValueLayout.JAVA_BYTE, at, packed, ValueLayout.JAVA_BYTE, packedAt, size);
            } else {
                MemorySegment.copy(packed, ValueLayout.JAVA_BYTE, packedAt, strided, ValueLayout.JAVA_BYTE, at, size);
            }
            return packedAt + size;
        }
        long next = packedAt;
        long stride = layout.stride(dimension);
        for (long i = 0; i < layout.shape(dimension); i++) {
            next = walk(strided, at + i * stride, packed, next, layout, dimension + 1, gathers);
        }
        return next;
    }
}
