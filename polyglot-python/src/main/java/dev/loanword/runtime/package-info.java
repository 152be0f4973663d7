/**
 * What makes programs start fast: a runtime image, which is the JDK with the Graal compiler linked in, and an AOT cache of the
 * JVM, which holds the classes of GraalPy and Loanword ready for use. {@link dev.loanword.runtime.StartBuild} makes both;
 * {@code scripts/start.sh} finds and uses them.
 */
package dev.loanword.runtime;
