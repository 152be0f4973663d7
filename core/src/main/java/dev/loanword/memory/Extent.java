package dev.loanword.memory;

import java.lang.foreign.MemorySegment;
import java.math.BigInteger;
import java.util.Objects;

/**
 * Which bytes a buffer touches: where its memory is, and how its elements lie in it. Tells whether two buffers share a
 * byte.
 *
 * <p>The answer is exact for buffers of one dimension, whatever their strides, and for contiguous ones. Others are taken as
 * the whole range from their first byte to their last, so that interleaved views of more dimensions count as overlapping.
 *
 * @param base the Java array that holds the memory, compared by identity; {@code null} for native memory
 * @param first address (in native memory) or offset (in an array) of the lowest byte
 * @param end address or offset behind the highest byte; equal to {@code first} if there is no element
 * @param itemsize bytes of one run without gaps
 * @param stride distance of the runs, at least {@code itemsize}
 */
public record Extent(Object base, long first, long end, long itemsize, long stride) {

    /** Where the elements of a layout lie in a segment. */
    public static Extent of(MemorySegment segment, long origin, Layout layout) {
        return of(segment, null, origin, layout);
    }

    /**
     * Where the elements of a layout lie in a segment that may hide the array it is over, as read-only ones do.
     *
     * @param array the array, if the caller knows it; else {@code null}
     */
    static Extent of(MemorySegment segment, Object array, long origin, Layout layout) {
        long start = segment.address() + origin;
        Object base = array == null ? segment.heapBase().orElse(null) : array;
        if (base == null && !segment.isNative()) {
            // The memory was lent as a read-only segment, whose array nobody can ask for: a reader of it is not seen to
            // overlap a writer of the array.
            base = READ_ONLY_HEAP;
        }
        if (layout.isEmpty()) {
            return new Extent(base, start, start, 1, 1);
        }
        long first = start + layout.lowestOffset();
        long end = start + layout.endOffset();
        boolean gaps = layout.dimensionCount() == 1 && layout.shape(0) > 1 && layout.stride(0) != 0;
        long stride = gaps ? Math.abs(layout.stride(0)) : 0;
        return stride > layout.itemsize()
                ? new Extent(base, first, end, layout.itemsize(), stride)
                : new Extent(base, first, end, end - first, end - first);
    }

    private static final Object READ_ONLY_HEAP = new Object();

    /** Whether a byte belongs to both. */
    public boolean overlaps(Extent other) {
        if (base != other.base || first >= other.end || other.first >= end) {
            return false;
        }
        if (isSolid() && other.isSolid()) {
            return true;
        }
        return runsMeet(other);
    }

    private boolean isSolid() {
        return itemsize == end - first;
    }

    private long runs() {
        return stride == 0 ? 1 : (end - first - itemsize) / stride + 1;
    }

    /**
     * Runs {@code i} of this and {@code j} of the other share a byte if the distance of their starts lies between
     * {@code -itemsize} and {@code other.itemsize}. For each such distance that is a linear Diophantine equation in i and j
     * within bounds; there are few, since a run of a buffer with gaps is one element. A solid side is tried as one run.
     */
    private boolean runsMeet(Extent other) {
        Extent gapped = isSolid() ? other : this;
        Extent second = gapped == this ? other : this;
        if (second.isSolid()) {
            // The first run of the gapped side that ends behind the solid side's start must begin before its end.
            long from = Math.max(0, Math.floorDiv(second.first - gapped.first - gapped.itemsize, gapped.stride) + 1);
            return from < gapped.runs() && gapped.first + from * gapped.stride < second.end;
        }
        for (long distance = 1 - gapped.itemsize; distance < second.itemsize; distance++) {
            if (hasSolution(gapped, second, second.first - gapped.first + distance)) {
                return true;
            }
        }
        return false;
    }

    /** Whether {@code i * a.stride - j * b.stride == difference} for a run i of a and a run j of b. */
    private static boolean hasSolution(Extent a, Extent b, long difference) {
        long divisor = greatestCommonDivisor(a.stride, b.stride);
        if (difference % divisor != 0) {
            return false;
        }
        long period = b.stride / divisor;
        // The smallest i >= 0 that leaves the right remainder; all others follow at distances of one period.
        long smallest = Math.floorMod(
                multiplyModulo(difference / divisor, inverseModulo(a.stride / divisor, period), period), period);
        // j = (i * a.stride - difference) / b.stride must be from 0 to b.runs() - 1.
        long lowest = Math.max(0, ceilDivide(difference, a.stride));
        long highest = Math.min(
                a.runs() - 1, Math.floorDiv(difference + (b.runs() - 1) * b.stride, a.stride));
        long candidate = smallest + ceilDivide(Math.max(0, lowest - smallest), period) * period;
        return candidate <= highest;
    }

    private static long ceilDivide(long dividend, long divisor) {
        return -Math.floorDiv(-dividend, divisor);
    }

    private static long greatestCommonDivisor(long a, long b) {
        return b == 0 ? a : greatestCommonDivisor(b, a % b);
    }

    private static long multiplyModulo(long a, long b, long modulus) {
        return BigInteger.valueOf(a)
                .multiply(BigInteger.valueOf(b))
                .mod(BigInteger.valueOf(modulus))
                .longValue();
    }

    private static long inverseModulo(long value, long modulus) {
        return modulus == 1
                ? 0
                : BigInteger.valueOf(value)
                        .modInverse(BigInteger.valueOf(modulus))
                        .longValue();
    }

    @Override
    public boolean equals(Object object) {
        return object instanceof Extent other
                && base == other.base
                && first == other.first
                && end == other.end
                && itemsize == other.itemsize
                && stride == other.stride;
    }

    @Override
    public int hashCode() {
        return Objects.hash(System.identityHashCode(base), first, end, itemsize, stride);
    }
}
