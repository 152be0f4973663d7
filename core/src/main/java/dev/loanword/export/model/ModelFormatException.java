package dev.loanword.export.model;

import java.io.IOException;
import java.io.Serial;

/**
 * Bytes that should be a model or an index of models, and are not. The message says where and what.
 *
 * <p>It is the only exception that malformed bytes lead to; other {@link IOException}s come from the stream.
 */
public final class ModelFormatException extends IOException {
    @Serial
    private static final long serialVersionUID = 1;

    /** Creates one with its message. */
    public ModelFormatException(String message) {
        super(message);
    }
}
