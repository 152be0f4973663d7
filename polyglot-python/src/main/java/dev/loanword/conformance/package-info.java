/**
 * Conformance scripts: Python files that state what they print, raise and copy, and the runner that holds them against it. Start
 * reading at {@link dev.loanword.conformance.SuiteRun}; what a script can state is in {@link dev.loanword.conformance.Expectations}.
 * The Python side, {@code driver.py}, lies in the resources of this package and runs in any Python.
 */
package dev.loanword.conformance;
