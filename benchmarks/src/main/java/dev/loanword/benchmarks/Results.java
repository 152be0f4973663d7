package dev.loanword.benchmarks;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/** What was measured, by row and side. */
final class Results {

    /**
     * One row on one side, a unit of the row at a time.
     *
     * @param nanos the samples, in nanoseconds a unit, in the order in which they were taken
     * @param processorNanos the time of all processors, the median of the samples; 0 where it was not asked for
     * @param bytes how many bytes were allocated; not a number where nobody counts them
     */
    record Cell(double[] nanos, double processorNanos, double bytes) {

        /** The median of the samples. */
        double median() {
            return Timing.median(nanos);
        }
    }

    private record Place(String row, String peer) {}

    private final Map<Place, Cell> cells = new HashMap<>();
    private final Map<String, WarmUp> warmUps = new LinkedHashMap<>();
    private final Map<String, Long> memory = new LinkedHashMap<>();

    void put(String row, String peer, Cell cell) {
        cells.put(new Place(row, peer), cell);
    }

    Optional<Cell> cell(String row, String peer) {
        return Optional.ofNullable(cells.get(new Place(row, peer)));
    }

    /** The median time, if it was measured. */
    OptionalDouble median(String row, String peer) {
        return cell(row, peer).map(cell -> OptionalDouble.of(cell.median())).orElse(OptionalDouble.empty());
    }

    /** How long one side takes, as a multiple of what another takes; empty if either was not measured. */
    OptionalDouble ratio(String row, String peer, String other) {
        OptionalDouble one = median(row, peer);
        OptionalDouble reference = median(row, other);
        return one.isPresent() && reference.isPresent()
                ? OptionalDouble.of(one.getAsDouble() / reference.getAsDouble())
                : OptionalDouble.empty();
    }

    void putWarmUp(String pattern, WarmUp warmUp) {
        warmUps.put(pattern, warmUp);
    }

    /** How each pattern became fast, in the order in which they were measured. */
    Map<String, WarmUp> warmUps() {
        return warmUps;
    }

    void putMemory(String pattern, long bytes) {
        memory.put(pattern, bytes);
    }

    /** How many bytes each pattern took beside its data. */
    Map<String, Long> memory() {
        return memory;
    }

    /** Whether any side has the row. */
    boolean has(String row) {
        return cells.keySet().stream().anyMatch(place -> place.row().equals(row));
    }
}
