/**
 * The public host API: open a Python host in this JVM, lend it memory, run scripts, call functions, close it.
 *
 * <p>A first program:
 *
 * {@snippet class="dev.loanword.python.HostSnippetsTest" region="first"}
 *
 * <p>Start reading at {@link dev.loanword.python.PythonHost}. Servers lease hosts from a
 * {@link dev.loanword.python.PythonHostPool}. What Python raises arrives as
 * {@link dev.loanword.python.PythonHostException}.
 */
package dev.loanword.python;
