package dev.loanword.python.graalpy.export;

/** Makes the Python value that a Java value stands for. */
@FunctionalInterface
interface ToPython {

    /** Converts a value; may run Python code. */
    Object convert(CallScope scope, Object value);
}
