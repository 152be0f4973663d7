package dev.loanword.python.graalpy.export;

/**
 * Calls one Java method. Each exported method has a subclass of its own, spun by {@link InvokerSpinner}: a direct call, which
 * the JIT compiles as one.
 *
 * <p>Public because the spun classes live with the core, in another class loader.
 */
public abstract class Invoker {

    /** Nothing to set up. */
    protected Invoker() {}

    /**
     * Calls the method.
     *
     * @param receiver the object that the method is called on; {@code null} for static methods and constructors
     * @param arguments of the very types that the method declares, primitives boxed
     * @return what it returned, primitives boxed; {@code null} for void
     * @throws Throwable what the method threw
     */
    public abstract Object invoke(Object receiver, Object[] arguments) throws Throwable;
}
