package dev.loanword.kernels;

/** Rounds doubles to float16. */
final class Halves {
    private Halves() {
    }

    /**
     * The bits of the float16 that is nearest to a double, the even one of two, rounded once.
     *
     * <p>By way of a float it would be rounded twice. So the float is made by rounding to odd: if it is not exact, it gets an
     * odd last bit. It then lies on the same side of each tie of float16 as the double does (Boldo and Melquiond, "When double
     * rounding is odd", 2005; a float has more than two bits more than a float16).
     */
    static short of(double value) {
        float rounded = (float) value;
        if (rounded != value && !Double.isNaN(value) && !Float.isInfinite(rounded)) {
            int bits = Float.floatToRawIntBits(rounded);
            if ((bits & 1) == 0) {
                // The other neighbour of the double is odd: one bit nearer to it, in magnitude.
                bits += Math.abs((double) rounded) < Math.abs(value) ? 1 : -1;
                rounded = Float.intBitsToFloat(bits);
            }
        }
        return Float.floatToFloat16(rounded);
    }
}
