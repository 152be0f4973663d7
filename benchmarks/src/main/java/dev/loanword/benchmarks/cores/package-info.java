/** The Java that the sides of the benchmark call from Python: each written as the users of its bridge write it. */
package dev.loanword.benchmarks.cores;
