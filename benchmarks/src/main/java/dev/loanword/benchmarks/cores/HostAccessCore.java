package dev.loanword.benchmarks.cores;

import java.nio.ByteOrder;
import org.graalvm.polyglot.Value;

/** The functions over GraalVM's {@link Value}, which reads and writes Python's buffers where they lie, one element a call. */
public final class HostAccessCore extends CopyingCore {

    private static final ByteOrder ORDER = ByteOrder.nativeOrder();

    HostAccessCore() {}

    /** FNV-1a over a copy that the polyglot API makes in one piece. */
    public long checksumOfBuffer(Value payload) {
        byte[] bytes = new byte[Math.toIntExact(payload.getBufferSize())];
        payload.readBuffer(0, bytes, 0, bytes.length);
        return checksum(bytes);
    }

    /** In place. */
    public void scaleBuffer(Value values, double factor) {
        long size = values.getBufferSize();
        for (long at = 0; at < size; at += Double.BYTES) {
            values.writeBufferDouble(ORDER, at, values.readBufferDouble(ORDER, at) * factor);
        }
    }

    /** In place. */
    public void scaleSingleBuffer(Value values, double factor) {
        long size = values.getBufferSize();
        for (long at = 0; at < size; at += Float.BYTES) {
            values.writeBufferFloat(ORDER, at, values.readBufferFloat(ORDER, at) * (float) factor);
        }
    }

    /** Float32 numbers out of a buffer. */
    public float[] floatsOfBuffer(Value buffer) {
        float[] floats = new float[Math.toIntExact(buffer.getBufferSize() / Float.BYTES)];
        for (int i = 0; i < floats.length; i++) {
            floats[i] = buffer.readBufferFloat(ORDER, (long) i * Float.BYTES);
        }
        return floats;
    }

    /** Float32 numbers out of a list. */
    public float[] floatsOfList(Value list) {
        float[] floats = new float[Math.toIntExact(list.getArraySize())];
        for (int i = 0; i < floats.length; i++) {
            floats[i] = (float) list.getArrayElement(i).asDouble();
        }
        return floats;
    }

    /** The dot product of a row with a list. */
    public double dotList(PlainTable table, int index, Value list) {
        return table.dot(index, floatsOfList(list));
    }

    /** The dot product of a row with a buffer. */
    public double dotBuffer(PlainTable table, int index, Value buffer) {
        return table.dot(index, floatsOfBuffer(buffer));
    }

    /** Keeps a row from a list. */
    public int addList(PlainTable table, Value list) {
        return table.add(floatsOfList(list));
    }

    /** Keeps a row from a buffer. */
    public int addBuffer(PlainTable table, Value buffer) {
        return table.add(floatsOfBuffer(buffer));
    }

    /** The best rows of a table. */
    public int[] search(PlainTable table, Value query, int k) {
        return table.search(floatsOfBuffer(query), k);
    }
}
