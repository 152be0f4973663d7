/**
 * The warm host: a JVM in the background that has started before it is needed, and runs one Python program after the other with
 * the descriptors, arguments, environment and working directory of the process that asked. {@link dev.loanword.warm.WarmClient}
 * is the side of the asking process, {@link dev.loanword.warm.WarmHost} the other; {@link dev.loanword.warm.WarmFrame} is what
 * they say to each other. This package knows nothing of Python.
 */
package dev.loanword.warm;
