package dev.loanword.lines;

import java.io.IOException;

/** A record that is too long or not complete. */
final class RecordException extends IOException {
    private static final long serialVersionUID = 1L;

    RecordException(String message) {
        super(message);
    }
}
