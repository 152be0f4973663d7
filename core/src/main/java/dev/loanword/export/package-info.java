/**
 * How a Java class becomes a Python module or type: the annotations that mark what scripts may use.
 *
 * <p>Nothing here needs GraalVM: a core of one's own depends on this jar alone. What the annotations say is checked where the
 * core is compiled, and written down as a {@linkplain dev.loanword.export.model model} that lies beside its classes.
 */
package dev.loanword.export;
