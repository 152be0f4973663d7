package dev.loanword.memory;

/**
 * A buffer's elements are of another type, or in another byte order, than the function works on.
 *
 * <p>Python sees a {@code TypeError}. Nothing was written when it is thrown.
 */
public final class ElementTypeException extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    /** Creates the exception; the message names the expected and the found element type, and the way out. */
    public ElementTypeException(String message) {
        super(message);
    }
}
