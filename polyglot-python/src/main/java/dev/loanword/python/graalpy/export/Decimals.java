package dev.loanword.python.graalpy.export;

import com.oracle.graal.python.lib.PyObjectStrAsTruffleStringNode;
import dev.loanword.python.graalpy.PythonExceptions;
import dev.loanword.python.graalpy.Text;
import java.math.BigDecimal;

/** {@link BigDecimal} and Python's {@code decimal.Decimal}, both ways, digit for digit. */
final class Decimals {

    private Decimals() {}

    static Object fromPython(CallScope scope, Place place, Object value) {
        if (value instanceof Integer || value instanceof Long) {
            return BigDecimal.valueOf(((Number) value).longValue());
        }
        if (!PythonLibrary.isInstance(value, "decimal", "Decimal")) {
            throw place.mismatch(scope.node(), "decimal.Decimal", value);
        }
        String digits = Text.java(PyObjectStrAsTruffleStringNode.executeUncached(value));
        try {
            return new BigDecimal(digits);
        } catch (NumberFormatException notFinite) {
            throw PythonExceptions.valueError(
                    scope.node(), place + " is " + digits + ", which no java.math.BigDecimal can hold");
        }
    }

    static Object toPython(CallScope scope, Object value) {
        return PythonLibrary.call("decimal", "Decimal", Text.python(value.toString()));
    }
}
