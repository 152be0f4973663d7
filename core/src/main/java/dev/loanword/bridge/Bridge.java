package dev.loanword.bridge;

import dev.loanword.export.Borrow;
import dev.loanword.export.FileAccess;
import dev.loanword.export.model.ParameterKind;
import dev.loanword.export.PyFunction;
import dev.loanword.export.PyModule;
import dev.loanword.export.PyParameter;
import dev.loanword.export.Unsigned;
import dev.loanword.export.model.ParameterKind;
import dev.loanword.kernels.Axpy;
import dev.loanword.kernels.Checkpoint;
import dev.loanword.kernels.Clip;
import dev.loanword.kernels.Cosine;
import dev.loanword.kernels.Extremes;
import dev.loanword.kernels.Fnv1a;
import dev.loanword.kernels.Logarithm;
import dev.loanword.kernels.Matches;
import dev.loanword.kernels.Normalise;
import dev.loanword.kernels.Scale;
import dev.loanword.kernels.Sum;
import dev.loanword.lines.Compression;
import dev.loanword.lines.FramePrefix;
import dev.loanword.lines.LineMatcher;
import dev.loanword.memory.BorrowTable.Access;
import dev.loanword.memory.BorrowedBuffer;
import dev.loanword.memory.BufferRequirement;
import dev.loanword.memory.ElementType;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The functions of the shipped core: each borrows a buffer for one call and copies nothing.
 *
 * <p>All checks come before the first byte is read or written. Functions that write in place have written a prefix if the
 * checkpoint interrupts them.
 */
@PyModule(
        doc = "The shipped Java core: checksums, kernels over numbers, an embedding table, lines of files. Nothing is copied.",
        classes = {EmbeddingTable.class, Match.class, TableFileException.class, Lines.class, Moments.class})
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
     * Multiplies numbers of any type in place.
     *
     * @param values C-contiguous, writable, of any shape
     * @throws ArithmeticException if a product of integers is out of the range of their type; nothing was written
     * @throws dev.loanword.memory.ElementTypeException if the elements are no numbers in native byte order
     * @see Scale#integers
     */
    @PyFunction(doc = KernelDocs.MULTIPLY)
    public static void multiplyInplace(
            @PyParameter(name = "x") @Borrow(value = Access.EXCLUSIVE, contiguous = true) BorrowedBuffer values,
            long factor,
            Checkpoint checkpoint) {
        if (NumberBuffers.areWritableFloats("multiply_inplace", values)) {
            Scale.floats(values.segment(), values.elementType(), factor, checkpoint);
        } else {
            Scale.integers(values.segment(), values.elementType(), factor, checkpoint);
        }
    }

    /**
     * Multiplies floats of any size in place.
     *
     * @throws ArithmeticException if the factor is finite but too large for their type
     * @see Scale#floats
     */
    @PyFunction(doc = KernelDocs.MULTIPLY)
    public static void multiplyInplace(
            @PyParameter(name = "x") @Borrow(value = Access.EXCLUSIVE, contiguous = true) BorrowedBuffer values,
            double factor,
            Checkpoint checkpoint) {
        NumberBuffers.checkWritableFloats("multiply_inplace by a float", values);
        Scale.floats(values.segment(), values.elementType(), factor, checkpoint);
    }

    /**
     * Adds up numbers.
     *
     * @param inOrder whether to add floats from the first to the last
     * @return a {@link Double} for floats, else an exact {@link BigInteger}
     * @throws dev.loanword.memory.ElementTypeException if the elements are no numbers in native byte order
     * @see Sum
     */
    @PyFunction(doc = KernelDocs.SUM)
    public static Object sum(
            @PyParameter(name = "x") @Borrow(contiguous = true) BorrowedBuffer values,
            @PyParameter(defaultValue = "False", kind = ParameterKind.KEYWORD_ONLY) boolean inOrder,
            Checkpoint checkpoint) {
        return NumberBuffers.areFloats("sum", values)
                ? (Object) Sum.ofFloats(values.segment(), values.elementType(), inOrder, checkpoint)
                : Sum.ofIntegers(values.segment(), values.elementType(), checkpoint);
    }

    /**
     * The smallest number.
     *
     * @return a {@link Double} for floats, else a {@link BigInteger}
     * @throws IllegalArgumentException if there are no elements
     * @see Extremes
     */
    @PyFunction(doc = KernelDocs.MIN)
    public static Object min(
            @PyParameter(name = "x") @Borrow(contiguous = true) BorrowedBuffer values, Checkpoint checkpoint) {
        return NumberBuffers.areFloats("min", values)
                ? (Object) Extremes.minimumOfFloats(values.segment(), values.elementType(), checkpoint)
                : Extremes.minimumOfIntegers(values.segment(), values.elementType(), checkpoint);
    }

    /**
     * The largest number.
     *
     * @see #min
     */
    @PyFunction(doc = KernelDocs.MAX)
    public static Object max(
            @PyParameter(name = "x") @Borrow(contiguous = true) BorrowedBuffer values, Checkpoint checkpoint) {
        return NumberBuffers.areFloats("max", values)
                ? (Object) Extremes.maximumOfFloats(values.segment(), values.elementType(), checkpoint)
                : Extremes.maximumOfIntegers(values.segment(), values.elementType(), checkpoint);
    }

    /**
     * How many elements equal an integer.
     *
     * @see Matches
     */
    @PyFunction(doc = KernelDocs.COUNT)
    public static long count(
            @PyParameter(name = "x") @Borrow(contiguous = true) BorrowedBuffer values,
            BigInteger value,
            Checkpoint checkpoint) {
        NumberBuffers.areFloats("count", values);
        return Matches.count(values.segment(), values.elementType(), value, checkpoint);
    }

    /** How many elements equal a float. */
    @PyFunction(doc = KernelDocs.COUNT)
    public static long count(
            @PyParameter(name = "x") @Borrow(contiguous = true) BorrowedBuffer values, double value, Checkpoint checkpoint) {
        NumberBuffers.areFloats("count", values);
        return Matches.count(values.segment(), values.elementType(), value, checkpoint);
    }

    /**
     * The index of the first element that equals an integer, or −1.
     *
     * @see Matches
     */
    @PyFunction(doc = KernelDocs.FIND)
    public static long find(
            @PyParameter(name = "x") @Borrow(contiguous = true) BorrowedBuffer values,
            BigInteger value,
            Checkpoint checkpoint) {
        NumberBuffers.areFloats("find", values);
        return Matches.find(values.segment(), values.elementType(), value, checkpoint);
    }

    /** The index of the first element that equals a float, or −1. */
    @PyFunction(doc = KernelDocs.FIND)
    public static long find(
            @PyParameter(name = "x") @Borrow(contiguous = true) BorrowedBuffer values, double value, Checkpoint checkpoint) {
        NumberBuffers.areFloats("find", values);
        return Matches.find(values.segment(), values.elementType(), value, checkpoint);
    }

    /**
     * The cosine of the angle between two vectors of floats.
     *
     * @throws IllegalArgumentException if there are not as many elements in both
     * @throws dev.loanword.memory.ElementTypeException if the elements are not of one float type
     * @see Cosine
     */
    @PyFunction(doc = KernelDocs.COSINE)
    public static double cosine(
            @Borrow(contiguous = true) BorrowedBuffer x,
            @Borrow(contiguous = true) BorrowedBuffer y,
            @PyParameter(defaultValue = "False", kind = ParameterKind.KEYWORD_ONLY) boolean inOrder,
            Checkpoint checkpoint) {
        NumberBuffers.checkFloats("cosine", x);
        NumberBuffers.checkFloats("cosine", y);
        NumberBuffers.checkSameType("cosine", x, y);
        return Cosine.of(x.segment(), y.segment(), x.elementType(), inOrder, checkpoint);
    }

    /**
     * Adds a multiple of one vector of floats to another, in place.
     *
     * @throws IllegalArgumentException if there are not as many elements in both
     * @throws dev.loanword.memory.BufferRefusedException if a byte belongs to both
     * @throws dev.loanword.memory.ElementTypeException if the elements are not of one float type
     * @see Axpy
     */
    @PyFunction(doc = KernelDocs.AXPY)
    public static void axpy(
            double a,
            @Borrow(contiguous = true) BorrowedBuffer x,
            @Borrow(value = Access.EXCLUSIVE, contiguous = true) BorrowedBuffer y,
            Checkpoint checkpoint) {
        NumberBuffers.checkFloats("axpy", x);
        NumberBuffers.checkWritableFloats("axpy", y);
        NumberBuffers.checkSameType("axpy", x, y);
        NumberBuffers.checkApart("axpy", x, y);
        Axpy.floats(a, x.segment(), y.segment(), x.elementType(), checkpoint);
    }

    /**
     * Clips numbers to bounds that are integers, in place.
     *
     * @throws IllegalArgumentException if no number of the elements' type lies between the bounds
     * @see Clip
     */
    @PyFunction(doc = KernelDocs.CLIP)
    public static void clipInplace(
            @PyParameter(name = "x") @Borrow(value = Access.EXCLUSIVE, contiguous = true) BorrowedBuffer values,
            BigInteger low,
            BigInteger high,
            Checkpoint checkpoint) {
        if (NumberBuffers.areWritableFloats("clip_inplace", values)) {
            Clip.floats(values.segment(), values.elementType(), low.doubleValue(), high.doubleValue(), checkpoint);
        } else {
            Clip.integers(values.segment(), values.elementType(), low, high, checkpoint);
        }
    }

    /** Clips floats, in place. */
    @PyFunction(doc = KernelDocs.CLIP)
    public static void clipInplace(
            @PyParameter(name = "x") @Borrow(value = Access.EXCLUSIVE, contiguous = true) BorrowedBuffer values,
            BigInteger low,
            double high,
            Checkpoint checkpoint) {
        clipInplace(values, low.doubleValue(), high, checkpoint);
    }

    /** Clips floats, in place. */
    @PyFunction(doc = KernelDocs.CLIP)
    public static void clipInplace(
            @PyParameter(name = "x") @Borrow(value = Access.EXCLUSIVE, contiguous = true) BorrowedBuffer values,
            double low,
            double high,
            Checkpoint checkpoint) {
        NumberBuffers.checkWritableFloats("clip_inplace to floats", values);
        Clip.floats(values.segment(), values.elementType(), low, high, checkpoint);
    }

    /**
     * Replaces floats by their natural logarithms, in place.
     *
     * @see Logarithm#log
     */
    @PyFunction(doc = KernelDocs.LOG)
    public static void logInplace(
            @PyParameter(name = "x") @Borrow(value = Access.EXCLUSIVE, contiguous = true) BorrowedBuffer values,
            Checkpoint checkpoint) {
        NumberBuffers.checkWritableFloats("log_inplace", values);
        Logarithm.log(values.segment(), values.elementType(), checkpoint);
    }

    /**
     * Replaces floats by the natural logarithms of 1 + x, in place.
     *
     * @see Logarithm#log1p
     */
    @PyFunction(name = "log1p_inplace", doc = KernelDocs.LOG1P)
    public static void log1pInplace(
            @PyParameter(name = "x") @Borrow(value = Access.EXCLUSIVE, contiguous = true) BorrowedBuffer values,
            Checkpoint checkpoint) {
        NumberBuffers.checkWritableFloats("log1p_inplace", values);
        Logarithm.log1p(values.segment(), values.elementType(), checkpoint);
    }

    /**
     * Divides a vector of floats by its length, in place.
     *
     * @return the length that it had
     * @throws IllegalArgumentException if that is 0, NaN or infinite; nothing was written
     * @see Normalise#toUnitLength
     */
    @PyFunction(doc = KernelDocs.NORMALISE)
    public static double normaliseInplace(
            @PyParameter(name = "x") @Borrow(value = Access.EXCLUSIVE, contiguous = true) BorrowedBuffer values,
            @PyParameter(defaultValue = "False", kind = ParameterKind.KEYWORD_ONLY) boolean inOrder,
            Checkpoint checkpoint) {
        NumberBuffers.checkWritableFloats("normalise_inplace", values);
        return Normalise.toUnitLength(values.segment(), values.elementType(), inOrder, checkpoint);
    }

    /**
     * Brings floats to the mean 0 and the standard deviation 1, in place.
     *
     * @return what they had
     * @throws IllegalArgumentException if the deviation is 0, NaN or infinite; nothing was written
     * @see Normalise#toStandard
     */
    @PyFunction(doc = KernelDocs.STANDARDISE)
    public static Moments standardiseInplace(
            @PyParameter(name = "x") @Borrow(value = Access.EXCLUSIVE, contiguous = true) BorrowedBuffer values,
            @PyParameter(defaultValue = "False", kind = ParameterKind.KEYWORD_ONLY) boolean inOrder,
            Checkpoint checkpoint) {
        NumberBuffers.checkWritableFloats("standardise_inplace", values);
        Normalise.Moments moments =
                Normalise.toStandard(values.segment(), values.elementType(), inOrder, checkpoint);
        return new Moments(moments.mean(), moments.deviation());
    }

    /**
     * Opens the lines of a file.
     *
     * @param path the file; {@code -} is standard input
     * @param views whether to give views instead of copies
     * @param batches how many lines to give at once, as a list
     * @param frames the format of the length before each record, where it is no lines; see {@link FramePrefix#of}
     * @param compression see {@link Compression#of}
     * @param longest the most bytes that a line may have. If it is not given, as many as an array can have for a file, whose size
     *     bounds it; {@link Lines#LONGEST_UNBOUNDED} for what is compressed or no file
     * @param follow whether to wait for what is appended; see {@link dev.loanword.lines.Sources#follow}
     * @param progress is told how much was read; may be {@code null}
     * @param files opens it, by its own rights
     * @throws IOException if the file can't be opened
     * @throws IllegalArgumentException if an option has a value that it can't have, or two exclude each other
     */
    @PyFunction(doc = LineDocs.LINES)
    public static Lines lines(
            Path path,
            @PyParameter(kind = ParameterKind.KEYWORD_ONLY, defaultValue = "False") boolean views,
            @PyParameter(kind = ParameterKind.KEYWORD_ONLY) OptionalLong batches,
            @PyParameter(kind = ParameterKind.KEYWORD_ONLY) Optional<String> frames,
            @PyParameter(kind = ParameterKind.KEYWORD_ONLY, defaultValue = "'infer'") String compression,
            @PyParameter(kind = ParameterKind.KEYWORD_ONLY) OptionalLong longest,
            @PyParameter(kind = ParameterKind.KEYWORD_ONLY, defaultValue = "False") boolean follow,
            @PyParameter(kind = ParameterKind.KEYWORD_ONLY, defaultValue = "None") ReadProgress progress,
            FileAccess files)
            throws IOException {
        return new LineOptions(
                        path.toString(), views, batches, frames, compression, longest, follow, Optional.empty(),
                        Optional.ofNullable(progress))
                .open(path, files);
    }

    /**
     * Opens the lines of a file that match; see {@link #lines} for the other parameters.
     *
     * @param pattern a sequence of bytes, or a regular expression
     * @param regex whether it is a regular expression of {@link java.util.regex.Pattern}
     * @param invert whether to give the lines that do not match
     * @throws IllegalArgumentException if no line can match, or it is no regular expression
     */
    @PyFunction(doc = LineDocs.GREP)
    public static Lines grep(
            Path path,
            byte[] pattern,
            @PyParameter(kind = ParameterKind.KEYWORD_ONLY, defaultValue = "False") boolean regex,
            @PyParameter(kind = ParameterKind.KEYWORD_ONLY, defaultValue = "False") boolean invert,
            @PyParameter(kind = ParameterKind.KEYWORD_ONLY, defaultValue = "False") boolean views,
            @PyParameter(kind = ParameterKind.KEYWORD_ONLY) OptionalLong batches,
            @PyParameter(kind = ParameterKind.KEYWORD_ONLY, defaultValue = "'infer'") String compression,
            @PyParameter(kind = ParameterKind.KEYWORD_ONLY) OptionalLong longest,
            @PyParameter(kind = ParameterKind.KEYWORD_ONLY, defaultValue = "False") boolean follow,
            @PyParameter(kind = ParameterKind.KEYWORD_ONLY, defaultValue = "None") ReadProgress progress,
            FileAccess files)
            throws IOException {
        return new LineOptions(
                        path.toString(), views, batches, Optional.empty(), compression, longest, follow,
                        Optional.of(matcher(pattern, regex, invert)), Optional.ofNullable(progress))
                .open(path, files);
    }

    /**
     * Counts the lines of a file, or those that match; see {@link #grep} for the parameters.
     *
     * @param checkpoint is polled now and then
     * @throws IllegalArgumentException if there are options for a pattern and none is given
     */
    @PyFunction(doc = LineDocs.COUNT_LINES, releasesGil = true)
    public static long countLines(
            Path path,
            Optional<byte[]> pattern,
            @PyParameter(kind = ParameterKind.KEYWORD_ONLY, defaultValue = "False") boolean regex,
            @PyParameter(kind = ParameterKind.KEYWORD_ONLY, defaultValue = "False") boolean invert,
            @PyParameter(kind = ParameterKind.KEYWORD_ONLY, defaultValue = "'infer'") String compression,
            FileAccess files,
            Checkpoint checkpoint)
            throws IOException {
        if (pattern.isEmpty() && (regex || invert)) {
            throw new IllegalArgumentException("regex and invert say how to use a pattern, and none is given");
        }
        return new LineOptions(
                        path.toString(), false, OptionalLong.empty(), Optional.empty(), compression, OptionalLong.empty(), false,
                        pattern.map(given -> matcher(given, regex, invert)), Optional.empty())
                .count(path, files, checkpoint);
    }

    private static LineMatcher matcher(byte[] pattern, boolean regex, boolean invert) {
        return regex ? LineMatcher.regex(pattern, invert) : LineMatcher.literal(pattern, invert);
    }
}
