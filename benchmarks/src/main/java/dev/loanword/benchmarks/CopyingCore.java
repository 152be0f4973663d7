package dev.loanword.benchmarks;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/**
 * The baseline: the five functions as one writes them with GraalVM's own host access, where arguments and results are
 * arrays and strings that are converted at each call. It is written as its users would write it, not slower.
 */
public final class CopyingCore {

    private final List<float[]> rows = new ArrayList<>();

    /** FNV-1a over a copied array. */
    public long checksum(byte[] payload) {
        long hash = 0xcbf29ce484222325L;
        for (byte value : payload) {
            hash = (hash ^ (value & 0xff)) * 0x100000001b3L;
        }
        return hash;
    }

    /** Gives a scaled array back, which the caller writes into its own. */
    public double[] scale(double[] values, double factor) {
        for (int i = 0; i < values.length; i++) {
            values[i] *= factor;
        }
        return values;
    }

    /** Gives a scaled array back, which the caller writes into its own. */
    public float[] scaleSingle(float[] values, double factor) {
        for (int i = 0; i < values.length; i++) {
            values[i] *= (float) factor;
        }
        return values;
    }

    /** Keeps a row. */
    public int add(float[] row) {
        rows.add(row);
        return rows.size() - 1;
    }

    /** The dot product of a row. */
    public double dot(int index, float[] query) {
        float[] row = rows.get(index);
        double sum = 0;
        for (int i = 0; i < row.length; i++) {
            sum += row[i] * query[i];
        }
        return sum;
    }

    /** The lines of a file as strings. */
    public Iterator<String> lines(String path) {
        try {
            BufferedReader reader = Files.newBufferedReader(Path.of(path), StandardCharsets.ISO_8859_1);
            return reader.lines().iterator();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
