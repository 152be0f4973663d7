package dev.loanword.export.check;

/** Thrown within the checks: a Java type has no Python type where it stands. The message is the reason and the way out. */
final class UnsupportedTypeException extends Exception {
    private static final long serialVersionUID = 1;

    UnsupportedTypeException(String reason) {
        super(reason, null, false, false);
    }
}
