package dev.loanword.export;

import java.io.IOException;
import java.io.InputStream;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;

/** Opens files with the rights of the process: {@link FileAccess#OF_THIS_PROCESS}. */
final class ProcessFileAccess implements FileAccess {
    @Override
    public Status status(Path path) throws IOException {
        BasicFileAttributes attributes = Files.readAttributes(path, BasicFileAttributes.class);
        if (!attributes.isRegularFile()) {
            throw new FileSystemException(path.toString(), null, "Not a regular file");
        }
        // A system without such keys has no files that are replaced while they are open either.
        Object key = attributes.fileKey() == null ? path : attributes.fileKey();
        return new Status(key, attributes.size());
    }

    @Override
    public InputStream standardInput() {
        return System.in;
    }

    @Override
    public MemorySegment map(Path path, Arena arena) throws IOException {
        try (FileChannel channel = openForReading(path)) {
            return channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size(), arena);
        }
    }

    @Override
    public void replace(Path path, Content content) throws IOException {
        FileReplacement.replace(path, content);
    }

    @Override
    public FileChannel openForReading(Path path) throws IOException {
        FileChannel channel = FileChannel.open(path, StandardOpenOption.READ);
        try {
            refuseDirectory(channel, path);
            return channel;
        } catch (Throwable failure) {
            channel.close();
            throw failure;
        }
    }

    /**
     * Linux opens directories for reading and fails at the first read.
     *
     * <p>So one byte is read here, at a position, which leaves the channel where it is. That asks the open file itself,
     * so nobody can put another file in its place meanwhile. A pipe or a terminal has no positions and refuses at
     * once, without waiting for input; it is as readable as before.
     */
    private static void refuseDirectory(FileChannel channel, Path path) throws IOException {
        try {
            channel.read(ByteBuffer.allocate(1), 0);
        } catch (IOException noPositionalRead) {
            if (!channel.isOpen()) {
                // The thread was interrupted, which closes channels.
                throw noPositionalRead;
            }
            if (Files.isDirectory(path)) {
                throw new FileSystemException(path.toString(), null, "Is a directory");
            }
        }
    }
}
