package dev.loanword.python.graalpy;

import com.oracle.graal.python.PythonLanguage;
import com.oracle.graal.python.builtins.modules.ctypes.memory.Pointer;
import com.oracle.graal.python.builtins.modules.ctypes.memory.PointerNodesFactory.GetPointerValueAsObjectNodeGen;
import com.oracle.graal.python.builtins.objects.cext.PythonNativeVoidPtr;
import com.oracle.graal.python.builtins.objects.ints.PInt;
import com.oracle.graal.python.lib.PyFloatAsDoubleNode;
import com.oracle.graal.python.lib.PyNumberIndexNode;
import com.oracle.graal.python.runtime.object.PFactory;
import com.oracle.truffle.api.CompilerDirectives.TruffleBoundary;
import java.math.BigInteger;

/**
 * Converts Python numbers as CPython's argument parsing does: {@code float()}-able where a float is asked for,
 * {@code __index__} where an integer is; never a silent wrap.
 *
 * <p>The fast paths need no call into Python. The slow ones do, so callers go through
 * {@link FunctionBody#callingPython}.
 */
public final class Numbers {

    private Numbers() {}

    /** Whether {@link #fastDouble} can convert the value. */
    public static boolean isFastDouble(Object value) {
        return value instanceof Double || value instanceof Integer || value instanceof Long;
    }

    /** The double value of a plain int or float. */
    public static double fastDouble(Object value) {
        if (value instanceof Double number) {
            return number;
        }
        return value instanceof Integer number ? number : (Long) value;
    }

    /**
     * Any real number, by {@code __float__} or {@code __index__}.
     *
     * @throws RuntimeException Python's {@code TypeError} "must be real number, not str"
     */
    @TruffleBoundary
    public static Object toDouble(Object value) {
        return PyFloatAsDoubleNode.executeUncached(value);
    }

    /**
     * An index, by {@code __index__}.
     *
     * @throws RuntimeException Python's {@code TypeError} "'str' object cannot be interpreted as an integer", or
     *     {@code IndexError} for more than 64 bits
     */
    @TruffleBoundary
    public static long toIndex(Object value) {
        if (value instanceof Integer small) {
            return small;
        }
        BigInteger index = toBigInteger(value);
        if (index.bitLength() >= Long.SIZE) {
            throw PythonExceptions.indexError(null, "index out of range: " + index + " has more than 64 bits");
        }
        return index.longValue();
    }

    /**
     * A length or a size, by {@code __index__}.
     *
     * @throws RuntimeException Python's {@code TypeError} as of {@link #toIndex}, or {@code OverflowError} for more than 64
     *     bits, in CPython's words
     */
    @TruffleBoundary
    public static long toSize(Object value) {
        BigInteger size = toBigInteger(value);
        if (size.bitLength() >= Long.SIZE) {
            throw new ArithmeticException("cannot fit 'int' into an index-sized integer");
        }
        return size.longValue();
    }

    /** A bound, by {@code __index__}, where more than 64 bits mean the same as the largest number of 64: of a slice, say. */
    @TruffleBoundary
    public static long toBound(Object value) {
        BigInteger bound = toBigInteger(value);
        if (bound.bitLength() < Long.SIZE) {
            return bound.longValue();
        }
        return bound.signum() < 0 ? Long.MIN_VALUE : Long.MAX_VALUE;
    }

    /** Any integer, by {@code __index__}, exactly. */
    @TruffleBoundary
    public static BigInteger toBigInteger(Object value) {
        Object index = PyNumberIndexNode.executeUncached(value);
        return switch (index) {
            case Integer number -> BigInteger.valueOf(number);
            case Long number -> BigInteger.valueOf(number);
            case Boolean truth -> truth ? BigInteger.ONE : BigInteger.ZERO;
            case PInt big -> big.getValue();
            case PythonNativeVoidPtr pointer -> BigInteger.valueOf(address(pointer));
            default -> throw PythonExceptions.typeError(null, "expected an integer, got " + TypeNames.of(index));
        };
    }

    /** The value of an int that C code or ctypes made of an address; ctypes keeps its memory in one place from here on. */
    private static long address(PythonNativeVoidPtr number) {
        if (number.isNativePointer()) {
            return number.getNativePointer();
        }
        Object pointer = number.getPointerObject();
        return Borrower.address(
                null,
                pointer instanceof Pointer ofCtypes
                        ? GetPointerValueAsObjectNodeGen.getUncached().execute(null, ofCtypes)
                        : pointer);
    }

    /** An unsigned 64-bit number as a Python int. */
    public static Object unsigned(long bits) {
        return bits >= 0 ? (Object) bits : unsignedBig(bits);
    }

    @TruffleBoundary
    private static Object unsignedBig(long bits) {
        return PFactory.createInt(PythonLanguage.get(null), new BigInteger(Long.toUnsignedString(bits)));
    }
}
