package dev.loanword.benchmarks.startup;

import dev.loanword.benchmarks.Picture;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.knowm.xchart.CategoryChart;
import org.knowm.xchart.CategoryChartBuilder;

/** Draws the steps of a start upon each other, a bar for each runtime. */
final class StartupPicture {

    private StartupPicture() {}

    /** Writes it as PNG or SVG, as the name of the file ends. */
    static void write(Map<String, Map<String, Double>> traces, Path file) throws IOException {
        CategoryChart chart = new CategoryChartBuilder()
                .width(1000)
                .height(480)
                .title("Seconds until the first line of a script")
                .build();
        Picture.style(chart);
        chart.getStyler().setStacked(true).setYAxisDecimalPattern("0.0");
        Set<String> steps = new LinkedHashSet<>();
        traces.values().forEach(trace -> steps.addAll(trace.keySet()));
        for (String step : steps) {
            List<Double> heights = new ArrayList<>();
            traces.values().forEach(trace -> heights.add(trace.getOrDefault(step, 0.0)));
            chart.addSeries(step, List.copyOf(traces.keySet()), heights);
        }
        Picture.save(chart, file);
    }
}
