/**
 * Python packages for scripts, NumPy first: find them, build them once for GraalPy, keep them in a cache.
 *
 * <p>Start at {@link dev.loanword.python.packages.NumPy}. No GraalVM class is used here: GraalPy appears as files on
 * the class path and as a child process, so asking whether NumPy is there costs one look at the file system.
 */
package dev.loanword.python.packages;
