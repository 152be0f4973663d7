package dev.loanword.python.graalpy;

import dev.loanword.memory.ElementType;
import dev.loanword.memory.Layout;
import dev.loanword.memory.LentMemory;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Each kind of memory that Java can lend. */
@ParameterizedClass(name = "{2} {1}")
@MethodSource("kinds")
class LentMemoryKindsTest extends LentMemoryContract {

    @Parameter(0)
    Supplier<LentMemory> memory;

    @Parameter(1)
    String format;

    @Parameter(2)
    String owner;

    static Stream<Arguments> kinds() {
        return Stream.of(
                kind(() -> LentMemory.of(new byte[] {1, 2, 3, 4}), "b", "byte[]"),
                kind(() -> LentMemory.of(new short[] {1, 2, 3, 4}), "h", "short[]"),
                kind(() -> LentMemory.of(new char[] {1, 2, 3, 4}), "H", "char[]"),
                kind(() -> LentMemory.of(new int[] {1, 2, 3, 4}), "i", "int[]"),
                kind(() -> LentMemory.of(new long[] {1, 2, 3, 4}), "q", "long[]"),
                kind(() -> LentMemory.of(new float[] {1, 2, 3, 4}), "f", "float[]"),
                kind(() -> LentMemory.of(new double[] {1, 2, 3, 4}), "d", "double[]"),
                kind(() -> LentMemory.of(bytes(ByteBuffer.allocate(6))), "B", "heap ByteBuffer"),
                kind(() -> LentMemory.of(bytes(ByteBuffer.allocateDirect(6))), "B", "direct ByteBuffer"),
                kind(() -> LentMemory.of(bytes(ByteBuffer.allocate(6)).slice()), "B", "heap ByteBuffer"),
                kind(() -> LentMemory.of(bytes(ByteBuffer.allocateDirect(6)).asReadOnlyBuffer()), "B", "direct ByteBuffer"),
                kind(
                        () -> LentMemory.of(ByteBuffer.allocate(32).asDoubleBuffer().put(new double[] {1, 2, 3, 4}).flip()),
                        ">d",
                        "heap DoubleBuffer"),
                kind(() -> LentMemory.of(segment(Arena.ofShared()), ElementType.INT32), "i", "memory segment"),
                kind(() -> LentMemory.of(segment(Arena.ofAuto()), ElementType.INT32), "i", "memory segment"),
                kind(() -> LentMemory.of(segment(Arena.global()), ElementType.INT32), "i", "memory segment"),
                kind(() -> LentMemory.of(segment(Arena.ofAuto()), ElementType.INT32, 2, 2), "i", "memory segment"),
                kind(
                        () -> LentMemory.of(new int[] {1, 0, 2, 0, 3, 0, 4})
                                .view(0, Layout.of(4, new long[] {4}, new long[] {8})),
                        "i",
                        "int[]"),
                kind(
                        () -> LentMemory.of(new int[] {4, 3, 2, 1}).view(12, Layout.of(4, new long[] {4}, new long[] {-4})),
                        "i",
                        "int[]"));
    }

    private static Arguments kind(Supplier<LentMemory> memory, String format, String owner) {
        return Arguments.of(memory, format, owner);
    }

    /** The elements lie behind the position and before the limit. */
    private static ByteBuffer bytes(ByteBuffer buffer) {
        return buffer.put(new byte[] {9, 1, 2, 3, 4, 9}).position(1).limit(5);
    }

    private static MemorySegment segment(Arena arena) {
        return arena.allocate(16, 8).copyFrom(MemorySegment.ofArray(new int[] {1, 2, 3, 4}));
    }

    @Override
    LentMemory memory() {
        return memory.get();
    }

    @Override
    String format() {
        return format;
    }

    @Override
    String owner() {
        return owner;
    }
}
