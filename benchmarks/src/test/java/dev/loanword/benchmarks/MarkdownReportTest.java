package dev.loanword.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.loanword.benchmarks.Results.Cell;
import dev.loanword.benchmarks.peers.Peer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MarkdownReportTest {

    @TempDir
    private Path folder;

    private final Report report = new Report(Row.all(new Inputs(null, 100, 1000)));
    private final MarkdownReport markdown = new MarkdownReport(report);

    @BeforeEach
    void measure() {
        report.started("loanword", "Loanword", "graalpy 3.12.8");
        report.started("pyo3", "PyO3", "cpython 3.11.7");
        report.missing(new Peer.Missing("jpy", "jpy", "no wheel"));
        put("nothing", "loanword", 12);
        put("nothing", "pyo3", 24);
        put("search", "loanword", 20_000_000);
        put("search", "pyo3", 15_000_000);
        put("dot_list", "loanword", 100);
        put("dot_list", "pyo3", 98);
        report.results().putWarmUp("lines", new WarmUp(1.25, 80, 2));
        report.results().putMemory("lines", 12_400_000);
    }

    @Test
    void theFiguresReplaceThoseThatStoodThere() throws IOException {
        Path page = folder.resolve("page.md");
        Files.writeString(page, "before\n" + Page.BEGIN + "\nold\n" + Page.END + "\nafter\n");

        markdown.update(page);
        markdown.update(page);

        assertThat(Files.readString(page))
                .startsWith("before\n" + Page.BEGIN + "\n")
                .endsWith("\n" + Page.END + "\nafter\n")
                .containsOnlyOnce("### Time")
                .doesNotContain("old");
    }

    @Test
    void aPageWithoutAPlaceIsRefused() throws IOException {
        Path page = Files.writeString(folder.resolve("page.md"), "text\n");

        assertThatThrownBy(() -> markdown.update(page))
                .hasMessage(page + " has no place for the figures; mark it with the lines " + Page.BEGIN + " and "
                        + Page.END);
        assertThat(page).hasContent("text\n");
    }

    @Test
    void rowsWhereAnotherSideIsFasterAreListed() {
        assertThat(markdown.losses()).isEqualTo("- best 10 of 100,000 x 768: PyO3 takes 0.75 of its time\n");
    }

    @Test
    void allOfItIsThere() {
        assertThat(markdown.text())
                .contains("| PyO3 | cpython 3.11.7 |\n| jpy | missing: no wheel |\n")
                .contains("|  | Loanword | PyO3 |\n| --- | --- | --- |\n| no-op | 12 ns | 24 ns |\n")
                .contains("| lines | 1.3 s | 80 ns | 2 |\n")
                .contains("| lines | 12 MB |\n")
                .contains("| no-op | 12 | 15 ns | met |\n");
    }

    private void put(String row, String side, double nanos) {
        report.results().put(row, side, new Cell(new double[] {nanos}, 0, Double.NaN));
    }
}
