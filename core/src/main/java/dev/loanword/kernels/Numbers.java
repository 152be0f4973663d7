package dev.loanword.kernels;

import dev.loanword.memory.ElementType;
import dev.loanword.memory.ElementType.Kind;
import java.lang.foreign.MemorySegment;

/**
 * Memory full of numbers of one type, as the kernels of this package take it: floats of 16, 32 or 64 bits or integers of 8 to
 * 64 bits, in native byte order, at any address, on the heap or off it.
 *
 * @param memory holds nothing else
 * @param type of each element
 */
record Numbers(MemorySegment memory, ElementType type) {
    /**
     * Checks type and size.
     *
     * @throws IllegalArgumentException if the elements are no numbers in native byte order, or the last one is not whole
     */
    Numbers {
        boolean isNumber = switch (type.kind()) {
            case FLOAT, SIGNED_INTEGER, UNSIGNED_INTEGER -> type.isNativeOrder();
            default -> false;
        };
        if (!isNumber) {
            throw new IllegalArgumentException("numbers in native byte order are needed, got " + type);
        }
        if (memory.byteSize() % type.size() != 0) {
            throw new IllegalArgumentException("memory of " + memory.byteSize() + " bytes is not a whole number of "
                    + type.name() + " elements of " + type.size() + " bytes");
        }
    }

    /**
     * Of memory that is to be written.
     *
     * @param what is done to it, for the message
     * @throws IllegalArgumentException also if the memory is read-only
     */
    static Numbers writable(MemorySegment memory, ElementType type, String what) {
        if (memory.isReadOnly()) {
            throw new IllegalArgumentException("can't " + what + " read-only memory in place: " + memory);
        }
        return new Numbers(memory, type);
    }

    /** The same of floats alone. */
    static Numbers writableFloats(MemorySegment memory, ElementType type, String what) {
        checkFloats(type, what);
        return writable(memory, type, what);
    }

    /** Numbers that are floats. */
    static Numbers floats(MemorySegment memory, ElementType type, String what) {
        checkFloats(type, what);
        return new Numbers(memory, type);
    }

    private static void checkFloats(ElementType type, String what) {
        if (type.kind() != Kind.FLOAT) {
            throw new IllegalArgumentException("can't " + what + " elements of type " + type + "; only floats");
        }
    }

    int size() {
        return (int) type.size();
    }

    long count() {
        return memory.byteSize() / size();
    }

    boolean isFloat() {
        return type.kind() == Kind.FLOAT;
    }

    /** Whether the numbers are read as longs that mean the same if all their bits count as a number without sign. */
    boolean isUnsigned64() {
        return type.kind() == Kind.UNSIGNED_INTEGER && size() == Long.BYTES;
    }

    boolean onSeveralThreads() {
        return Intervals.onSeveralThreads(memory.byteSize(), memory);
    }

    /** A stage for one thread that has to read no more than so many elements. */
    Stage stage(long most) {
        return new Stage(this, (int) Math.min(Stage.BLOCK, most));
    }
}
