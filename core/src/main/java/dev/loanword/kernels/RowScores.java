package dev.loanword.kernels;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.Objects;

/**
 * The dot products of many rows with one query.
 *
 * <p>Each score has the bits that {@link Dot} gives for the row and the query, whatever its place. Rows in another format
 * than float32 are seen as the float32 numbers that they stand for; the scale of an {@link RowFormat#INT8} row is
 * multiplied in at the end, in double precision.
 *
 * <p>Four rows are read at a time, one from each quarter of the block: the processor waits for four places of the memory
 * at once. The rows lie in native memory, at any alignment, in native byte order.
 */
public final class RowScores {
    private static final ValueLayout.OfFloat FLOAT =
            ValueLayout.JAVA_FLOAT_UNALIGNED.withOrder(ByteOrder.nativeOrder());
    private static final ValueLayout.OfShort SHORT =
            ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.nativeOrder());

    private RowScores() {
    }

    /**
     * Multiplies rows by a query.
     *
     * @param rows native memory
     * @param offset where the first row begins, in bytes; the others follow without gaps
     * @param dim how many numbers a row has
     * @param count how many rows there are
     * @param query at least {@code dim} numbers
     * @param scores is given {@code count} dot products
     * @throws IndexOutOfBoundsException if rows, query or scores are not within their memory
     * @throws IllegalArgumentException if the rows are not in native memory
     */
    public static void dot(RowFormat format, MemorySegment rows, long offset, int dim, int count, float[] query,
            double[] scores) {
        unscaled(format, rows, offset, dim, count, query, scores);
        if (format == RowFormat.INT8) {
            for (int i = 0; i < count; i++) {
                scores[i] *= RowFormat.scale(rows, offset + i * format.rowBytes(dim), dim);
            }
        }
    }

    /**
     * The cosine of the angle between rows and a query: the dot product divided by the root of the product of the dot
     * products of each with itself. The cosine of a float32 row and itself is exactly 1. It is NaN if one of the two has only
     * zeros.
     *
     * @param squares what {@link #squares} gave for the rows
     * @param scores is given {@code count} cosines
     * @see #dot
     */
    public static void cosine(RowFormat format, MemorySegment rows, long offset, int dim, int count, float[] query,
            double[] squares, double[] scores) {
        unscaled(format, rows, offset, dim, count, query, scores);
        double square = Dot.arrays(query, dim, query);
        for (int i = 0; i < count; i++) {
            scores[i] /= Math.sqrt(squares[i] * square);
        }
    }

    /** As {@link #dot}, but without the scales of the rows. */
    private static void unscaled(RowFormat format, MemorySegment rows, long offset, int dim, int count, float[] query,
            double[] scores) {
        check(format, rows, offset, dim, count);
        Objects.checkFromIndexSize(0, dim, query.length);
        Objects.checkFromIndexSize(0, count, scores.length);
        switch (format) {
            case FLOAT32 -> float32(rows, offset, dim, count, query, scores);
            case FLOAT16 -> {
                short[] halves = new short[dim];
                float[] row = new float[dim];
                for (int i = 0; i < count; i++) {
                    widen(rows, offset + i * format.rowBytes(dim), dim, halves, row);
                    scores[i] = Dot.arrays(row, dim, query);
                }
            }
            case INT8 -> {
                for (int i = 0; i < count; i++) {
                    scores[i] = Dot.int8(rows, offset + i * format.rowBytes(dim), dim, query);
                }
            }
        }
    }

    /**
     * The dot product of each row with itself, for {@link #cosine}: without the scale of {@link RowFormat#INT8} rows, which
     * cancels out.
     *
     * @param squares is given {@code count} numbers
     * @see #dot
     */
    public static void squares(RowFormat format, MemorySegment rows, long offset, int dim, int count, double[] squares) {
        check(format, rows, offset, dim, count);
        Objects.checkFromIndexSize(0, count, squares.length);
        long rowBytes = format.rowBytes(dim);
        boolean isHalf = format == RowFormat.FLOAT16;
        float[] row = new float[isHalf ? dim : 0];
        short[] halves = new short[isHalf ? dim : 0];
        for (int i = 0; i < count; i++) {
            long at = offset + i * rowBytes;
            switch (format) {
                case FLOAT32 -> squares[i] = Dot.float32(rows, at, dim, rows, at);
                case FLOAT16 -> {
                    widen(rows, at, dim, halves, row);
                    squares[i] = Dot.arrays(row, dim, row);
                }
                case INT8 -> squares[i] = Dot.int8Square(rows, at, dim);
            }
        }
    }

    private static void float32(MemorySegment rows, long offset, int dim, int count, float[] query, double[] scores) {
        long rowBytes = RowFormat.FLOAT32.rowBytes(dim);
        int quarter = Dot.VECTORS ? count / 4 : 0;
        float[] sums = new float[4 * quarter * Dot.LANES];
        for (int i = 0; i < quarter; i++) {
            DotVectors.fourRows(rows, offset + i * rowBytes, quarter * rowBytes, dim, query, sums, i, quarter);
        }
        int whole = dim - dim % Dot.LANES;
        for (int i = 0; i < 4 * quarter; i++) {
            double sum = DotLoops.joined(sums, i * Dot.LANES);
            for (int j = whole; j < dim; j++) {
                sum += rows.get(FLOAT, offset + i * rowBytes + j * 4L) * query[j];
            }
            scores[i] = sum;
        }
        for (int i = 4 * quarter; i < count; i++) {
            scores[i] = Dot.float32(rows, offset + i * rowBytes, dim, query, 0);
        }
    }

    /** The loop over arrays is what the compiler makes vectors of. */
    private static void widen(MemorySegment rows, long offset, int dim, short[] halves, float[] floats) {
        MemorySegment.copy(rows, SHORT, offset, halves, 0, dim);
        for (int i = 0; i < dim; i++) {
            floats[i] = Float.float16ToFloat(halves[i]);
        }
    }

    private static void check(RowFormat format, MemorySegment rows, long offset, int dim, int count) {
        if (!rows.isNative()) {
            throw new IllegalArgumentException("rows must lie in native memory, but these lie on the Java heap: " + rows);
        }
        Objects.checkFromIndexSize(offset, Math.multiplyExact(format.rowBytes(dim), (long) count), rows.byteSize());
    }
}
