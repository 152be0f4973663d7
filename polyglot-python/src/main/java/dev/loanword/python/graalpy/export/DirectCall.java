package dev.loanword.python.graalpy.export;

/**
 * Calls one Java method straight with Python's own values, where they are plain numbers and truth values, and with what
 * {@link DirectOverload} made: nothing is looked up, stored or converted on the way. Spun by {@link DirectCallSpinner}.
 *
 * <p>Public because the spun classes live with the core, in another class loader.
 */
public abstract class DirectCall {

    /** The most parameters that a direct call can have. */
    static final int MOST_PARAMETERS = 3;

    /** What {@link #call} returns if an argument is no plain value: then nothing was called. */
    public static final Object NOT_TAKEN = new Object();

    /** Nothing to set up. */
    protected DirectCall() {}

    /**
     * Calls the method. Compiled together with its caller, but for the method itself, which is behind a Truffle boundary.
     *
     * @param bound what the function is bound to
     * @param first the first argument, {@code null} if there is none; and so on
     * @return a Python value, or {@link #NOT_TAKEN}
     * @throws Throwable what the method threw
     */
    public abstract Object call(Object bound, Object first, Object second, Object third) throws Throwable;
}
