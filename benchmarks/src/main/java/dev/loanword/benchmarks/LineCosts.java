package dev.loanword.benchmarks;

import dev.loanword.python.PythonHost;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Measures what a line of a large file costs, beside the file loops of GraalPy and CPython.
 *
 * <p>Command: {@code scripts/bench --lines}. The file has 512 MB in lines of 100 bytes and lies in the page cache. Each way goes
 * through all of it, in turn with the others; the table shows medians, of elapsed time and of the time of the thread that runs
 * Python.
 */
final class LineCosts {
    private static final int SAMPLES = 7;
    private static final int WARM_UP_PASSES = 4;
    private static final int LENGTH = 100;
    private static final long SIZE = 512L << 20;
    private static final long LINES = SIZE / LENGTH;

    private static final Map<String, String> WAYS = new LinkedHashMap<>();

    static {
        WAYS.put("lines", "for line in bridge.lines(path): total += len(line)");
        WAYS.put("lines, views=True", "for view in bridge.lines(path, views=True): total += len(view)");
        WAYS.put("lines, batches=512", "for batch in bridge.lines(path, batches=512):\n        for line in batch: total += len(line)");
        WAYS.put("count_lines", "total = " + (LENGTH - 1) + " * bridge.count_lines(path)");
        WAYS.put("grep for 10 bytes", "total = " + LINES * (LENGTH - 1) + " + sum(1 for _ in bridge.grep(path, b'is nowhere'))");
        WAYS.put("GraalPy's open(path, 'rb')", "for line in open(path, 'rb'): total += len(line) - 1");
    }

    private LineCosts() {}

    /** Prints the table. */
    static void measure() throws IOException, InterruptedException {
        Path file = Files.createTempFile("loanword", ".log");
        try {
            write(file);
            try (PythonHost host = PythonHost.open()) {
                host.run("import bridge, time\npath = r'" + file + "'");
                print(host, file);
            }
        } finally {
            Files.delete(file);
        }
    }

    private static void write(Path file) throws IOException {
        byte[] line = ("x".repeat(LENGTH - 1) + "\n").getBytes(StandardCharsets.US_ASCII);
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file), 1 << 20)) {
            for (long i = 0; i < LINES; i++) {
                out.write(line);
            }
        }
    }

    private static void print(PythonHost host, Path file) throws IOException, InterruptedException {
        List<String> names = new ArrayList<>(WAYS.keySet());
        for (int way = 0; way < names.size(); way++) {
            host.run(function("way_" + way, WAYS.get(names.get(way))));
            for (int pass = 0; pass < WARM_UP_PASSES; pass++) {
                sample(host, way);
            }
        }
        double[][] elapsed = new double[names.size() + 1][SAMPLES];
        double[][] thread = new double[names.size() + 1][SAMPLES];
        for (int i = 0; i < SAMPLES; i++) {
            for (int way = 0; way <= names.size(); way++) {
                double[] sample = way < names.size() ? sample(host, way) : cPython(file);
                elapsed[way][i] = sample[0];
                thread[way][i] = sample[1];
            }
        }
        double reference = Timing.median(elapsed[names.size()]);
        names.add("CPython's open(path, 'rb')");
        System.out.printf("%-28s %14s %14s %12s%n", "a line of " + LENGTH + " bytes", "elapsed", "thread", "of CPython's");
        for (int way = 0; way < names.size(); way++) {
            double median = Timing.median(elapsed[way]);
            System.out.printf("%-28s %14s %14s %12.2f%n", names.get(way), Timing.text(median),
                    Timing.text(Timing.median(thread[way])), median / reference);
        }
    }

    private static String function(String name, String loop) {
        return """
                import time
                def %s(path):
                    total, start, begin = 0, time.perf_counter_ns(), time.thread_time_ns()
                    %s
                    return total, time.perf_counter_ns() - start, time.thread_time_ns() - begin
                """
                .formatted(name, loop);
    }

    private static double[] sample(PythonHost host, int way) {
        return parsed(host.eval("' '.join(map(str, way_" + way + "(path)))", String.class));
    }

    private static double[] cPython(Path file) throws IOException, InterruptedException {
        String program = function("way", "for line in open(path, 'rb'): total += len(line) - 1") + "print(*way(r'" + file + "'))\n";
        Process process = new ProcessBuilder(System.getProperty("loanword.cpython", "python3"), "-c", program)
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IOException("CPython failed: " + output);
        }
        return parsed(output);
    }

    /** Elapsed and thread time a line, of a pass that has seen all bytes. */
    private static double[] parsed(String sample) {
        double[] numbers = Arrays.stream(sample.strip().split(" ")).mapToDouble(Double::parseDouble).toArray();
        if (numbers[0] != LINES * (LENGTH - 1)) {
            throw new AssertionError("the lines have " + (long) numbers[0] + " bytes, not " + LINES * (LENGTH - 1));
        }
        return new double[] {numbers[1] / LINES, numbers[2] / LINES};
    }
}
