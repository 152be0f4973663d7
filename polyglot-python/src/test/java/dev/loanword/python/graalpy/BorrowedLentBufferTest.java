package dev.loanword.python.graalpy;

import dev.loanword.memory.ElementType;
import dev.loanword.memory.LentMemory;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.stream.Stream;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Borrows back what Java lent, on and off the heap: a Buffer, a part of one, a memoryview of one. */
@ParameterizedClass(name = "{0}")
@MethodSource("views")
class BorrowedLentBufferTest extends BorrowedMemoryContract {

    static Stream<Arguments> views() {
        return Stream.of(
                Arguments.of("on_heap", "struct.pack('4i', 1, 2, 3, 4)", "(4,)", "(4,)"),
                Arguments.of("off_heap", "struct.pack('4i', 1, 2, 3, 4)", "(2, 2)", "(8, 4)"),
                Arguments.of("on_heap[1:3]", "struct.pack('2i', 2, 3)", "(2,)", "(4,)"),
                Arguments.of("on_heap[::-2]", "struct.pack('2i', 4, 2)", "(2,)", "(-8,)"),
                Arguments.of("off_heap[1]", "struct.pack('2i', 3, 4)", "(2,)", "(4,)"),
                Arguments.of("off_heap[:, 1]", "struct.pack('2i', 2, 4)", "(2,)", "(8,)"),
                Arguments.of("memoryview(on_heap)", "struct.pack('4i', 1, 2, 3, 4)", "(4,)", "(4,)"),
                Arguments.of("memoryview(off_heap)", "struct.pack('4i', 1, 2, 3, 4)", "(2, 2)", "(8, 4)"),
                Arguments.of("memoryview(on_heap)[2:]", "struct.pack('2i', 3, 4)", "(2,)", "(4,)"),
                Arguments.of("memoryview(off_heap[:, 1])", "struct.pack('2i', 2, 4)", "(2,)", "(8,)"));
    }

    @Parameter(0)
    String view;

    @Parameter(1)
    String content;

    @Parameter(2)
    String shape;

    @Parameter(3)
    String strides;

    @Override
    String exporter() {
        SharedGraalPy.python().boundary.lend("on_heap", LentMemory.of(new int[] {1, 2, 3, 4}));
        MemorySegment segment = Arena.ofAuto().allocate(16, 8);
        segment.copyFrom(MemorySegment.ofArray(new int[] {1, 2, 3, 4}));
        SharedGraalPy.python().boundary.lend("off_heap", LentMemory.of(segment, ElementType.INT32, 2, 2));
        return "import struct\nx = " + view;
    }

    @Override
    String content() {
        return content;
    }

    @Override
    String format() {
        return "i";
    }

    @Override
    String shape() {
        return shape;
    }

    @Override
    String strides() {
        return strides;
    }

    @Override
    String change() {
        return shape.startsWith("(2, ") ? "x[0, 0] = 7" : "x[0] = 7";
    }

    @Override
    boolean freedByPython(MemorySegment segment) {
        return false;
    }
}
