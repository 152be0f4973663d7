package dev.loanword.benchmarks;

import static dev.loanword.benchmarks.peers.Peers.LOANWORD;
import static dev.loanword.benchmarks.peers.Peers.NUMPY;
import static dev.loanword.benchmarks.peers.Peers.PYO3;

import dev.loanword.benchmarks.Results.Cell;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;

/**
 * A figure that Loanword is to reach: a time of its own, or its share of another side's.
 *
 * @param what is measured
 * @param limit the most that it may be
 * @param unit of the figure: "ns", "MB", or "of PyO3's"
 * @param figure finds it among the results; empty if it was not measured
 */
record Mark(String what, double limit, String unit, Function<Results, OptionalDouble> figure) {

    /** Whether a mark was reached. */
    enum Verdict {
        MET,
        MISSED,
        NOT_MEASURED
    }

    /** All marks. */
    static List<Mark> all() {
        List<Mark> marks = new ArrayList<>();
        marks.add(atMost("checksum_bytes, 8 bytes", "checksum_8", 30));
        marks.add(share("checksum_bytes, 8 bytes", "checksum_8", PYO3, 0.7));
        marks.add(atMost("no-op", "nothing", 15));
        marks.add(atMost("int add", "add", 15));
        marks.add(atMost("keyword call", "keyword", 15));
        marks.add(atMost("method", "method", 15));
        marks.add(atMost("property", "property", 15));
        marks.add(share("checksum_bytes, 4 MB", "checksum_4m", PYO3, 0.5));
        marks.add(share("scale_inplace, 1 M float64, NumPy", "scale_doubles_numpy", PYO3, 0.85));
        marks.add(share("scale_inplace, 1 M float64, array", "scale_doubles_array", PYO3, 1));
        marks.add(share("scale_inplace, 8 M float64, all threads", "scale_doubles_large", PYO3, 0.7));
        marks.add(share("scale_buffer, 1 M float32, NumPy", "scale_floats_numpy", PYO3, 1));
        marks.add(share("scale_buffer, 1 M float32, array", "scale_floats_array", PYO3, 1));
        marks.add(atMost("table.dot, array of 768", "dot_array", 200));
        marks.add(atMost("table.dot, list of 768", "dot_list", 600));
        marks.add(atMost("table.add, list of 768", "add_list", 600));
        marks.add(share("best 10 of 100,000 x 768", "search", PYO3, 0.2));
        marks.add(share("best 10 of 100,000 x 768", "search", NUMPY, 0.75));
        marks.add(new Mark(
                "lines of 512 MB, time of all processors", 60, "ns",
                results -> number(results.cell("lines_large", LOANWORD).map(Cell::processorNanos))));
        marks.add(processorShare(NUMPY));
        marks.add(processorShare(PYO3));
        marks.add(atMost("for number in lent", "elements_iterate", 2));
        marks.add(atMost("lent[i]", "elements_index", 2));
        marks.add(atMost("memory[i], of every kind of memory", "elements_mixed", 3));
        for (String pattern : FivePatterns.NAMES) {
            marks.add(new Mark(
                    "memory of " + pattern + " beside its data", 64, "MB",
                    results -> number(Optional.ofNullable(results.memory().get(pattern)).map(bytes -> bytes / 1e6))));
        }
        return marks;
    }

    private static Mark atMost(String what, String row, double nanos) {
        return new Mark(what, nanos, "ns", results -> results.median(row, LOANWORD));
    }

    private static Mark share(String what, String row, String peer, double limit) {
        return new Mark(what, limit, "of " + owner(peer), results -> results.ratio(row, LOANWORD, peer));
    }

    private static Mark processorShare(String peer) {
        return new Mark("lines of 512 MB, time of all processors", 0.5, "of " + owner(peer), results -> {
            Optional<Cell> own = results.cell("lines_large", LOANWORD);
            Optional<Cell> other = results.cell("lines_large", peer);
            return own.isPresent() && other.isPresent()
                    ? OptionalDouble.of(own.get().processorNanos() / other.get().processorNanos())
                    : OptionalDouble.empty();
        });
    }

    private static String owner(String peer) {
        return peer.equals(PYO3) ? "PyO3's" : "CPython's";
    }

    private static OptionalDouble number(Optional<Double> value) {
        return value.map(OptionalDouble::of).orElse(OptionalDouble.empty());
    }

    /** Compares the figure with the limit. */
    Verdict verdict(Results results) {
        OptionalDouble found = figure.apply(results);
        if (found.isEmpty() || Double.isNaN(found.getAsDouble())) {
            return Verdict.NOT_MEASURED;
        }
        return found.getAsDouble() <= limit ? Verdict.MET : Verdict.MISSED;
    }

    /** A line for people. */
    String line(Results results) {
        List<String> cells = cells(results);
        return String.format(
                Locale.ROOT, "%-44s %8s, at most %-20s %s", cells.get(0), cells.get(1), cells.get(2), cells.get(3));
    }

    /** What was measured, the figure, its limit and whether it is met, for a table. */
    List<String> cells(Results results) {
        Verdict verdict = verdict(results);
        String found = verdict == Verdict.NOT_MEASURED ? "-" : number(figure.apply(results).getAsDouble());
        return List.of(what, found, number(limit) + " " + unit, verdict.name().toLowerCase(Locale.ROOT).replace('_', ' '));
    }

    /** The same for programs. */
    Map<String, Object> entry(Results results) {
        Map<String, Object> entry = new LinkedHashMap<>();
        entry.put("mark", what);
        entry.put("limit", limit);
        entry.put("unit", unit);
        OptionalDouble found = figure.apply(results);
        entry.put("found", found.isPresent() ? found.getAsDouble() : null);
        entry.put("verdict", verdict(results).name().toLowerCase(Locale.ROOT));
        return entry;
    }

    private static String number(double value) {
        return value < 10 ? String.format(Locale.ROOT, "%.2f", value) : String.format(Locale.ROOT, "%.0f", value);
    }
}
