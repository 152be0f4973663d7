package dev.loanword.bridge;

import dev.loanword.export.PyException;
import java.io.IOException;
import java.nio.file.Path;

/** A file is no embedding table, or not one that can be read here: foreign, damaged, cut off, or of another version. */
@PyException(
        name = "TableFileError",
        base = "ValueError",
        doc = "A file is no embedding table, or one that is damaged, cut off, or of another version.")
public final class TableFileException extends IOException {

    private static final long serialVersionUID = 1L;

    /** Creates the exception; the message says what was found in the file, and what to do. */
    public TableFileException(Path path, String message) {
        super(path + ": " + message);
    }
}
