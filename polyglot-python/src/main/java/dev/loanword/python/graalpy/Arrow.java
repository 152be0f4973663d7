package dev.loanword.python.graalpy;

import dev.loanword.memory.ElementType;
import dev.loanword.memory.ElementType.Kind;
import java.nio.ByteOrder;
import java.util.Optional;

/**
 * What both directions know of the Arrow C data interface: its two structures, on 64-bit machines, and the formats of its
 * primitive types.
 */
final class Arrow {

    static final CapsuleName SCHEMA = new CapsuleName("arrow_schema");
    static final CapsuleName ARRAY = new CapsuleName("arrow_array");

    /** {@code ArrowSchema}. */
    static final long SCHEMA_SIZE = 72;

    static final long SCHEMA_FORMAT = 0;
    static final long SCHEMA_DICTIONARY = 48;
    static final long SCHEMA_RELEASE = 56;

    /** {@code ArrowArray}. */
    static final long ARRAY_SIZE = 80;

    static final long ARRAY_LENGTH = 0;
    static final long ARRAY_NULL_COUNT = 8;
    static final long ARRAY_OFFSET = 16;
    static final long ARRAY_BUFFER_COUNT = 24;
    static final long ARRAY_CHILD_COUNT = 32;
    static final long ARRAY_BUFFERS = 40;
    static final long ARRAY_RELEASE = 64;
    static final long ARRAY_PRIVATE_DATA = 72;

    private static final String SIGNED = "csil";
    private static final String UNSIGNED = "CSIL";
    private static final String FLOATS = "efg";

    private Arrow() {}

    /** The format of a type; empty for what Arrow has no primitive type for. Its booleans are bits, not bytes. */
    static Optional<String> format(ElementType type) {
        if (!type.isNativeOrder()) {
            return Optional.empty();
        }
        return switch (type.kind()) {
            case SIGNED_INTEGER -> letter(SIGNED, type.size());
            case UNSIGNED_INTEGER -> letter(UNSIGNED, type.size());
            case FLOAT -> letter(FLOATS, type.size() / 2);
            default -> Optional.empty();
        };
    }

    private static Optional<String> letter(String letters, long size) {
        int at = Long.numberOfTrailingZeros(size);
        return Optional.of(letters.substring(at, at + 1));
    }

    /** The element type of a primitive format; empty for all others. */
    static Optional<ElementType> elementType(String format) {
        if (format.length() != 1) {
            return Optional.empty();
        }
        if (SIGNED.contains(format)) {
            return ElementTypes.of(Kind.SIGNED_INTEGER, 1L << SIGNED.indexOf(format), ByteOrder.nativeOrder());
        }
        if (UNSIGNED.contains(format)) {
            return ElementTypes.of(Kind.UNSIGNED_INTEGER, 1L << UNSIGNED.indexOf(format), ByteOrder.nativeOrder());
        }
        return FLOATS.contains(format)
                ? ElementTypes.of(Kind.FLOAT, 2L << FLOATS.indexOf(format), ByteOrder.nativeOrder())
                : Optional.empty();
    }
}
