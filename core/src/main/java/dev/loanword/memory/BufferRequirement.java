package dev.loanword.memory;

import java.nio.ByteOrder;

/**
 * What a function demands of a borrowed buffer, checked before the first byte moves.
 *
 * <p>Elements of a demanded type are in native byte order. The messages name the function, what it expected, what it found,
 * and the way out.
 *
 * @param elementType the one element type that is accepted; {@code null} for any
 * @param dimensions how many dimensions the buffer must have; negative for any number
 * @param contiguous whether the buffer must be C-contiguous
 * @param writable whether the function writes
 */
public record BufferRequirement(ElementType elementType, int dimensions, boolean contiguous, boolean writable) {

    /**
     * Checks type and byte order, writability, contiguity and dimensions, in this order.
     *
     * @param function the function's name, for messages
     * @throws ElementTypeException if the elements are of another type or byte order
     * @throws BufferRefusedException if the buffer is read-only or not C-contiguous
     * @throws IllegalArgumentException if it has another number of dimensions
     */
    public void check(String function, BorrowedBuffer buffer) {
        ElementType found = buffer.elementType();
        if (elementType != null && !found.sameMemory(elementType)) {
            throw new ElementTypeException(wrongType(function, found));
        }
        if (writable && buffer.isReadOnly()) {
            throw new BufferRefusedException(function + " writes in place and needs a writable buffer, got a read-only one;"
                    + " pass a bytearray, an array.array or a writable view");
        }
        Layout layout = buffer.layout();
        if (contiguous && !layout.isCContiguous()) {
            throw new BufferRefusedException(function + " needs a C-contiguous buffer, got shape "
                    + Layout.tuple(layout.shape()) + " with strides " + Layout.tuple(layout.strides())
                    + "; make a contiguous copy first, with np.ascontiguousarray for NumPy arrays");
        }
        if (dimensions >= 0 && layout.dimensionCount() != dimensions) {
            throw new IllegalArgumentException(function + " needs a buffer of " + dimensions
                    + (dimensions == 1 ? " dimension" : " dimensions") + ", got one of shape " + Layout.tuple(layout.shape())
                    + "; reshape it first, with memoryview.cast or x.reshape for NumPy arrays");
        }
    }

    private String wrongType(String function, ElementType found) {
        String expectedAndFound = function + " expected elements of type " + elementType + ", got " + found;
        boolean onlyTheOrderDiffers = found.withOrder(ByteOrder.nativeOrder()).sameMemory(elementType);
        return expectedAndFound
                + (onlyTheOrderDiffers
                        ? "; swap the bytes first, with x.astype(x.dtype.newbyteorder('=')) for NumPy arrays"
                        : "; convert first, with x.astype('" + elementType.name() + "') for NumPy arrays or"
                                + " array.array('" + elementType.format() + "', x)");
    }
}
