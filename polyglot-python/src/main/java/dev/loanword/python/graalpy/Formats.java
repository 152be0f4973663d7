package dev.loanword.python.graalpy;

import com.oracle.truffle.api.CompilerDirectives.TruffleBoundary;
import com.oracle.truffle.api.strings.TruffleString;
import dev.loanword.memory.ElementType;
import java.nio.ByteOrder;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Remembers the element types of the format strings that were seen, since parsing costs more than a short borrow.
 *
 * <p>Only formats that parse are kept, so the table has at most as many entries as there are element types.
 */
final class Formats {

    private static final ConcurrentHashMap<TruffleString, ElementType> KNOWN = new ConcurrentHashMap<>();

    /**
     * ctypes writes the machine's byte order before each typecode, before {@code P} as well, which {@code struct} knows
     * without a prefix only.
     */
    private static final String POINTER_OF_CTYPES = ByteOrder.nativeOrder() == ByteOrder.LITTLE_ENDIAN ? "<P" : ">P";

    private Formats() {}

    /**
     * The element type of a format; {@code null}, as the buffer protocol has it, means unsigned bytes.
     *
     * @throws dev.loanword.memory.UnsupportedFormatException if the format is none of one element type
     */
    @TruffleBoundary
    static ElementType parse(TruffleString format) {
        if (format == null) {
            return ElementType.UINT8;
        }
        ElementType known = KNOWN.get(format);
        if (known == null) {
            String text = Text.java(format);
            known = ElementType.parse(text.equals(POINTER_OF_CTYPES) ? "P" : text);
            if (known.count() == 1) {
                KNOWN.put(format, known);
            }
        }
        return known;
    }
}
