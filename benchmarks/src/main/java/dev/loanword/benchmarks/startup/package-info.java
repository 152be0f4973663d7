/** The time from the launcher's start to a script's output, in whole processes. */
package dev.loanword.benchmarks.startup;
