package dev.loanword.python.graalpy;

/**
 * How often a Python function was seen running.
 *
 * @param name its name; that of a module's own code is {@code <module>}
 * @param file the file that it is in, as tracebacks name it
 * @param line where it begins
 * @param self how often it was the innermost one
 * @param total how often it was running, itself or what it called
 */
public record SampledFunction(String name, String file, int line, long self, long total) {}
