package dev.loanword.kernels;

import dev.loanword.memory.ElementType;
import java.lang.foreign.MemorySegment;

/**
 * The cosine of the angle between two vectors: their dot product over the product of their lengths.
 *
 * <p>The three sums are those of {@link Lanes}' order, in float64, or from left to right where that is asked for. Numbers are
 * in native byte order and may begin at any address, on the heap or off it. Nothing is written. Long vectors are read by
 * several threads, with the same result.
 */
public final class Cosine {
    private Cosine() {
    }

    /**
     * The cosine, from −1 to 1: NaN if a vector has the length 0, or has an element that is NaN or infinite.
     *
     * <p>Vectors whose squares would overflow or vanish are scaled by powers of two, which changes no bit of the result.
     *
     * @param x floats
     * @param y as many floats
     * @param type of the elements of both: float16, float32 or float64
     * @param leftToRight whether to add from the first to the last element; slower, and on one thread
     * @throws IllegalArgumentException if there are not as many, or the elements are of another type or not whole
     */
    public static double of(MemorySegment x, MemorySegment y, ElementType type, boolean leftToRight,
            Checkpoint checkpoint) {
        Numbers left = Numbers.floats(x, type, "take the cosine of");
        Numbers right = Numbers.floats(y, type, "take the cosine of");
        if (left.count() != right.count()) {
            throw new IllegalArgumentException("can't compare a vector of " + left.count() + " elements to one of "
                    + right.count() + "; there must be as many");
        }
        double[] sums = sums(left, 1, right, 1, leftToRight, checkpoint);
        if (!(Squares.areSafe(sums[1]) && Squares.areSafe(sums[2]))) {
            sums = sums(left, Squares.scale(left, checkpoint), right, Squares.scale(right, checkpoint), leftToRight,
                    checkpoint);
        }
        double cosine = sums[0] / (Math.sqrt(sums[1]) * Math.sqrt(sums[2]));
        return Double.isNaN(cosine) ? cosine : Math.max(-1, Math.min(1, cosine));
    }

    /** The dot product, and the squares of both lengths. */
    private static double[] sums(Numbers left, double scale, Numbers right, double otherScale, boolean leftToRight,
            Checkpoint checkpoint) {
        return leftToRight
                ? leftToRight(left, scale, right, otherScale, checkpoint)
                : inLanes(left, scale, right, otherScale, checkpoint);
    }

    private static double[] inLanes(Numbers left, double scale, Numbers right, double otherScale, Checkpoint checkpoint) {
        int intervals = Intervals.of(left.count());
        double[] products = new double[intervals];
        double[] squares = new double[intervals];
        double[] otherSquares = new double[intervals];
        boolean severalThreads = Intervals.onSeveralThreads(left.memory().byteSize() + right.memory().byteSize(),
                left.memory(), right.memory());
        Intervals.run(left.count(), severalThreads, checkpoint, (interval, from, count) -> {
            try (Stage stage = left.stage(count);
                    Stage otherStage = right.stage(count);
                    Lanes product = new Lanes(count);
                    Lanes square = new Lanes(count);
                    Lanes otherSquare = new Lanes(count)) {
                for (int at = 0; at < count; at += Stage.BLOCK) {
                    int block = Math.min(Stage.BLOCK, count - at);
                    double[] x = stage.readFloats(from + at, block);
                    double[] y = otherStage.readFloats(from + at, block);
                    product.addProducts(x, scale, y, otherScale, block);
                    square.addProducts(x, scale, x, scale, block);
                    otherSquare.addProducts(y, otherScale, y, otherScale, block);
                }
                products[interval] = product.sum();
                squares[interval] = square.sum();
                otherSquares[interval] = otherSquare.sum();
            }
        });
        return new double[] {Sum.added(products), Sum.added(squares), Sum.added(otherSquares)};
    }

    private static double[] leftToRight(Numbers left, double scale, Numbers right, double otherScale,
            Checkpoint checkpoint) {
        double[] sums = new double[3];
        Intervals.run(left.count(), false, checkpoint, (interval, from, count) -> {
            try (Stage stage = left.stage(count); Stage otherStage = right.stage(count)) {
                for (int at = 0; at < count; at += Stage.BLOCK) {
                    int block = Math.min(Stage.BLOCK, count - at);
                    double[] x = stage.readFloats(from + at, block);
                    double[] y = otherStage.readFloats(from + at, block);
                    for (int i = 0; i < block; i++) {
                        double a = x[i] * scale;
                        double b = y[i] * otherScale;
                        sums[0] += a * b;
                        sums[1] += a * a;
                        sums[2] += b * b;
                    }
                }
            }
        });
        return sums;
    }
}
