package dev.loanword.export;

import java.io.IOException;
import java.io.InputStream;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.channels.FileChannel;
import java.nio.channels.ReadableByteChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Path;

/**
 * Opens files for a core, within the rights of the script that calls it.
 *
 * <p>Cores never open files by themselves. The host gives them an implementation that asks its own policy and file
 * system, so that a sandboxed script gets no further through a core than through Python's {@code open}. Safe for use
 * by many threads.
 */
@FunctionalInterface
public interface FileAccess {
    /** Opens whatever the process may open, in the default file system. */
    FileAccess OF_THIS_PROCESS = new ProcessFileAccess();

    /**
     * Opens a file in order to read it from its beginning.
     *
     * @param path the file, as the script named it
     * @return a new blocking channel, which the caller closes; positional and sized only if the file is
     * @throws java.nio.file.NoSuchFileException if there is no such file
     * @throws java.nio.file.AccessDeniedException if the file may not be read
     * @throws java.nio.file.FileSystemException with the reason {@code Is a directory} if it is one
     * @throws SecurityException if the policy of the host refuses
     * @throws IOException if it can't be opened for another reason
     */
    ReadableByteChannel openForReading(Path path) throws IOException;

    /**
     * What a path names at the moment.
     *
     * @param identity equal for the same file and no other, as long as that exists
     * @param size in bytes
     */
    record Status(Object identity, long size) {}

    /**
     * Tells what a path names, to find out whether it is still the file that was opened.
     *
     * @param path a regular file, as {@link #absolute} gave it
     * @throws FileSystemException with the reason {@code Not a regular file} if it is none
     * @throws IOException as {@link #openForReading} does
     * @throws SecurityException if the policy of the host refuses
     */
    default Status status(Path path) throws IOException {
        throw new FileSystemException(path.toString(), null, "Files can't be followed here");
    }

    /** The path from the root, which names the same file when the script has changed its working directory. */
    default Path absolute(Path path) throws IOException {
        return path.toAbsolutePath();
    }

    /**
     * Standard input, as the script has it.
     *
     * @return not to be closed; what is read of it is gone for others who read it, and what they have read ahead for this one
     * @throws IOException if there is none
     */
    default InputStream standardInput() throws IOException {
        throw new FileSystemException("-", null, "Standard input can't be read here");
    }

    /**
     * Maps a whole file into memory, to be read.
     *
     * @param path the file, as the script named it
     * @param arena decides how long the mapping lasts
     * @return the bytes of the file, read-only. If another process shortens it later, reading what is gone throws
     *     {@link InternalError}
     * @throws IOException as {@link #openForReading} does, and if the file can't be mapped
     * @throws SecurityException if the policy of the host refuses
     */
    default MemorySegment map(Path path, Arena arena) throws IOException {
        throw new FileSystemException(path.toString(), null, "Files can't be mapped here");
    }

    /** Writes the content of a file. */
    @FunctionalInterface
    interface Content {
        /** Writes to a new file, from any position on. The channel is closed by the caller. */
        void write(FileChannel channel) throws IOException;
    }

    /**
     * Writes a file whole or not at all: to a temporary file beside it, which takes its place when all is on the disk. Who
     * has the old file open or mapped keeps that one.
     *
     * @param path the file, as the script named it; replaced if there is one
     * @param content writes it; if it throws, nothing has changed
     * @throws IOException if it can't be written, named as the script named it
     * @throws SecurityException if the policy of the host refuses
     */
    default void replace(Path path, Content content) throws IOException {
        throw new FileSystemException(path.toString(), null, "Files can't be written here");
    }
}
