package dev.loanword.lines;

import java.nio.ByteOrder;
import java.util.Map;

/**
 * The length before each frame: an unsigned number.
 *
 * @param size in bytes: 1, 2, 4 or 8
 * @param order of its bytes
 */
public record FramePrefix(int size, ByteOrder order) {
    private static final Map<Character, Integer> SIZES = Map.of('B', 1, 'H', 2, 'I', 4, 'Q', 8);

    /** Checks the size. */
    public FramePrefix {
        if (!SIZES.containsValue(size)) {
            throw new IllegalArgumentException("a length takes 1, 2, 4 or 8 bytes, not " + size);
        }
    }

    /**
     * Of a format of Python's {@code struct}: {@code >} for big-endian or {@code <} for little-endian, then {@code B},
     * {@code H}, {@code I} or {@code Q} for 1, 2, 4 or 8 bytes.
     *
     * @throws IllegalArgumentException for any other
     */
    public static FramePrefix of(String format) {
        char order = format.isEmpty() ? ' ' : format.charAt(0);
        Integer size = format.length() == 2 ? SIZES.get(format.charAt(1)) : null;
        if (size == null || order != '>' && order != '<' && order != '!') {
            throw new IllegalArgumentException("frames must be a struct format of the length before each frame, '>' or '<' and one"
                    + " of 'B', 'H', 'I', 'Q', such as '>I'; got '" + format + "'");
        }
        return new FramePrefix(size, order == '<' ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
    }

    /** The number, negative if it is 2<sup>63</sup> or more. */
    long read(byte[] bytes, int offset) {
        long value = 0;
        for (int i = 0; i < size; i++) {
            int at = order == ByteOrder.BIG_ENDIAN ? offset + i : offset + size - 1 - i;
            value = value << Byte.SIZE | Byte.toUnsignedInt(bytes[at]);
        }
        return value;
    }
}
