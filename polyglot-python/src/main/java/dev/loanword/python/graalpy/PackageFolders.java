package dev.loanword.python.graalpy;

import java.nio.file.Path;
import java.util.List;

/** Where the Python packages come from that scripts may import without having asked for them. */
public interface PackageFolders {

    /** The packages that are provided. */
    List<String> names();

    /**
     * The folder to put on {@code sys.path} for a package of {@link #names()}, which may be made now.
     *
     * @throws UnavailableException if it can't be had
     */
    Path folderOf(String name) throws UnavailableException;

    /** A provided package can't be had; Python sees a {@code ModuleNotFoundError}. */
    final class UnavailableException extends Exception {

        private static final long serialVersionUID = 1L;

        /** Creates the exception; the message says what is missing and how to get it. */
        public UnavailableException(String message, Throwable cause) {
            super(message, cause);
        }
    }
}
