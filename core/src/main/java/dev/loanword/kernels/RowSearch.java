package dev.loanword.kernels;

import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * Finds the rows with the highest scores for each of some queries.
 *
 * <p>The rows are read once, block by block, for all queries together. Large searches run on several threads; the result has
 * the same bits at any number of them, as {@link TopK} is told apart from the order of its rows. Nothing is written.
 *
 * @param format how the rows lie in memory
 * @param dim how many numbers a row has
 * @param cosine whether the score is the cosine; else it is the dot product
 * @see RowScores
 */
public record RowSearch(RowFormat format, int dim, boolean cosine) {
    /** Below so many bytes of rows and queries one thread is faster than two. */
    private static final long PARALLEL_FROM_BYTES = 4 << 20;

    private static final long TASK_BYTES = 1 << 20;

    /**
     * Some rows, without gaps.
     *
     * @param memory native memory
     * @param offset where the first row begins in it, in bytes
     * @param first the index of the first row
     * @param count how many rows
     */
    public record Span(MemorySegment memory, long offset, long first, long count) {}

    /**
     * Searches.
     *
     * @param spans all rows
     * @param queries at least {@code dim} numbers each
     * @param k how many rows to find at most
     * @param checkpoint is polled every {@link Checkpoint#INTERVAL} numbers by the calling thread
     * @return the best rows, in the order of the queries
     * @throws IndexOutOfBoundsException if the rows of a span are not within its memory, or a query is too short
     */
    public List<TopK> run(List<Span> spans, float[][] queries, int k, Checkpoint checkpoint) {
        for (float[] query : queries) {
            Objects.checkFromIndexSize(0, dim, query.length);
        }
        List<TopK> found = new ArrayList<>();
        for (int i = 0; i < queries.length; i++) {
            found.add(new TopK(k));
        }
        List<Span> tasks = tasks(spans);
        long rows = spans.stream().mapToLong(Span::count).sum();
        boolean parallel = tasks.size() > 1
                && rows * format.rowBytes(dim) * queries.length >= PARALLEL_FROM_BYTES
                && spans.stream().allMatch(span -> Workers.mayShare(span.memory()));
        if (parallel) {
            Workers.run(tasks.size(), checkpoint, task -> {
                List<TopK> own = new ArrayList<>();
                for (int i = 0; i < queries.length; i++) {
                    own.add(new TopK(k));
                }
                scan(tasks.get(task), queries, own, Checkpoint.NONE);
                synchronized (found) {
                    for (int i = 0; i < queries.length; i++) {
                        found.get(i).offerAll(own.get(i));
                    }
                }
            });
        } else {
            for (int task = 0; task < tasks.size(); task++) {
                if (task > 0) {
                    checkpoint.poll();
                }
                scan(tasks.get(task), queries, found, checkpoint);
            }
        }
        return found;
    }

    /** Cuts the rows into pieces that a thread has done in less than a millisecond. */
    private List<Span> tasks(List<Span> spans) {
        long rowBytes = format.rowBytes(dim);
        long most = Math.max(1, TASK_BYTES / rowBytes);
        List<Span> tasks = new ArrayList<>();
        for (Span span : spans) {
            Objects.checkFromIndexSize(
                    span.offset(), Math.multiplyExact(span.count(), rowBytes), span.memory().byteSize());
            for (long done = 0; done < span.count(); done += most) {
                tasks.add(new Span(
                        span.memory(),
                        span.offset() + done * rowBytes,
                        span.first() + done,
                        Math.min(most, span.count() - done)));
            }
        }
        return tasks;
    }

    private void scan(Span span, float[][] queries, List<TopK> found, Checkpoint checkpoint) {
        int block = (int) Math.max(1, Math.min(span.count(), Checkpoint.INTERVAL / dim));
        double[] scores = new double[block];
        double[] squares = new double[cosine ? block : 0];
        for (long done = 0; done < span.count(); done += block) {
            if (done > 0) {
                checkpoint.poll();
            }
            int count = (int) Math.min(block, span.count() - done);
            long offset = span.offset() + done * format.rowBytes(dim);
            if (cosine) {
                RowScores.squares(format, span.memory(), offset, dim, count, squares);
            }
            for (int i = 0; i < queries.length; i++) {
                if (cosine) {
                    RowScores.cosine(format, span.memory(), offset, dim, count, queries[i], squares, scores);
                } else {
                    RowScores.dot(format, span.memory(), offset, dim, count, queries[i], scores);
                }
                TopK best = found.get(i);
                for (int row = 0; row < count; row++) {
                    best.offer(scores[row], span.first() + done + row);
                }
            }
        }
    }
}
