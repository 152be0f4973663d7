/**
 * What a model looks like in Python's own words: type annotations, signatures, {@code .pyi} stubs, a reference page.
 *
 * <p>Types are written for two readers. An argument has the widest type that is taken, a result the exact type that comes
 * back. All of it is text; no Python runs.
 */
package dev.loanword.export.stubs;
