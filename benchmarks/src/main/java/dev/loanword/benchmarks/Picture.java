package dev.loanword.benchmarks;

import dev.loanword.benchmarks.peers.Peers;
import java.awt.Color;
import java.awt.Font;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Set;
import org.knowm.xchart.CategoryChart;
import org.knowm.xchart.CategoryChartBuilder;
import org.knowm.xchart.ChartEncoder;
import org.knowm.xchart.style.Styler.LegendPosition;

/** Draws how long the other sides take, where Loanword takes 1. */
public final class Picture {

    /** A bar of the picture: a row, and what stands below it. */
    private record Bar(String row, String text) {}

    private static final List<Bar> BARS = List.of(
            new Bar("checksum_8", "call, 8 bytes"),
            new Bar("checksum_4m", "checksum"),
            new Bar("scale_doubles_array", "scale float64"),
            new Bar("scale_floats_array", "scale float32"),
            new Bar("dot_list", "dot, list"),
            new Bar("search", "best 10 of 100k"),
            new Bar("lines_small", "lines"));

    static final List<Color> COLORS = List.of(
            new Color(0x1b6ca8), new Color(0xd1495b), new Color(0x66a182), new Color(0xedae49),
            new Color(0x8d6a9f), new Color(0x444444), new Color(0x9fb1bc), new Color(0xc9ada7));

    private static final Set<String> FORMATS = Set.of("png", "svg");

    private Picture() {}

    /** Writes it as PNG or SVG, as the name of the file ends. */
    static void write(Report report, Path file) throws IOException {
        format(file);
        CategoryChart chart = new CategoryChartBuilder()
                .width(1000)
                .height(480)
                .title("Time, as a multiple of Loanword's (less is better)")
                .build();
        style(chart);
        chart.getStyler().setYAxisLogarithmic(true).setYAxisLogarithmicDecadeOnly(true).setYAxisDecimalPattern("#,##0.###");
        List<Bar> bars = BARS.stream().filter(bar -> report.results().has(bar.row())).toList();
        if (bars.isEmpty()) {
            throw new IOException("nothing to draw: none of the picture's rows was measured");
        }
        double least = 1;
        for (Report.Side side : report.sides()) {
            List<Double> heights = new ArrayList<>();
            for (Bar bar : bars) {
                OptionalDouble ratio = report.results().ratio(bar.row(), side.id(), Peers.LOANWORD);
                // A bar that is null is left out; a logarithmic axis has no place for 0.
                boolean fits = ratio.isPresent() && ratio.getAsDouble() > 0;
                heights.add(fits ? ratio.getAsDouble() : null);
                least = fits ? Math.min(least, ratio.getAsDouble()) : least;
            }
            chart.addSeries(side.title(), bars.stream().map(Bar::text).toList(), heights);
        }
        // Bars begin at 0 unless they are told, which has no logarithm; a decade below 1 at least, so that 1 has a height.
        chart.getStyler().setYAxisMin(Math.pow(10, Math.min(-1, Math.floor(Math.log10(least)))));
        save(chart, file);
    }

    /** Gives a chart the looks of all pictures. */
    public static void style(CategoryChart chart) {
        chart.getStyler()
                .setAvailableSpaceFill(0.85)
                .setLegendPosition(LegendPosition.OutsideE)
                .setSeriesColors(COLORS.toArray(Color[]::new))
                .setChartBackgroundColor(Color.WHITE)
                .setPlotBorderVisible(false)
                .setBaseFont(new Font(Font.SANS_SERIF, Font.PLAIN, 12));
    }

    /** Writes a chart as PNG or SVG, as the name of the file ends. */
    public static void save(CategoryChart chart, Path file) throws IOException {
        String format = format(file);
        try (OutputStream out = Files.newOutputStream(file)) {
            ChartEncoder.saveChart(chart, out, format);
        }
    }

    private static String format(Path file) throws IOException {
        String name = file.getFileName().toString();
        String format = name.substring(name.lastIndexOf('.') + 1);
        if (!FORMATS.contains(format)) {
            throw new IOException("a picture is written as .png or .svg, not as " + file);
        }
        return format;
    }
}
