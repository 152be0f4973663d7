package dev.loanword.lines;

import dev.loanword.export.FileAccess;
import java.io.IOException;
import java.nio.channels.ReadableByteChannel;
import java.nio.file.Path;
import java.util.Optional;

/** Opens sources of bytes, within the rights of a {@link FileAccess}. */
public final class Sources {
    private Sources() {
    }

    /**
     * Opens a file, a pipe or a device.
     *
     * @param decompressor reads it if it is compressed
     * @throws IOException as {@link FileAccess#openForReading} does
     */
    public static ByteSource open(FileAccess files, Path path, Optional<Decompressor> decompressor) throws IOException {
        ReadableByteChannel channel = files.openForReading(path);
        try {
            return source(new ChannelSource(channel), decompressor);
        } catch (Throwable failure) {
            channel.close();
            throw failure;
        }
    }

    /**
     * Standard input. Closing the source leaves it open.
     *
     * @throws IOException if it can't be read
     */
    public static ByteSource standardInput(FileAccess files, Optional<Decompressor> decompressor) throws IOException {
        return source(new StreamSource(files.standardInput(), false), decompressor);
    }

    /**
     * A file that others append to, read without an end. One that was truncated is read from its beginning, and so is the new
     * file of the path after the old one was rotated and read to its end. A line that was left unfinished is given as it is then.
     *
     * @throws IOException if it can't be opened, or is no regular file
     */
    public static ByteSource follow(FileAccess files, Path path) throws IOException {
        return new FollowedFile(files, path);
    }

    private static ByteSource source(ByteSource stored, Optional<Decompressor> decompressor) {
        ByteSource content = decompressor.isPresent() ? new DecompressedSource(stored, decompressor.get()) : stored;
        return content.waits() ? new WaitingSource(content) : content;
    }
}
