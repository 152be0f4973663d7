package dev.loanword.benchmarks;

import java.util.function.LongUnaryOperator;

/** The methods of {@link CallCore} as host access calls them: on an object. */
public final class HostCalls {

    HostCalls() {}

    /** Does nothing. */
    public void nothing() {}

    /** Adds. */
    public int add(int a, int b) {
        return a + b;
    }

    /** How long an array is; the bytes are converted to one. */
    public long length(byte[] bytes) {
        return bytes.length;
    }

    /** Calls back once. */
    public long call(LongUnaryOperator function, long value) {
        return function.applyAsLong(value);
    }

    /** Throws. */
    public void fail() {
        throw new IllegalArgumentException("no");
    }
}
