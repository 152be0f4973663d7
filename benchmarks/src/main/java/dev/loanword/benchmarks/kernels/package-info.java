/**
 * Measures the kernels of core with JMH, without Python, each beside a plain Java loop.
 *
 * <p>All run in a mixed JVM: before the first sample each kernel has met the heap and native memory ({@link
 * dev.loanword.benchmarks.kernels.Buffer}), since a JVM that has seen one kind alone compiles loops that no program gets.
 */
package dev.loanword.benchmarks.kernels;
