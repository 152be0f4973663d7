package dev.loanword.cli;

import dev.loanword.python.PythonHost;
import java.io.IOException;
import java.lang.management.ClassLoadingMXBean;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Where the time goes between the launcher's start and a program's first line: {@code loanword run --trace-startup}. */
final class StartTrace {
    /** The system property by which the launcher says when it began, in seconds since 1970, if it is asked for this trace. */
    private static final String LAUNCHED = "loanword.launched";

    private static final String IMPORTED =
            """
            (lambda names: f'{len(names)} Python modules of files: ' + ' '.join(sorted(names)))(
                [name for name, module in __import__('sys').modules.items() if getattr(module, '__file__', None)])""";

    /**
     * A step that has ended.
     *
     * @param end when, in seconds since 1970
     * @param processor the processor time that this thread had had by then, in seconds
     */
    private record Step(String name, double end, double processor) {}

    private final List<Step> steps = new ArrayList<>();

    private final boolean wanted;

    /** A trace that begins now; what was before, JVM and launcher know. */
    StartTrace(boolean wanted) {
        this.wanted = wanted;
        done("the command line is read");
    }

    /** Notes that a step has ended. */
    void done(String step) {
        if (wanted) {
            steps.add(new Step(step, System.currentTimeMillis() / 1e3, processorTime()));
        }
    }

    /** From Linux, because the JVM would need a tenth of a second to get ready to tell. 0 where Linux does not say. */
    private static double processorTime() {
        try {
            return Double.parseDouble(Files.readString(Path.of("/proc/thread-self/schedstat")).split(" ")[0]) / 1e9;
        } catch (IOException notHere) {
            return 0;
        }
    }

    /** What ran until now, a step a line, and what of the machine it took. */
    List<String> lines(PythonHost host) throws IOException {
        List<Step> all = new ArrayList<>();
        double jvm = ManagementFactory.getRuntimeMXBean().getStartTime() / 1e3;
        double began = Optional.ofNullable(System.getProperty(LAUNCHED)).map(Double::valueOf).orElse(jvm);
        if (began < jvm) {
            all.add(new Step("the launcher has found the JDK, the build and the runtime image", jvm, 0));
        }
        all.addAll(steps);
        List<String> lines = new ArrayList<>();
        lines.add("startup:   at s    for s    cpu s  until");
        double last = began;
        double processor = 0;
        for (Step step : all) {
            lines.add(String.format(
                    Locale.ROOT,
                    "startup: %6.3f   %6.3f   %6.3f  %s",
                    step.end() - began,
                    step.end() - last,
                    step.processor() - processor,
                    step.name()));
            last = step.end();
            processor = step.processor();
        }
        lines.add("startup: " + machine());
        lines.add("startup: " + classes());
        lines.add("startup: " + host.eval(IMPORTED, String.class));
        return lines;
    }

    private static String machine() throws IOException {
        long collections = 0;
        long pauses = 0;
        for (GarbageCollectorMXBean collector : ManagementFactory.getGarbageCollectorMXBeans()) {
            collections += collector.getCollectionCount();
            pauses += collector.getCollectionTime();
        }
        double processor = ProcessHandle.current().info().totalCpuDuration().orElseThrow().toMillis() / 1e3;
        double compilers = ManagementFactory.getCompilationMXBean().getTotalCompilationTime() / 1e3;
        return String.format(
                Locale.ROOT,
                "%.2f s of processor time; compilers of the JVM %.2f s; %d garbage collections, %.3f s%s",
                processor,
                compilers,
                collections,
                pauses / 1e3,
                resident());
    }

    private static String resident() throws IOException {
        Path status = Path.of("/proc/self/status");
        if (!Files.isReadable(status)) {
            return "";
        }
        return Files.readAllLines(status).stream()
                .filter(line -> line.startsWith("VmRSS:") || line.startsWith("RssAnon:") || line.startsWith("RssFile:"))
                .map(line -> line.replaceAll("\\s+", " "))
                .reduce("", (all, line) -> all + "; " + line);
    }

    private static String classes() {
        ClassLoadingMXBean classes = ManagementFactory.getClassLoadingMXBean();
        return classes.getTotalLoadedClassCount() + " classes; " + System.getProperty("java.vm.info");
    }
}
