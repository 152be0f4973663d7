package dev.loanword.examples;

import dev.loanword.export.Borrow;
import dev.loanword.export.PyFunction;
import dev.loanword.export.PyModule;
import dev.loanword.memory.BorrowedBuffer;
import dev.loanword.memory.LentMemory;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.LinkedHashMap;
import java.util.Map;

/** What strategies in Python may ask of the program that hosts them. */
@PyModule(doc = "Indicators, and the place where strategies are registered.")
public final class Market {

    private final Map<String, Strategy> strategies = new LinkedHashMap<>();

    /** Decides what to hold. */
    @FunctionalInterface
    public interface Strategy {
        /** The position for the day that follows, from -1 (short) to 1 (long). */
        double position(int day);
    }

    /** Makes a strategy known to the program. */
    @PyFunction(doc = "Registers a strategy: a function of the day that returns a position from -1 (short) to 1 (long).")
    public void register(String name, Strategy strategy) {
        if (strategies.putIfAbsent(name, strategy) != null) {
            throw new IllegalArgumentException("there is a strategy '" + name + "' already");
        }
    }

    /** The mean of the last values at each day; of the values so far during the first days. */
    @PyFunction(doc = "The moving average of float64 values, as memory of Java. The first days have shorter windows.")
    public static LentMemory movingAverage(@Borrow(format = "d", contiguous = true) BorrowedBuffer values, int window) {
        if (window < 1) {
            throw new IllegalArgumentException("a window is 1 day or more, got " + window);
        }
        MemorySegment memory = values.segment();
        double[] means = new double[(int) (memory.byteSize() / Double.BYTES)];
        double sum = 0;
        for (int day = 0; day < means.length; day++) {
            sum += memory.getAtIndex(ValueLayout.JAVA_DOUBLE_UNALIGNED, day);
            if (day >= window) {
                sum -= memory.getAtIndex(ValueLayout.JAVA_DOUBLE_UNALIGNED, day - window);
            }
            means[day] = sum / Math.min(day + 1, window);
        }
        return LentMemory.of(means);
    }

    /** The strategies, in the order in which they were registered. */
    Map<String, Strategy> strategies() {
        return strategies;
    }
}
