package dev.loanword.python.graalpy;

import java.util.List;

/**
 * How often a Python function was seen running in the same chain of calls.
 *
 * @param function the function; {@code self} and {@code total} are those in this chain
 * @param callees what it called
 */
public record SampledFrame(SampledFunction function, List<SampledFrame> callees) {}
