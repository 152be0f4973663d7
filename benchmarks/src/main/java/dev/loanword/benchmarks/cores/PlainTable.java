package dev.loanword.benchmarks.cores;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.PriorityQueue;

/** Rows of numbers, as one writes them in Java without a library: a list of arrays, plain loops. */
public final class PlainTable {

    private record Match(int index, float score) {}

    private final int dim;
    private final List<float[]> rows = new ArrayList<>();

    PlainTable(int dim) {
        this.dim = dim;
    }

    /** Keeps a row. */
    public int add(float[] row) {
        check(row, "embedding");
        rows.add(row);
        return rows.size() - 1;
    }

    /** Reads rows of native-order float32 numbers from a file. */
    public void load(String path) throws IOException {
        byte[] bytes = new byte[dim * Float.BYTES];
        try (DataInputStream in = new DataInputStream(new BufferedInputStream(Files.newInputStream(Path.of(path)), 1 << 20))) {
            for (long left = Files.size(Path.of(path)); left > 0; left -= bytes.length) {
                in.readFully(bytes);
                float[] row = new float[dim];
                ByteBuffer.wrap(bytes).order(ByteOrder.nativeOrder()).asFloatBuffer().get(row);
                rows.add(row);
            }
        }
    }

    /** The dot product of a row. */
    public double dot(int index, float[] query) {
        check(query, "query");
        return dot(rows.get(index), query);
    }

    /** The indices of the rows with the highest dot products, best first. */
    public int[] search(float[] query, int k) {
        check(query, "query");
        PriorityQueue<Match> best = new PriorityQueue<>((one, other) -> Float.compare(one.score(), other.score()));
        for (int index = 0; index < rows.size(); index++) {
            float score = dot(rows.get(index), query);
            if (best.size() < k) {
                best.add(new Match(index, score));
            } else if (score > best.element().score()) {
                best.remove();
                best.add(new Match(index, score));
            }
        }
        List<Integer> indices = new ArrayList<>();
        while (!best.isEmpty()) {
            indices.add(best.remove().index());
        }
        Collections.reverse(indices);
        return indices.stream().mapToInt(Integer::intValue).toArray();
    }

    private static float dot(float[] row, float[] query) {
        float sum = 0;
        for (int i = 0; i < row.length; i++) {
            sum += row[i] * query[i];
        }
        return sum;
    }

    private void check(float[] row, String what) {
        if (row.length != dim) {
            throw new IllegalArgumentException("expected " + dim + "-dim " + what);
        }
    }
}
