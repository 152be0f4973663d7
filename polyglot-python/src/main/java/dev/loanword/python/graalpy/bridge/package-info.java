/**
 * The call bodies of the shipped core {@code bridge}, written by hand: they turn Python's arguments into what
 * {@link dev.loanword.bridge} takes.
 *
 * <p>An export of annotated classes will replace this package.
 */
package dev.loanword.python.graalpy.bridge;
