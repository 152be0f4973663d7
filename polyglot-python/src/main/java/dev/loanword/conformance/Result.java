package dev.loanword.conformance;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What the suite says of one script, or of a file of expected output without one.
 *
 * @param name the script, as people know it
 * @param took how long it ran
 * @param failures what is wrong; empty if all is well
 * @param output what it wrote to standard output
 * @param errors what it wrote to standard error
 * @param skipped why it was not run, if it was not
 * @param copiesChecked whether the bytes that it copied were counted
 * @param blessed a line for each file of what is expected that was written or removed
 */
record Result(
        String name,
        Duration took,
        List<Failure> failures,
        String output,
        String errors,
        Optional<String> skipped,
        boolean copiesChecked,
        List<String> blessed) {

    Result {
        failures = List.copyOf(failures);
        blessed = List.copyOf(blessed);
    }

    /** A script that was not run. */
    static Result skipped(String name, String reason) {
        return new Result(name, Duration.ZERO, List.of(), "", "", Optional.of(reason), true, List.of());
    }

    /** A file of expected output that belongs to no script. */
    static Result orphan(String name) {
        Failure failure = new Failure(
                "there is no script that this belongs to; remove it, or bring the script back", name, 0, "");
        return new Result(name, Duration.ZERO, List.of(failure), "", "", Optional.empty(), true, List.of());
    }

    boolean isSkipped() {
        return skipped.isPresent();
    }

    boolean isFailed() {
        return !failures.isEmpty();
    }
}
