package dev.loanword.python.graalpy.export;

import com.oracle.graal.python.builtins.objects.complex.PComplex;
import com.oracle.graal.python.lib.PyFloatAsDoubleNode;
import com.oracle.graal.python.lib.PyIndexCheckNode;
import com.oracle.graal.python.lib.PyNumberCheckNode;
import com.oracle.graal.python.lib.PyObjectReprAsTruffleStringNode;
import dev.loanword.python.graalpy.Numbers;
import dev.loanword.python.graalpy.PythonExceptions;
import dev.loanword.python.graalpy.Text;
import java.math.BigInteger;
import java.util.function.LongFunction;

/** Numbers from Python to Java: checked for their range, never wrapped, a float is no int. */
final class NumberConversions {

    private NumberConversions() {}

    static Object toBoolean(CallScope scope, Place place, Object value) {
        if (value instanceof Boolean truth) {
            return truth;
        }
        throw place.mismatch(scope.node(), "bool", value);
    }

    static Object toInt(CallScope scope, Place place, Object value) {
        if (value instanceof Integer number) {
            return number;
        }
        return (int) inRange(scope, place, value, Integer.MIN_VALUE, Integer.MAX_VALUE, "a 32-bit int");
    }

    static Object toLong(CallScope scope, Place place, Object value) {
        if (value instanceof Integer number) {
            return number.longValue();
        }
        if (value instanceof Long number) {
            return number;
        }
        return inRange(scope, place, value, Long.MIN_VALUE, Long.MAX_VALUE, "a 64-bit int");
    }

    /** A conversion of indices: one that Java can't hold is out of any range, as Python's own sequences say. */
    static FromPython index(long least, long most, LongFunction<Object> narrowed) {
        return (scope, place, value) -> {
            BigInteger index = integer(scope, place, value);
            if (index.bitLength() >= Long.SIZE || index.longValue() < least || index.longValue() > most) {
                int bits = most == Integer.MAX_VALUE ? Integer.SIZE : Long.SIZE;
                throw PythonExceptions.indexError(
                        scope.node(), "index out of range: " + index + " has more than " + bits + " bits");
            }
            return narrowed.apply(index.longValue());
        };
    }

    /** A conversion of integers of a range that fits into a long. */
    static FromPython integer(long least, long most, String what, LongFunction<Object> narrowed) {
        return (scope, place, value) -> narrowed.apply(inRange(scope, place, value, least, most, what));
    }

    private static long inRange(CallScope scope, Place place, Object value, long least, long most, String what) {
        BigInteger number = integer(scope, place, value);
        if (number.bitLength() < Long.SIZE) {
            long small = number.longValue();
            if (small >= least && small <= most) {
                return small;
            }
        }
        throw outOfRange(scope, place, number, what, Long.toString(least), Long.toString(most));
    }

    static Object toUnsignedLong(CallScope scope, Place place, Object value) {
        BigInteger number = integer(scope, place, value);
        if (number.signum() < 0 || number.bitLength() > Long.SIZE) {
            throw outOfRange(scope, place, number, "an unsigned 64-bit int", "0", Long.toUnsignedString(-1));
        }
        return number.longValue();
    }

    static Object toBigInteger(CallScope scope, Place place, Object value) {
        return integer(scope, place, value);
    }

    private static RuntimeException outOfRange(
            CallScope scope, Place place, BigInteger number, String what, String least, String most) {
        return PythonExceptions.overflowError(
                scope.node(), place + " is " + number + ", out of range for " + what + " (" + least + " to " + most + ")");
    }

    private static BigInteger integer(CallScope scope, Place place, Object value) {
        if (value instanceof Integer || value instanceof Long || PyIndexCheckNode.executeUncached(value)) {
            return Numbers.toBigInteger(value);
        }
        throw place.mismatch(scope.node(), "int", value);
    }

    static Object toDouble(CallScope scope, Place place, Object value) {
        return real(scope, place, value);
    }

    static Object toFloat(CallScope scope, Place place, Object value) {
        double number = real(scope, place, value);
        float single = (float) number;
        if (Float.isInfinite(single) && !Double.isInfinite(number)) {
            throw PythonExceptions.overflowError(
                    scope.node(), place + " is " + Text.java(PyObjectReprAsTruffleStringNode.executeUncached(number)) + ", out of range for a 32-bit float");
        }
        return single;
    }

    private static double real(CallScope scope, Place place, Object value) {
        if (Numbers.isFastDouble(value)) {
            return Numbers.fastDouble(value);
        }
        // A complex number is a number to PyNumber_Check, and has no real value.
        if (!(value instanceof PComplex) && PyNumberCheckNode.executeUncached(value)) {
            return PyFloatAsDoubleNode.executeUncached(value);
        }
        throw place.mismatch(scope.node(), "real number", value);
    }
}
