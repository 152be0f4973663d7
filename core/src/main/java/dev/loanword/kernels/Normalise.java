package dev.loanword.kernels;

import dev.loanword.memory.ElementType;
import java.lang.foreign.MemorySegment;

/**
 * Brings numbers to a common measure, in place: a vector to the length 1, or a sample to the mean 0 and the standard deviation 1.
 *
 * <p>Sums are in float64 and in the order of {@link Sum#ofFloats}, or from left to right where that is asked for. Each new
 * element is rounded to float64, then, for narrower types, to the type. Numbers are in native byte order and may begin at any
 * address, on the heap or off it. Long memory is changed by several threads, with the same result. If the checkpoint throws
 * while elements are changed, the first intervals of {@link Checkpoint#INTERVAL} elements are changed, the others not.
 */
public final class Normalise {
    private Normalise() {
    }

    /**
     * Divides a vector by its length, the square root of the sum of its squares.
     *
     * @param memory writable floats
     * @param type float16, float32 or float64
     * @param leftToRight whether to add from the first to the last element; slower, and on one thread
     * @return the length that it had
     * @throws IllegalArgumentException if the length is 0, NaN or infinite, the memory is read-only, or the elements are of
     *     another type or not whole; nothing was written
     */
    public static double toUnitLength(MemorySegment memory, ElementType type, boolean leftToRight, Checkpoint checkpoint) {
        Numbers numbers = Numbers.writableFloats(memory, type, "normalise");
        double scale = 1;
        double squares = squares(numbers, scale, leftToRight, checkpoint);
        if (!Squares.areSafe(squares)) {
            scale = Squares.scale(numbers, checkpoint);
            squares = squares(numbers, scale, leftToRight, checkpoint);
        }
        double scaled = Math.sqrt(squares);
        if (!(scaled > 0 && scaled < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("a vector of length " + scaled + " can't be brought to the length 1");
        }
        double factor = scale;
        ElementLoop.overFloats(numbers, numbers.onSeveralThreads(), checkpoint,
                (x, count) -> divide(x, factor, scaled, count));
        return scaled / scale;
    }

    private static void divide(double[] x, double scale, double length, int count) {
        for (int i = 0; i < count; i++) {
            x[i] = x[i] * scale / length;
        }
    }

    private static double squares(Numbers numbers, double scale, boolean leftToRight, Checkpoint checkpoint) {
        return Sum.of(numbers, leftToRight, checkpoint, new Sum.Terms() {
            @Override
            public void addTo(Lanes lanes, double[] x, int count) {
                lanes.addProducts(x, scale, x, scale, count);
            }

            @Override
            public double addTo(double start, double[] x, int count) {
                double sum = start;
                for (int i = 0; i < count; i++) {
                    sum += x[i] * scale * (x[i] * scale);
                }
                return sum;
            }
        });
    }

    /**
     * Mean and standard deviation of a sample.
     *
     * @param mean the sum over the number of elements
     * @param deviation the square root of the mean of the squared differences from the mean: that of the elements themselves,
     *     not an estimate for more of their kind
     */
    public record Moments(double mean, double deviation) {
    }

    /**
     * Subtracts the mean of all elements, and divides by their standard deviation.
     *
     * @param memory writable floats
     * @param type float16, float32 or float64
     * @param leftToRight whether to add from the first to the last element; slower, and on one thread
     * @return the mean and the deviation that they had
     * @throws IllegalArgumentException if there are no elements, the deviation is 0, NaN or infinite, the memory is read-only, or
     *     the elements are of another type or not whole; nothing was written
     */
    public static Moments toStandard(MemorySegment memory, ElementType type, boolean leftToRight, Checkpoint checkpoint) {
        Numbers numbers = Numbers.writableFloats(memory, type, "standardise");
        double mean = Sum.ofFloats(memory, type, leftToRight, checkpoint) / numbers.count();
        double deviation = Math.sqrt(deviations(numbers, mean, leftToRight, checkpoint) / numbers.count());
        if (!(deviation > 0 && deviation < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("elements with the standard deviation " + deviation
                    + " can't be brought to the deviation 1");
        }
        ElementLoop.overFloats(numbers, numbers.onSeveralThreads(), checkpoint,
                (x, count) -> standardise(x, mean, deviation, count));
        return new Moments(mean, deviation);
    }

    private static void standardise(double[] x, double mean, double deviation, int count) {
        for (int i = 0; i < count; i++) {
            x[i] = (x[i] - mean) / deviation;
        }
    }

    private static double deviations(Numbers numbers, double mean, boolean leftToRight, Checkpoint checkpoint) {
        return Sum.of(numbers, leftToRight, checkpoint, new Sum.Terms() {
            @Override
            public void addTo(Lanes lanes, double[] x, int count) {
                lanes.addDeviations(x, mean, count);
            }

            @Override
            public double addTo(double start, double[] x, int count) {
                double sum = start;
                for (int i = 0; i < count; i++) {
                    sum += (x[i] - mean) * (x[i] - mean);
                }
                return sum;
            }
        });
    }
}
