package dev.loanword.python.packages;

/** What a script says of its packages can't be used. The message says what, in which line, and the way out. */
public final class ScriptMetadataException extends Exception {
    private static final long serialVersionUID = 1L;

    ScriptMetadataException(String message) {
        super(message);
    }
}
