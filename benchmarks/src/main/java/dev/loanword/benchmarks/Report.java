package dev.loanword.benchmarks;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import dev.loanword.benchmarks.Results.Cell;
import dev.loanword.benchmarks.peers.Peer;
import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;

/** What a run found, for people and for programs. */
final class Report {

    private static final String NONE = "-";

    /** A side that was measured. */
    record Side(String id, String title, String versions) {}

    private final List<Row> rows;
    private final Results results = new Results();
    private final List<Side> sides = new ArrayList<>();
    private final List<Peer.Missing> missing = new ArrayList<>();

    Report(List<Row> rows) {
        this.rows = rows;
    }

    Results results() {
        return results;
    }

    /** Notes that a side takes part. */
    void started(String id, String title, String versions) {
        sides.add(new Side(id, title, versions));
    }

    /** Notes a side that can't. */
    void missing(Peer.Missing peer) {
        missing.add(peer);
    }

    /** The sides that could not take part. */
    List<Peer.Missing> missing() {
        return missing;
    }

    /** The sides that were measured, Loanword first. */
    List<Side> sides() {
        return sides;
    }

    /** The rows that at least one side has done. */
    List<Row> measured() {
        return rows.stream().filter(row -> results.has(row.id())).toList();
    }

    /** The sides and their rows as text. */
    String table() {
        StringBuilder text = new StringBuilder();
        text.append(Machine.description()).append('\n');
        sides.forEach(side -> text.append(String.format("  %-16s %s%n", side.title(), side.versions())));
        missing.forEach(peer -> text.append(String.format("  %-16s missing: %s%n", peer.title(), peer.reason())));
        append(text, "time", Report::time);
        append(text, "bytes allocated", Report::bytes);
        return text.toString();
    }

    /** The five patterns by themselves, and the marks. */
    String summary() {
        StringBuilder text = new StringBuilder();
        results.warmUps().forEach((pattern, warmUp) -> text.append(String.format(
                Locale.ROOT, "warm-up of %-16s nine tenths of its speed after %.1f s, %s a step, %d relapses%n", pattern,
                warmUp.seconds(), Timing.text(warmUp.nanos()), warmUp.relapses())));
        results.memory().forEach((pattern, bytes) -> text.append(String.format(
                Locale.ROOT, "memory of %-17s %.0f MB beside its data%n", pattern, bytes / 1e6)));
        text.append("\nmarks, medians of this run\n");
        Mark.all().forEach(mark -> text.append("  ").append(mark.line(results)).append('\n'));
        return text.toString();
    }

    private void append(StringBuilder text, String title, Function<Cell, String> cellText) {
        text.append(String.format("%n%-44s", title));
        sides.forEach(side -> text.append(String.format(" %12s", shortened(side.title()))));
        text.append('\n');
        Section section = null;
        for (Row row : measured()) {
            if (row.section() != section) {
                section = row.section();
                text.append(section.title()).append('\n');
            }
            text.append(String.format("  %-42s", row.title()));
            for (Side side : sides) {
                text.append(String.format(" %12s", results.cell(row.id(), side.id()).map(cellText).orElse(NONE)));
            }
            text.append('\n');
        }
    }

    private static String shortened(String title) {
        return title.replace("CPython + ", "");
    }

    private static String time(Cell cell) {
        return Timing.text(cell.median());
    }

    private static String bytes(Cell cell) {
        return Double.isNaN(cell.bytes()) ? NONE : String.format(Locale.ROOT, "%,.0f", cell.bytes());
    }

    /** Writes all samples and marks. */
    void writeJson(Path file) throws IOException {
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("date", LocalDate.now().toString());
        all.put("machine", Machine.description());
        all.put("sides", sides);
        all.put("missing", missing);
        List<Object> measurements = new ArrayList<>();
        for (Row row : measured()) {
            for (Side side : sides) {
                results.cell(row.id(), side.id()).ifPresent(cell -> measurements.add(entry(row, side, cell)));
            }
        }
        all.put("rows", measurements);
        all.put("warm_up", results.warmUps());
        all.put("memory_bytes", results.memory());
        all.put("marks", Mark.all().stream().map(mark -> mark.entry(results)).toList());
        new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT).writeValue(file.toFile(), all);
    }

    private static Map<String, Object> entry(Row row, Side side, Cell cell) {
        Map<String, Object> entry = new LinkedHashMap<>();
        entry.put("row", row.id());
        entry.put("label", row.label());
        entry.put("unit", row.unit());
        entry.put("side", side.id());
        entry.put("median_ns", cell.median());
        entry.put("samples_ns", cell.nanos());
        entry.put("processors_ns", cell.processorNanos() == 0 ? null : cell.processorNanos());
        entry.put("bytes", Double.isNaN(cell.bytes()) ? null : cell.bytes());
        return entry;
    }
}
