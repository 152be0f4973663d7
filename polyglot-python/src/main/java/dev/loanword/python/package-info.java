/** The public host API: open a Python host in this JVM, lend it memory, run scripts, close it. */
package dev.loanword.python;
