package dev.loanword.benchmarks.startup;

import java.io.IOException;
import java.io.InputStream;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Where the time goes, as {@code loanword run --trace-startup} tells it. */
final class Traces {
    private static final Pattern STEP = Pattern.compile("startup: +([\\d.]+) +([\\d.]+) +([\\d.]+) {2}(.*)");

    private Traces() {}

    /** The steps of a runtime's start and their seconds, of that of several runs whose length is in the middle. */
    static Map<String, Double> of(String launcher, String runtime, int runs) throws IOException, InterruptedException {
        List<Map<String, Double>> traces = new ArrayList<>();
        for (int i = 0; i < runs; i++) {
            traces.add(run(launcher, runtime));
        }
        traces.sort(Comparator.comparingDouble(
                trace -> trace.values().stream().mapToDouble(Double::doubleValue).sum()));
        return traces.get(runs / 2);
    }

    private static Map<String, Double> run(String launcher, String runtime) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(launcher, "--runtime", runtime, "run", "--trace-startup", "-c", "pass")
                .redirectOutput(Redirect.DISCARD)
                .start();
        Map<String, Double> steps = new LinkedHashMap<>();
        try (InputStream err = process.getErrorStream()) {
            Matcher step = STEP.matcher(new String(err.readAllBytes(), StandardCharsets.UTF_8));
            while (step.find()) {
                steps.put(step.group(4), Double.parseDouble(step.group(2)));
            }
        }
        if (process.waitFor() != 0 || steps.isEmpty()) {
            throw new IOException("no trace of a start on the runtime " + runtime);
        }
        return steps;
    }
}
