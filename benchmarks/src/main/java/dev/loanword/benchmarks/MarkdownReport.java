package dev.loanword.benchmarks;

import dev.loanword.benchmarks.Report.Side;
import dev.loanword.benchmarks.Results.Cell;
import dev.loanword.benchmarks.peers.Peers;
import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Writes a report into a page of the documentation, in place of the figures that stood there. */
final class MarkdownReport {

    private static final String NONE = "–";
    /** A side that is ahead by less is called equal: the next run may turn it round. */
    private static final double EQUAL = 0.97;

    private final Report report;

    MarkdownReport(Report report) {
        this.report = report;
    }

    /** Replaces what stands between the two comments of a page. */
    void update(Path page) throws IOException {
        Page.update(page, text());
    }

    /** All tables. */
    String text() {
        StringBuilder text = new StringBuilder("\n" + LocalDate.now() + ", " + Machine.description() + ".\n\n");
        List<List<String>> sides = new ArrayList<>();
        report.sides().forEach(side -> sides.add(List.of(side.title(), side.versions())));
        report.missing().forEach(peer -> sides.add(List.of(peer.title(), "missing: " + peer.reason())));
        append(text, List.of("side", "versions"), sides);
        if (!report.measured().isEmpty()) {
            text.append("\n### Time\n\n");
            append(text, header(), rows(MarkdownReport::time));
            text.append("\n### Where Loanword is slower\n\n").append(losses());
            text.append("\n### Bytes allocated\n\n");
            append(text, header(), rows(MarkdownReport::bytes));
        }
        if (!report.results().warmUps().isEmpty()) {
            text.append("\n### Warm-up\n\n");
            append(text, List.of("loop", "nine tenths of its speed after", "its speed", "relapses"), warmUps());
        }
        if (!report.results().memory().isEmpty()) {
            text.append("\n### Memory\n\n");
            append(text, List.of("pattern", "beside its data"), memory());
        }
        text.append("\n### Marks\n\n");
        append(text, List.of("what", "found", "at most", ""), marks());
        return text.append('\n').toString();
    }

    private List<String> header() {
        List<String> header = new ArrayList<>(List.of(""));
        report.sides().forEach(side -> header.add(side.title()));
        return header;
    }

    private List<List<String>> rows(Function<Cell, String> cellText) {
        List<List<String>> rows = new ArrayList<>();
        for (Row row : report.measured()) {
            List<String> cells = new ArrayList<>(List.of(row.title()));
            for (Side side : report.sides()) {
                cells.add(report.results().cell(row.id(), side.id()).map(cellText).orElse(NONE));
            }
            rows.add(cells);
        }
        return rows;
    }

    /** A line for each row where another side takes less time. */
    String losses() {
        StringBuilder text = new StringBuilder();
        for (Row row : report.measured()) {
            String faster = report.sides().stream()
                    .filter(side -> loses(row, side))
                    .map(side -> String.format(
                            Locale.ROOT, "%s takes %.2f of its time", side.title(),
                            report.results().ratio(row.id(), side.id(), Peers.LOANWORD).getAsDouble()))
                    .collect(Collectors.joining(", "));
            if (!faster.isEmpty()) {
                text.append("- ").append(row.label()).append(": ").append(faster).append('\n');
            }
        }
        return text.isEmpty() ? "Nowhere in this run.\n" : text.toString();
    }

    private boolean loses(Row row, Side side) {
        OptionalDouble ratio = report.results().ratio(row.id(), side.id(), Peers.LOANWORD);
        return ratio.isPresent() && ratio.getAsDouble() < EQUAL;
    }

    private List<List<String>> warmUps() {
        List<List<String>> rows = new ArrayList<>();
        report.results().warmUps().forEach((pattern, warmUp) -> rows.add(List.of(
                pattern, String.format(Locale.ROOT, "%.1f s", warmUp.seconds()), Timing.text(warmUp.nanos()),
                Integer.toString(warmUp.relapses()))));
        return rows;
    }

    private List<List<String>> memory() {
        List<List<String>> rows = new ArrayList<>();
        report.results().memory().forEach((pattern, bytes) ->
                rows.add(List.of(pattern, String.format(Locale.ROOT, "%.0f MB", bytes / 1e6))));
        return rows;
    }

    private List<List<String>> marks() {
        return Mark.all().stream().map(mark -> mark.cells(report.results())).toList();
    }

    private static String time(Cell cell) {
        return Timing.text(cell.median());
    }

    private static String bytes(Cell cell) {
        return Double.isNaN(cell.bytes()) ? NONE : String.format(Locale.ROOT, "%,.0f", cell.bytes());
    }

    private static void append(StringBuilder text, List<String> header, List<List<String>> rows) {
        text.append(line(header)).append(line(Collections.nCopies(header.size(), "---")));
        rows.forEach(row -> text.append(line(row)));
    }

    private static String line(List<String> cells) {
        return "| " + String.join(" | ", cells) + " |\n";
    }
}
