package dev.loanword.benchmarks.kernels;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/** Where the bytes of a benchmark lie. */
public enum Buffer {
    /** In a {@code byte[]}, as those of Python's bytes, bytearray and array.array. */
    HEAP {
        @Override
        MemorySegment allocate(long bytes) {
            return MemorySegment.ofArray(new byte[Math.toIntExact(bytes)]);
        }
    },
    /** Outside of the Java heap, as those of NumPy's arrays and of lent memory. */
    NATIVE {
        @Override
        MemorySegment allocate(long bytes) {
            return Arena.ofAuto().allocate(bytes, 64);
        }
    };

    abstract MemorySegment allocate(long bytes);
}
