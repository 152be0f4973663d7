package dev.loanword.kernels;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.Objects;

/**
 * The dot product of two float32 vectors.
 *
 * <p><b>The sum is the same on each run and machine</b>, with the Vector API and without it. Each product is rounded to
 * float32, as {@code float * float} is. There are 16 partial sums in float32: of all whole groups of 16 products,
 * product {@code i} goes to sum {@code i % 16}. These are joined in double precision: {@code d[j] = (s[j] + s[j + 4]) +
 * (s[j + 8] + s[j + 12])}, then {@code (d[0] + d[2]) + (d[1] + d[3])}. The products after the last whole group are added
 * to that one by one. Nothing is fused ({@code Math.fma}), so that all variants give the same bits for the same float32
 * values. A product or partial sum that is too large for float32 is infinite; NaN and infinity pass through. Without
 * elements the result is 0.
 *
 * <p>So the error grows with a sixteenth of the length. A plain loop in float32, as {@link #float32InOrder} is, has an
 * error that grows with all of it, and can't use the vectors of a processor.
 *
 * <p>The first vector is a row in native memory: {@code count} values in native byte order, of any alignment, from a
 * byte offset on. The second one, the query, may lie elsewhere. Nothing is written; nothing is copied, but by
 * {@link DotLoops} where there is no Vector API.
 */
public final class Dot {
    /** How many partial sums there are. */
    static final int LANES = 16;

    private static final ValueLayout.OfFloat FLOAT =
            ValueLayout.JAVA_FLOAT_UNALIGNED.withOrder(ByteOrder.nativeOrder());

    /** Whether the loops are those of {@link DotVectors}. */
    static final boolean VECTORS = VectorModule.PRESENT && DotVectors.fit();

    private Dot() {
    }

    /**
     * Multiplies a row by a query in an array.
     *
     * @param rows native memory
     * @param rowOffset where the row begins, in bytes
     * @param count the number of values
     * @param query the array of the query
     * @param queryOffset the index of the query's first value
     * @return the dot product
     * @throws IndexOutOfBoundsException if row or query is not within its memory
     * @throws IllegalArgumentException if the rows are not in native memory
     */
    public static double float32(MemorySegment rows, long rowOffset, int count, float[] query, int queryOffset) {
        checkRow(rows, rowOffset, count);
        Objects.checkFromIndexSize(queryOffset, count, query.length);
        return VECTORS
                ? DotVectors.floats(rows, rowOffset, count, query, queryOffset)
                : DotLoops.floats(rows, rowOffset, count, query, queryOffset);
    }

    /**
     * Multiplies a row by a query of doubles, each rounded to float32 first.
     *
     * <p>A double beyond the range of float32 becomes infinite, as Java's {@code (float)} does.
     *
     * @param rows native memory
     * @param rowOffset where the row begins, in bytes
     * @param count the number of values
     * @param query the array of the query
     * @param queryOffset the index of the query's first value
     * @return the dot product
     * @throws IndexOutOfBoundsException if row or query is not within its memory
     * @throws IllegalArgumentException if the rows are not in native memory
     */
    public static double float32(MemorySegment rows, long rowOffset, int count, double[] query, int queryOffset) {
        checkRow(rows, rowOffset, count);
        Objects.checkFromIndexSize(queryOffset, count, query.length);
        return VECTORS
                ? DotVectors.doubles(rows, rowOffset, count, query, queryOffset)
                : DotLoops.floats(rows, rowOffset, count, rounded(query, queryOffset, count), 0);
    }

    /**
     * Multiplies a row by a query whose float32 values lie in an array of bytes, in native byte order.
     *
     * @param rows native memory
     * @param rowOffset where the row begins, in bytes
     * @param count the number of values
     * @param query the array that holds the query
     * @param queryOffset the index of the query's first byte; any alignment
     * @return the dot product
     * @throws IndexOutOfBoundsException if row or query is not within its memory
     * @throws IllegalArgumentException if the rows are not in native memory
     */
    public static double float32(MemorySegment rows, long rowOffset, int count, byte[] query, int queryOffset) {
        checkRow(rows, rowOffset, count);
        Objects.checkFromIndexSize(queryOffset, count * 4L, query.length);
        return VECTORS
                ? DotVectors.bytes(rows, rowOffset, count, query, queryOffset)
                : DotLoops.floats(rows, rowOffset, count, copy(MemorySegment.ofArray(query), queryOffset, count), 0);
    }

    /**
     * Multiplies a row by a query in a segment.
     *
     * @param rows native memory
     * @param rowOffset where the row begins, in bytes
     * @param count the number of values
     * @param query a segment of any kind that holds float32 values in native byte order; what is on the heap and neither
     *     writable nor a {@code byte[]} is copied
     * @param queryOffset where the query begins, in bytes; any alignment
     * @return the dot product
     * @throws IndexOutOfBoundsException if row or query is not within its memory
     * @throws IllegalArgumentException if the rows are not in native memory
     */
    public static double float32(MemorySegment rows, long rowOffset, int count, MemorySegment query,
            long queryOffset) {
        checkRow(rows, rowOffset, count);
        Objects.checkFromIndexSize(queryOffset, count * 4L, query.byteSize());
        if (VECTORS && query.isNative()) {
            return DotVectors.segment(rows, rowOffset, count, query, queryOffset);
        }
        if (VECTORS && query.heapBase().orElse(null) instanceof byte[] bytes) {
            return DotVectors.bytes(rows, rowOffset, count, bytes, (int) (query.address() + queryOffset));
        }
        return float32(rows, rowOffset, count, copy(query, queryOffset, count), 0);
    }

    /**
     * Multiplies a row by a query in strict order: each product and each sum is rounded to float32, from the first one to
     * the last, as a plain loop over floats does in any language. About ten times slower than {@link #float32}.
     *
     * @param rows native memory
     * @param rowOffset where the row begins, in bytes
     * @param count the number of values
     * @param query the array of the query
     * @param queryOffset the index of the query's first value
     * @return the dot product
     * @throws IndexOutOfBoundsException if row or query is not within its memory
     * @throws IllegalArgumentException if the rows are not in native memory
     */
    public static float float32InOrder(MemorySegment rows, long rowOffset, int count, float[] query, int queryOffset) {
        checkRow(rows, rowOffset, count);
        Objects.checkFromIndexSize(queryOffset, count, query.length);
        return DotLoops.inOrder(rows, rowOffset, count, query, queryOffset);
    }

    /** A row and a query in arrays, from their beginning on. */
    static double arrays(float[] row, int count, float[] query) {
        return VECTORS ? DotVectors.arrays(row, count, query) : DotLoops.arrays(row, count, query);
    }

    /** A row of signed bytes. */
    static double int8(MemorySegment rows, long rowOffset, int count, float[] query) {
        return VECTORS
                ? DotVectors.int8(rows, rowOffset, count, query)
                : DotLoops.int8(rows, rowOffset, count, query);
    }

    /** A row of signed bytes and itself. */
    static double int8Square(MemorySegment rows, long rowOffset, int count) {
        return VECTORS ? DotVectors.int8Square(rows, rowOffset, count) : DotLoops.int8Square(rows, rowOffset, count);
    }

    private static float[] rounded(double[] query, int from, int count) {
        float[] floats = new float[count];
        for (int i = 0; i < count; i++) {
            floats[i] = (float) query[from + i];
        }
        return floats;
    }

    private static float[] copy(MemorySegment query, long offset, int count) {
        float[] floats = new float[count];
        MemorySegment.copy(query, FLOAT, offset, floats, 0, count);
        return floats;
    }

    private static void checkRow(MemorySegment rows, long rowOffset, int count) {
        if (!rows.isNative()) {
            throw new IllegalArgumentException("rows must lie in native memory, but these lie on the Java heap: "
                    + rows);
        }
        Objects.checkFromIndexSize(rowOffset, count * 4L, rows.byteSize());
    }
}
