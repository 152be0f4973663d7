package dev.loanword.kernels;

/** Changes all numbers in memory, each by itself, a block at a time. */
final class ElementLoop {
    /** Changes the first elements of an array of floats. */
    @FunctionalInterface
    interface Floats {
        void change(double[] x, int count);
    }

    /** Changes the first elements of an array of integers. */
    @FunctionalInterface
    interface Longs {
        void change(long[] x, int count);
    }

    private ElementLoop() {
    }

    static void overFloats(Numbers numbers, boolean severalThreads, Checkpoint checkpoint, Floats loop) {
        Intervals.run(numbers.count(), severalThreads, checkpoint, (interval, from, count) -> {
            try (Stage stage = numbers.stage(count)) {
                for (int at = 0; at < count; at += Stage.BLOCK) {
                    int block = Math.min(Stage.BLOCK, count - at);
                    loop.change(stage.readFloats(from + at, block), block);
                    stage.writeFloats(from + at, block);
                }
            }
        });
    }

    static void overIntegers(Numbers numbers, Checkpoint checkpoint, Longs loop) {
        Intervals.run(numbers.count(), numbers.onSeveralThreads(), checkpoint, (interval, from, count) -> {
            try (Stage stage = numbers.stage(count)) {
                for (int at = 0; at < count; at += Stage.BLOCK) {
                    int block = Math.min(Stage.BLOCK, count - at);
                    loop.change(stage.readIntegers(from + at, block), block);
                    stage.writeIntegers(from + at, block);
                }
            }
        });
    }
}
