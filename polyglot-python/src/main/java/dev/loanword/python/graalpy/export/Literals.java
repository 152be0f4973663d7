package dev.loanword.python.graalpy.export;

import com.oracle.graal.python.builtins.objects.PNone;
import com.oracle.graal.python.lib.PyObjectGetAttr;
import dev.loanword.python.graalpy.Text;

/** Makes the values of defaults, which the model has as Python literals. */
final class Literals {

    /** More digits might not fit into an int. */
    private static final int MOST_DIGITS = 9;

    private Literals() {}

    /**
     * The value of a literal. The frequent ones are made here, the rest by Python.
     *
     * @param module whose names the literal may use: the enums of the module
     */
    static Object value(String literal, Object module) {
        return switch (literal) {
            case "None" -> PNone.NONE;
            case "True" -> true;
            case "False" -> false;
            default -> isSmallNumber(literal) ? (Object) Integer.parseInt(literal) : evaluated(literal, module);
        };
    }

    private static boolean isSmallNumber(String literal) {
        return literal.length() <= MOST_DIGITS
                && (literal.equals("0") || literal.charAt(0) != '0')
                && literal.chars().allMatch(digit -> digit >= '0' && digit <= '9');
    }

    private static Object evaluated(String literal, Object module) {
        return PythonLibrary.call(
                "builtins", "eval", Text.python(literal), PyObjectGetAttr.executeUncached(module, Text.python("__dict__")));
    }
}
