package dev.loanword.cli;

import dev.loanword.python.Profiler.Frame;
import dev.loanword.python.Profiler.Function;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/**
 * Draws chains of calls as Brendan Gregg's flame graphs do, upside down: a box is a function, as wide as its time, below its caller. The
 * picture has nothing in it but boxes; a browser shows the whole of a box's text when the pointer is on it.
 */
final class FlameGraph {
    private static final int WIDTH = 1200;
    private static final int ROW = 18;
    private static final int BASELINE = 13;
    private static final int MARGIN = 3;
    private static final int LETTER = 7;
    /** What is narrower can't be seen. */
    private static final double LEAST_WIDTH = 0.3;

    /** Warm colours, so that neighbours differ and a function has the same one everywhere. */
    private static final int FIRST_HUE = 10;
    private static final int HUES = 45;

    private final Duration all;
    private final List<String> boxes = new ArrayList<>();
    private int rows;

    private FlameGraph(Duration all) {
        this.all = all;
    }

    /** The picture. */
    static String svg(List<Frame> roots) {
        Duration all = roots.stream().map(root -> root.function().total()).reduce(Duration.ZERO, Duration::plus);
        FlameGraph graph = new FlameGraph(all);
        String title = String.format(Locale.ROOT, "%.2f s in Python", all.toMillis() / 1000.0);
        graph.box(title, title, 0, WIDTH, 0);
        graph.draw(roots, 0, 1);
        return """
                <svg xmlns="http://www.w3.org/2000/svg" width="%1$d" height="%2$d" viewBox="0 0 %1$d %2$d" font-family="monospace" font-size="11">
                <style>rect { stroke: white; stroke-width: 0.5 } g:hover rect { stroke: black }</style>
                %3$s
                </svg>
                """
                .formatted(WIDTH, graph.rows * ROW, String.join("\n", graph.boxes));
    }

    /** Draws frames side by side, and below each what it called. */
    private void draw(List<Frame> frames, double left, int row) {
        double x = left;
        for (Frame frame : frames.stream().sorted(Comparator.comparing(each -> each.function().name())).toList()) {
            double width = (double) WIDTH * frame.function().total().toMillis() / all.toMillis();
            if (width >= LEAST_WIDTH) {
                box(frame.function(), x, width, row);
                draw(frame.callees(), x, row + 1);
            }
            x += width;
        }
    }

    private void box(Function function, double x, double width, int row) {
        String whole = String.format(
                Locale.ROOT,
                "%s, %.2f s, %.0f %%",
                ProfileTable.place(function),
                function.total().toMillis() / 1000.0,
                100.0 * function.total().toMillis() / all.toMillis());
        box(function.name(), whole, x, width, row);
    }

    private void box(String name, String whole, double x, double width, int row) {
        rows = Math.max(rows, row + 1);
        int letters = (int) ((width - 2 * MARGIN) / LETTER);
        String shown = letters < 2 ? "" : name.length() <= letters ? name : name.substring(0, letters - 1) + "…";
        int hue = FIRST_HUE + Math.floorMod(name.hashCode(), HUES);
        boxes.add(String.format(
                Locale.ROOT,
                "<g><title>%s</title><rect x=\"%.1f\" y=\"%d\" width=\"%.1f\" height=\"%d\" fill=\"hsl(%d, 90%%, 65%%)\"/>"
                        + "<text x=\"%.1f\" y=\"%d\">%s</text></g>",
                escaped(whole), x, row * ROW, width, ROW, hue, x + MARGIN, row * ROW + BASELINE, escaped(shown)));
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
