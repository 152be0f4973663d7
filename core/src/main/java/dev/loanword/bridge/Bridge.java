package dev.loanword.bridge;

import dev.loanword.export.Borrow;
import dev.loanword.export.FileAccess;
import dev.loanword.export.PyFunction;
import dev.loanword.export.PyModule;
import dev.loanword.export.PyParameter;
import dev.loanword.export.Unsigned;
import dev.loanword.kernels.Checkpoint;
import dev.loanword.kernels.Fnv1a;
import dev.loanword.kernels.Scale;
import dev.loanword.memory.BorrowTable.Access;
import dev.loanword.memory.BorrowedBuffer;
import dev.loanword.memory.BufferRequirement;
import dev.loanword.memory.ElementType;
import java.io.IOException;
import java.nio.file.Path;

/**
 * The functions of the shipped core: each borrows a buffer for one call and copies nothing.
 *
 * <p>All checks come before the first byte is read or written. Functions that write in place have written a prefix if the
 * checkpoint interrupts them.
 */
@PyModule(
        doc = "The shipped Java core: checksums, scaling in place, an embedding table, lines of files. Nothing is copied.",
        classes = {EmbeddingTable.class, Match.class, TableFileException.class, Lines.class})
public final class Bridge {

    private static final BufferRequirement FLOAT64_IN_PLACE =
            new BufferRequirement(ElementType.FLOAT64, -1, true, true);
    private static final BufferRequirement FLOAT32_IN_PLACE =
            new BufferRequirement(ElementType.FLOAT32, -1, true, true);

    private Bridge() {}

    /**
     * Hashes bytes with 64-bit FNV-1a.
     *
     * @param payload C-contiguous memory of any element type; only read
     * @return the hash, as the bits of an unsigned number
     * @see Fnv1a
     */
    @PyFunction(
            doc =
                    """
                    The 64-bit FNV-1a hash of bytes or a bytearray, as an unsigned int.

                    The payload is borrowed, not copied. Anything else raises TypeError.""")
    @Unsigned
    public static long checksumBytes(
            @Borrow(types = {"bytes", "bytearray"}) BorrowedBuffer payload, Checkpoint checkpoint) {
        byte[] array = payload.heapArray();
        return array == null
                ? Fnv1a.hash64(payload.segment(), checkpoint)
                : Fnv1a.hash64(array, payload.heapOffset(), (int) payload.byteCount(), checkpoint);
    }

    /**
     * Multiplies float64 elements in place.
     *
     * @param values C-contiguous, writable, of any shape
     * @throws dev.loanword.memory.ElementTypeException if the elements are no float64 in native byte order
     * @throws dev.loanword.memory.BufferRefusedException if the buffer is read-only or not C-contiguous
     */
    @PyFunction(
            doc =
                    """
                    Multiplies the float64 elements of a buffer by a factor, in place.

                    Takes a NumPy array or any other writable C-contiguous buffer, of any shape. Nothing is copied. Another
                    element type or byte order raises TypeError; a read-only or strided buffer raises BufferError; nothing
                    was written then. If it is interrupted, a prefix has been scaled.""")
    public static void scaleInplace(
            @PyParameter(name = "x") @Borrow(value = Access.EXCLUSIVE, format = "d", contiguous = true) BorrowedBuffer values,
            double factor,
            Checkpoint checkpoint) {
        FLOAT64_IN_PLACE.check("scale_inplace", values);
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
    @PyFunction(
            doc =
                    """
                    Multiplies the float32 elements of a buffer by a factor, in place.

                    Takes any writable C-contiguous float32 buffer: array.array('f'), a memoryview, ctypes, a NumPy array,
                    memory that Java lent. Nothing is copied. Another element type or byte order raises TypeError; a
                    read-only or strided buffer raises BufferError; nothing was written then. If it is interrupted, a prefix
                    has been scaled.""")
    public static void scaleBuffer(
            @PyParameter(name = "buf") @Borrow(value = Access.EXCLUSIVE, format = "f", contiguous = true)
                    BorrowedBuffer values,
            double factor,
            Checkpoint checkpoint) {
        FLOAT32_IN_PLACE.check("scale_buffer", values);
        float rounded = (float) factor;
        if (Float.isInfinite(rounded) && !Double.isInfinite(factor)) {
            throw new ArithmeticException("scale_buffer works in float32, which can't hold the factor " + factor
                    + "; use float64 elements with scale_inplace");
        }
        Scale.float32(values.segment(), rounded, checkpoint);
    }

    /**
     * Opens the lines of a file.
     *
     * @param files opens it, by its own rights
     * @throws IOException if the file can't be opened
     */
    @PyFunction(
            doc =
                    """
                    The lines of a file, each as bytes without its ending (\\n or \\r\\n).

                    The file is read in constant memory and closed at its end, by close(), by a with statement, or when the
                    iterator is dropped. path is str, bytes or os.PathLike.""")
    public static Lines lines(Path path, FileAccess files) throws IOException {
        return Lines.open(files, path);
    }
}
