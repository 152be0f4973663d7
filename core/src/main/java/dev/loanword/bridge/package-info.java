/**
 * The shipped core, which Python imports as {@code bridge}: plain Java, an example of what a core looks like.
 *
 * <p>For readers who want to write a core of their own, and for the room that exports this one.
 */
package dev.loanword.bridge;
