package dev.loanword.kernels;

import java.lang.foreign.MemorySegment;

/** Sums of squares that neither overflow nor vanish. */
final class Squares {
    // Far enough from both ends that what was lost on the way is less than a rounding error.
    private static final double LEAST = 0x1p-900;
    private static final double GREATEST = 0x1p1000;

    private Squares() {
    }

    /** Whether a sum of squares can be trusted: nothing overflowed, and nothing that counts vanished. */
    static boolean areSafe(double sum) {
        return sum >= LEAST && sum <= GREATEST;
    }

    /** A power of two by which to multiply elements before they are squared; 1 where nothing helps. */
    static double scale(Numbers numbers, Checkpoint checkpoint) {
        if (numbers.count() == 0) {
            return 1;
        }
        MemorySegment memory = numbers.memory();
        double greatest = Math.max(Extremes.maximumOfFloats(memory, numbers.type(), checkpoint),
                -Extremes.minimumOfFloats(memory, numbers.type(), checkpoint));
        if (greatest == 0 || Double.isNaN(greatest) || Double.isInfinite(greatest)) {
            return 1;
        }
        // The largest power of two is 2^1023, so that a denormal greatest element is not scaled to 1, but near enough to it.
        return Math.scalb(1.0, Math.min(Double.MAX_EXPONENT, -Math.getExponent(greatest)));
    }
}
