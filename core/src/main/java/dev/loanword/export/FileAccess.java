package dev.loanword.export;

import java.io.IOException;
import java.nio.channels.ReadableByteChannel;
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
    FileAccess OF_THIS_PROCESS = ProcessFileAccess::open;

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
}
