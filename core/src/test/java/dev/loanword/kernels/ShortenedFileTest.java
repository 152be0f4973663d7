package dev.loanword.kernels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.loanword.memory.ElementType;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.math.BigInteger;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Memory of a mapped file that another process shortens: an error in each kernel, and not the end of the JVM. */
class ShortenedFileTest {
    private static final long SIZE = 1 << 20;
    private static final int LEFT = 4096;

    @TempDir
    private Path folder;

    /** Runs a kernel until it is compiled, shortens the file, and runs it again. */
    private void check(Consumer<MemorySegment> kernel) throws IOException {
        Path path = folder.resolve("mapped");
        try (FileChannel file = FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
                Arena arena = Arena.ofShared()) {
            file.truncate(0);
            MemorySegment memory = file.map(MapMode.READ_WRITE, 0, SIZE, arena);
            for (int i = 0; i < 300; i++) {
                kernel.accept(memory);
            }
            file.truncate(LEFT);
            assertThatThrownBy(() -> kernel.accept(memory)).isInstanceOf(InternalError.class);
            assertThat(memory.get(ValueLayout.JAVA_BYTE, LEFT - 1)).isZero();
        }
    }

    @Test
    void kernels_end_with_an_error() throws IOException {
        List<Consumer<MemorySegment>> kernels = List.of(
                memory -> Fnv1a.hash64(memory, false, Checkpoint.NONE),
                memory -> Scale.float64(memory, 1, Checkpoint.NONE),
                memory -> Scale.float32(memory, 1, Checkpoint.NONE),
                memory -> Sum.ofFloats(memory, ElementType.FLOAT64, false, Checkpoint.NONE),
                memory -> Sum.ofIntegers(memory, ElementType.INT8, Checkpoint.NONE),
                memory -> Matches.count(memory, ElementType.INT16, BigInteger.TEN, Checkpoint.NONE),
                memory -> Clip.floats(memory, ElementType.FLOAT32, -1, 1, Checkpoint.NONE));
        for (Consumer<MemorySegment> kernel : kernels) {
            check(kernel);
        }
    }

    @Test
    @Tag("vectors")
    void kernels_by_vectors_end_with_an_error() throws IOException {
        check(memory -> Fnv1a.hash64(memory, true, Checkpoint.NONE));
        check(memory -> ScaleVector.doubles(memory, (int) (SIZE / 8), 1));
        check(memory -> ScaleVector.floats(memory, (int) (SIZE / 4), 1));
    }
}
