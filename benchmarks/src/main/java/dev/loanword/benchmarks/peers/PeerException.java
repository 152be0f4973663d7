package dev.loanword.benchmarks.peers;

/** A side could not be built, did not start, or ended; the message says what and where to look. */
public final class PeerException extends Exception {

    private static final long serialVersionUID = 1;

    PeerException(String message) {
        super(message);
    }

    PeerException(String message, Throwable cause) {
        super(message, cause);
    }
}
