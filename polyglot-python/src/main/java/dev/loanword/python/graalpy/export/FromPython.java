package dev.loanword.python.graalpy.export;

/** Makes the Java value that a Python value stands for. */
@FunctionalInterface
interface FromPython {

    /**
     * Converts a value; may run Python code, unless it {@linkplain ArgumentConversions borrows}.
     *
     * @return a value of the Java type that the method declares, primitives boxed
     * @throws RuntimeException a Python exception that names the place, if the value can't be converted
     */
    Object convert(CallScope scope, Place place, Object value);
}
