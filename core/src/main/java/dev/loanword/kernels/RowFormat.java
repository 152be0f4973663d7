package dev.loanword.kernels;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;

/** How a row of numbers lies in memory. Rows of one length have one size, a multiple of their alignment. */
public enum RowFormat {
    /** float32, as they are. */
    FLOAT32(Float.BYTES) {
        @Override
        public long rowBytes(long dim) {
            return dim * Float.BYTES;
        }

        @Override
        public void store(float[] values, int dim, MemorySegment target, long offset) {
            MemorySegment.copy(values, 0, target, FLOAT, offset, dim);
        }
    },

    /**
     * float16: 11 significant bits, so that a number is off by a 2048th of itself at most; below 6e-5 by 3e-8. Beyond 65504
     * it becomes infinite.
     */
    FLOAT16(Short.BYTES) {
        @Override
        public long rowBytes(long dim) {
            return dim * Short.BYTES;
        }

        @Override
        public void store(float[] values, int dim, MemorySegment target, long offset) {
            short[] halves = new short[dim];
            for (int i = 0; i < dim; i++) {
                halves[i] = Float.floatToFloat16(values[i]);
            }
            MemorySegment.copy(halves, 0, target, SHORT, offset, dim);
        }
    },

    /**
     * Signed bytes from -127 to 127 and, behind them at the next multiple of 4, a float32 by which they are multiplied: the
     * largest absolute value of the row divided by 127. A number is off by half of that at most.
     */
    INT8(Byte.BYTES) {
        @Override
        public long rowBytes(long dim) {
            return scaleOffset(dim) + Float.BYTES;
        }

        @Override
        public void store(float[] values, int dim, MemorySegment target, long offset) {
            float largest = 0;
            for (int i = 0; i < dim; i++) {
                largest = Math.max(largest, Math.abs(values[i]));
            }
            if (!Float.isFinite(largest)) {
                throw new IllegalArgumentException(
                        "an int8 row can't hold nan or infinity; use float32 or float16 rows, or leave the row out");
            }
            float scale = largest / LARGEST_BYTE;
            byte[] bytes = new byte[dim];
            for (int i = 0; i < dim && scale > 0; i++) {
                // In double, where even the quotient of two subnormal numbers is exact enough to stay within 127.
                bytes[i] = (byte) Math.max(-LARGEST_BYTE, Math.min(LARGEST_BYTE, Math.rint((double) values[i] / scale)));
            }
            MemorySegment.copy(bytes, 0, target, ValueLayout.JAVA_BYTE, offset, dim);
            target.set(FLOAT, offset + scaleOffset(dim), scale);
        }
    };

    private static final int LARGEST_BYTE = 127;
    private static final ValueLayout.OfFloat FLOAT =
            ValueLayout.JAVA_FLOAT_UNALIGNED.withOrder(ByteOrder.nativeOrder());
    private static final ValueLayout.OfShort SHORT =
            ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.nativeOrder());

    private final int itemBytes;

    RowFormat(int itemBytes) {
        this.itemBytes = itemBytes;
    }

    /** The size of one number in bytes. */
    public int itemBytes() {
        return itemBytes;
    }

    /** The size of a row of {@code dim} numbers in bytes. */
    public abstract long rowBytes(long dim);

    /**
     * Stores the first {@code dim} numbers of an array as a row.
     *
     * @param target native memory, in native byte order; nothing but the row is written
     * @param offset where the row begins, in bytes
     * @throws IllegalArgumentException if the format can't hold a number; nothing was written
     */
    public abstract void store(float[] values, int dim, MemorySegment target, long offset);

    /** Where the scale of an {@link #INT8} row is, from the beginning of the row, in bytes. */
    public static long scaleOffset(long dim) {
        return (dim + Float.BYTES - 1) / Float.BYTES * Float.BYTES;
    }

    /** The number by which the bytes of an {@link #INT8} row are multiplied. */
    public static float scale(MemorySegment rows, long rowOffset, long dim) {
        return rows.get(FLOAT, rowOffset + scaleOffset(dim));
    }
}
