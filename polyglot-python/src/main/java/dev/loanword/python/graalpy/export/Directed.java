package dev.loanword.python.graalpy.export;

/** What the spun subclass of an exported class has besides. Public because the spun classes live with the core. */
public interface Directed {

    /** The Python half. */
    Director director();

    /**
     * Calls a method as the exported class itself has it, past what the Python class makes of it.
     *
     * @param index the method's number among those that can be overridden
     * @param arguments of the very types that the method declares, primitives boxed
     * @throws Throwable what the method threw
     */
    Object callSuper(int index, Object... arguments) throws Throwable;
}
