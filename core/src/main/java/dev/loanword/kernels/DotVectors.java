package dev.loanword.kernels;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import jdk.incubator.vector.ByteVector;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * The sums of {@link Dot} by the Vector API, for processors with vectors of 256 bits. To be loaded only where
 * {@link VectorModule#PRESENT} says so.
 *
 * <p>Two accumulators of 8 hold the 16 partial sums. There is a method for each kind of memory: one that has seen
 * several kinds is compiled for none of them.
 *
 * <p>Rows may lie in a mapped file that another process has shortened. Reading what is gone is then an
 * {@link InternalError}, but only in compiled code that the JVM has marked for that, and it does not mark vector accesses
 * (seen in JDK 25: the process ends by SIGBUS). So each loop over mapped memory also reads one byte by a plain access, which
 * marks all of the code it is compiled into.
 */
final class DotVectors {
    private static final VectorSpecies<Float> FLOATS = FloatVector.SPECIES_256;
    private static final VectorSpecies<Float> HALF = FloatVector.SPECIES_128;
    private static final VectorSpecies<Double> DOUBLES = DoubleVector.SPECIES_256;
    private static final VectorSpecies<Byte> BYTES = ByteVector.SPECIES_256;
    private static final VectorSpecies<Byte> EIGHT_BYTES = ByteVector.SPECIES_64;
    private static final ByteOrder ORDER = ByteOrder.nativeOrder();
    private static final int WIDTH = 8;

    private DotVectors() {
    }

    /** Whether the processor computes with these vectors. With narrower ones they would be taken apart, very slowly. */
    static boolean fit() {
        return FloatVector.SPECIES_PREFERRED.length() >= WIDTH;
    }

    static double floats(MemorySegment rows, long offset, int count, float[] query, int from) {
        mark(rows, offset, count);
        FloatVector low = FloatVector.zero(FLOATS);
        FloatVector high = low;
        int end = count - count % Dot.LANES;
        for (int i = 0; i < end; i += Dot.LANES) {
            long at = offset + i * 4L;
            low = low.add(FloatVector.fromMemorySegment(FLOATS, rows, at, ORDER)
                    .mul(FloatVector.fromArray(FLOATS, query, from + i)));
            high = high.add(FloatVector.fromMemorySegment(FLOATS, rows, at + 32, ORDER)
                    .mul(FloatVector.fromArray(FLOATS, query, from + i + WIDTH)));
        }
        double sum = sum(low, high);
        for (int i = end; i < count; i++) {
            sum += rows.get(ValueLayout.JAVA_FLOAT_UNALIGNED, offset + i * 4L) * query[from + i];
        }
        return sum;
    }

    static double bytes(MemorySegment rows, long offset, int count, byte[] query, int from) {
        mark(rows, offset, count);
        FloatVector low = FloatVector.zero(FLOATS);
        FloatVector high = low;
        int end = count - count % Dot.LANES;
        for (int i = 0; i < end; i += Dot.LANES) {
            long at = offset + i * 4L;
            int byteAt = from + i * 4;
            low = low.add(FloatVector.fromMemorySegment(FLOATS, rows, at, ORDER)
                    .mul(ByteVector.fromArray(BYTES, query, byteAt).reinterpretAsFloats()));
            high = high.add(FloatVector.fromMemorySegment(FLOATS, rows, at + 32, ORDER)
                    .mul(ByteVector.fromArray(BYTES, query, byteAt + 32).reinterpretAsFloats()));
        }
        double sum = sum(low, high);
        MemorySegment values = MemorySegment.ofArray(query);
        for (int i = end; i < count; i++) {
            sum += rows.get(ValueLayout.JAVA_FLOAT_UNALIGNED, offset + i * 4L)
                    * values.get(ValueLayout.JAVA_FLOAT_UNALIGNED, from + i * 4L);
        }
        return sum;
    }

    /** A query in native memory, and in no other. */
    static double segment(MemorySegment rows, long offset, int count, MemorySegment query, long from) {
        mark(rows, offset, count);
        FloatVector low = FloatVector.zero(FLOATS);
        FloatVector high = low;
        int end = count - count % Dot.LANES;
        for (int i = 0; i < end; i += Dot.LANES) {
            long at = offset + i * 4L;
            long queryAt = from + i * 4L;
            low = low.add(FloatVector.fromMemorySegment(FLOATS, rows, at, ORDER)
                    .mul(FloatVector.fromMemorySegment(FLOATS, query, queryAt, ORDER)));
            high = high.add(FloatVector.fromMemorySegment(FLOATS, rows, at + 32, ORDER)
                    .mul(FloatVector.fromMemorySegment(FLOATS, query, queryAt + 32, ORDER)));
        }
        double sum = sum(low, high);
        for (int i = end; i < count; i++) {
            sum += rows.get(ValueLayout.JAVA_FLOAT_UNALIGNED, offset + i * 4L)
                    * query.get(ValueLayout.JAVA_FLOAT_UNALIGNED, from + i * 4L);
        }
        return sum;
    }

    static double doubles(MemorySegment rows, long offset, int count, double[] query, int from) {
        mark(rows, offset, count);
        FloatVector sum0 = FloatVector.zero(HALF);
        FloatVector sum1 = sum0;
        FloatVector sum2 = sum0;
        FloatVector sum3 = sum0;
        int end = count - count % Dot.LANES;
        for (int i = 0; i < end; i += Dot.LANES) {
            long at = offset + i * 4L;
            int queryAt = from + i;
            sum0 = sum0.add(FloatVector.fromMemorySegment(HALF, rows, at, ORDER)
                    .mul(rounded(DoubleVector.fromArray(DOUBLES, query, queryAt))));
            sum1 = sum1.add(FloatVector.fromMemorySegment(HALF, rows, at + 16, ORDER)
                    .mul(rounded(DoubleVector.fromArray(DOUBLES, query, queryAt + 4))));
            sum2 = sum2.add(FloatVector.fromMemorySegment(HALF, rows, at + 32, ORDER)
                    .mul(rounded(DoubleVector.fromArray(DOUBLES, query, queryAt + 8))));
            sum3 = sum3.add(FloatVector.fromMemorySegment(HALF, rows, at + 48, ORDER)
                    .mul(rounded(DoubleVector.fromArray(DOUBLES, query, queryAt + 12))));
        }
        double sum = sum(widened(sum0, 0).add(widened(sum1, 0)), widened(sum2, 0).add(widened(sum3, 0)));
        for (int i = end; i < count; i++) {
            sum += rows.get(ValueLayout.JAVA_FLOAT_UNALIGNED, offset + i * 4L) * (float) query[from + i];
        }
        return sum;
    }

    /** Both in arrays from their beginning on. */
    static double arrays(float[] row, int count, float[] query) {
        FloatVector low = FloatVector.zero(FLOATS);
        FloatVector high = low;
        int end = count - count % Dot.LANES;
        for (int i = 0; i < end; i += Dot.LANES) {
            low = low.add(FloatVector.fromArray(FLOATS, row, i).mul(FloatVector.fromArray(FLOATS, query, i)));
            high = high.add(FloatVector.fromArray(FLOATS, row, i + WIDTH)
                    .mul(FloatVector.fromArray(FLOATS, query, i + WIDTH)));
        }
        double sum = sum(low, high);
        for (int i = end; i < count; i++) {
            sum += row[i] * query[i];
        }
        return sum;
    }

    /** A row of signed bytes, each of which stands for its number. */
    static double int8(MemorySegment rows, long offset, int count, float[] query) {
        mark(rows, offset, count);
        FloatVector low = FloatVector.zero(FLOATS);
        FloatVector high = low;
        int end = count - count % Dot.LANES;
        for (int i = 0; i < end; i += Dot.LANES) {
            low = low.add(numbers(ByteVector.fromMemorySegment(EIGHT_BYTES, rows, offset + i, ORDER))
                    .mul(FloatVector.fromArray(FLOATS, query, i)));
            high = high.add(numbers(ByteVector.fromMemorySegment(EIGHT_BYTES, rows, offset + i + WIDTH, ORDER))
                    .mul(FloatVector.fromArray(FLOATS, query, i + WIDTH)));
        }
        double sum = sum(low, high);
        for (int i = end; i < count; i++) {
            sum += rows.get(ValueLayout.JAVA_BYTE, offset + i) * query[i];
        }
        return sum;
    }

    /** A row of signed bytes and itself. */
    static double int8Square(MemorySegment rows, long offset, int count) {
        mark(rows, offset, count);
        FloatVector low = FloatVector.zero(FLOATS);
        FloatVector high = low;
        int end = count - count % Dot.LANES;
        for (int i = 0; i < end; i += Dot.LANES) {
            FloatVector first = numbers(ByteVector.fromMemorySegment(EIGHT_BYTES, rows, offset + i, ORDER));
            FloatVector second = numbers(ByteVector.fromMemorySegment(EIGHT_BYTES, rows, offset + i + WIDTH, ORDER));
            low = low.add(first.mul(first));
            high = high.add(second.mul(second));
        }
        double sum = sum(low, high);
        for (int i = end; i < count; i++) {
            float number = rows.get(ValueLayout.JAVA_BYTE, offset + i);
            sum += number * number;
        }
        return sum;
    }

    /**
     * Multiplies four rows at once, {@code apart} bytes from each other, up to their last whole group of 16 numbers.
     *
     * <p>The partial sums are given as they are. To join them here, four times, is more than the compiler puts into one
     * method: it would make objects of the vectors, and the whole five times slower (measured).
     *
     * @param sums is given the 16 partial sums of each row, those of the first one from {@code place * 16} on, those of the next
     *     ones {@code placesApart} places further on each time
     */
    static void fourRows(MemorySegment rows, long first, long apart, int dim, float[] query, float[] sums, int place,
            int placesApart) {
        mark(rows, first, dim);
        long second = first + apart;
        long third = second + apart;
        long fourth = third + apart;
        FloatVector low1 = FloatVector.zero(FLOATS);
        FloatVector high1 = low1;
        FloatVector low2 = low1;
        FloatVector high2 = low1;
        FloatVector low3 = low1;
        FloatVector high3 = low1;
        FloatVector low4 = low1;
        FloatVector high4 = low1;
        int end = dim - dim % Dot.LANES;
        for (int i = 0; i < end; i += Dot.LANES) {
            long at = i * 4L;
            FloatVector low = FloatVector.fromArray(FLOATS, query, i);
            FloatVector high = FloatVector.fromArray(FLOATS, query, i + WIDTH);
            low1 = low1.add(FloatVector.fromMemorySegment(FLOATS, rows, first + at, ORDER).mul(low));
            high1 = high1.add(FloatVector.fromMemorySegment(FLOATS, rows, first + at + 32, ORDER).mul(high));
            low2 = low2.add(FloatVector.fromMemorySegment(FLOATS, rows, second + at, ORDER).mul(low));
            high2 = high2.add(FloatVector.fromMemorySegment(FLOATS, rows, second + at + 32, ORDER).mul(high));
            low3 = low3.add(FloatVector.fromMemorySegment(FLOATS, rows, third + at, ORDER).mul(low));
            high3 = high3.add(FloatVector.fromMemorySegment(FLOATS, rows, third + at + 32, ORDER).mul(high));
            low4 = low4.add(FloatVector.fromMemorySegment(FLOATS, rows, fourth + at, ORDER).mul(low));
            high4 = high4.add(FloatVector.fromMemorySegment(FLOATS, rows, fourth + at + 32, ORDER).mul(high));
        }
        int at = place * Dot.LANES;
        int next = placesApart * Dot.LANES;
        low1.intoArray(sums, at);
        high1.intoArray(sums, at + WIDTH);
        low2.intoArray(sums, at + next);
        high2.intoArray(sums, at + next + WIDTH);
        low3.intoArray(sums, at + 2 * next);
        high3.intoArray(sums, at + 2 * next + WIDTH);
        low4.intoArray(sums, at + 3 * next);
        high4.intoArray(sums, at + 3 * next + WIDTH);
    }

    /** See the comment of the class. */
    private static void mark(MemorySegment rows, long offset, int count) {
        if (count > 0) {
            rows.get(ValueLayout.JAVA_BYTE, offset);
        }
    }

    private static FloatVector numbers(ByteVector bytes) {
        return (FloatVector) bytes.convertShape(VectorOperators.B2F, FLOATS, 0);
    }

    private static FloatVector rounded(DoubleVector doubles) {
        return (FloatVector) doubles.convertShape(VectorOperators.D2F, HALF, 0);
    }

    private static DoubleVector widened(FloatVector floats, int part) {
        return (DoubleVector) floats.convertShape(VectorOperators.F2D, DOUBLES, part);
    }

    /** The partial sums 0 to 7 and 8 to 15, joined in double precision. */
    static double sum(FloatVector low, FloatVector high) {
        return sum(widened(low, 0).add(widened(low, 1)), widened(high, 0).add(widened(high, 1)));
    }

    private static double sum(DoubleVector low, DoubleVector high) {
        DoubleVector sums = low.add(high);
        return (sums.lane(0) + sums.lane(2)) + (sums.lane(1) + sums.lane(3));
    }
}
