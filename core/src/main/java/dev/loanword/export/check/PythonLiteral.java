package dev.loanword.export.check;

import java.math.BigInteger;
import java.util.Arrays;

/**
 * A value written in Python, as defaults are: a number, a text, bytes, True, False, None, an empty collection, a member of an
 * enum.
 *
 * <p>The grammar is Python's own (see its <a href="https://docs.python.org/3/reference/lexical_analysis.html#literals">
 * lexical analysis</a>) without what a default has no use for: prefixes other than {@code b}, triple quotes, imaginary
 * numbers, {@code \N{...}}.
 */
public sealed interface PythonLiteral {

    /**
     * Reads a literal. Spaces around it are allowed.
     *
     * @throws IllegalArgumentException if the text is none; the message says why
     */
    static PythonLiteral parse(String text) {
        return new PythonLiteralParser(text.strip()).parse();
    }

    /** {@code None}. */
    record None() implements PythonLiteral {}

    /** {@code True} or {@code False}. */
    record Bool(boolean value) implements PythonLiteral {}

    /** An int of any size. */
    record Int(BigInteger value) implements PythonLiteral {}

    /** A float; never infinite, never NaN. */
    record Float(double value) implements PythonLiteral {}

    /** A str. */
    record Str(String value) implements PythonLiteral {}

    /** A bytes object. */
    record Bytes(byte[] value) implements PythonLiteral {
        /** Copies the array. */
        public Bytes {
            value = value.clone();
        }

        /** Returns a copy. */
        @Override
        public byte[] value() {
            return value.clone();
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Bytes bytes && Arrays.equals(value, bytes.value);
        }

        @Override
        public int hashCode() {
            return Arrays.hashCode(value);
        }
    }

    /** {@code ()}. */
    record EmptyTuple() implements PythonLiteral {}

    /** {@code []}. */
    record EmptyList() implements PythonLiteral {}

    /** <code>{}</code>. */
    record EmptyDict() implements PythonLiteral {}

    /**
     * A member of an enum: {@code Side.BUY}.
     *
     * @param type the enum's name in Python
     */
    record Member(String type, String member) implements PythonLiteral {}
}
