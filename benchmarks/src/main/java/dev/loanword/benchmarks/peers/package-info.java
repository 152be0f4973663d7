/** The sides of the benchmark: how each is built, started in a process of its own, and asked for samples. */
package dev.loanword.benchmarks.peers;
