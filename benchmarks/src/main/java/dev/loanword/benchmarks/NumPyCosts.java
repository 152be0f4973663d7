package dev.loanword.benchmarks;

import dev.loanword.benchmarks.cores.CallCore;
import dev.loanword.python.PythonHost;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.IntConsumer;
import java.util.stream.Collectors;

/**
 * Measures how arrays of NumPy cross: borrowed by Java, lent by Java, scaled in place, beside the other ways to do the same.
 *
 * <p>Command: {@code scripts/bench --numpy}. All ways of a row work on the same memory, are warmed up together and are sampled in
 * turn. The column of CPython is the same statement in the machine's own Python with its own NumPy, in the same run; it is
 * missing where there is none. The table shows medians.
 */
final class NumPyCosts {

    private static final int SAMPLES = 11;
    private static final long SAMPLE_NANOS = 50_000_000L;
    private static final long WARM_UP_NANOS = 4_000_000_000L;

    private static final int MOST_COPIED = 10_000_000;

    private NumPyCosts() {}

    /**
     * One row of the table; an empty statement is a way that does not exist.
     *
     * @param length how many float64 elements the array {@code x} and the lent buffer {@code lent} have
     * @param loanword a Python statement by way of Loanword
     * @param numPy by NumPy itself, on GraalPy and on CPython
     * @param memoryView by GraalPy's own memoryview
     * @param copying by a copy, there and back
     */
    private record Row(String name, int length, String loanword, String numPy, String memoryView, String copying) {

        List<String> statements() {
            return List.of(loanword, numPy, memoryView, copying);
        }
    }

    private static final List<Row> ROWS = List.of(
            new Row("borrow an array", 8, "calls.length(x)", "", "calls.length(memoryview(x))", "calls.length(x.tobytes())"),
            new Row("lend to an array", 8, "lent.numpy()", "", "np.asarray(memoryview(lent))", "np.array(lent, copy=True)"),
            scale("scale 1e3 in place", 1_000),
            scale("scale 1e6 in place", 1_000_000),
            scale("scale 1e8 in place", 100_000_000));

    private static Row scale(String name, int length) {
        return new Row(
                name,
                length,
                "bridge.scale_inplace(x, -1.0)",
                "np.multiply(x, -1.0, out=x)",
                "bridge.scale_inplace(memoryview(x), -1.0)",
                // A larger copy, and what GraalPy makes of it on the way, would not fit into the memory of many a machine.
                length > MOST_COPIED
                        ? ""
                        : "copy = array.array('d', x.tobytes()); bridge.scale_inplace(copy, -1.0); x[:] = np.frombuffer(copy)");
    }

    /** Prints the table. */
    static void measure() throws IOException, InterruptedException {
        System.out.printf(
                "%-20s %12s %12s %12s %12s %12s%n", "a call", "Loanword", "NumPy here", "memoryview", "copying", "CPython");
        try (PythonHost host = PythonHost.builder().packages("numpy").open()) {
            host.export(CallCore.class);
            host.run("import array, bridge, calls, loanword\nimport numpy as np");
            for (Row row : ROWS) {
                System.out.println(line(host, row));
            }
        }
    }

    private static String line(PythonHost host, Row row) throws IOException, InterruptedException {
        host.run("x = np.ones(" + row.length() + ")\nlent = loanword.zeros(" + row.length() + ", 'd')");
        StringBuilder functions = new StringBuilder();
        for (int way = 0; way < row.statements().size(); way++) {
            String statement = row.statements().get(way);
            functions.append(function("way_" + way, statement.isEmpty() ? "pass" : statement));
        }
        host.run(functions.toString());
        List<String> cells = new ArrayList<>();
        double[] medians = medians(host, row);
        for (int way = 0; way < medians.length; way++) {
            cells.add(row.statements().get(way).isEmpty() ? "-" : Timing.text(medians[way]));
        }
        cells.add(row.numPy().isEmpty() ? "-" : cPython(row).map(Timing::text).orElse("missing"));
        return String.format("%-20s", row.name())
                + cells.stream().map(cell -> String.format(" %12s", cell)).collect(Collectors.joining());
    }

    private static String function(String name, String statement) {
        return "def " + name + "(n):\n    for _ in range(n): " + statement + "\n";
    }

    private static double[] medians(PythonHost host, Row row) {
        int ways = row.statements().size();
        int[] steps = new int[ways];
        for (int way = 0; way < ways; way++) {
            steps[way] = Timing.warmUp(loop(host, way), WARM_UP_NANOS, SAMPLE_NANOS);
        }
        double[][] samples = new double[ways][SAMPLES];
        for (int i = 0; i < SAMPLES; i++) {
            for (int way = 0; way < ways; way++) {
                samples[way][i] = Timing.sample(loop(host, way), steps[way]);
            }
        }
        return Arrays.stream(samples).mapToDouble(Timing::median).toArray();
    }

    private static IntConsumer loop(PythonHost host, int way) {
        return steps -> host.eval("way_" + way + "(" + steps + ")");
    }

    /** The median of NumPy's statement on the machine's CPython, if that has a NumPy. */
    private static Optional<Double> cPython(Row row) throws IOException, InterruptedException {
        String program =
                """
                import statistics, time
                import numpy as np
                x = np.ones(%d)
                %s
                steps = max(1, int(%d / max(1, %d)))
                way(steps)
                samples = []
                for _ in range(%d):
                    start = time.perf_counter_ns()
                    way(steps)
                    samples.append((time.perf_counter_ns() - start) / steps)
                print(statistics.median(samples))
                """
                        .formatted(row.length(), function("way", row.numPy()), SAMPLE_NANOS, row.length(), SAMPLES);
        Process process;
        try {
            process = new ProcessBuilder(System.getProperty("loanword.cpython", "python3"), "-c", program).redirectErrorStream(true).start();
        } catch (IOException noPython) {
            return Optional.empty();
        }
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return process.waitFor() == 0 ? Optional.of(Double.parseDouble(output.strip())) : Optional.empty();
    }
}
