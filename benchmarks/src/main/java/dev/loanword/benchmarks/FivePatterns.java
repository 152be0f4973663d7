package dev.loanword.benchmarks;

import dev.loanword.python.PythonHost;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.HostAccess;
import org.graalvm.polyglot.Value;
import org.graalvm.polyglot.io.IOAccess;

/**
 * Measures each of the five patterns against the way that copies, on the same inputs, interleaved, in one run.
 *
 * <p>Command: {@code scripts/bench}. Both sides are warmed up first and their answers compared. The table shows the median
 * of the samples of each side; {@code --json FILE} writes all samples.
 */
public final class FivePatterns {

    private static final int SAMPLES = 15;
    private static final long WARM_UP_NANOS = 8_000_000_000L;
    private static final long SAMPLE_NANOS = 200_000_000L;
    private static final int LINES = 200_000;

    private FivePatterns() {}

    /**
     * One pattern.
     *
     * @param name what is measured
     * @param unit what one step is
     * @param scale steps of the loop a unit, so that the result is per unit
     * @param lent the Python function {@code run(n)} over {@code bridge}
     * @param copied the same over {@code core}, the copying core
     */
    private record Pattern(String name, String unit, int scale, String lent, String copied) {}

    private static final List<Pattern> PATTERNS = List.of(
            new Pattern(
                    "1 checksum_bytes, 4 MB of bytes",
                    "call",
                    1,
                    """
                    import bridge
                    payload = b"\\x01\\x02\\x03\\x04" * 1_000_000
                    def run(n):
                        for _ in range(n): result = bridge.checksum_bytes(payload)
                        return result % 2**31
                    """,
                    """
                    payload = b"\\x01\\x02\\x03\\x04" * 1_000_000
                    def run(n):
                        for _ in range(n): result = core.checksum(payload)
                        return result % 2**31
                    """),
            new Pattern(
                    "2 scale_inplace, 1 M float64 (array 'd')",
                    "call",
                    1,
                    """
                    import array, bridge
                    x = array.array('d', [1.0]) * 1_000_000
                    def run(n):
                        for _ in range(n): bridge.scale_inplace(x, 1.0)
                        return int(x[0] + x[-1])
                    """,
                    """
                    x = [1.0] * 1_000_000
                    def run(n):
                        for _ in range(n): x[:] = core.scale(x, 1.0)
                        return int(x[0] + x[-1])
                    """),
            new Pattern(
                    "3 scale_buffer, 1 M float32 (array 'f')",
                    "call",
                    1,
                    """
                    import array, bridge
                    x = array.array('f', [1.0]) * 1_000_000
                    def run(n):
                        for _ in range(n): bridge.scale_buffer(x, 1.0)
                        return int(x[0] + x[-1])
                    """,
                    """
                    x = [1.0] * 1_000_000
                    def run(n):
                        for _ in range(n): x[:] = core.scaleSingle(x, 1.0)
                        return int(x[0] + x[-1])
                    """),
            new Pattern(
                    "4 EmbeddingTable.dot, list of 768 floats",
                    "call",
                    1,
                    """
                    from bridge import EmbeddingTable
                    table = EmbeddingTable(dim=768)
                    query = [0.5] * 768
                    table.add(query)
                    def run(n):
                        for _ in range(n): result = table.dot(0, query)
                        return int(result)
                    """,
                    """
                    query = [0.5] * 768
                    core.add(query)
                    def run(n):
                        for _ in range(n): result = core.dot(0, query)
                        return int(result)
                    """),
            new Pattern(
                    "5 lines, " + LINES + " lines of 100 bytes",
                    "line",
                    LINES,
                    """
                    import bridge
                    def run(n):
                        for _ in range(n):
                            total = 0
                            for line in bridge.lines(path): total += len(line)
                        return total
                    """,
                    """
                    def run(n):
                        for _ in range(n):
                            total = 0
                            for line in core.lines(path): total += len(line)
                        return total
                    """));

    /** Runs the benchmark. */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        if (arguments.length == 1 && arguments[0].equals("--calls")) {
            CallCosts.measure();
            BookkeepingCosts.measure();
            return;
        }
        if (arguments.length == 1 && arguments[0].equals("--numpy")) {
            NumPyCosts.measure();
            return;
        }
        if (arguments.length == 1 && arguments[0].equals("--lines")) {
            LineCosts.measure();
            return;
        }
        if (arguments.length == 2 && arguments[0].equals("--table")) {
            TableCosts.measure(Path.of(arguments[1]));
            return;
        }
        if (arguments.length == 2 && arguments[0].equals("--kernels")) {
            KernelCosts.measure(Path.of(arguments[1]));
            return;
        }
        Path json = arguments.length == 2 && arguments[0].equals("--json") ? Path.of(arguments[1]) : null;
        if (arguments.length != 0 && json == null) {
            System.err.println("usage: scripts/bench [--json FILE | --calls | --numpy | --lines | --table | --kernels]");
            System.exit(2);
        }
        Path file = Files.createTempFile("loanword", ".log");
        try {
            Files.write(file, ("x".repeat(99) + "\n").repeat(LINES).getBytes(java.nio.charset.StandardCharsets.US_ASCII));
            List<String> records = new ArrayList<>();
            System.out.printf(
                    "%s, %d processors, Java %s%n%n",
                    System.getProperty("os.arch"), Runtime.getRuntime().availableProcessors(), Runtime.version());
            System.out.printf("%-44s %14s %14s %8s%n", "", "zero-copy", "copying", "ratio");
            for (Pattern pattern : PATTERNS) {
                records.add(measure(pattern, file));
            }
            if (json != null) {
                Files.writeString(json, "[\n" + String.join(",\n", records) + "\n]\n");
            }
        } finally {
            Files.delete(file);
        }
    }

    private static String measure(Pattern pattern, Path file) {
        try (PythonHost host = PythonHost.open();
                Context copying = Context.newBuilder("python")
                        .allowExperimentalOptions(true)
                        .option("engine.WarnInterpreterOnly", "false")
                        .allowHostAccess(HostAccess.ALL)
                        .allowIO(IOAccess.ALL)
                        .build()) {
            host.run("path = '" + file + "'\n" + pattern.lent());
            Value bindings = copying.getBindings("python");
            bindings.putMember("core", new CopyingCore());
            bindings.putMember("path", file.toString());
            copying.eval("python", pattern.copied());
            Value run = bindings.getMember("run");
            Side lent = steps -> host.eval("run(" + steps + ")", Long.class);
            Side copied = steps -> run.execute(steps).asLong();
            return report(pattern, lent, copied);
        }
    }

    /** One side of the comparison: runs the loop that many times and gives its answer. */
    private interface Side {
        long run(int steps);
    }

    private static String report(Pattern pattern, Side lent, Side copied) {
        if (lent.run(1) != copied.run(1)) {
            throw new AssertionError("the two sides of '" + pattern.name() + "' give different answers");
        }
        int lentSteps = Timing.warmUp(lent::run, WARM_UP_NANOS, SAMPLE_NANOS);
        int copiedSteps = Timing.warmUp(copied::run, WARM_UP_NANOS, SAMPLE_NANOS);
        double[] lentNanos = new double[SAMPLES];
        double[] copiedNanos = new double[SAMPLES];
        for (int i = 0; i < SAMPLES; i++) {
            lentNanos[i] = Timing.sample(lent::run, lentSteps) / pattern.scale();
            copiedNanos[i] = Timing.sample(copied::run, copiedSteps) / pattern.scale();
        }
        double fast = Timing.median(lentNanos);
        double slow = Timing.median(copiedNanos);
        System.out.printf(
                Locale.ROOT,
                "%-44s %14s %14s %7.1fx%n",
                pattern.name(),
                Timing.text(fast) + "/" + pattern.unit(),
                Timing.text(slow) + "/" + pattern.unit(),
                slow / fast);
        return String.format(
                Locale.ROOT,
                "  {\"pattern\": \"%s\", \"unit\": \"%s\", \"zero_copy_ns\": %s, \"copying_ns\": %s}",
                pattern.name(),
                pattern.unit(),
                Arrays.toString(lentNanos),
                Arrays.toString(copiedNanos));
    }
}
