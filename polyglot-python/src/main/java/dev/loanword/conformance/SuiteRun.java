package dev.loanword.conformance;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Runs the scripts of a suite, several at once, and holds each against what it states.
 *
 * @param runner runs a script
 * @param limit how long each may run
 * @param parallel how many run at once
 * @param bless whether to write what is seen
 * @param foreign whether the runner's Python is not Loanword's
 */
record SuiteRun(ScriptRunner runner, Duration limit, int parallel, boolean bless, boolean foreign) {

    /**
     * Runs them, and tells the report in the order of the names.
     *
     * @param done is called in some thread as soon as a script is done
     */
    List<Result> run(Suite suite, SuiteReport report, Runnable done) throws IOException, InterruptedException {
        long began = System.nanoTime();
        report.begun(suite.scripts().size() + suite.orphans().size());
        List<Result> results = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(parallel)) {
            List<Future<Result>> running = new ArrayList<>();
            for (ConformanceScript script : suite.scripts()) {
                running.add(threads.submit(() -> {
                    Result result = result(script);
                    done.run();
                    return result;
                }));
            }
            try {
                for (Future<Result> next : running) {
                    add(next.get(), results, report);
                }
            } catch (ExecutionException failure) {
                threads.shutdownNow();
                throw unwrapped(failure);
            }
        }
        for (String orphan : suite.orphans()) {
            add(Result.orphan(orphan), results, report);
        }
        report.ended(results, Duration.ofNanos(System.nanoTime() - began));
        return results;
    }

    private static void add(Result result, List<Result> results, SuiteReport report) throws IOException {
        results.add(result);
        report.add(result);
    }

    private static IOException unwrapped(ExecutionException failure) {
        if (failure.getCause() instanceof IOException cause) {
            return cause;
        }
        if (failure.getCause() instanceof RuntimeException cause) {
            throw cause;
        }
        throw new IllegalStateException(failure.getCause());
    }

    private Result result(ConformanceScript script) throws IOException {
        List<Failure> mistakes = Judge.mistakes(script);
        if (!mistakes.isEmpty()) {
            return new Result(
                    script.name(), Duration.ZERO, mistakes, "", "", Optional.empty(), true, List.of());
        }
        if (foreign && script.expectations().needsLoanword()) {
            return Result.skipped(script.name(), "needs loanword");
        }
        Outcome outcome = runner.run(script);
        List<String> blessed = bless ? Blessing.bless(script, outcome) : List.of();
        return new Result(
                script.name(),
                outcome.took(),
                Judge.failures(script, outcome, script.limit(limit)),
                outcome.output(),
                outcome.errors(),
                Optional.empty(),
                !foreign || outcome.copied().isPresent(),
                blessed);
    }
}
