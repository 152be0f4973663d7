package dev.loanword.bridge;

import dev.loanword.export.FileAccess;
import dev.loanword.kernels.Checkpoint;
import dev.loanword.kernels.RowSearch.Span;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.CRC32C;

/**
 * The file that an embedding table was opened from.
 *
 * @param path as the script named it
 * @param rows the rows, mapped read-only
 */
record TableFile(Path path, TableHeader header, MemorySegment rows) {
    /** How much is read and written at a time, and how much lies between two polls. */
    private static final int STAGE_BYTES = 4 * Checkpoint.INTERVAL;

    /**
     * Maps a file. Its header is checked and its length; the rows are not read.
     *
     * @param arena decides how long the mapping lasts
     * @throws TableFileException if it is no table that can be read here
     * @throws IOException if it can't be opened or mapped
     */
    static TableFile open(Path path, FileAccess files, Arena arena) throws IOException {
        MemorySegment file = files.map(path, arena);
        byte[] head = file.asSlice(0, Math.min(TableHeader.BYTES, file.byteSize())).toArray(ValueLayout.JAVA_BYTE);
        TableHeader header = TableHeader.parse(path, head, file.byteSize());
        return new TableFile(path, header, file.asSlice(TableHeader.BYTES));
    }

    /**
     * Writes a table.
     *
     * @param spans its rows
     * @param header all of it but the checksum
     * @param checkpoint is polled every 64 K numbers; what it throws leaves an older file as it was
     * @throws IOException if it can't be written
     */
    static void save(List<Span> spans, TableHeader header, Path path, FileAccess files, Checkpoint checkpoint)
            throws IOException {
        files.replace(path, channel -> {
            CRC32C checksum = new CRC32C();
            channel.position(TableHeader.BYTES);
            long rowBytes = header.format().rowBytes(header.dim());
            for (Span span : spans) {
                MemorySegment memory = span.memory().asSlice(span.offset(), span.count() * rowBytes);
                inPieces(memory, checkpoint, piece -> {
                    checksum.update(piece.duplicate());
                    writeAll(channel, piece);
                });
            }
            channel.position(0);
            writeAll(channel, new TableHeader(
                            header.format(), header.dim(), header.count(), (int) checksum.getValue())
                    .toBytes());
        });
    }

    /**
     * Reads all rows and compares their checksum with that of the header.
     *
     * @throws TableFileException if they differ
     */
    void verify(Checkpoint checkpoint) throws IOException {
        CRC32C checksum = new CRC32C();
        inPieces(rows, checkpoint, checksum::update);
        int found = (int) checksum.getValue();
        if (found != header.checksum()) {
            throw new TableFileException(path, "the rows are damaged: their checksum is " + Integer.toHexString(found)
                    + ", the header says " + Integer.toHexString(header.checksum()) + "; save or copy the table again");
        }
    }

    private interface Taker {
        void take(ByteBuffer piece) throws IOException;
    }

    /**
     * Gives memory piece by piece, each as a copy: so that what is written is what the checksum is of, also while others write
     * the rows, and so that no native code of the JDK reads a mapped file, which may have become shorter.
     */
    private static void inPieces(MemorySegment memory, Checkpoint checkpoint, Taker taker) throws IOException {
        ByteBuffer stage = ByteBuffer.allocateDirect((int) Math.min(STAGE_BYTES, memory.byteSize()));
        MemorySegment staged = MemorySegment.ofBuffer(stage);
        for (long done = 0; done < memory.byteSize(); done += stage.capacity()) {
            if (done > 0) {
                checkpoint.poll();
            }
            int size = (int) Math.min(stage.capacity(), memory.byteSize() - done);
            MemorySegment.copy(memory, done, staged, 0, size);
            taker.take(stage.duplicate().limit(size));
        }
    }

    private static void writeAll(FileChannel channel, ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }
}
