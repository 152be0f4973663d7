package dev.loanword.export.check;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;

/** Reads one {@link PythonLiteral}. */
final class PythonLiteralParser {
    private final String text;
    private int at;

    PythonLiteralParser(String text) {
        this.text = text;
    }

    PythonLiteral parse() {
        switch (text) {
            case "":
                throw new IllegalArgumentException("it is empty");
            case "None":
                return new PythonLiteral.None();
            case "True":
                return new PythonLiteral.Bool(true);
            case "False":
                return new PythonLiteral.Bool(false);
            default:
                break;
        }
        char first = text.charAt(0);
        if (first == '\'' || first == '"') {
            return new PythonLiteral.Str(string(false));
        } else if ((first == 'b' || first == 'B') && text.length() > 1 && isQuote(text.charAt(1))) {
            at = 1;
            return new PythonLiteral.Bytes(string(true).getBytes(StandardCharsets.ISO_8859_1));
        } else if (isDigit(first, 10) || first == '-' || first == '+' || first == '.') {
            return number();
        }
        int dot = text.indexOf('.');
        if (dot > 0 && PythonNames.isName(text.substring(0, dot)) && PythonNames.isName(text.substring(dot + 1))) {
            return new PythonLiteral.Member(text.substring(0, dot), text.substring(dot + 1));
        }
        return emptyCollection();
    }

    private PythonLiteral emptyCollection() {
        if (text.length() >= 2 && text.substring(1, text.length() - 1).isBlank()) {
            switch ("" + text.charAt(0) + text.charAt(text.length() - 1)) {
                case "()":
                    return new PythonLiteral.EmptyTuple();
                case "[]":
                    return new PythonLiteral.EmptyList();
                case "{}":
                    return new PythonLiteral.EmptyDict();
                default:
                    break;
            }
        }
        throw new IllegalArgumentException("it is no number, no text in quotes, none of True, False and None, no member of an"
                + " enum such as Side.BUY, and none of () [] {}");
    }

    private PythonLiteral number() {
        String digits = text;
        boolean isNegative = text.charAt(0) == '-';
        if (isNegative || text.charAt(0) == '+') {
            digits = text.substring(1).strip();
        }
        BigInteger whole = integer(digits);
        if (whole != null) {
            return new PythonLiteral.Int(isNegative ? whole.negate() : whole);
        }
        String plain = withoutUnderscores(digits, 10);
        if (!isFloat(plain)) {
            throw new IllegalArgumentException("it begins like a number, and is none");
        }
        double value = Double.parseDouble(plain);
        if (Double.isInfinite(value)) {
            throw new IllegalArgumentException("it is too large for a float");
        }
        return new PythonLiteral.Float(isNegative ? -value : value);
    }

    /** Reads an integer without a sign; {@code null} if it is none. */
    private static BigInteger integer(String digits) {
        int radix = 10;
        if (digits.length() > 2 && digits.charAt(0) == '0') {
            radix = switch (digits.charAt(1)) {
                case 'x', 'X' -> 16;
                case 'o', 'O' -> 8;
                case 'b', 'B' -> 2;
                default -> 10;
            };
        }
        String body = digits;
        if (radix != 10) {
            // An underscore may stand behind the prefix, as if the prefix were a digit.
            body = digits.charAt(2) == '_' ? digits.substring(3) : digits.substring(2);
        }
        String plain = withoutUnderscores(body, radix);
        if (plain.isEmpty() || !onlyDigits(plain, radix)) {
            return null;
        }
        BigInteger value = new BigInteger(plain, radix);
        if (radix == 10 && plain.charAt(0) == '0' && value.signum() != 0) {
            throw new IllegalArgumentException("an int has no leading zeros; an octal one begins with 0o");
        }
        return value;
    }

    /** Takes underscores out that stand between two digits, where alone Python allows them. */
    private static String withoutUnderscores(String digits, int radix) {
        StringBuilder plain = new StringBuilder();
        for (int i = 0; i < digits.length(); i++) {
            boolean isBetweenDigits = digits.charAt(i) == '_' && i > 0 && i + 1 < digits.length()
                    && isDigit(digits.charAt(i - 1), radix) && isDigit(digits.charAt(i + 1), radix);
            if (!isBetweenDigits) {
                plain.append(digits.charAt(i));
            }
        }
        return plain.toString();
    }

    private static boolean isFloat(String plain) {
        int exponent = Math.max(plain.indexOf('e'), plain.indexOf('E'));
        String mantissa = exponent < 0 ? plain : plain.substring(0, exponent);
        int dot = mantissa.indexOf('.');
        String digits = dot < 0 ? mantissa : mantissa.substring(0, dot) + mantissa.substring(dot + 1);
        if (digits.isEmpty() || !onlyDigits(digits, 10)) {
            return false;
        }
        if (exponent < 0) {
            return true;
        }
        String power = plain.substring(exponent + 1);
        boolean hasSign = power.startsWith("-") || power.startsWith("+");
        String powerDigits = hasSign ? power.substring(1) : power;
        return !powerDigits.isEmpty() && onlyDigits(powerDigits, 10);
    }

    private static boolean onlyDigits(String text, int radix) {
        return text.chars().allMatch(character -> isDigit((char) character, radix));
    }

    /** Only the digits of ASCII: Java knows others too. */
    private static boolean isDigit(char character, int radix) {
        return character < 128 && Character.digit(character, radix) >= 0;
    }

    private static boolean isQuote(char character) {
        return character == '\'' || character == '"';
    }

    private String string(boolean isBytes) {
        char quote = text.charAt(at++);
        StringBuilder value = new StringBuilder();
        while (at < text.length() && text.charAt(at) != quote) {
            char character = text.charAt(at++);
            if (character == '\\') {
                escape(value, isBytes);
            } else if (character == '\n' || character == '\r') {
                throw new IllegalArgumentException("a text has no line break in it; write \\n");
            } else if (isBytes && character > 127) {
                throw new IllegalArgumentException("bytes hold ASCII characters; write others as \\x..");
            } else {
                value.append(character);
            }
        }
        if (at != text.length() - 1) {
            throw new IllegalArgumentException(at >= text.length()
                    ? "the closing quote is missing"
                    : "there is more behind the closing quote");
        }
        return value.toString();
    }

    private void escape(StringBuilder value, boolean isBytes) {
        char code = at < text.length() ? text.charAt(at++) : 0;
        switch (code) {
            case '\\', '\'', '"' -> value.append(code);
            case 'a' -> value.append('\u0007');
            case 'b' -> value.append('\b');
            case 'f' -> value.append('\f');
            case 'n' -> value.append('\n');
            case 'r' -> value.append('\r');
            case 't' -> value.append('\t');
            case 'v' -> value.append('\u000b');
            case 'x' -> value.append((char) hexadecimal(2));
            case '0', '1', '2', '3', '4', '5', '6', '7' -> value.append((char) octal());
            case 'u', 'U' -> {
                int codePoint = isBytes ? -1 : hexadecimal(code == 'u' ? 4 : 8);
                if (!Character.isValidCodePoint(codePoint)) {
                    throw new IllegalArgumentException("\\" + code + " gives no character here");
                }
                value.appendCodePoint(codePoint);
            }
            default -> throw new IllegalArgumentException("\\" + (code == 0 ? "" : code) + " is no escape that is known here;"
                    + " a backslash is written \\\\");
        }
    }

    private int hexadecimal(int length) {
        int end = at + length;
        if (end > text.length() || !onlyDigits(text.substring(at, end), 16)) {
            throw new IllegalArgumentException("\\" + text.charAt(at - 1) + " needs " + length + " hexadecimal digits");
        }
        long value = Long.parseLong(text.substring(at, end), 16);
        at = end;
        return value > Character.MAX_CODE_POINT ? -1 : (int) value;
    }

    private int octal() {
        int start = at - 1;
        while (at < text.length() && at - start < 3 && isDigit(text.charAt(at), 8)) {
            at++;
        }
        int value = Integer.parseInt(text, start, at, 8);
        if (value > 255) {
            throw new IllegalArgumentException("\\" + text.substring(start, at) + " is more than \\377");
        }
        return value;
    }
}
