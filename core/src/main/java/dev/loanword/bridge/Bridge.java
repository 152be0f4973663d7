package dev.loanword.bridge;

import dev.loanword.kernels.Checkpoint;
import dev.loanword.kernels.Fnv1a;
import dev.loanword.kernels.Scale;
import dev.loanword.memory.BorrowedBuffer;
import dev.loanword.memory.BufferRequirement;
import dev.loanword.memory.ElementType;

/**
 * The functions of the shipped core: each borrows a buffer for one call and copies nothing.
 *
 * <p>All checks come before the first byte is read or written. Functions that write in place have written a prefix if the
 * checkpoint interrupts them.
 */
public final class Bridge {

    private static final BufferRequirement FLOAT64_IN_PLACE =
            new BufferRequirement("scale_inplace", ElementType.FLOAT64, true);
    private static final BufferRequirement FLOAT32_IN_PLACE =
            new BufferRequirement("scale_buffer", ElementType.FLOAT32, true);

    private Bridge() {}

    /**
     * Hashes bytes with 64-bit FNV-1a.
     *
     * @param payload C-contiguous memory of any element type; only read
     * @return the hash, as the bits of an unsigned number
     * @see Fnv1a
     */
    public static long checksumBytes(BorrowedBuffer payload, Checkpoint checkpoint) {
        return Fnv1a.hash64(payload.segment(), checkpoint);
    }

    /**
     * Multiplies float64 elements in place.
     *
     * @param values C-contiguous, writable, of any shape
     * @throws dev.loanword.memory.ElementTypeException if the elements are no float64 in native byte order
     * @throws dev.loanword.memory.BufferRefusedException if the buffer is read-only or not C-contiguous
     */
    public static void scaleInplace(BorrowedBuffer values, double factor, Checkpoint checkpoint) {
        FLOAT64_IN_PLACE.check(values);
        Scale.float64(values.segment(), factor, checkpoint);
    }

    /**
     * Multiplies float32 elements in place, in float32 arithmetic.
     *
     * @param values C-contiguous, writable, of any shape
     * @param factor rounded to float32
     * @throws ArithmeticException if the factor is finite but too large for float32
     * @throws dev.loanword.memory.ElementTypeException if the elements are no float32 in native byte order
     * @throws dev.loanword.memory.BufferRefusedException if the buffer is read-only or not C-contiguous
     */
    public static void scaleBuffer(BorrowedBuffer values, double factor, Checkpoint checkpoint) {
        FLOAT32_IN_PLACE.check(values);
        float rounded = (float) factor;
        if (Float.isInfinite(rounded) && !Double.isInfinite(factor)) {
            throw new ArithmeticException("scale_buffer works in float32, which can't hold the factor " + factor
                    + "; use float64 elements with scale_inplace");
        }
        Scale.float32(values.segment(), rounded, checkpoint);
    }
}
