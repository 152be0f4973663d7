package dev.loanword.kernels;

import java.util.ArrayDeque;
import java.util.function.Supplier;

/**
 * Arrays of {@link Stage#BLOCK} elements that a thread uses again and again. A fresh one costs more than all that a kernel does
 * with it, since it lies where the processor's cache has nothing.
 *
 * @param <T> the type of the arrays
 */
final class ScratchArrays<T> {
    static final ScratchArrays<double[]> DOUBLES = new ScratchArrays<>(() -> new double[Stage.BLOCK]);
    static final ScratchArrays<float[]> FLOATS = new ScratchArrays<>(() -> new float[Stage.BLOCK]);
    static final ScratchArrays<long[]> LONGS = new ScratchArrays<>(() -> new long[Stage.BLOCK]);

    // As many as one kernel uses at the same time. What a thread keeps is below 100 KB.
    private static final int MOST = 5;

    private final ThreadLocal<ArrayDeque<T>> free = ThreadLocal.withInitial(() -> new ArrayDeque<>(MOST));
    private final Supplier<T> maker;

    private ScratchArrays(Supplier<T> maker) {
        this.maker = maker;
    }

    /** An array for this thread alone, with anything in it. */
    T take() {
        T array = free.get().pollLast();
        return array == null ? maker.get() : array;
    }

    /** Gives one back. It may be forgotten: then it is garbage. */
    void give(T array) {
        ArrayDeque<T> kept = free.get();
        if (kept.size() < MOST) {
            kept.addLast(array);
        }
    }
}
