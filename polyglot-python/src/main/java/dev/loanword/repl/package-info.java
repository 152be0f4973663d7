/**
 * The interactive session of {@code loanword repl}: reads inputs, from a terminal or a pipe, and runs them in a Python host. Start
 * reading at {@link dev.loanword.repl.Repl}. Its Python side lies in the resources of this package.
 */
package dev.loanword.repl;
