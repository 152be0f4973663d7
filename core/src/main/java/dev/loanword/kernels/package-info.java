/**
 * Java loops over memory: hash, scale, dot product and the search for line ends.
 *
 * <p>For authors of Java cores, as examples and as building blocks. Each is a pure function of its arguments, knows no
 * Python, and works without a flag of the JVM.
 *
 * <p>The kernels come in one loop for each kind of memory: a Java array, the heap, native memory. A single loop that
 * meets several kinds of {@link java.lang.foreign.MemorySegment} runs 12 to 60 times slower, because the compiler can
 * no longer know where the memory is.
 */
package dev.loanword.kernels;
