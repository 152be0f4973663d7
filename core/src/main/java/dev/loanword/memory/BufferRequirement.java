package dev.loanword.memory;

import java.nio.ByteOrder;
import java.util.Objects;

/**
 * What a function demands of a borrowed buffer, checked before the first byte moves.
 *
 * <p>The demand is always for C-contiguous elements of one type in native byte order. The messages name the function, what
 * it expected, what it found, and the way out.
 *
 * @param function the function's name, for messages
 * @param elementType the one element type that is accepted
 * @param writable whether the function writes
 */
public record BufferRequirement(String function, ElementType elementType, boolean writable) {

    /** Creates the demand. */
    public BufferRequirement {
        Objects.requireNonNull(function, "function");
        Objects.requireNonNull(elementType, "elementType");
    }

    /**
     * Checks type, byte order, writability and contiguity, in this order.
     *
     * @throws ElementTypeException if the elements are of another type or byte order
     * @throws BufferRefusedException if the buffer is read-only or not C-contiguous
     */
    public void check(BorrowedBuffer buffer) {
        ElementType found = buffer.elementType();
        if (!found.sameMemory(elementType)) {
            throw new ElementTypeException(wrongType(found));
        }
        if (writable && buffer.isReadOnly()) {
            throw new BufferRefusedException(function + " writes in place and needs a writable buffer, got a read-only one;"
                    + " pass a bytearray, an array.array or a writable view");
        }
        if (!buffer.layout().isCContiguous()) {
            throw new BufferRefusedException(function + " needs a C-contiguous buffer, got shape "
                    + Layout.tuple(buffer.layout().shape()) + " with strides " + Layout.tuple(buffer.layout().strides())
                    + "; make a contiguous copy first, with np.ascontiguousarray for NumPy arrays");
        }
    }

    private String wrongType(ElementType found) {
        String expectedAndFound = function + " expected elements of type " + elementType + ", got " + found;
        boolean onlyTheOrderDiffers = found.withOrder(ByteOrder.nativeOrder()).sameMemory(elementType);
        return expectedAndFound
                + (onlyTheOrderDiffers
                        ? "; swap the bytes first, with x.astype(x.dtype.newbyteorder('=')) for NumPy arrays"
                        : "; convert first, with x.astype('" + elementType.name() + "') for NumPy arrays or"
                                + " array.array('" + elementType.format() + "', x)");
    }
}
