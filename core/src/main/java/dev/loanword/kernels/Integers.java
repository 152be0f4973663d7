package dev.loanword.kernels;

import dev.loanword.memory.ElementType.Kind;
import java.math.BigInteger;

/** What integers of a type may be. */
final class Integers {
    private Integers() {
    }

    /** The least one. */
    static BigInteger least(Numbers numbers) {
        return BigInteger.valueOf(isUnsigned(numbers) ? 0 : Long.MIN_VALUE >> unusedBits(numbers));
    }

    /** The greatest one. */
    static BigInteger greatest(Numbers numbers) {
        return value(numbers, (isUnsigned(numbers) ? -1L : Long.MAX_VALUE) >>> unusedBits(numbers));
    }

    private static boolean isUnsigned(Numbers numbers) {
        return numbers.type().kind() == Kind.UNSIGNED_INTEGER;
    }

    private static int unusedBits(Numbers numbers) {
        return Long.SIZE - numbers.size() * Byte.SIZE;
    }

    /** An element as a number: what was read as a negative long may be one of 64 bits without sign. */
    static BigInteger value(Numbers numbers, long read) {
        BigInteger value = BigInteger.valueOf(read);
        return numbers.isUnsigned64() && read < 0 ? value.add(BigInteger.ONE.shiftLeft(Long.SIZE)) : value;
    }

    /**
     * Checks that an element can be multiplied.
     *
     * @throws ArithmeticException if the product is out of the range of the type
     */
    static void checkProduct(Numbers numbers, BigInteger element, long factor) {
        BigInteger product = element.multiply(BigInteger.valueOf(factor));
        BigInteger least = least(numbers);
        BigInteger greatest = greatest(numbers);
        if (product.compareTo(least) < 0 || product.compareTo(greatest) > 0) {
            throw new ArithmeticException("element " + element + " times " + factor + " is " + product
                    + ", out of the range of " + numbers.type() + " (" + least + " to " + greatest + "); nothing was scaled");
        }
    }
}
