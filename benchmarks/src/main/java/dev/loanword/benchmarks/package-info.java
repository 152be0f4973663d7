/** Measures the boundary, each way of it beside a baseline that copies, in one run. */
package dev.loanword.benchmarks;
