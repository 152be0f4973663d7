package dev.loanword.benchmarks;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/**
 * How a loop became fast.
 *
 * @param seconds until it first ran at nine tenths of its final speed, kept up over {@value #SMOOTHED} chunks; the loop's own
 *     time, without the start of the process. Not a number if the loop had not settled when the time was over
 * @param nanos a step at its final speed
 * @param relapses how often it fell under half of its final speed after that: a loop that is compiled again and again shows here
 */
record WarmUp(double seconds, double nanos, int relapses) {

    /** How many chunks are looked at together, since a single one may have been interrupted. */
    static final int SMOOTHED = 5;

    private static final double FAST = 0.9;
    private static final double SLOW = 0.5;

    /**
     * One chunk of the loop.
     *
     * @param end when it ended, in nanoseconds after the loop began
     * @param nanos a step
     */
    record Chunk(double end, double nanos) {}

    /** Reads chunks as the side gives them. */
    static WarmUp of(JsonNode chunks) {
        List<Chunk> found = new ArrayList<>();
        chunks.forEach(chunk -> found.add(new Chunk(chunk.get(0).asDouble(), chunk.get(1).asDouble())));
        return of(found);
    }

    /** The final speed is the median of the last third of the time. */
    static WarmUp of(List<Chunk> chunks) {
        if (chunks.size() < SMOOTHED) {
            throw new IllegalArgumentException("a warm-up needs " + SMOOTHED + " chunks at least, got " + chunks.size());
        }
        double lastThird = chunks.getLast().end() * 2 / 3;
        double nanos = Timing.median(chunks.stream()
                .filter(chunk -> chunk.end() >= lastThird)
                .mapToDouble(Chunk::nanos)
                .toArray());
        OptionalDouble reached = OptionalDouble.empty();
        int relapses = 0;
        boolean slow = false;
        for (int i = 0; i + SMOOTHED <= chunks.size(); i++) {
            double speed = nanos / Timing.median(
                    chunks.subList(i, i + SMOOTHED).stream().mapToDouble(Chunk::nanos).toArray());
            if (reached.isEmpty() && speed >= FAST) {
                reached = OptionalDouble.of(chunks.get(i).end() / 1e9);
            }
            boolean nowSlow = speed < SLOW;
            relapses += reached.isPresent() && nowSlow && !slow ? 1 : 0;
            slow = nowSlow;
        }
        return new WarmUp(reached.orElse(Double.NaN), nanos, relapses);
    }
}
