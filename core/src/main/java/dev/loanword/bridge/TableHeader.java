package dev.loanword.bridge;

import dev.loanword.kernels.RowFormat;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.zip.CRC32C;

/**
 * The first 64 bytes of the file of an embedding table; the rows follow, without gaps, to the end of the file.
 *
 * <pre>
 *  0  magic         89 4c 57 45 54 0d 0a 1a: what copies as text would spoil, spoils this first
 *  8  byte order    0x01020304, in the byte order of the machine that wrote the file, as all that follows
 * 12  version       1
 * 16  row format    1 float32, 2 float16, 3 int8
 * 20  dim           how many numbers a row has
 * 24  count         how many rows there are, 8 bytes
 * 32  row size      in bytes, 8 bytes
 * 40  checksum      CRC-32C of the rows
 * 44  zeros
 * 60  checksum      CRC-32C of the 60 bytes before it
 * </pre>
 *
 * @param checksum of the rows
 */
record TableHeader(RowFormat format, int dim, long count, int checksum) {
    static final int BYTES = 64;

    private static final byte[] MAGIC = {(byte) 0x89, 'L', 'W', 'E', 'T', '\r', '\n', 0x1a};
    private static final int ORDER_MARK = 0x01020304;
    private static final int VERSION = 1;
    private static final int ORDER_AT = 8;
    private static final int RESERVED_AT = 44;
    private static final int CHECKSUM_AT = 60;

    /** The bytes of the header, ready to be written. */
    ByteBuffer toBytes() {
        ByteBuffer bytes = ByteBuffer.allocate(BYTES).order(ByteOrder.nativeOrder());
        bytes.put(MAGIC).putInt(ORDER_MARK).putInt(VERSION).putInt(format.ordinal() + 1).putInt(dim).putLong(count)
                .putLong(format.rowBytes(dim)).putInt(checksum).position(CHECKSUM_AT);
        bytes.putInt(checksumOf(bytes.array()));
        return bytes.flip();
    }

    /**
     * Reads the header of a file.
     *
     * @param found the first bytes of the file, up to 64
     * @param fileBytes how long the file is
     * @throws TableFileException unless the file is whole and can be used here
     */
    static TableHeader parse(Path path, byte[] found, long fileBytes) throws TableFileException {
        if (!Arrays.equals(MAGIC, Arrays.copyOf(found, MAGIC.length))) {
            throw new TableFileException(path, "this is no embedding table, which begins with the bytes "
                    + hex(MAGIC, MAGIC.length) + "; it begins with " + hex(found, Math.min(found.length, MAGIC.length))
                    + "; pass a file that EmbeddingTable.save has written");
        }
        if (found.length < BYTES) {
            throw new TableFileException(path, "the file has " + fileBytes + " bytes, the header of an embedding table"
                    + " alone " + BYTES + "; it was cut off: save or copy it again");
        }
        ByteBuffer bytes = ByteBuffer.wrap(found).order(ByteOrder.nativeOrder());
        int order = bytes.getInt(ORDER_AT);
        if (order == Integer.reverseBytes(ORDER_MARK)) {
            throw new TableFileException(path, "the table was written on a machine of the other byte order, this one is "
                    + ByteOrder.nativeOrder().toString().toLowerCase(Locale.ROOT).replace('_', '-')
                    + "; save it again on a machine of this byte order");
        }
        bytes.position(ORDER_AT + Integer.BYTES);
        int version = bytes.getInt();
        if (order == ORDER_MARK && version != VERSION) {
            throw new TableFileException(path, "the table is of version " + version + " of the format, this Loanword reads"
                    + " version " + VERSION + "; read it with the Loanword that wrote it, or save it again with this one");
        }
        int checksum = checksumOf(found);
        if (order != ORDER_MARK || checksum != bytes.getInt(CHECKSUM_AT)) {
            throw new TableFileException(path, "the header is damaged: its checksum is " + Integer.toHexString(checksum)
                    + ", it says " + Integer.toHexString(bytes.getInt(CHECKSUM_AT)) + "; save or copy the table again");
        }
        return checked(path, bytes, fileBytes);
    }

    private static TableHeader checked(Path path, ByteBuffer bytes, long fileBytes) throws TableFileException {
        int format = bytes.getInt();
        int dim = bytes.getInt();
        long count = bytes.getLong();
        long rowBytes = bytes.getLong();
        int checksum = bytes.getInt();
        RowFormat[] formats = RowFormat.values();
        boolean possible = format >= 1
                && format <= formats.length
                && dim >= 1
                && dim <= EmbeddingTable.MAX_DIM
                && rowBytes == formats[format - 1].rowBytes(dim)
                && count >= 0
                && count <= (Long.MAX_VALUE - BYTES) / rowBytes;
        for (int i = RESERVED_AT; i < CHECKSUM_AT; i++) {
            possible &= bytes.get(i) == 0;
        }
        if (!possible) {
            throw new TableFileException(path, "the header describes no table: row format " + format + ", dim " + dim + ", "
                    + count + " rows of " + rowBytes + " bytes; save the table again");
        }
        long expected = BYTES + count * rowBytes;
        if (fileBytes != expected) {
            throw new TableFileException(path, "the file has " + fileBytes + " bytes, a table of " + count
                    + (count == 1 ? " row" : " rows") + " of " + rowBytes + " bytes has " + expected
                    + (fileBytes < expected ? "; it was cut off" : "; something was added") + ": save or copy it again");
        }
        return new TableHeader(formats[format - 1], dim, count, checksum);
    }

    private static int checksumOf(byte[] header) {
        CRC32C checksum = new CRC32C();
        checksum.update(header, 0, CHECKSUM_AT);
        return (int) checksum.getValue();
    }

    private static String hex(byte[] bytes, int length) {
        if (length == 0) {
            return "nothing: it is empty";
        }
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < length; i++) {
            text.append(i == 0 ? "" : " ").append(String.format("%02x", bytes[i]));
        }
        return text.toString();
    }
}
