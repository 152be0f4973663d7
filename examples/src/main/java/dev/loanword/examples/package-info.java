/** Java programs that host Python. */
package dev.loanword.examples;
