package dev.loanword.python.graalpy;

import com.oracle.graal.python.lib.PyObjectRichCompareBool;
import dev.loanword.memory.BorrowedBuffer;
import dev.loanword.memory.ElementType;
import dev.loanword.memory.Layout;
import dev.loanword.memory.StridedCopy;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;

/**
 * Compares two buffers as memoryview does: equal shapes and equal values, whatever the element types.
 *
 * <p>Memory is compared in pieces, so that it may be of any size and a difference near its beginning is found at once.
 */
final class Equality {

    /** Pieces of this size are gathered on both sides; it is some of a core's own cache. */
    private static final long PIECE = 1 << 18;

    private final ElementType leftType;
    private final MemorySegment left;
    private final ElementType rightType;
    private final MemorySegment right;

    private Equality(BorrowedBuffer left, BorrowedBuffer right) {
        this.leftType = left.elementType();
        this.left = left.stridedSegment();
        this.rightType = right.elementType();
        this.right = right.stridedSegment();
    }

    /** Whether the buffers have the same shape and equal elements. */
    static boolean of(BorrowedBuffer left, BorrowedBuffer right) {
        return Arrays.equals(left.layout().shape(), right.layout().shape())
                && new Equality(left, right).equal(left.origin(), left.layout(), right.origin(), right.layout());
    }

    private boolean equal(long leftOrigin, Layout leftLayout, long rightOrigin, Layout rightLayout) {
        int dimension = halved(leftLayout);
        boolean small = leftLayout.byteCount() <= PIECE && rightLayout.byteCount() <= PIECE;
        if (small || leftLayout.elementCount() <= 1) {
            return equalPieces(
                    StridedCopy.gather(left, leftOrigin, leftLayout),
                    StridedCopy.gather(right, rightOrigin, rightLayout),
                    leftLayout.elementCount());
        }
        long length = leftLayout.shape(dimension);
        long half = length / 2;
        Layout.Slice leftStart = leftLayout.slice(dimension, 0, 1, half);
        Layout.Slice rightStart = rightLayout.slice(dimension, 0, 1, half);
        Layout.Slice leftEnd = leftLayout.slice(dimension, half, 1, length - half);
        Layout.Slice rightEnd = rightLayout.slice(dimension, half, 1, length - half);
        return equal(leftOrigin, leftStart.layout(), rightOrigin, rightStart.layout())
                && equal(
                        leftOrigin + leftEnd.byteOffset(),
                        leftEnd.layout(),
                        rightOrigin + rightEnd.byteOffset(),
                        rightEnd.layout());
    }

    /** The first dimension that can be halved. */
    private static int halved(Layout layout) {
        int dimension = 0;
        while (dimension < layout.dimensionCount() - 1 && layout.shape(dimension) < 2) {
            dimension++;
        }
        return dimension;
    }

    private boolean equalPieces(byte[] leftBytes, byte[] rightBytes, long count) {
        // A float has two zeros, and no NaN equals itself; a boolean is true by any bit. All else is equal by its bytes.
        boolean byBytes = leftType.kind() != ElementType.Kind.FLOAT && leftType.kind() != ElementType.Kind.BOOLEAN;
        if (byBytes && leftType.sameMemory(rightType)) {
            return Arrays.equals(leftBytes, rightBytes);
        }
        if (!Elements.hasValue(leftType) || !Elements.hasValue(rightType)) {
            return false;
        }
        MemorySegment leftValues = MemorySegment.ofArray(leftBytes);
        MemorySegment rightValues = MemorySegment.ofArray(rightBytes);
        for (long i = 0; i < count; i++) {
            Object a = Elements.get(leftValues, i * leftType.size(), leftType);
            Object b = Elements.get(rightValues, i * rightType.size(), rightType);
            if (!equalValues(a, b)) {
                return false;
            }
        }
        return true;
    }

    /** Python's own comparison, but for two floats: there it takes a NaN for the same object as itself. */
    private static boolean equalValues(Object left, Object right) {
        return left instanceof Double a && right instanceof Double b
                ? a.doubleValue() == b.doubleValue()
                : PyObjectRichCompareBool.executeEqUncached(left, right);
    }
}
