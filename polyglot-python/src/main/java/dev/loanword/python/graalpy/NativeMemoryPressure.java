package dev.loanword.python.graalpy;

import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.util.HashMap;
import java.util.Map;

/**
 * Says when to have the collector run because memory off the Java heap has piled up: behind native arrays that were borrowed, and
 * behind Buffers that scripts made. To Java each is a few bytes, however large its memory is, so that a loop over temporary
 * ones would fill the machine before Java saw a reason to collect.
 *
 * <p>Counts large pieces of memory whose holders Java has not collected yet. If they have grown by much since the last
 * collection, some may be garbage; what a collection leaves is in use, and a reason to wait longer for the next.
 */
final class NativeMemoryPressure {

    private static final long MIB = 1 << 20;
    private static final long SMALLEST = MIB / 8;
    private static final long LEAST_GROWTH = 160 * MIB;

    private static volatile boolean highSomewhere;

    private final Map<Long, Seen> seen = new HashMap<>();
    private final ReferenceQueue<Object> collected = new ReferenceQueue<>();
    private long bytes;
    private long bytesLeftByLastCollection;
    private boolean high;

    /** Memory at an address, and the object that keeps it. */
    private static final class Seen extends WeakReference<Object> {
        private final long address;
        private final long bytes;

        Seen(Object holder, ReferenceQueue<Object> collected, long address, long bytes) {
            super(holder, collected);
            this.address = address;
            this.bytes = bytes;
        }
    }

    /** Whether any host has a reason to collect; read after each call, so that the usual case costs nothing. */
    static boolean isHighSomewhere() {
        return highSomewhere;
    }

    /**
     * Counts memory, unless it was counted before. Needs the GIL, as all methods but the first.
     *
     * @param holder the object with which the memory is freed
     * @param address where the memory begins
     * @param size how many bytes that is
     */
    void count(Object holder, long address, long size) {
        if (size < SMALLEST) {
            return;
        }
        Seen known = seen.get(address);
        if (known != null && known.bytes == size && known.get() != null) {
            return;
        }
        forgetCollected();
        known = seen.put(address, new Seen(holder, collected, address, size));
        bytes += size - (known == null ? 0 : known.bytes);
        if (bytes - bytesLeftByLastCollection > Math.max(LEAST_GROWTH, bytesLeftByLastCollection / 2)) {
            high = true;
            highSomewhere = true;
        }
    }

    /** Has garbage collected if there is a reason. */
    void relieve(Runnable collection) {
        if (high) {
            high = false;
            highSomewhere = false;
            collection.run();
            forgetCollected();
            bytesLeftByLastCollection = bytes;
        }
    }

    private void forgetCollected() {
        for (Reference<?> gone = collected.poll(); gone != null; gone = collected.poll()) {
            Seen memory = (Seen) gone;
            if (seen.remove(memory.address, memory)) {
                bytes -= memory.bytes;
            }
        }
    }
}
