package dev.loanword.runtime;

/** Thrown if a fast start can't be prepared. The message says why and what to do; programs run all the same. */
public final class StartException extends Exception {
    private static final long serialVersionUID = 1L;

    StartException(String message) {
        super(message);
    }

    StartException(String message, Throwable cause) {
        super(message, cause);
    }
}
