package dev.loanword.kernels;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;

/** The sums of {@link Dot} by plain loops, with the same bits as {@link DotVectors}: for JVMs without the Vector API. */
final class DotLoops {
    private static final ValueLayout.OfFloat FLOAT =
            ValueLayout.JAVA_FLOAT_UNALIGNED.withOrder(ByteOrder.nativeOrder());

    private DotLoops() {
    }

    /** One local variable a partial sum: the compiler keeps them in registers, an array of them it would not. */
    static double floats(MemorySegment rows, long offset, int count, float[] query, int from) {
        float sum0 = 0;
        float sum1 = 0;
        float sum2 = 0;
        float sum3 = 0;
        float sum4 = 0;
        float sum5 = 0;
        float sum6 = 0;
        float sum7 = 0;
        float sum8 = 0;
        float sum9 = 0;
        float sum10 = 0;
        float sum11 = 0;
        float sum12 = 0;
        float sum13 = 0;
        float sum14 = 0;
        float sum15 = 0;
        int end = count - count % Dot.LANES;
        for (int i = 0; i < end; i += Dot.LANES) {
            long at = offset + i * 4L;
            int q = from + i;
            sum0 += rows.get(FLOAT, at) * query[q];
            sum1 += rows.get(FLOAT, at + 4) * query[q + 1];
            sum2 += rows.get(FLOAT, at + 8) * query[q + 2];
            sum3 += rows.get(FLOAT, at + 12) * query[q + 3];
            sum4 += rows.get(FLOAT, at + 16) * query[q + 4];
            sum5 += rows.get(FLOAT, at + 20) * query[q + 5];
            sum6 += rows.get(FLOAT, at + 24) * query[q + 6];
            sum7 += rows.get(FLOAT, at + 28) * query[q + 7];
            sum8 += rows.get(FLOAT, at + 32) * query[q + 8];
            sum9 += rows.get(FLOAT, at + 36) * query[q + 9];
            sum10 += rows.get(FLOAT, at + 40) * query[q + 10];
            sum11 += rows.get(FLOAT, at + 44) * query[q + 11];
            sum12 += rows.get(FLOAT, at + 48) * query[q + 12];
            sum13 += rows.get(FLOAT, at + 52) * query[q + 13];
            sum14 += rows.get(FLOAT, at + 56) * query[q + 14];
            sum15 += rows.get(FLOAT, at + 60) * query[q + 15];
        }
        double joined0 = ((double) sum0 + sum4) + ((double) sum8 + sum12);
        double joined1 = ((double) sum1 + sum5) + ((double) sum9 + sum13);
        double joined2 = ((double) sum2 + sum6) + ((double) sum10 + sum14);
        double joined3 = ((double) sum3 + sum7) + ((double) sum11 + sum15);
        double sum = (joined0 + joined2) + (joined1 + joined3);
        for (int i = end; i < count; i++) {
            sum += rows.get(FLOAT, offset + i * 4L) * query[from + i];
        }
        return sum;
    }

    /** The same for a row of signed bytes, taken apart into floats first. */
    static double int8(MemorySegment rows, long offset, int count, float[] query) {
        return arrays(numbers(rows, offset, count), count, query);
    }

    /** The same for a row of signed bytes and itself. */
    static double int8Square(MemorySegment rows, long offset, int count) {
        float[] row = numbers(rows, offset, count);
        return arrays(row, count, row);
    }

    private static float[] numbers(MemorySegment rows, long offset, int count) {
        float[] row = new float[count];
        for (int i = 0; i < count; i++) {
            row[i] = rows.get(ValueLayout.JAVA_BYTE, offset + i);
        }
        return row;
    }

    /** The same for a row in an array. */
    static double arrays(float[] row, int count, float[] query) {
        float[] sums = new float[Dot.LANES];
        int end = count - count % Dot.LANES;
        for (int i = 0; i < end; i += Dot.LANES) {
            for (int lane = 0; lane < Dot.LANES; lane++) {
                sums[lane] += row[i + lane] * query[i + lane];
            }
        }
        double sum = joined(sums, 0);
        for (int i = end; i < count; i++) {
            sum += row[i] * query[i];
        }
        return sum;
    }

    /** Joins 16 partial sums, which begin at a place of an array. */
    static double joined(float[] sums, int from) {
        return (joinedFour(sums, from) + joinedFour(sums, from + 2)) + (joinedFour(sums, from + 1) + joinedFour(sums, from + 3));
    }

    private static double joinedFour(float[] sums, int from) {
        return ((double) sums[from] + sums[from + 4]) + ((double) sums[from + 8] + sums[from + 12]);
    }

    /** One after the other, each sum rounded to float32. */
    static float inOrder(MemorySegment rows, long offset, int count, float[] query, int from) {
        float sum = 0;
        for (int i = 0; i < count; i++) {
            sum += rows.get(FLOAT, offset + i * 4L) * query[from + i];
        }
        return sum;
    }
}
