package dev.loanword.python.graalpy.export;

/**
 * What a spun subclass of an exported class asks before it does what its superclass does: the Python half of an instance of a
 * Python subclass. Public because the spun classes live with the core.
 */
public interface Director {

    /** What {@link #call} returns if the Python class leaves the method to Java. */
    Object NOT_OVERRIDDEN = new Object();

    /**
     * Calls the method that the Python class defines, if it does.
     *
     * @param index the method's number among those that can be overridden
     * @param arguments what the Java method was called with, primitives boxed
     * @return what the Java method returns, primitives boxed, {@code null} for void; or {@link #NOT_OVERRIDDEN}
     */
    Object call(int index, Object... arguments);

    /** The error for a call of an abstract method that the Python class does not define. */
    RuntimeException missing(int index);
}
