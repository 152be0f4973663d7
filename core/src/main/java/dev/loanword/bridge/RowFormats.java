package dev.loanword.bridge;

import dev.loanword.kernels.RowFormat;
import dev.loanword.memory.ElementType;
import java.util.Locale;

/** What formats of rows are called in Python, and as what elements rows are lent. */
final class RowFormats {
    private RowFormats() {
    }

    /**
     * Finds the format of a name.
     *
     * @throws IllegalArgumentException if there is none
     */
    static RowFormat parse(String dtype) {
        for (RowFormat format : RowFormat.values()) {
            if (name(format).equals(dtype)) {
                return format;
            }
        }
        throw new IllegalArgumentException("dtype must be 'float32', 'float16' or 'int8', got '" + dtype + "'");
    }

    /** "float32", "float16" or "int8". */
    static String name(RowFormat format) {
        return format.name().toLowerCase(Locale.ROOT);
    }

    /** The type of one number of a row. */
    static ElementType elementType(RowFormat format) {
        return switch (format) {
            case FLOAT32 -> ElementType.FLOAT32;
            case FLOAT16 -> ElementType.FLOAT16;
            case INT8 -> ElementType.INT8;
        };
    }
}
