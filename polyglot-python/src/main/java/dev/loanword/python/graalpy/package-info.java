/**
 * The one room that knows GraalPy's internals ({@code com.oracle.graal.python.*}, pinned to one version).
 *
 * <p>Start reading at {@link dev.loanword.python.graalpy.Boundary}, which installs everything into a context. From there:
 * {@link dev.loanword.python.graalpy.FunctionRoot} is how a Java method becomes a Python builtin,
 * {@link dev.loanword.python.graalpy.Borrower} how Python memory reaches Java,
 * {@link dev.loanword.python.graalpy.LentView} how Java memory reaches Python, and
 * {@link dev.loanword.python.graalpy.PythonExceptions} how a failure does.
 *
 * <p>The internals are used on purpose: the public polyglot API copies buffers, or reads past their end. Each internal has
 * a small test of its own, so that a change of version fails loudly, in this one place.
 */
package dev.loanword.python.graalpy;
