/**
 * Reads lines and frames from files, streams and channels, one record at a time in bounded memory. Start at
 * {@link dev.loanword.lines.Records}.
 */
package dev.loanword.lines;
