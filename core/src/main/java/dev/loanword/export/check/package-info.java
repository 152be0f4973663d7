/**
 * Checks what a class declares for Python, and makes the model of it.
 *
 * <p>{@link dev.loanword.export.check.Exports} is the way in for class files, and
 * {@link dev.loanword.export.check.ModuleChecker} that for every kind of declaration. A problem's message is the same,
 * whichever it came from.
 */
package dev.loanword.export.check;
