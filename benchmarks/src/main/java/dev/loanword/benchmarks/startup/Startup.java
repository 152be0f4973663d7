package dev.loanword.benchmarks.startup;

import dev.loanword.benchmarks.Machine;
import dev.loanword.benchmarks.Page;
import dev.loanword.benchmarks.Progress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import me.tongfei.progressbar.ProgressBar;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * Measures the time from the launcher's exec to a script's output, and to the end of the process, as whole processes: each runtime
 * that the launcher can choose, the warm host, and CPython.
 *
 * <p>The ways take turns, so that a busy moment hits all of them. Tables show medians. A first round, which fills the file cache,
 * does not count, but for the ways that are about that.
 */
@Command(
        name = "scripts/bench startup",
        sortOptions = false,
        description = "Measures the time from the launcher to a script's output, beside CPython.")
public final class Startup implements Callable<Integer> {
    private static final String HELLO = "print('hello', flush=True)" + Way.AND_COSTS;
    private static final String HELLO_BY_MODULE = "import startup_peer; print(startup_peer.hello(), flush=True)" + Way.AND_COSTS;
    private static final String SCALE =
            "import numpy, bridge; a = numpy.ones(1000); bridge.scale_inplace(a, 2.0); print(a[0], flush=True)" + Way.AND_COSTS;
    private static final String SCALE_BY_NUMPY =
            "import numpy; a = numpy.ones(1000); a *= 2.0; print(a[0], flush=True)" + Way.AND_COSTS;
    private static final List<String> RUNTIMES = List.of("image", "interpreter", "stock");
    private static final int TRACES = 3;
    private static final int FIRST_RUNS = 2;

    /** How long a warm host may take to get ready for the next program. */
    private static final long MILLIS_FOR_NEXT = 2000;

    private static final long MILLIS_FOR_NEXT_NUMPY = 15_000;

    @Parameters(index = "0", hidden = true)
    private String launcher;

    @Parameters(index = "1", hidden = true)
    private String cpython;

    @Parameters(index = "2", hidden = true)
    private Path nativeModule;

    @Option(names = "--runs", paramLabel = "N", defaultValue = "10", description = "How often each way is run; ${DEFAULT-VALUE}.")
    private int runs;

    @Option(names = "--only", paramLabel = "PART", defaultValue = "", description = "Only ways whose name has this in it.")
    private String part;

    @Option(names = "--json", paramLabel = "FILE", description = "Writes all samples to a file.")
    private Path json;

    @Option(names = "--picture", paramLabel = "FILE", description = "Writes a chart of where the time goes, as .png or .svg.")
    private Path picture;

    @Option(names = "--update", paramLabel = "PAGE", description = "Writes the figures into a page of Markdown.")
    private Path page;

    @Option(names = {"-h", "--help"}, usageHelp = true, description = "Prints this text.")
    private boolean help;

    private final List<Way> ways = new ArrayList<>();

    /** Runs the benchmark; the arguments are the launcher, CPython and the folder of a native module for it, then the options. */
    public static void main(String[] arguments) {
        System.exit(new CommandLine(new Startup()).execute(arguments));
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        addAll();
        measure();
        print();
        if (json != null) {
            Files.writeString(json, json());
        }
        if (picture != null) {
            Map<String, Map<String, Double>> traces = new LinkedHashMap<>();
            for (String runtime : RUNTIMES) {
                traces.put(runtime, Traces.of(launcher, runtime, TRACES));
            }
            StartupPicture.write(traces, picture);
        }
        if (page != null) {
            Page.update(page, markdown());
        }
        return 0;
    }

    private void addAll() throws InterruptedException {
        for (String runtime : RUNTIMES) {
            double mark = runtime.equals("image") ? 1.6 : 0;
            add(new Way("hello, " + runtime, List.of(launcher, "--runtime", runtime, "-c", HELLO), "hello", mark));
        }
        Way python = new Way("hello, CPython", List.of(cpython, "-c", HELLO), "hello", 0);
        add(python);
        if (Files.exists(nativeModule)) {
            String path = "PYTHONPATH=" + nativeModule.toAbsolutePath().getParent();
            add(new Way("hello, CPython and PyO3", List.of("env", path, cpython, "-c", HELLO_BY_MODULE), "hello", 0));
        }
        if (FileCache.canBeEmptied()) {
            add(new Way("hello, image", List.of(launcher, "--runtime", "image", "-c", HELLO), "hello", 0)
                    .after(", cold file cache", FileCache::empty));
            add(python.after(", cold file cache", FileCache::empty));
        }
        for (String runtime : RUNTIMES.subList(0, 2)) {
            double mark = runtime.equals("image") ? 6 : 0;
            add(new Way("NumPy, " + runtime, List.of(launcher, "--runtime", runtime, "-c", SCALE), "2.0", mark));
        }
        add(new Way("NumPy, CPython", List.of(cpython, "-c", SCALE_BY_NUMPY), "2.0", 0));
    }

    /** After all others, which a host that gets ready in the background would hold up. */
    private void addWarm() throws InterruptedException {
        Way.Preparation pause = () -> Thread.sleep(MILLIS_FOR_NEXT);
        Way.Preparation longPause = () -> Thread.sleep(MILLIS_FOR_NEXT_NUMPY);
        Way warm = new Way("hello, warm host", List.of(launcher, "run", "--warm", "-c", HELLO), "hello", 0.4);
        add(new Way(warm.name(), pause, warm.environment(), warm.command(), warm.answer(), warm.mark(), warm.samples()));
        Way warmNumPy = new Way("NumPy, warm host", List.of(launcher, "run", "--warm", "-c", SCALE), "2.0", 1.5);
        add(new Way(
                warmNumPy.name(), longPause, warmNumPy.environment(), warmNumPy.command(), warmNumPy.answer(), warmNumPy.mark(),
                warmNumPy.samples()));
    }

    /** Adds a way if it is asked for and works here; CPython may be without NumPy, or missing. */
    private void add(Way way) throws InterruptedException {
        if (!way.name().contains(part)) {
            return;
        }
        try {
            way.run();
            ways.add(way);
        } catch (IOException unusable) {
            System.err.println("scripts/bench: left out: " + way.name() + ": " + unusable.getMessage());
        }
    }

    private void measure() throws IOException, InterruptedException {
        FirstRun first = new FirstRun(launcher);
        Way firstWay = first.way(HELLO);
        boolean withFirst = firstWay.name().contains(part);
        try (ProgressBar progress = Progress.of(runs * ways.size() + (withFirst ? FIRST_RUNS : 0))) {
            sample(ways, progress);
            for (int i = 0; withFirst && i < FIRST_RUNS; i++) {
                progress.setExtraMessage(" " + firstWay.name());
                firstWay.sample();
                progress.step();
            }
            List<Way> cold = List.copyOf(ways);
            addWarm();
            sample(ways.stream().filter(way -> !cold.contains(way)).toList(), progress);
        } finally {
            first.forget();
            new ProcessBuilder(launcher, "host", "stop").redirectErrorStream(true).start().waitFor();
        }
        if (withFirst) {
            ways.add(firstWay);
        }
    }

    private void sample(List<Way> some, ProgressBar progress) throws IOException, InterruptedException {
        for (int i = 0; i < runs; i++) {
            for (Way way : some) {
                progress.setExtraMessage(" " + way.name());
                way.sample();
                progress.step();
            }
        }
    }

    private void print() {
        System.out.printf("%-34s %9s %9s %9s %9s%n", "medians of " + runs, "output", "end", "processor", "memory");
        for (Way way : ways) {
            System.out.printf(
                    Locale.ROOT,
                    "%-34s %7.2f s %7.2f s %7.2f s %6.0f MB%s%n",
                    way.name(),
                    Sample.median(way.samples(), Sample::output),
                    Sample.median(way.samples(), Sample::end),
                    Sample.median(way.samples(), Sample::processor),
                    Sample.median(way.samples(), Sample::megabytes),
                    verdict(way));
        }
    }

    private static String verdict(Way way) {
        if (way.mark() == 0) {
            return "";
        }
        boolean met = Sample.median(way.samples(), Sample::output) <= way.mark();
        return String.format(Locale.ROOT, "  mark %.1f s: %s", way.mark(), met ? "met" : "missed");
    }

    private String markdown() {
        StringBuilder text = new StringBuilder("\n" + LocalDate.now() + ", " + Machine.description() + "; medians of " + runs
                + ", of the very first run of " + FIRST_RUNS + ".\n\n"
                + "| | output after | end after | processor time | most memory | mark |\n| --- | --- | --- | --- | --- | --- |\n");
        for (Way way : ways) {
            text.append(String.format(
                    Locale.ROOT,
                    "| %s | %.2f s | %.2f s | %.2f s | %.0f MB | %s |%n",
                    way.name(),
                    Sample.median(way.samples(), Sample::output),
                    Sample.median(way.samples(), Sample::end),
                    Sample.median(way.samples(), Sample::processor),
                    Sample.median(way.samples(), Sample::megabytes),
                    verdict(way).replace("  mark ", "")));
        }
        return text.append('\n').toString();
    }

    private String json() {
        List<String> records = new ArrayList<>();
        for (Way way : ways) {
            List<String> samples = way.samples().stream()
                    .map(sample -> String.format(
                            Locale.ROOT,
                            "{\"output\": %.4f, \"end\": %.4f, \"processor\": %.4f, \"megabytes\": %.1f}",
                            sample.output(),
                            sample.end(),
                            sample.processor(),
                            sample.megabytes()))
                    .toList();
            records.add("  {\"name\": \"" + way.name() + "\", \"samples\": [" + String.join(", ", samples) + "]}");
        }
        return "[\n" + String.join(",\n", records) + "\n]\n";
    }
}
