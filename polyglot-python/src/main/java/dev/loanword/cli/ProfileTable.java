package dev.loanword.cli;

import dev.loanword.python.Profiler;
import dev.loanword.python.Profiler.Function;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The table that {@code loanword run --profile} prints. */
final class ProfileTable {
    /** What is left out took less than any of these. */
    private static final int MOST_LINES = 20;

    private static final String PREFIX = "profile: ";

    private ProfileTable() {}

    /**
     * @param functions those that were seen, the one with the most time of its own first
     */
    static List<String> lines(List<Function> functions) {
        Duration all = functions.stream().map(Function::self).reduce(Duration.ZERO, Duration::plus);
        if (all.isZero()) {
            return List.of(PREFIX + "no function was seen running; a look every " + Profiler.PERIOD.toMillis() + " ms found Python idle");
        }
        List<String> lines = new ArrayList<>();
        lines.add(PREFIX + String.format(Locale.ROOT, "%.2f s in Python, looked at every %d ms", seconds(all), Profiler.PERIOD.toMillis()));
        lines.add(PREFIX + "   self         total         function");
        for (Function function : functions.subList(0, Math.min(MOST_LINES, functions.size()))) {
            lines.add(PREFIX
                    + String.format(
                            Locale.ROOT,
                            "%7.2f s %3.0f %% %7.2f s %3.0f %%  %s",
                            seconds(function.self()),
                            percent(function.self(), all),
                            seconds(function.total()),
                            percent(function.total(), all),
                            place(function)));
        }
        if (functions.size() > MOST_LINES) {
            lines.add(PREFIX + "and " + (functions.size() - MOST_LINES) + " more functions");
        }
        return lines;
    }

    /** What names a function to people. */
    static String place(Function function) {
        return function.file().isEmpty() ? function.name() : function.name() + " (" + function.file() + ":" + function.line() + ")";
    }

    private static double seconds(Duration time) {
        return time.toMillis() / 1000.0;
    }

    private static double percent(Duration part, Duration all) {
        return 100.0 * part.toMillis() / all.toMillis();
    }
}
