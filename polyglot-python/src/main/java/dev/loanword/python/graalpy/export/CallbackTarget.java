package dev.loanword.python.graalpy.export;

/** What a spun implementation of a functional interface calls. Public because the spun classes live with the core. */
@FunctionalInterface
public interface CallbackTarget {

    /**
     * Calls it.
     *
     * @param arguments what the interface's method was called with, primitives boxed
     * @return what that method returns, primitives boxed; {@code null} for void
     */
    Object call(Object... arguments);
}
