package dev.loanword.benchmarks;

import static dev.loanword.benchmarks.peers.Peers.LOANWORD;
import static dev.loanword.benchmarks.peers.Peers.NUMPY;
import static dev.loanword.benchmarks.peers.Peers.PYO3;
import static org.assertj.core.api.Assertions.assertThat;

import dev.loanword.benchmarks.Mark.Verdict;
import dev.loanword.benchmarks.Results.Cell;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MarkTest {

    private final Results results = new Results();

    @Test
    void nothingIsMetBeforeItWasMeasured() {
        assertThat(Mark.all()).allSatisfy(mark -> assertThat(mark.verdict(results)).isEqualTo(Verdict.NOT_MEASURED));
        assertThat(Mark.all().getFirst().line(results))
                .isEqualTo("checksum_bytes, 8 bytes                             -, at most 30 ns                not measured");
    }

    @Test
    void aTimeIsTheMedianOfTheSamples() {
        results.put("checksum_8", LOANWORD, cell(90, 28, 29));

        assertThat(line("checksum_bytes, 8 bytes", "ns"))
                .isEqualTo("checksum_bytes, 8 bytes                            29, at most 30 ns                met");
    }

    @Test
    void aTimeAboveItsLimitIsMissed() {
        results.put("nothing", LOANWORD, cell(15.4));

        assertThat(line("no-op", "ns")).isEqualTo("no-op                                              15, at most 15 ns                missed");
    }

    @Test
    void aShareNeedsBothSides() {
        results.put("search", LOANWORD, cell(10));
        assertThat(line("best 10 of 100,000 x 768", "of PyO3's")).endsWith("not measured");

        results.put("search", PYO3, cell(40));
        results.put("search", NUMPY, cell(20));
        assertThat(line("best 10 of 100,000 x 768", "of PyO3's"))
                .isEqualTo("best 10 of 100,000 x 768                         0.25, at most 0.20 of PyO3's       missed");
        assertThat(line("best 10 of 100,000 x 768", "of CPython's"))
                .isEqualTo("best 10 of 100,000 x 768                         0.50, at most 0.75 of CPython's    met");
    }

    @Test
    void linesAreMeasuredInTheTimeOfAllProcessors() {
        results.put("lines_large", LOANWORD, new Cell(new double[] {40}, 70, 0));
        results.put("lines_large", PYO3, new Cell(new double[] {140}, 140, 0));

        String what = "lines of 512 MB, time of all processors";
        assertThat(mark(what, "ns").verdict(results)).isEqualTo(Verdict.MISSED);
        assertThat(mark(what, "of PyO3's").verdict(results)).isEqualTo(Verdict.MET);
    }

    @Test
    void memoryIsInMegabytes() {
        results.putMemory("lines", 65_000_000);

        assertThat(line("memory of lines beside its data", "MB"))
                .isEqualTo("memory of lines beside its data                    65, at most 64 MB                missed");
    }

    @Test
    void eachMarkOfARowHasARow() {
        List<String> rows = Row.all(new Inputs(null, 1, 1)).stream().map(Row::id).toList();
        Results all = new Results();
        rows.forEach(row -> List.of(LOANWORD, PYO3, NUMPY).forEach(peer -> all.put(row, peer, new Cell(new double[] {1}, 1, 1))));
        FivePatterns.NAMES.forEach(pattern -> all.putMemory(pattern, 1));

        assertThat(Mark.all()).allSatisfy(mark -> assertThat(mark.verdict(all)).isNotEqualTo(Verdict.NOT_MEASURED));
    }

    @Test
    void programsGetTheFigureAndTheVerdict() {
        results.put("nothing", LOANWORD, cell(12));

        assertThat(mark("no-op", "ns").entry(results))
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        "mark", "no-op", "limit", 15.0, "unit", "ns", "found", 12.0, "verdict", "met"));
    }

    private String line(String what, String unit) {
        return mark(what, unit).line(results);
    }

    private static Mark mark(String what, String unit) {
        return Mark.all().stream()
                .filter(mark -> mark.what().equals(what) && mark.unit().equals(unit))
                .findFirst()
                .orElseThrow();
    }

    private static Cell cell(double... nanos) {
        return new Cell(nanos, 0, Double.NaN);
    }
}
