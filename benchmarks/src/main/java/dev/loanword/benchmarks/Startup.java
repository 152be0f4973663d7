package dev.loanword.benchmarks;

import java.io.IOException;
import java.io.InputStream;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Measures the time from the launcher's exec to a script's output, and to the end of the process, as whole processes: each runtime
 * that the launcher can choose, and CPython.
 *
 * <p>Command: {@code scripts/bench startup}. The ways take turns, so that a busy moment hits all of them. The table shows
 * medians; {@code --json FILE} writes all samples. A first round, which fills the file cache, does not count.
 */
public final class Startup {
    private static final String HELLO = "print('hello', flush=True)";
    private static final String HELLO_BY_MODULE = "import startup_peer; print(startup_peer.hello(), flush=True)";
    private static final String SCALE =
            "import numpy, bridge; a = numpy.ones(1000); bridge.scale_inplace(a, 2.0); print(a[0], flush=True)";
    private static final String SCALE_BY_NUMPY = "import numpy; a = numpy.ones(1000); a *= 2.0; print(a[0], flush=True)";

    /** Prints after the answer the most memory that the process has had in RAM, in kB, and its processor time. */
    private static final String AND_COSTS =
            "; import time; print(next(line for line in open('/proc/self/status') if line.startswith('VmHWM')), time.process_time())";

    private static final Pattern COSTS = Pattern.compile("VmHWM:\\s+(\\d+) kB\\s+([\\d.]+)");

    private final List<Way> ways = new ArrayList<>();
    private final int runs;
    private final String part;

    /**
     * One way to run a script.
     *
     * @param answer what its output begins with
     */
    private record Way(String name, List<String> command, String answer, List<Sample> samples) {}

    /** What one process took: until its output, until its end, the most memory that it had in RAM, and of the processors. */
    private record Sample(double outputSeconds, double endSeconds, long kilobytes, double processorSeconds) {}

    private Startup(int runs, String part) {
        this.runs = runs;
        this.part = part;
    }

    /** Runs the benchmark; the arguments are the launcher, CPython and the folder of a native module for it, then the options. */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        List<String> options = Arrays.asList(arguments).subList(3, arguments.length);
        int runs = 10;
        String part = "";
        Optional<Path> json = Optional.empty();
        for (int i = 0; i + 1 < options.size(); i += 2) {
            switch (options.get(i)) {
                case "--runs" -> runs = Integer.parseInt(options.get(i + 1));
                case "--only" -> part = options.get(i + 1);
                case "--json" -> json = Optional.of(Path.of(options.get(i + 1)));
                default -> usage();
            }
        }
        if (options.size() % 2 != 0 || runs < 1) {
            usage();
        }
        Startup startup = new Startup(runs, part);
        startup.add(arguments[0], arguments[1], Path.of(arguments[2], "startup_peer.so"));
        startup.measure();
        startup.print();
        if (json.isPresent()) {
            Files.writeString(json.get(), startup.json());
        }
    }

    private static void usage() {
        System.err.println("usage: scripts/bench startup [--runs N] [--only PART] [--json FILE]");
        System.exit(2);
    }

    private void add(String launcher, String cpython, Path nativeModule) throws IOException, InterruptedException {
        for (String runtime : List.of("image", "interpreter", "stock")) {
            add("hello, --runtime " + runtime, List.of(launcher, "--runtime", runtime, "-c", HELLO + AND_COSTS), "hello");
        }
        add("hello, CPython", List.of(cpython, "-c", HELLO + AND_COSTS), "hello");
        if (Files.exists(nativeModule)) {
            String path = "PYTHONPATH=" + nativeModule.getParent();
            add("hello, CPython with a PyO3 module", List.of("env", path, cpython, "-c", HELLO_BY_MODULE + AND_COSTS), "hello");
        }
        for (String runtime : List.of("image", "interpreter")) {
            add(
                    "numpy and scale, --runtime " + runtime,
                    List.of(launcher, "--runtime", runtime, "-c", SCALE + AND_COSTS),
                    "2.0");
        }
        add("numpy and scale, CPython", List.of(cpython, "-c", SCALE_BY_NUMPY + AND_COSTS), "2.0");
    }

    /** Adds a way if it is asked for and works here; CPython may be without NumPy, or missing. */
    private void add(String name, List<String> command, String answer) throws IOException, InterruptedException {
        if (!name.contains(part)) {
            return;
        }
        Way way = new Way(name, command, answer, new ArrayList<>());
        try {
            run(way);
            ways.add(way);
        } catch (IOException unusable) {
            System.err.println("scripts/bench: left out: " + name + ": " + unusable.getMessage());
        }
    }

    private void measure() throws IOException, InterruptedException {
        for (int i = 0; i < runs; i++) {
            for (Way way : ways) {
                way.samples().add(run(way));
            }
        }
    }

    private static Sample run(Way way) throws IOException, InterruptedException {
        long began = System.nanoTime();
        Process process = new ProcessBuilder(way.command()).redirectError(Redirect.DISCARD).start();
        try (InputStream out = process.getInputStream()) {
            int first = out.read();
            double output = (System.nanoTime() - began) / 1e9;
            String text = Character.toString(first) + new String(out.readAllBytes(), StandardCharsets.UTF_8);
            int status = process.waitFor();
            double end = (System.nanoTime() - began) / 1e9;
            Matcher costs = COSTS.matcher(text);
            if (status != 0 || !text.startsWith(way.answer()) || !costs.find()) {
                throw new IOException("status " + status + ", output " + text);
            }
            return new Sample(output, end, Long.parseLong(costs.group(1)), Double.parseDouble(costs.group(2)));
        }
    }

    private void print() {
        System.out.printf("%-36s %10s %10s %10s %10s%n", "medians of " + runs, "output", "end", "processor", "memory");
        for (Way way : ways) {
            System.out.printf(
                    Locale.ROOT,
                    "%-36s %8.2f s %8.2f s %8.2f s %7.0f MB%n",
                    way.name(),
                    median(way.samples().stream().mapToDouble(Sample::outputSeconds).toArray()),
                    median(way.samples().stream().mapToDouble(Sample::endSeconds).toArray()),
                    median(way.samples().stream().mapToDouble(Sample::processorSeconds).toArray()),
                    median(way.samples().stream().mapToDouble(Sample::kilobytes).toArray()) / 1000);
        }
    }

    private String json() {
        List<String> records = new ArrayList<>();
        for (Way way : ways) {
            List<String> samples = way.samples().stream()
                    .map(sample -> String.format(
                            Locale.ROOT,
                            "{\"output\": %.4f, \"end\": %.4f, \"processor\": %.4f, \"kilobytes\": %d}",
                            sample.outputSeconds(),
                            sample.endSeconds(),
                            sample.processorSeconds(),
                            sample.kilobytes()))
                    .toList();
            records.add("  {\"name\": \"" + way.name() + "\", \"samples\": [" + String.join(", ", samples) + "]}");
        }
        return "[\n" + String.join(",\n", records) + "\n]\n";
    }

    private static double median(double[] values) {
        Arrays.sort(values);
        int half = values.length / 2;
        return values.length % 2 == 1 ? values[half] : (values[half - 1] + values[half]) / 2;
    }
}
