package dev.loanword.conformance;

import java.io.IOException;
import java.time.Duration;
import java.util.List;

/** Tells somebody, a person or a program, how a suite went. */
interface SuiteReport {

    /** So many results will come. */
    default void begun(int count) throws IOException {}

    /** The next result, in the order of the names. */
    void add(Result result) throws IOException;

    /** Those were all. */
    default void ended(List<Result> results, Duration took) throws IOException {}
}
