package dev.loanword.python.graalpy;

import com.oracle.graal.python.builtins.objects.PNone;
import com.oracle.graal.python.builtins.objects.slice.PSlice;

/** Resolves Python slices with 64-bit indices, which GraalPy's own slicing does not have. */
final class Slices {

    private Slices() {}

    /**
     * A slice applied to a length, by the rules of {@code slice.indices}.
     *
     * @param start the first index
     * @param step the distance between indices, not zero
     * @param count how many indices there are
     */
    record Range(long start, long step, long count) {}

    /**
     * Resolves a slice.
     *
     * @throws RuntimeException Python's {@code ValueError} for a step of zero, {@code TypeError} for bounds that are no
     *     integers
     */
    static Range resolve(PSlice slice, long length) {
        long step = slice.getStep() instanceof PNone ? 1 : Numbers.toBound(slice.getStep());
        if (step == 0) {
            throw PythonExceptions.valueError(null, "slice step cannot be zero");
        }
        boolean forward = step > 0;
        long lowest = forward ? 0 : -1;
        long highest = forward ? length : length - 1;
        long start = bound(slice.getStart(), length, lowest, highest, forward ? lowest : highest);
        long stop = bound(slice.getStop(), length, lowest, highest, forward ? highest : lowest);
        long distance = forward ? stop - start : start - stop;
        // Division by a step near the ends of the long range stays exact: distance is at most length.
        long count = distance <= 0 ? 0 : 1 + (distance - 1) / (step == Long.MIN_VALUE ? Long.MAX_VALUE : Math.abs(step));
        return new Range(count == 0 ? 0 : start, step, count);
    }

    private static long bound(Object value, long length, long lowest, long highest, long absent) {
        if (value instanceof PNone) {
            return absent;
        }
        long index = Numbers.toBound(value);
        if (index < 0) {
            index += length;
        }
        return Math.clamp(index, lowest, highest);
    }
}
