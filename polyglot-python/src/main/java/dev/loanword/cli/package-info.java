/** The command line: {@code scripts/loanword} starts {@link dev.loanword.cli.Main}. */
package dev.loanword.cli;
