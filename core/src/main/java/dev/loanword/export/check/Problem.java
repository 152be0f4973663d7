package dev.loanword.export.check;

/**
 * Why something can't be exported.
 *
 * @param message what is wrong, with the values, the place and the way out
 * @param position the position of the declaration, as its producer gave it
 */
public record Problem(String message, Object position) {}
