package dev.loanword.benchmarks.cores;

import dev.loanword.export.PyClass;
import dev.loanword.export.PyConstructor;
import dev.loanword.export.PyFunction;
import dev.loanword.export.PyModule;
import dev.loanword.export.PyParameter;
import dev.loanword.export.PyProperty;
import dev.loanword.kernels.VectorModule;
import dev.loanword.memory.BorrowedBuffer;
import dev.loanword.memory.LentMemory;
import java.util.function.LongUnaryOperator;

/** Exported methods that do next to nothing, to see what it costs to call them. */
@PyModule(name = "calls", doc = "Functions that do next to nothing.")
public final class CallCore {

    private CallCore() {}

    /** Does nothing. */
    @PyFunction
    public static void nothing() {}

    /** Adds. */
    @PyFunction
    public static int add(int a, @PyParameter(defaultValue = "1") int b) {
        return a + b;
    }

    /** Adds, compiled into its caller. */
    @PyFunction(inlined = true)
    public static int addInlined(int a, @PyParameter(defaultValue = "1") int b) {
        return a + b;
    }

    /** How long a buffer is. */
    @PyFunction
    public static long length(BorrowedBuffer buffer) {
        return buffer.elementCount();
    }

    /** Calls back once. */
    @PyFunction
    public static long call(LongUnaryOperator function, long value) {
        return function.applyAsLong(value);
    }

    /** Throws. */
    @PyFunction
    public static void fail() {
        throw new IllegalArgumentException("no");
    }

    /** Memory on the Java heap. */
    @PyFunction
    public static LentMemory heapDoubles(int length) {
        return LentMemory.of(new double[length]);
    }

    /** Memory on the Java heap. */
    @PyFunction
    public static LentMemory heapFloats(int length) {
        return LentMemory.of(new float[length]);
    }

    /** How many bytes this thread has allocated on the Java heap. */
    @PyFunction
    public static long allocated() {
        return Allocations.ofThisThread();
    }

    /** What runs the script. */
    @PyFunction
    public static String versions() {
        return "Java " + Runtime.version() + (VectorModule.PRESENT ? ", with" : ", without") + " the Vector API";
    }

    /** A counter. */
    @PyFunction
    public static Counter counter() {
        return new Counter();
    }

    /** A type with state. */
    @PyClass
    public static final class Counter {

        private int value;

        /** Starts at zero. */
        @PyConstructor
        public Counter() {}

        /** One more. */
        @PyFunction
        public int next() {
            return ++value;
        }

        /** Where it stands. */
        @PyProperty
        public int value() {
            return value;
        }
    }
}
