package dev.loanword.kernels;

/**
 * Lets the outside have a word in a long kernel: to interrupt it, or to let others run.
 *
 * <p>A kernel calls {@link #poll} once every {@link #INTERVAL} elements, and never before it has done the first
 * {@code INTERVAL}, so that a short call costs nothing. What {@code poll} throws ends the kernel and reaches its
 * caller; a kernel that writes in place has then written all elements up to there.
 */
@FunctionalInterface
public interface Checkpoint {
    /** How many elements a kernel works on between two polls. */
    int INTERVAL = 65_536;

    /** Does nothing. */
    Checkpoint NONE = () -> { };

    /** Is called between two elements; throws in order to end the kernel. */
    void poll();
}
