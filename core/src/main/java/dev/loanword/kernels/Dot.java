package dev.loanword.kernels;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.Objects;

/**
 * The dot product of two float32 vectors.
 *
 * <p><b>The sum is the same on each run and machine.</b> Each product is rounded to float32, as {@code float * float}
 * is. The products are added in double precision: product {@code i} to the partial sum {@code i % 4}, those after the
 * last whole group of 4 to partial sum 0; at the end {@code (s0 + s2) + (s1 + s3)}. Nothing is fused
 * ({@code Math.fma}), so that all variants give the same bits for the same float32 values. A product that is too large
 * for float32 is infinite; NaN and infinity pass through. Without elements the result is 0.
 *
 * <p>Double sums keep integers exact where a sum in float32 would not, and cost little: 4 partial sums hide the time
 * of an addition.
 *
 * <p>The first vector is a row in native memory: {@code count} values in native byte order, of any alignment, from a
 * byte offset on. The second one, the query, may lie elsewhere. Nothing is copied, allocated or written.
 */
public final class Dot {
    private static final ValueLayout.OfFloat FLOAT =
            ValueLayout.JAVA_FLOAT_UNALIGNED.withOrder(ByteOrder.nativeOrder());

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
        double sum0 = 0;
        double sum1 = 0;
        double sum2 = 0;
        double sum3 = 0;
        int i = 0;
        for (; i <= count - 4; i += 4) {
            long r = rowOffset + i * 4L;
            int q = queryOffset + i;
            sum0 += rows.get(FLOAT, r) * query[q];
            sum1 += rows.get(FLOAT, r + 4) * query[q + 1];
            sum2 += rows.get(FLOAT, r + 8) * query[q + 2];
            sum3 += rows.get(FLOAT, r + 12) * query[q + 3];
        }
        for (; i < count; i++) {
            sum0 += rows.get(FLOAT, rowOffset + i * 4L) * query[queryOffset + i];
        }
        return (sum0 + sum2) + (sum1 + sum3);
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
        double sum0 = 0;
        double sum1 = 0;
        double sum2 = 0;
        double sum3 = 0;
        int i = 0;
        for (; i <= count - 4; i += 4) {
            long r = rowOffset + i * 4L;
            int q = queryOffset + i;
            sum0 += rows.get(FLOAT, r) * (float) query[q];
            sum1 += rows.get(FLOAT, r + 4) * (float) query[q + 1];
            sum2 += rows.get(FLOAT, r + 8) * (float) query[q + 2];
            sum3 += rows.get(FLOAT, r + 12) * (float) query[q + 3];
        }
        for (; i < count; i++) {
            sum0 += rows.get(FLOAT, rowOffset + i * 4L) * (float) query[queryOffset + i];
        }
        return (sum0 + sum2) + (sum1 + sum3);
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
        // Made here, so that the compiler sees what kind of segment it is and takes it apart.
        MemorySegment values = MemorySegment.ofArray(query);
        double sum0 = 0;
        double sum1 = 0;
        double sum2 = 0;
        double sum3 = 0;
        int i = 0;
        for (; i <= count - 4; i += 4) {
            long r = rowOffset + i * 4L;
            long q = queryOffset + i * 4L;
            sum0 += rows.get(FLOAT, r) * values.get(FLOAT, q);
            sum1 += rows.get(FLOAT, r + 4) * values.get(FLOAT, q + 4);
            sum2 += rows.get(FLOAT, r + 8) * values.get(FLOAT, q + 8);
            sum3 += rows.get(FLOAT, r + 12) * values.get(FLOAT, q + 12);
        }
        for (; i < count; i++) {
            sum0 += rows.get(FLOAT, rowOffset + i * 4L) * values.get(FLOAT, queryOffset + i * 4L);
        }
        return (sum0 + sum2) + (sum1 + sum3);
    }

    /**
     * Multiplies a row by a query in a segment.
     *
     * @param rows native memory
     * @param rowOffset where the row begins, in bytes
     * @param count the number of values
     * @param query a segment of any kind that holds float32 values in native byte order; fastest in native memory
     * @param queryOffset where the query begins, in bytes; any alignment
     * @return the dot product
     * @throws IndexOutOfBoundsException if row or query is not within its memory
     * @throws IllegalArgumentException if the rows are not in native memory
     */
    public static double float32(MemorySegment rows, long rowOffset, int count, MemorySegment query,
            long queryOffset) {
        checkRow(rows, rowOffset, count);
        Objects.checkFromIndexSize(queryOffset, count * 4L, query.byteSize());
        if (query.isNative()) {
            return nativeQuery(rows, rowOffset, count, query, queryOffset);
        }
        if (query.heapBase().orElse(null) instanceof byte[] bytes) {
            return float32(rows, rowOffset, count, bytes, (int) (query.address() + queryOffset));
        }
        return heapQuery(rows, rowOffset, count, query, queryOffset);
    }

    private static double nativeQuery(MemorySegment rows, long rowOffset, int count, MemorySegment query,
            long queryOffset) {
        double sum0 = 0;
        double sum1 = 0;
        double sum2 = 0;
        double sum3 = 0;
        int i = 0;
        for (; i <= count - 4; i += 4) {
            long r = rowOffset + i * 4L;
            long q = queryOffset + i * 4L;
            sum0 += rows.get(FLOAT, r) * query.get(FLOAT, q);
            sum1 += rows.get(FLOAT, r + 4) * query.get(FLOAT, q + 4);
            sum2 += rows.get(FLOAT, r + 8) * query.get(FLOAT, q + 8);
            sum3 += rows.get(FLOAT, r + 12) * query.get(FLOAT, q + 12);
        }
        for (; i < count; i++) {
            sum0 += rows.get(FLOAT, rowOffset + i * 4L) * query.get(FLOAT, queryOffset + i * 4L);
        }
        return (sum0 + sum2) + (sum1 + sum3);
    }

    /** The same for heap memory whose array is not to be had (read-only), or is not one of bytes. */
    private static double heapQuery(MemorySegment rows, long rowOffset, int count, MemorySegment query,
            long queryOffset) {
        double sum0 = 0;
        double sum1 = 0;
        double sum2 = 0;
        double sum3 = 0;
        int i = 0;
        for (; i <= count - 4; i += 4) {
            long r = rowOffset + i * 4L;
            long q = queryOffset + i * 4L;
            sum0 += rows.get(FLOAT, r) * query.get(FLOAT, q);
            sum1 += rows.get(FLOAT, r + 4) * query.get(FLOAT, q + 4);
            sum2 += rows.get(FLOAT, r + 8) * query.get(FLOAT, q + 8);
            sum3 += rows.get(FLOAT, r + 12) * query.get(FLOAT, q + 12);
        }
        for (; i < count; i++) {
            sum0 += rows.get(FLOAT, rowOffset + i * 4L) * query.get(FLOAT, queryOffset + i * 4L);
        }
        return (sum0 + sum2) + (sum1 + sum3);
    }

    private static void checkRow(MemorySegment rows, long rowOffset, int count) {
        if (!rows.isNative()) {
            throw new IllegalArgumentException("rows must lie in native memory, but these lie on the Java heap: "
                    + rows);
        }
        Objects.checkFromIndexSize(rowOffset, count * 4L, rows.byteSize());
    }
}
