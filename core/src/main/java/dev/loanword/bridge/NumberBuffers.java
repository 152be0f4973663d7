package dev.loanword.bridge;

import dev.loanword.memory.BorrowedBuffer;
import dev.loanword.memory.BufferRefusedException;
import dev.loanword.memory.BufferRequirement;
import dev.loanword.memory.ElementType;
import dev.loanword.memory.ElementType.Kind;
import dev.loanword.memory.ElementTypeException;

/** What the functions over numbers of any type demand of their buffers, checked before the first byte is read or written. */
final class NumberBuffers {
    private static final BufferRequirement READ = new BufferRequirement(null, -1, true, false);
    private static final BufferRequirement CHANGED = new BufferRequirement(null, -1, true, true);

    private NumberBuffers() {
    }

    /**
     * Checks that a buffer can be read as numbers.
     *
     * @param function the function's name, for messages
     * @return whether they are floats
     * @throws ElementTypeException if they are no numbers, or not in native byte order
     * @throws BufferRefusedException if they are not C-contiguous
     */
    static boolean areFloats(String function, BorrowedBuffer buffer) {
        READ.check(function, buffer);
        ElementType type = buffer.elementType();
        boolean isNumber = switch (type.kind()) {
            case FLOAT, SIGNED_INTEGER, UNSIGNED_INTEGER -> true;
            default -> false;
        };
        if (!isNumber) {
            throw new ElementTypeException(function + " expected elements that are ints or floats, got " + type
                    + "; convert first, with x.astype('float64') or x.view('uint8') for NumPy arrays");
        }
        if (!type.isNativeOrder()) {
            throw new ElementTypeException(function + " expected elements in this machine's byte order, got " + type
                    + "; swap the bytes first, with x.astype(x.dtype.newbyteorder('=')) for NumPy arrays");
        }
        return type.kind() == Kind.FLOAT;
    }

    /** The same of numbers that are to be changed in place: a read-only buffer is refused too. */
    static boolean areWritableFloats(String function, BorrowedBuffer buffer) {
        CHANGED.check(function, buffer);
        return areFloats(function, buffer);
    }

    /** Checks that a buffer can be read as floats. */
    static void checkFloats(String function, BorrowedBuffer buffer) {
        if (!areFloats(function, buffer)) {
            throw new ElementTypeException(function + " expected elements that are floats, got " + buffer.elementType()
                    + "; convert first, with x.astype('float64') for NumPy arrays or array.array('d', x)");
        }
    }

    /** Checks that a buffer's floats can be changed in place. */
    static void checkWritableFloats(String function, BorrowedBuffer buffer) {
        CHANGED.check(function, buffer);
        checkFloats(function, buffer);
    }

    /**
     * Checks that two buffers have the same element type.
     *
     * @throws ElementTypeException if they have not
     */
    static void checkSameType(String function, BorrowedBuffer x, BorrowedBuffer y) {
        if (!x.elementType().sameMemory(y.elementType())) {
            throw new ElementTypeException(function + " expected two buffers of one element type, got " + x.elementType()
                    + " and " + y.elementType() + "; convert one of them first, with x.astype(y.dtype) for NumPy arrays");
        }
    }

    /**
     * Checks that no byte belongs to two buffers of which one is written.
     *
     * @throws BufferRefusedException if one does
     */
    static void checkApart(String function, BorrowedBuffer x, BorrowedBuffer y) {
        if (x.extent().overlaps(y.extent())) {
            throw new BufferRefusedException(function + " writes to one buffer while it reads the other, and the two share memory;"
                    + " copy one of them first");
        }
    }
}
