package dev.loanword.bridge;

import dev.loanword.kernels.Checkpoint;
import dev.loanword.kernels.Dot;
import dev.loanword.kernels.RowFormat;
import dev.loanword.kernels.RowScores;
import dev.loanword.kernels.RowSearch;
import dev.loanword.kernels.TopK;
import java.util.ArrayList;
import java.util.List;

/**
 * Compares queries, as arrays of float32 numbers, with the rows of a table. Whoever calls it checks indices and lengths, and
 * keeps the table alive meanwhile.
 */
final class TableScores {
    private static final int LONGEST_LIST = Integer.MAX_VALUE - 8;

    private final EmbeddingRows rows;

    TableScores(EmbeddingRows rows) {
        this.rows = rows;
    }

    /** The dot product of a row and a query. */
    double dot(long index, float[] query) {
        double[] score = new double[1];
        RowScores.dot(rows.format(), rows.chunkOf(index), rows.offsetOf(index), rows.dim(), 1, query, score);
        return score[0];
    }

    /** The cosine of the angle between a row and a query. */
    double cosine(long index, float[] query) {
        double[] score = new double[1];
        double[] square = new double[1];
        RowScores.squares(rows.format(), rows.chunkOf(index), rows.offsetOf(index), rows.dim(), 1, square);
        RowScores.cosine(rows.format(), rows.chunkOf(index), rows.offsetOf(index), rows.dim(), 1, query, square, score);
        return score[0];
    }

    /** The dot product in strict order. */
    double dotInOrder(long index, float[] query) {
        if (rows.format() != RowFormat.FLOAT32) {
            throw new IllegalArgumentException("dot_in_order works on float32 rows, this table has "
                    + RowFormats.name(rows.format()) + " rows; use dot, or a table with dtype='float32'");
        }
        return Dot.float32InOrder(rows.chunkOf(index), rows.offsetOf(index), rows.dim(), query, 0);
    }

    /** The best rows for each query. */
    List<List<Match>> search(float[][] queries, long k, String metric, Checkpoint checkpoint) {
        boolean cosine = metric.equals("cosine");
        if (!cosine && !metric.equals("dot")) {
            throw new IllegalArgumentException("metric must be 'dot' or 'cosine', got '" + metric + "'");
        }
        if (k < 0) {
            throw new IllegalArgumentException("k must be 0 or more, got " + k);
        }
        long count = rows.size();
        int most = (int) Math.min(Math.min(k, count), LONGEST_LIST);
        List<List<Match>> found = new ArrayList<>();
        for (TopK best : new RowSearch(rows.format(), rows.dim(), cosine).run(rows.spans(count), queries, most, checkpoint)) {
            List<Match> matches = new ArrayList<>(best.size());
            best.drain((index, score) -> matches.add(new Match(index, score)));
            found.add(matches);
        }
        return found;
    }
}
