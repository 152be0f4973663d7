package dev.loanword.memory;

import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * One element of a buffer: a single {@code struct} typecode with its size, alignment, kind and byte order.
 *
 * <p>The formats are those of Python's <a href="https://docs.python.org/3/library/struct.html">struct module</a>:
 * an optional prefix and one typecode.
 *
 * <pre>{@code
 * ElementType.parse("d")     // float64, 8 bytes, aligned to 8
 * ElementType.parse("<d")    // float64, 8 bytes, alignment 1, little-endian
 * ElementType.parse(">i")    // big-endian int32
 * ElementType.parse("l")     // int64: a native long
 * ElementType.parse("<l")    // int32: a standard long
 * ElementType.parse("3s")    // one item of 3 bytes
 * }</pre>
 *
 * <p><b>Prefixes.</b> {@code @} and no prefix mean native size, native alignment and native byte order. {@code =},
 * {@code <}, {@code >} and {@code !} mean standard size and alignment 1, in native, little-endian, big-endian and
 * big-endian order. The typecodes {@code n}, {@code N} and {@code P} exist in native form only.
 *
 * <p><b>Native sizes</b> are those of the LP64 model (a long and a pointer have 8 bytes), as on 64-bit Linux and
 * macOS. GraalPy uses the same sizes on every machine, so they are constants here and not asked of the machine.
 *
 * <p><b>Counts.</b> A count may stand before {@code s}, {@code p}, {@code x}, {@code u} and {@code w} only, where it
 * belongs to the one item: {@code 3s} is one item of 3 bytes. The code {@code w} is not in the {@code struct} module.
 * {@code array.array} and NumPy use it for characters of 4 bytes, so that NumPy's {@code 2w} is one text item of 8
 * bytes; {@code u} means the same here. Any other format is refused with {@link UnsupportedFormatException}: several
 * fields ({@code ii}), repeated fields ({@code 2i}, which is a dimension of the shape), records ({@code T{...}}),
 * complex numbers ({@code Zd}), long doubles ({@code g}), objects ({@code O}) and items of 0 bytes ({@code 0s}).
 *
 * <p>Immutable and safe for use by many threads.
 */
public final class ElementType {
    /** What an element means, apart from its size and byte order. */
    public enum Kind {
        /** {@code ?}: zero is false, all else is true. */
        BOOLEAN("boolean"),
        /** {@code b h i l q n}: two's complement. */
        SIGNED_INTEGER("signed integer"),
        /** {@code B H I L Q N}. */
        UNSIGNED_INTEGER("unsigned integer"),
        /** {@code e f d}: IEEE 754 binary16, binary32, binary64. */
        FLOAT("float"),
        /** {@code c}: one byte that Python shows as {@code bytes} of length 1. */
        CHARACTER("character"),
        /** {@code s p}: a byte string of fixed length, and a Pascal string whose first byte is the length. */
        BYTES("byte string"),
        /** {@code P}: an address. */
        POINTER("pointer"),
        /** {@code u w}: characters of 4 bytes (UCS-4). */
        TEXT("text"),
        /** {@code x}: bytes without a meaning. */
        PADDING("padding");

        private final String words;

        Kind(String words) {
            this.words = words;
        }

        /** Returns the kind in words, such as {@code "signed integer"}. */
        @Override
        public String toString() {
            return words;
        }
    }

    /** One row of the table of typecodes. A standard size of 0 means: only in native form. */
    private record Code(char letter, Kind kind, int nativeSize, int standardSize, boolean countable) {
        Code(char letter, Kind kind, int nativeSize, int standardSize) {
            this(letter, kind, nativeSize, standardSize, false);
        }
    }

    // A native alignment column is not needed: with LP64 each typecode is aligned to its native size.
    private static final Code[] CODES = {
        new Code('?', Kind.BOOLEAN, 1, 1),
        new Code('b', Kind.SIGNED_INTEGER, 1, 1),
        new Code('B', Kind.UNSIGNED_INTEGER, 1, 1),
        new Code('h', Kind.SIGNED_INTEGER, 2, 2),
        new Code('H', Kind.UNSIGNED_INTEGER, 2, 2),
        new Code('i', Kind.SIGNED_INTEGER, 4, 4),
        new Code('I', Kind.UNSIGNED_INTEGER, 4, 4),
        new Code('l', Kind.SIGNED_INTEGER, 8, 4),
        new Code('L', Kind.UNSIGNED_INTEGER, 8, 4),
        new Code('q', Kind.SIGNED_INTEGER, 8, 8),
        new Code('Q', Kind.UNSIGNED_INTEGER, 8, 8),
        new Code('n', Kind.SIGNED_INTEGER, 8, 0),
        new Code('N', Kind.UNSIGNED_INTEGER, 8, 0),
        new Code('e', Kind.FLOAT, 2, 2),
        new Code('f', Kind.FLOAT, 4, 4),
        new Code('d', Kind.FLOAT, 8, 8),
        new Code('c', Kind.CHARACTER, 1, 1),
        new Code('s', Kind.BYTES, 1, 1, true),
        new Code('p', Kind.BYTES, 1, 1, true),
        new Code('P', Kind.POINTER, 8, 0),
        new Code('x', Kind.PADDING, 1, 1, true),
        new Code('u', Kind.TEXT, 4, 4, true),
        new Code('w', Kind.TEXT, 4, 4, true),
    };

    private static final String SUPPORTED =
            Arrays.stream(CODES).map(code -> String.valueOf(code.letter())).collect(Collectors.joining(" "));
    private static final String COUNTABLE = Arrays.stream(CODES).filter(Code::countable)
            .map(code -> String.valueOf(code.letter())).collect(Collectors.joining(" "));

    private static final String PREFIXES = "@=<>!";
    private static final int LONGEST_QUOTE = 40;

    /** {@code ?}, one byte. */
    public static final ElementType BOOL = parse("?");
    /** {@code b}. */
    public static final ElementType INT8 = parse("b");
    /** {@code B}: the element of {@code bytes} and {@code bytearray}. */
    public static final ElementType UINT8 = parse("B");
    /** {@code h}, in native byte order. */
    public static final ElementType INT16 = parse("h");
    /** {@code H}, in native byte order. */
    public static final ElementType UINT16 = parse("H");
    /** {@code i}, in native byte order. */
    public static final ElementType INT32 = parse("i");
    /** {@code I}, in native byte order. */
    public static final ElementType UINT32 = parse("I");
    /** {@code q}, in native byte order. */
    public static final ElementType INT64 = parse("q");
    /** {@code Q}, in native byte order. */
    public static final ElementType UINT64 = parse("Q");
    /** {@code e}, in native byte order. */
    public static final ElementType FLOAT16 = parse("e");
    /** {@code f}, in native byte order. */
    public static final ElementType FLOAT32 = parse("f");
    /** {@code d}, in native byte order. */
    public static final ElementType FLOAT64 = parse("d");

    private final Code code;
    private final long count;
    private final long size;
    private final long alignment;
    private final ByteOrder order;

    private ElementType(Code code, long count, long size, long alignment, ByteOrder order) {
        this.code = code;
        this.count = count;
        this.size = size;
        this.alignment = alignment;
        this.order = order;
    }

    /**
     * Reads a format.
     *
     * @param format an optional prefix, an optional count where one is allowed, and one typecode
     * @return the element type
     * @throws UnsupportedFormatException if the format is {@code null} or anything else than one supported element
     */
    public static ElementType parse(String format) {
        if (format == null || format.isEmpty()) {
            throw unsupported(format, format == null ? "no format" : "empty");
        }
        int at = 0;
        char prefix = '@';
        if (PREFIXES.indexOf(format.charAt(0)) >= 0) {
            prefix = format.charAt(0);
            at = 1;
        }
        boolean isNative = prefix == '@';
        int firstDigit = at;
        while (at < format.length() && isDigit(format.charAt(at))) {
            at++;
        }
        String digits = format.substring(firstDigit, at);
        Code code = at == format.length() - 1 ? find(format.charAt(at)) : null;
        if (code == null) {
            throw unsupported(format, reasonAgainst(format.substring(at)));
        }
        if (!isNative && code.standardSize() == 0) {
            throw unsupported(format, "'" + code.letter() + "' has a native size only: leave the prefix out");
        }
        if (!digits.isEmpty() && !code.countable()) {
            throw unsupported(format,
                    "a count may stand before " + COUNTABLE + " only: make it a dimension of the shape");
        }
        long unit = isNative ? code.nativeSize() : code.standardSize();
        long count = digits.isEmpty() ? 1 : parseCount(format, digits, unit);
        return new ElementType(code, count, count * unit, isNative ? unit : 1, orderOf(prefix, code));
    }

    private static boolean isDigit(char character) {
        return character >= '0' && character <= '9';
    }

    private static long parseCount(String format, String digits, long unit) {
        long count;
        try {
            count = Long.parseLong(digits);
        } catch (NumberFormatException tooManyDigits) {
            count = Long.MAX_VALUE;
        }
        // Half of the range is refused too, so that a caller may add an offset to a size without a thought.
        if (count > Long.MAX_VALUE / 2 / unit) {
            throw unsupported(format, "an element of more than " + Long.MAX_VALUE / 2 + " bytes");
        }
        if (count == 0) {
            throw unsupported(format, "an element of 0 bytes");
        }
        return count;
    }

    private static ByteOrder orderOf(char prefix, Code code) {
        boolean ordered = code.nativeSize() > 1;
        return switch (prefix) {
            case '<' -> ordered ? ByteOrder.LITTLE_ENDIAN : ByteOrder.nativeOrder();
            case '>', '!' -> ordered ? ByteOrder.BIG_ENDIAN : ByteOrder.nativeOrder();
            default -> ByteOrder.nativeOrder();
        };
    }

    private static Code find(char letter) {
        for (Code code : CODES) {
            if (code.letter() == letter) {
                return code;
            }
        }
        return null;
    }

    private static UnsupportedFormatException unsupported(String format, String reason) {
        return new UnsupportedFormatException("element format " + quote(format) + " is not supported (" + reason
                + "); supported are " + SUPPORTED + ", each alone, after one of @ = < > ! or nothing");
    }

    private static String quote(String format) {
        if (format == null) {
            return "None";
        }
        String shown = format.length() <= LONGEST_QUOTE ? format : format.substring(0, LONGEST_QUOTE) + "...";
        StringBuilder quoted = new StringBuilder("'");
        for (int i = 0; i < shown.length(); i++) {
            char character = shown.charAt(i);
            if (character < ' ' || character > '~' || character == '\'' || character == '\\') {
                quoted.append(String.format("\\u%04x", (int) character));
            } else {
                quoted.append(character);
            }
        }
        return quoted.append('\'').toString();
    }

    /** Says what the rest of a format, from its typecode on, is in words. */
    private static String reasonAgainst(String rest) {
        if (rest.isEmpty()) {
            return "no typecode";
        }
        return switch (rest.charAt(0)) {
            case 'Z' -> "complex numbers";
            case 'g' -> "long double";
            case 'T' -> "a record of several fields";
            case 'O' -> "Python objects";
            case '&', 'X' -> "typed pointers";
            case '(' -> "a sub-array: make it dimensions of the shape";
            case '^' -> "prefix '^'";
            default -> find(rest.charAt(0)) == null ? "unknown typecode" : "more than one element";
        };
    }

    /** Returns the typecode, such as {@code 'd'}, as it was given. */
    public char code() {
        return code.letter();
    }

    /** Returns the count before the typecode: bytes of {@code s}, {@code p}, {@code x}, characters of {@code u w}; else 1. */
    public long count() {
        return count;
    }

    /** Returns the size of one element in bytes, at least 1. */
    public long size() {
        return size;
    }

    /** Returns the alignment in bytes: the native one with {@code @} or no prefix, else 1. */
    public long alignment() {
        return alignment;
    }

    /** Returns what an element means. */
    public Kind kind() {
        return code.kind();
    }

    /**
     * Returns the byte order.
     *
     * <p>Elements made of single bytes ({@code ? b B c s p x}) have no order of their own; for them this is the
     * native order, whatever the prefix was.
     */
    public ByteOrder order() {
        return order;
    }

    /** Says whether the machine reads an element without swapping its bytes; always true for single bytes. */
    public boolean isNativeOrder() {
        return order == ByteOrder.nativeOrder();
    }

    /**
     * Returns the canonical format, which Python's own readers handle best.
     *
     * <p>In native byte order it has no prefix, and a typecode whose native size is the size of this type:
     * {@code "<d"} gives {@code "d"}, and {@code "<l"} gives {@code "i"} on a little-endian machine, as both have 4
     * bytes. In the other order it has the prefix {@code <} or {@code >}. It holds that
     * {@code parse(t.format()).sameMemory(t)}; the alignment may differ, as {@code "<d"} has 1 and {@code "d"} has 8.
     */
    public String format() {
        if (code.kind() == Kind.TEXT) {
            return prefix() + (count == 1 ? "" : count) + 'w';
        }
        if (code.countable()) {
            return (count == 1 ? "" : String.valueOf(count)) + code.letter();
        }
        return isNativeOrder() ? String.valueOf(letterWith(true)) : prefix() + letterWith(false);
    }

    private String prefix() {
        if (isNativeOrder()) {
            return "";
        }
        return order == ByteOrder.LITTLE_ENDIAN ? "<" : ">";
    }

    /** Finds a typecode that has this kind and this size in native or in standard form: the own one where it fits. */
    private char letterWith(boolean isNative) {
        if ((isNative ? code.nativeSize() : code.standardSize()) == size) {
            return code.letter();
        }
        for (Code other : CODES) {
            if (other.kind() == code.kind() && (isNative ? other.nativeSize() : other.standardSize()) == size) {
                return other.letter();
            }
        }
        throw new IllegalStateException("no typecode for " + name() + ": please report this");
    }

    /**
     * Returns this type in a byte order.
     *
     * @param wanted the byte order
     * @return this type where the order is the same or means nothing (single bytes), else a type with alignment 1
     * @throws IllegalArgumentException for a pointer in another order than the machine's, which no format can say
     */
    public ElementType withOrder(ByteOrder wanted) {
        Objects.requireNonNull(wanted, "wanted");
        if (wanted == order || code.nativeSize() == 1) {
            return this;
        }
        if (code.kind() == Kind.POINTER) {
            throw new IllegalArgumentException("a pointer has the byte order of the machine, "
                    + ByteOrder.nativeOrder() + ", only; wanted " + wanted);
        }
        Code standard = find(code.kind() == Kind.TEXT ? code.letter() : letterWith(false));
        return new ElementType(standard, count, size, 1, wanted);
    }

    /**
     * Says whether memory written as one type can be read as the other: same kind, size and byte order.
     *
     * <p>On a little-endian machine {@code "d"}, {@code "@d"}, {@code "=d"} and {@code "<d"} agree, and so do
     * {@code "l"} and {@code "q"}. Alignment plays no part.
     *
     * @param other the type to compare with
     */
    public boolean sameMemory(ElementType other) {
        return code.kind() == other.code.kind() && size == other.size && order == other.order;
    }

    /** Returns the name of the type: {@code "float64"}, {@code "int32"}, {@code "big-endian float64"}, {@code "bytes[3]"}. */
    public String name() {
        String plain = switch (code.kind()) {
            case BOOLEAN -> "bool";
            case SIGNED_INTEGER -> "int" + size * 8;
            case UNSIGNED_INTEGER -> "uint" + size * 8;
            case FLOAT -> "float" + size * 8;
            case CHARACTER -> "char";
            case BYTES -> (code.letter() == 's' ? "bytes[" : "pascal[") + count + "]";
            case POINTER -> "pointer";
            case TEXT -> "ucs4[" + count + "]";
            case PADDING -> "padding[" + count + "]";
        };
        if (isNativeOrder()) {
            return plain;
        }
        return (order == ByteOrder.BIG_ENDIAN ? "big-endian " : "little-endian ") + plain;
    }

    /** Returns name and canonical format, such as {@code float64 ('d')}. */
    @Override
    public String toString() {
        return name() + " ('" + format() + "')";
    }

    /** Says whether typecode, count, size, alignment and byte order are equal; stricter than {@link #sameMemory}. */
    @Override
    public boolean equals(Object object) {
        return object instanceof ElementType other && code == other.code && count == other.count && size == other.size
                && alignment == other.alignment && order == other.order;
    }

    @Override
    public int hashCode() {
        return Objects.hash(code.letter(), count, alignment, order == ByteOrder.BIG_ENDIAN);
    }
}
