package dev.loanword.kernels;

import java.util.Arrays;

/**
 * Keeps the best of many scored rows: those with the highest scores.
 *
 * <p>The order is total, so that the result depends neither on the order in which rows are offered nor on how they were
 * divided among threads: a higher score comes first, of equal scores the lower index, and NaN after all numbers. Zero and
 * negative zero are equal.
 *
 * <p>A binary heap whose root is the worst row that is kept, so that most rows are turned away after one comparison. The
 * memory grows with the rows that are kept, not with {@code k}. For use by one thread at a time.
 */
public final class TopK {
    private static final int FIRST_CAPACITY = 16;

    private final int k;
    private double[] scores;
    private long[] indices;
    private int size;

    /**
     * Keeps nothing yet.
     *
     * @param k how many rows to keep at most, 0 or more
     */
    public TopK(int k) {
        if (k < 0) {
            throw new IllegalArgumentException("k must be 0 or more, got " + k);
        }
        this.k = k;
        this.scores = new double[Math.min(k, FIRST_CAPACITY)];
        this.indices = new long[scores.length];
    }

    /** Offers a row, which is kept if it is among the best {@code k} so far. */
    public void offer(double score, long index) {
        if (size == k) {
            // Written so that NaN, on either side, takes the careful way.
            if (k == 0 || score < scores[0] || !comesBefore(score, index, scores[0], indices[0])) {
                return;
            }
            sink(0, score, index);
        } else {
            grow();
            rise(size++, score, index);
        }
    }

    /** Offers all that another one has kept. */
    public void offerAll(TopK other) {
        for (int i = 0; i < other.size; i++) {
            offer(other.scores[i], other.indices[i]);
        }
    }

    /** How many rows are kept. */
    public int size() {
        return size;
    }

    /** What is called with each row that was kept. */
    @FunctionalInterface
    public interface Taker {
        /** Takes one row. */
        void take(long index, double score);
    }

    /** Gives all rows that were kept, the best first, and forgets them. */
    public void drain(Taker taker) {
        long[] sortedIndices = new long[size];
        double[] sortedScores = new double[size];
        while (size > 0) {
            sortedIndices[size - 1] = indices[0];
            sortedScores[size - 1] = scores[0];
            size--;
            sink(0, scores[size], indices[size]);
        }
        for (int i = 0; i < sortedIndices.length; i++) {
            taker.take(sortedIndices[i], sortedScores[i]);
        }
    }

    /** Whether one row comes before another one in the result. */
    static boolean comesBefore(double score, long index, double otherScore, long otherIndex) {
        if (score > otherScore) {
            return true;
        }
        if (score < otherScore) {
            return false;
        }
        boolean isNaN = Double.isNaN(score);
        return isNaN == Double.isNaN(otherScore) ? index < otherIndex : !isNaN;
    }

    private void grow() {
        if (size == scores.length) {
            int capacity = (int) Math.min(k, 2L * size);
            scores = Arrays.copyOf(scores, capacity);
            indices = Arrays.copyOf(indices, capacity);
        }
    }

    private void rise(int from, double score, long index) {
        int at = from;
        while (at > 0) {
            int parent = (at - 1) >>> 1;
            if (!comesBefore(scores[parent], indices[parent], score, index)) {
                break;
            }
            scores[at] = scores[parent];
            indices[at] = indices[parent];
            at = parent;
        }
        scores[at] = score;
        indices[at] = index;
    }

    private void sink(int from, double score, long index) {
        int at = from;
        for (int child = 2 * at + 1; child < size; child = 2 * at + 1) {
            int other = child + 1;
            if (other < size && comesBefore(scores[child], indices[child], scores[other], indices[other])) {
                child = other;
            }
            if (!comesBefore(score, index, scores[child], indices[child])) {
                break;
            }
            scores[at] = scores[child];
            indices[at] = indices[child];
            at = child;
        }
        if (size > 0) {
            scores[at] = score;
            indices[at] = index;
        }
    }
}
