package dev.loanword.bridge;

/** The docstrings of the functions over numbers of any type. */
final class KernelDocs {
    static final String SUM =
            """
            The sum of all ints or floats of a buffer.

            Ints give an exact int. Floats are added as float64, in an order that depends on their count alone and on neither the
            machine nor the number of threads; with in_order=True from the first to the last, as a plain loop does, which is
            slower. No elements give 0. Takes any C-contiguous buffer, which is not copied.""";

    static final String MIN =
            """
            The smallest int or float of a buffer: nan if any is nan.

            No elements raise ValueError. Takes any C-contiguous buffer, which is not copied.""";

    static final String MAX =
            """
            The largest int or float of a buffer: nan if any is nan.

            No elements raise ValueError. Takes any C-contiguous buffer, which is not copied.""";

    static final String COUNT =
            """
            How many ints or floats of a buffer equal a number, as == compares them: exactly, and nan equals nothing.

            Takes any C-contiguous buffer, which is not copied.""";

    static final String FIND =
            """
            The index of the first int or float of a buffer that equals a number, as == compares them; -1 if none does.

            In more dimensions, elements count in C order. Takes any C-contiguous buffer, which is not copied.""";

    static final String COSINE =
            """
            The cosine of the angle between two vectors: 1.0 for the same direction, nan if one is all zeros.

            Both are C-contiguous buffers of one float type, and as long as each other. Adds as sum does, in_order too.""";

    static final String MULTIPLY =
            """
            Multiplies the ints or floats of a buffer by a factor, in place.

            Takes any writable C-contiguous buffer, which is not copied. Ints are multiplied by ints alone; if one product does
            not fit its type, OverflowError is raised and none is written. Of floats, the factor is rounded to their type first.""";

    static final String CLIP =
            """
            Moves the ints or floats of a buffer that are below low to low, and those above high to high, in place.

            nan stays nan. Ints take ints as bounds, which may be beyond their type. Takes any writable C-contiguous buffer, which
            is not copied.""";

    static final String AXPY =
            """
            Adds a multiple of the vector x to the vector y, in place: y += a * x.

            Both are C-contiguous buffers of one float type, and as long as each other; no element of one may lie in the other.
            a * x and the sum are rounded to float64 each, then to the type.""";

    static final String LOG =
            """
            Replaces the floats of a buffer by their natural logarithms, in place: -inf for 0, nan for less.

            The same bits on each machine. Takes any writable C-contiguous buffer of floats, which is not copied.""";

    static final String LOG1P =
            """
            Replaces the floats of a buffer by the natural logarithms of 1 + x, in place; exact near 0 too.

            The same bits on each machine. Takes any writable C-contiguous buffer of floats, which is not copied.""";

    static final String NORMALISE =
            """
            Divides a vector by its length, in place, and returns the length that it had.

            A length of 0, nan or inf raises ValueError, and nothing is written. Adds as sum does, in_order too. Takes any writable
            C-contiguous buffer of floats, which is not copied.""";

    static final String STANDARDISE =
            """
            Brings the floats of a buffer to the mean 0 and the standard deviation 1, in place.

            Returns the Moments(mean, deviation) that they had. A deviation of 0, nan or inf raises ValueError, and nothing is
            written. Adds as sum does, in_order too. Takes any writable C-contiguous buffer of floats, which is not copied.""";

    private KernelDocs() {
    }
}
