/**
 * Makes Python modules and types out of what Java classes export: of their checked {@linkplain dev.loanword.export.model
 * model}, one spun call body a method, and a converter for each value that crosses.
 *
 * <p>Nothing here knows any core, not even the shipped one. {@link dev.loanword.python.graalpy.export.ModuleMaker} is the
 * place to start reading.
 */
package dev.loanword.python.graalpy.export;
