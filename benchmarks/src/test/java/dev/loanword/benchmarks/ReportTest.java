package dev.loanword.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.loanword.benchmarks.Results.Cell;
import dev.loanword.benchmarks.peers.Peer;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportTest {

    @TempDir
    private Path folder;

    private final Report report = new Report(Row.all(new Inputs(null, 100, 1000)));

    @Test
    void aPeerThatCouldNotBeBuiltIsNamedWithTheReason() throws IOException {
        report.missing(new Peer.Missing("jep", "Jep", "installing jep needs gcc"));

        assertThat(report.table()).contains("  Jep              missing: installing jep needs gcc\n");
        assertThat(json().get("missing").get(0).get("reason").asText()).isEqualTo("installing jep needs gcc");
    }

    @Test
    void theTableHasAColumnForEachSideAndADashWhereItHasNone() {
        measure();

        assertThat(report.table())
                .contains("time                                             Loanword         PyO3\n")
                .contains("a call\n  no-op                                             12 ns        40 ns\n")
                .contains("  keyword call                                          -       1.2 µs\n")
                .contains("lines\n  lines of 16 MB, a line                           900 ns            -\n");
    }

    @Test
    void allocationsHaveATableOfTheirOwn() {
        measure();

        assertThat(report.table()).contains("bytes allocated                                  Loanword         PyO3\n"
                + "a call\n  no-op                                                 0            -\n");
    }

    @Test
    void theSummaryHasWarmUpMemoryAndMarks() {
        measure();
        report.results().putWarmUp("lines", new WarmUp(1.25, 80, 2));
        report.results().putMemory("lines", 12_400_000);

        assertThat(report.summary())
                .startsWith("warm-up of lines            nine tenths of its speed after 1.3 s, 80 ns a step, 2 relapses\n"
                        + "memory of lines             12 MB beside its data\n")
                .contains("\n  no-op                                              12, at most 15 ns                met\n");
    }

    @Test
    void jsonHasAllSamples() throws IOException {
        measure();

        JsonNode first = json().get("rows").get(0);
        assertThat(first.get("row").asText()).isEqualTo("nothing");
        assertThat(first.get("side").asText()).isEqualTo("loanword");
        assertThat(first.get("samples_ns")).hasToString("[11.0,12.0,40.0]");
        assertThat(first.get("median_ns").asDouble()).isEqualTo(12);
        assertThat(json().get("marks")).hasSameSizeAs(Mark.all());
    }

    @Test
    void thePictureHasABarForEachSide() throws IOException {
        measure();
        Path file = folder.resolve("picture.png");

        Picture.write(report, file);

        BufferedImage picture = ImageIO.read(file.toFile());
        int[] pixels = picture.getRGB(0, 0, picture.getWidth(), picture.getHeight(), null, 0, picture.getWidth());
        for (Color color : Picture.COLORS.subList(0, 2)) {
            assertThat(Arrays.stream(pixels).filter(pixel -> pixel == color.getRGB()).count()).isGreaterThan(1000);
        }
        assertThat(Arrays.stream(pixels).filter(pixel -> pixel == Picture.COLORS.get(2).getRGB())).isEmpty();
    }

    @Test
    void thePictureIsSvgWhereItsNameSaysSo() throws IOException {
        measure();
        Path file = folder.resolve("picture.svg");

        Picture.write(report, file);

        assertThat(Files.readString(file)).startsWith("<?xml").contains("fill:rgb(27,108,168)");
    }

    @Test
    void aPictureOfAnotherFormatIsRefused() {
        Path file = folder.resolve("picture.tiff");

        assertThatThrownBy(() -> Picture.write(report, file)).hasMessage("a picture is written as .png or .svg, not as " + file);
    }

    @Test
    void aPictureOfNothingIsRefused() {
        assertThatThrownBy(() -> Picture.write(report, folder.resolve("none.svg")))
                .hasMessage("nothing to draw: none of the picture's rows was measured");
    }

    private void measure() {
        report.started("loanword", "Loanword", "graalpy 3.12.8");
        report.started("pyo3", "PyO3", "cpython 3.11.7");
        report.results().put("nothing", "loanword", new Cell(new double[] {11, 12, 40}, 0, 0));
        report.results().put("nothing", "pyo3", new Cell(new double[] {40}, 0, Double.NaN));
        report.results().put("keyword", "pyo3", new Cell(new double[] {1200}, 0, 24));
        report.results().put("checksum_8", "loanword", new Cell(new double[] {28}, 0, 0));
        report.results().put("checksum_8", "pyo3", new Cell(new double[] {42}, 0, 0));
        report.results().put("lines_small", "loanword", new Cell(new double[] {900}, 1000, 100));
    }

    private JsonNode json() throws IOException {
        Path file = folder.resolve("report.json");
        report.writeJson(file);
        return new ObjectMapper().readTree(file.toFile());
    }
}
