package dev.loanword.export.model;

import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.zip.CRC32;

/**
 * Writes models to bytes and reads them back: the content of {@code META-INF/loanword/<module>.model}.
 *
 * <p>A file is a head of {@value #HEAD_BYTES} bytes and a body. The head has the four letters {@code LWMD}, the version of the
 * format (2 bytes), the length of the body and its CRC-32 (4 bytes each), all big-endian. The body begins with every text of
 * the model, each once; the model refers to them by number. Numbers are unsigned LEB128, enum values their ordinals.
 *
 * <p>There is one reader, of the current version: a model is made anew whenever its core is compiled.
 */
public final class ModelFile {

    /** The version of the format. It is raised with each change of the bytes, thus also of an enum's order. */
    static final int VERSION = 3;

    /** The longest body, so that no file makes the reader take more memory than a host can spare. */
    static final int LARGEST_BODY = 4 << 20;

    /** How deep types may nest in each other: lists of lists, callbacks that take callbacks. */
    static final int DEEPEST_NESTING = 32;

    /** The length of the head. */
    static final int HEAD_BYTES = 14;

    private static final int MAGIC = 'L' << 24 | 'W' << 16 | 'M' << 8 | 'D';

    private ModelFile() {}

    /**
     * Writes a model.
     *
     * @param target stays open
     * @throws IllegalArgumentException if a text has half of a surrogate pair, types nest deeper than
     *     {@value #DEEPEST_NESTING}, or the model has more than {@value #LARGEST_BODY} bytes
     * @throws IOException if the stream fails
     */
    public static void write(ModuleModel model, OutputStream target) throws IOException {
        byte[] body = ModelWriter.body(model);
        if (body.length > LARGEST_BODY) {
            throw new IllegalArgumentException("the model of module " + model.name() + " has " + body.length
                    + " bytes, more than the " + LARGEST_BODY + " that are read; split the module");
        }
        DataOutputStream head = new DataOutputStream(target);
        head.writeInt(MAGIC);
        head.writeShort(VERSION);
        head.writeInt(body.length);
        head.writeInt(checksum(body));
        head.write(body);
        head.flush();
    }

    /**
     * Reads a model to the end of a stream.
     *
     * @param source stays open
     * @throws ModelFormatException if the bytes are no model of this version, whole and unchanged, and nothing more; whatever
     *     they are, reading takes little memory
     * @throws IOException if the stream fails
     */
    public static ModuleModel read(InputStream source) throws IOException {
        byte[] head = source.readNBytes(HEAD_BYTES);
        if (head.length < HEAD_BYTES) {
            throw new ModelFormatException("a model begins with " + HEAD_BYTES + " bytes, got " + head.length);
        }
        ByteBuffer fields = ByteBuffer.wrap(head);
        if (fields.getInt() != MAGIC) {
            throw new ModelFormatException("a model begins with the letters LWMD at byte 0; this is another kind of file");
        }
        int version = Short.toUnsignedInt(fields.getShort());
        if (version != VERSION) {
            throw new ModelFormatException("the model has format " + version + ", this Loanword reads format " + VERSION
                    + "; compile the core again with the version of Loanword that runs it");
        }
        int length = fields.getInt();
        if (length < 0 || length > LARGEST_BODY) {
            throw new ModelFormatException("the model says at byte 6 that it has " + Integer.toUnsignedString(length)
                    + " bytes, more than the " + LARGEST_BODY + " that are read");
        }
        byte[] body = source.readNBytes(length);
        if (body.length < length) {
            throw new ModelFormatException("the model ends at byte " + (HEAD_BYTES + body.length) + " instead of "
                    + (HEAD_BYTES + length));
        }
        if (source.read() >= 0) {
            throw new ModelFormatException("the model should end at byte " + (HEAD_BYTES + length) + ", and more follows");
        }
        if (checksum(body) != fields.getInt()) {
            throw new ModelFormatException("the model was changed after it was written: bytes from " + HEAD_BYTES + " to "
                    + (HEAD_BYTES + length) + " don't have the checksum at byte 10; compile the core again");
        }
        return new ModelReader(body).module();
    }

    static int checksum(byte[] body) {
        CRC32 checksum = new CRC32();
        checksum.update(body);
        return (int) checksum.getValue();
    }
}
