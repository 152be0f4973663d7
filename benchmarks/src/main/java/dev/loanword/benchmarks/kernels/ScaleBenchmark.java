package dev.loanword.benchmarks.kernels;

import dev.loanword.kernels.Checkpoint;
import dev.loanword.kernels.Scale;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** {@link Scale} over one million elements, in microseconds. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class ScaleBenchmark {
    private static final int ELEMENTS = 1_000_000;

    /** Where the elements lie. */
    @Param
    public Buffer buffer;

    private MemorySegment doubles;
    private MemorySegment floats;
    private double[] array;

    /** Uses both kinds of memory, then leaves ones, which stay ones when they are multiplied by 1. */
    @Setup
    public void allocate() {
        for (Buffer kind : Buffer.values()) {
            MemorySegment other = kind.allocate(ELEMENTS * 8L);
            for (int i = 0; i < 200; i++) {
                Scale.float64(other, 1.0, Checkpoint.NONE);
                Scale.float32(other, 1.0f, Checkpoint.NONE);
            }
        }
        doubles = buffer.allocate(ELEMENTS * 8L);
        floats = buffer.allocate(ELEMENTS * 4L);
        array = new double[ELEMENTS];
        for (int i = 0; i < ELEMENTS; i++) {
            doubles.set(ValueLayout.JAVA_DOUBLE_UNALIGNED, i * 8L, 1.0);
            floats.set(ValueLayout.JAVA_FLOAT_UNALIGNED, i * 4L, 1.0f);
            array[i] = 1.0;
        }
    }

    /** In place. */
    @Benchmark
    public void float64() {
        Scale.float64(doubles, 1.0, Checkpoint.NONE);
    }

    /** In place. */
    @Benchmark
    public void float32() {
        Scale.float32(floats, 1.0f, Checkpoint.NONE);
    }

    /** The loop that everybody would write, over an array. */
    @Benchmark
    public void plainLoopOverArray() {
        for (int i = 0; i < array.length; i++) {
            array[i] *= 1.0;
        }
    }
}
