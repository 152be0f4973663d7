package dev.loanword.benchmarks.startup;

import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * What one process took.
 *
 * @param output seconds until its output
 * @param end seconds until its end
 * @param megabytes the most memory that it had in RAM; of a program in a warm host, the host's
 * @param processor seconds of the processors; of a program in a warm host, since the host began
 */
record Sample(double output, double end, double megabytes, double processor) {

    static double median(List<Sample> samples, ToDoubleFunction<Sample> figure) {
        double[] sorted = samples.stream().mapToDouble(figure).sorted().toArray();
        int half = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[half] : Arrays.stream(sorted, half - 1, half + 1).average().orElseThrow();
    }
}
