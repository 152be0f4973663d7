package dev.loanword.conformance;

/**
 * One thing that a script states in a comment.
 *
 * @param line the comment's line, from 1
 * @param text what stands behind the colon
 */
record Statement(int line, String text) {}
