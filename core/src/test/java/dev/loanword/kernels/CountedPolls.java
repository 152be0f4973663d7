package dev.loanword.kernels;

/** A checkpoint that counts its polls, and throws at one of them when asked to. */
final class CountedPolls implements Checkpoint {
    private final int throwAt;
    private int polls;

    CountedPolls() {
        this(Integer.MAX_VALUE);
    }

    CountedPolls(int throwAt) {
        this.throwAt = throwAt;
    }

    @Override
    public void poll() {
        polls++;
        if (polls == throwAt) {
            throw new IllegalStateException("stopped at poll " + polls);
        }
    }

    int polls() {
        return polls;
    }

    /** How many polls a kernel owes for a number of elements: one between two full intervals, none after the last. */
    static int owedFor(long elements) {
        return elements == 0 ? 0 : (int) ((elements - 1) / INTERVAL);
    }
}
