package dev.loanword.cli;

/** Thrown if {@code --export} names a class that is not there. */
final class UnknownClassException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    UnknownClassException(String message) {
        super(message);
    }
}
