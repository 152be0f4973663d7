package dev.loanword.benchmarks.cores;

import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.DoubleBuffer;
import java.nio.FloatBuffer;

/** For the bridges from CPython to a JVM in its process: Python's memory comes as a direct buffer or as an address. */
public final class BridgedCore extends CopyingCore {

    /** A core without state. */
    public BridgedCore() {}

    /** FNV-1a where the bytes lie. */
    public long checksumDirect(ByteBuffer payload) {
        long hash = 0xcbf29ce484222325L;
        int length = payload.capacity();
        for (int i = 0; i < length; i++) {
            hash = (hash ^ (payload.get(i) & 0xff)) * 0x100000001b3L;
        }
        return hash;
    }

    /** FNV-1a where the bytes lie. */
    public long checksumAt(long address, long length) {
        return checksumDirect(memory(address, length));
    }

    /** In place. */
    public void scaleDirect(ByteBuffer values, double factor) {
        DoubleBuffer doubles = values.order(ByteOrder.nativeOrder()).asDoubleBuffer();
        int length = doubles.capacity();
        for (int i = 0; i < length; i++) {
            doubles.put(i, doubles.get(i) * factor);
        }
    }

    /** In place. */
    public void scaleSingleDirect(ByteBuffer values, double factor) {
        FloatBuffer floats = values.order(ByteOrder.nativeOrder()).asFloatBuffer();
        int length = floats.capacity();
        float single = (float) factor;
        for (int i = 0; i < length; i++) {
            floats.put(i, floats.get(i) * single);
        }
    }

    /** In place, {@code length} elements. */
    public void scaleAt(long address, long length, double factor) {
        scaleDirect(memory(address, length * Double.BYTES), factor);
    }

    /** In place, {@code length} elements. */
    public void scaleSingleAt(long address, long length, double factor) {
        scaleSingleDirect(memory(address, length * Float.BYTES), factor);
    }

    @SuppressWarnings("restricted")
    private static ByteBuffer memory(long address, long bytes) {
        // SAFETY: the scripts of the benchmark pass the address and the length of an array that they hold during the call.
        return MemorySegment.ofAddress(address).reinterpret(bytes).asByteBuffer();
    }
}
