package dev.loanword.benchmarks.startup;

import java.io.IOException;
import java.io.InputStream;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A way to run a program.
 *
 * @param name as the table has it
 * @param preparation what is done before each run, untimed
 * @param environment variables for the process
 * @param command the process
 * @param answer what its output begins with
 * @param mark at most how many seconds until the output, 0 where there is no mark
 */
record Way(
        String name, Preparation preparation, Map<String, String> environment, List<String> command, String answer, double mark,
        List<Sample> samples) {

    /** Prints after the answer the most memory that the process has had in RAM, in kB, and its processor time. */
    static final String AND_COSTS =
            "; import time; print(next(line for line in open('/proc/self/status') if line.startswith('VmHWM')), time.process_time())";

    private static final Pattern COSTS = Pattern.compile("VmHWM:\\s+(\\d+) kB\\s+([\\d.]+)");

    /** Something to do before a run. */
    interface Preparation {
        Preparation NONE = () -> {};

        void run() throws IOException, InterruptedException;
    }

    Way(String name, List<String> command, String answer, double mark) {
        this(name, Preparation.NONE, Map.of(), command, answer, mark, new ArrayList<>());
    }

    Way after(String suffix, Preparation before) {
        return new Way(name + suffix, before, environment, command, answer, 0, new ArrayList<>());
    }

    /** Runs it once, and keeps what it took. */
    void sample() throws IOException, InterruptedException {
        samples.add(run());
    }

    /** Runs it once. */
    Sample run() throws IOException, InterruptedException {
        preparation.run();
        ProcessBuilder builder = new ProcessBuilder(command).redirectError(Redirect.DISCARD);
        builder.environment().putAll(environment);
        long began = System.nanoTime();
        Process process = builder.start();
        try (InputStream out = process.getInputStream()) {
            int first = out.read();
            double output = (System.nanoTime() - began) / 1e9;
            String text = Character.toString(Math.max(first, 0)) + new String(out.readAllBytes(), StandardCharsets.UTF_8);
            int status = process.waitFor();
            double end = (System.nanoTime() - began) / 1e9;
            Matcher costs = COSTS.matcher(text);
            if (status != 0 || !text.startsWith(answer) || !costs.find()) {
                throw new IOException(name + ": status " + status + ", output " + text);
            }
            return new Sample(output, end, Long.parseLong(costs.group(1)) / 1e3, Double.parseDouble(costs.group(2)));
        }
    }
}
