package dev.loanword.bridge;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;

/** How a core opens files: supplied by the host, so that the host's policy holds. */
public interface FileAccess {
    /** Opens a file for reading. */
    FileChannel openForReading(Path path) throws IOException;
}
