package dev.loanword.conformance;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** For people who wait: how long it took, and which scripts took longest. Apart from the results, which are the same each time. */
final class TimesReport implements SuiteReport {
    private static final int SLOWEST = 3;

    private final PrintWriter err;

    TimesReport(PrintWriter err) {
        this.err = err;
    }

    @Override
    public void add(Result result) {
        // All at the end.
    }

    @Override
    public void ended(List<Result> results, Duration took) {
        String slowest = results.stream()
                .filter(result -> !result.took().isZero())
                .sorted(Comparator.comparing(Result::took).reversed())
                .limit(SLOWEST)
                .map(result -> result.name() + " " + seconds(result.took()))
                .collect(Collectors.joining(", "));
        err.println("loanword: took " + seconds(took) + (slowest.isEmpty() ? "" : "; the slowest: " + slowest));
        err.flush();
    }

    private static String seconds(Duration took) {
        return String.format(Locale.ROOT, "%.1f s", took.toMillis() / 1000.0);
    }
}
