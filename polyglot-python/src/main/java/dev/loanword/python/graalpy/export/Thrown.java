package dev.loanword.python.graalpy.export;

/** Throws what a core threw, checked or not, past interfaces that declare nothing: the boundary translates it. */
final class Thrown {

    private Thrown() {}

    /** Throws the very object; the result type lets callers write {@code throw}. */
    @SuppressWarnings("unchecked") // the cast is erased: nothing is checked at run time
    static <T extends Throwable> RuntimeException asIs(Throwable thrown) throws T {
        throw (T) thrown;
    }
}
