package dev.loanword.benchmarks.cores;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.function.LongUnaryOperator;

/** What the cores of the other ways have in common: methods as plain as those of {@link CallCore}. */
public abstract class PlainCalls {

    PlainCalls() {}

    /** Does nothing. */
    public void nothing() {}

    /** Adds. */
    public int add(int a, int b) {
        return a + b;
    }

    /** Calls back once. */
    public long call(LongUnaryOperator function, long value) {
        return function.applyAsLong(value);
    }

    /** Throws. */
    public void fail() {
        throw new IllegalArgumentException("no");
    }

    /** An object with state. */
    public Counter counter() {
        return new Counter();
    }

    /** The lines of a file as strings. */
    public Iterator<String> lines(String path) {
        try {
            BufferedReader reader = Files.newBufferedReader(Path.of(path), StandardCharsets.ISO_8859_1);
            return reader.lines().iterator();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** How many bytes this thread has allocated on the Java heap. */
    public long allocated() {
        return Allocations.ofThisThread();
    }

    /** Which Java runs. */
    public String versions() {
        return "Java " + Runtime.version();
    }

    /** A counter. */
    public static final class Counter {

        /** Where it stands, as a field, which is what the bridges show as an attribute. */
        public int value;

        Counter() {}

        /** One more. */
        public int next() {
            return ++value;
        }
    }
}
