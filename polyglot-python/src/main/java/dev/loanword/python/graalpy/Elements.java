package dev.loanword.python.graalpy;

import com.oracle.graal.python.PythonLanguage;
import com.oracle.graal.python.builtins.objects.bytes.PBytes;
import com.oracle.graal.python.lib.PyObjectIsTrueNode;
import com.oracle.graal.python.runtime.object.PFactory;
import com.oracle.graal.python.runtime.sequence.storage.ByteSequenceStorage;
import com.oracle.truffle.api.CompilerDirectives.TruffleBoundary;
import dev.loanword.memory.ElementType;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.math.BigInteger;
import java.nio.ByteOrder;

/**
 * Reads and writes one element of lent memory as a Python value, by the rules of Python's {@code struct} module.
 *
 * <p>The caller has found the offset; the segment checks it again.
 */
final class Elements {

    private Elements() {}

    /** The element at {@code offset} as a Python value. */
    @TruffleBoundary
    static Object get(MemorySegment segment, long offset, ElementType type) {
        int size = Math.toIntExact(type.size());
        return switch (type.kind()) {
            case BOOLEAN -> segment.get(ValueLayout.JAVA_BYTE, offset) != 0;
            case SIGNED_INTEGER -> bits(segment, offset, type);
            case UNSIGNED_INTEGER, POINTER -> Numbers.unsigned(zeroExtended(bits(segment, offset, type), size));
            case FLOAT -> switch (size) {
                case 2 -> (double) Float.float16ToFloat((short) bits(segment, offset, type));
                case 4 -> (double) Float.intBitsToFloat((int) bits(segment, offset, type));
                default -> Double.longBitsToDouble(bits(segment, offset, type));
            };
            case CHARACTER -> PFactory.createBytes(
                    PythonLanguage.get(null), segment.asSlice(offset, size).toArray(ValueLayout.JAVA_BYTE));
            case BYTES, TEXT, PADDING -> throw unsupported(type);
        };
    }

    /**
     * Writes a Python value as the element at {@code offset}.
     *
     * @throws RuntimeException a Python {@code TypeError} if the value is of the wrong kind, {@code ValueError} if it is out
     *     of the element type's range; nothing was written then
     */
    @TruffleBoundary
    static void put(MemorySegment segment, long offset, ElementType type, Object value) {
        switch (type.kind()) {
            case BOOLEAN ->
                segment.set(ValueLayout.JAVA_BYTE, offset, (byte) (PyObjectIsTrueNode.executeUncached(value) ? 1 : 0));
            case SIGNED_INTEGER, UNSIGNED_INTEGER, POINTER -> setBits(segment, offset, type, integer(value, type));
            case FLOAT -> {
                double number = Numbers.isFastDouble(value) ? Numbers.fastDouble(value) : (double) Numbers.toDouble(value);
                setBits(segment, offset, type, floatBits(number, type));
            }
            case CHARACTER -> {
                if (!(value instanceof PBytes bytes)
                        || !(bytes.getSequenceStorage() instanceof ByteSequenceStorage storage)
                        || storage.length() != 1) {
                    throw PythonExceptions.typeError(
                            null, "an element of type " + type + " takes a bytes object of length 1, got " + TypeNames.of(value));
                }
                segment.set(ValueLayout.JAVA_BYTE, offset, storage.getInternalByteArray()[0]);
            }
            case BYTES, TEXT, PADDING -> throw unsupported(type);
        }
    }

    /** Whether elements of the type have a value in Python: all but strings of fixed length, text and padding. */
    static boolean hasValue(ElementType type) {
        return switch (type.kind()) {
            case BYTES, TEXT, PADDING -> false;
            default -> true;
        };
    }

    private static RuntimeException unsupported(ElementType type) {
        return PythonExceptions.typeError(
                null, "elements of type " + type + " can't be indexed; use bytes(buffer) or struct.unpack_from");
    }

    private static long integer(Object value, ElementType type) {
        if (value instanceof Double) {
            throw PythonExceptions.typeError(null, "'float' object cannot be interpreted as an integer");
        }
        int width = 8 * Math.toIntExact(type.size());
        boolean signed = type.kind() == ElementType.Kind.SIGNED_INTEGER;
        BigInteger number = Numbers.toBigInteger(value);
        boolean fits =
                signed ? number.bitLength() < width : number.signum() >= 0 && number.bitLength() <= width;
        if (!fits) {
            throw PythonExceptions.valueError(null, "value out of range for an element of type " + type);
        }
        return number.longValue();
    }

    private static long floatBits(double number, ElementType type) {
        if (type.size() == Double.BYTES) {
            return Double.doubleToRawLongBits(number);
        }
        boolean half = type.size() == Short.BYTES;
        float narrowed = half ? Float.float16ToFloat(halfBits(number)) : (float) number;
        if (Float.isInfinite(narrowed) && !Double.isInfinite(number)) {
            throw PythonExceptions.valueError(null, "value out of range for an element of type " + type);
        }
        return half ? halfBits(number) : Float.floatToRawIntBits(narrowed);
    }

    /**
     * Rounds once, half to even, as Python does. On the way through float the last bit is set if anything was cut off
     * ("round to odd", S. Boldo and G. Melquiond, "Emulation of a FMA and correctly rounded sums", 2008), so that the second
     * step sees on which side of the middle the number lies.
     */
    private static short halfBits(double number) {
        float nearest = (float) number;
        if (nearest == number || Float.isNaN(nearest) || Float.isInfinite(nearest)) {
            return Float.floatToFloat16(nearest);
        }
        int bits = Float.floatToRawIntBits(nearest);
        int towardZero = Math.abs((double) nearest) > Math.abs(number) ? bits - 1 : bits;
        return Float.floatToFloat16(Float.intBitsToFloat(towardZero | 1));
    }

    private static long zeroExtended(long bits, int size) {
        return size == Long.BYTES ? bits : bits & (1L << 8 * size) - 1;
    }

    /** The element's bits, sign-extended. */
    private static long bits(MemorySegment segment, long offset, ElementType type) {
        boolean swap = type.order() != ByteOrder.nativeOrder();
        return switch (Math.toIntExact(type.size())) {
            case 1 -> segment.get(ValueLayout.JAVA_BYTE, offset);
            case 2 -> {
                short value = segment.get(ValueLayout.JAVA_SHORT_UNALIGNED, offset);
                yield swap ? Short.reverseBytes(value) : value;
            }
            case 4 -> {
                int value = segment.get(ValueLayout.JAVA_INT_UNALIGNED, offset);
                yield swap ? Integer.reverseBytes(value) : value;
            }
            default -> {
                long value = segment.get(ValueLayout.JAVA_LONG_UNALIGNED, offset);
                yield swap ? Long.reverseBytes(value) : value;
            }
        };
    }

    private static void setBits(MemorySegment segment, long offset, ElementType type, long bits) {
        boolean swap = type.order() != ByteOrder.nativeOrder();
        switch (Math.toIntExact(type.size())) {
            case 1 -> segment.set(ValueLayout.JAVA_BYTE, offset, (byte) bits);
            case 2 -> segment.set(
                    ValueLayout.JAVA_SHORT_UNALIGNED, offset, swap ? Short.reverseBytes((short) bits) : (short) bits);
            case 4 -> segment.set(
                    ValueLayout.JAVA_INT_UNALIGNED, offset, swap ? Integer.reverseBytes((int) bits) : (int) bits);
            default -> segment.set(ValueLayout.JAVA_LONG_UNALIGNED, offset, swap ? Long.reverseBytes(bits) : bits);
        }
    }
}
