package dev.loanword.benchmarks.cores;

import java.util.Arrays;

/**
 * The baseline: arguments and results are arrays that are converted at each call. It is written as its users would write it, not
 * slower; the bridges between CPython and a JVM call it too, where they have nothing better.
 */
public class CopyingCore extends PlainCalls {

    /** A core without state. */
    protected CopyingCore() {}

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

    /** A table that copies what it is given. */
    public PlainTable table(int dim) {
        return new PlainTable(dim);
    }

    /** Numbers that Java owns. */
    public double[] doubles(int length) {
        double[] values = new double[length];
        Arrays.fill(values, 0.5);
        return values;
    }
}
