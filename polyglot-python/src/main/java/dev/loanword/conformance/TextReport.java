package dev.loanword.conformance;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** For people: a line a script, what is wrong below it, and the sum. */
final class TextReport implements SuiteReport {
    private static final String RED = "\u001b[31m";
    private static final String GREEN = "\u001b[32m";
    private static final String YELLOW = "\u001b[33m";
    private static final String BOLD = "\u001b[1m";
    private static final String PLAIN = "\u001b[0m";
    private static final String INDENT = "      ";

    /** The most that is shown of what a script wrote to standard error: its end, where tracebacks and warnings are. */
    private static final int ERROR_LINES = 20;

    private final PrintWriter out;
    private final boolean colour;

    /**
     * @param colour whether to write in colour
     */
    TextReport(PrintWriter out, boolean colour) {
        this.out = out;
        this.colour = colour;
    }

    @Override
    public void add(Result result) {
        if (result.isSkipped()) {
            out.println(in(YELLOW, "skip") + "  " + result.name() + ": " + result.skipped().orElseThrow());
        } else if (result.isFailed()) {
            out.println(in(RED, "FAIL") + "  " + in(BOLD, result.name()));
            result.failures().forEach(this::print);
            printErrors(result.errors());
        } else {
            out.println(in(GREEN, "ok") + "    " + result.name());
        }
        result.blessed().forEach(line -> out.println(INDENT + line));
        out.flush();
    }

    private void print(Failure failure) {
        out.println(INDENT + failure.place() + ": " + failure.title());
        failure.detail().lines().forEach(line -> out.println(INDENT + "  " + inColourOfDiff(line)));
    }

    private void printErrors(String errors) {
        List<String> lines = errors.lines().toList();
        if (!lines.isEmpty()) {
            out.println(INDENT + "standard error" + (lines.size() > ERROR_LINES ? ", its last " + ERROR_LINES + " lines:" : ":"));
            lines.subList(Math.max(0, lines.size() - ERROR_LINES), lines.size())
                    .forEach(line -> out.println(INDENT + "  " + line));
        }
    }

    private String inColourOfDiff(String line) {
        return line.startsWith("+") ? in(GREEN, line) : line.startsWith("-") ? in(RED, line) : line;
    }

    @Override
    public void ended(List<Result> results, Duration took) {
        long failed = results.stream().filter(Result::isFailed).count();
        long skipped = results.stream().filter(Result::isSkipped).count();
        String sum = Stream.of(
                        count(results.size() - failed - skipped, "passed", true),
                        count(failed, "failed", false),
                        count(skipped, "skipped", false))
                .filter(part -> !part.isEmpty())
                .collect(Collectors.joining(", "));
        out.println();
        out.println(in(failed == 0 ? GREEN : RED, sum));
        if (results.stream().anyMatch(result -> !result.copiesChecked())) {
            out.println("Copied bytes were not checked: this Python does not count them.");
        }
        out.flush();
    }

    private static String count(long number, String what, boolean always) {
        return number > 0 || always ? number + " " + what : "";
    }

    private String in(String style, String text) {
        return colour ? style + text + PLAIN : text;
    }
}
