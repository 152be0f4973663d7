package dev.loanword.memory;

/**
 * Says that an element format is not one that {@link ElementType} knows.
 *
 * <p>The message names the format, the reason where there is one, and lists what is supported.
 */
public final class UnsupportedFormatException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    /**
     * Makes the exception.
     *
     * @param message what was found, why it is refused and what is supported
     */
    public UnsupportedFormatException(String message) {
        super(message);
    }
}
