package dev.loanword.python.graalpy.export;

import com.oracle.truffle.api.CompilerDirectives.TruffleBoundary;
import com.oracle.truffle.api.nodes.Node;
import dev.loanword.python.graalpy.PythonExceptions;
import dev.loanword.python.graalpy.TypeNames;

/**
 * Where a value crosses the boundary, in words for an error: {@code call_price() argument 'rate'}.
 *
 * @param function the function's name, with its class before it
 * @param part what of the call it is
 */
record Place(String function, String part) {

    static Place argument(String function, String parameter) {
        return new Place(function, "argument '" + parameter + "'");
    }

    /** A part of the value: {@code item of argument 'rates'}. */
    Place inner(String what) {
        return new Place(function, what + " of " + part);
    }

    /** CPython's words for an argument of a wrong type. */
    @TruffleBoundary
    RuntimeException mismatch(Node node, String expected, Object value) {
        return PythonExceptions.typeError(node, this + " must be " + expected + ", not " + TypeNames.of(value));
    }

    @Override
    public String toString() {
        return function + "() " + part;
    }
}
