package dev.loanword.benchmarks;

import dev.loanword.kernels.Axpy;
import dev.loanword.kernels.Checkpoint;
import dev.loanword.kernels.Clip;
import dev.loanword.kernels.Cosine;
import dev.loanword.kernels.Extremes;
import dev.loanword.kernels.Fnv1a;
import dev.loanword.kernels.Logarithm;
import dev.loanword.kernels.Matches;
import dev.loanword.kernels.Normalise;
import dev.loanword.kernels.Scale;
import dev.loanword.kernels.Sum;
import dev.loanword.kernels.VectorModule;
import dev.loanword.memory.ElementType;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/**
 * Measures the kernels behind the functions of {@code bridge}, each over one million float64 or four million bytes, beside the
 * plain loops in Rust and NumPy on CPython.
 *
 * <p>Command: {@code scripts/bench --kernels}. All kernels have met all kinds of memory before the first is measured. Numbers are
 * set anew before each sample, which is not timed. The answers are compared. The table shows medians.
 */
final class KernelCosts {

    private static final int COUNT = 1_000_000;
    private static final int SAMPLES = 21;
    private static final long WARM_UP_NANOS = 15_000_000_000L;
    private static final int WARM_UP_ROUNDS = 200;
    private static final ElementType TYPE = ElementType.FLOAT64;

    private KernelCosts() {}

    /** A kernel under the name that it has in the peers; what it gives is compared with theirs. */
    private record Kernel(String name, ToDoubleFunction<Memory> work) {}

    private record Answer(double nanos, double value) {}

    /** Where the numbers of a run lie. */
    private record Memory(MemorySegment numbers, MemorySegment other, MemorySegment bytes) {

        static Memory onHeap() {
            return new Memory(heap(COUNT * 8), heap(COUNT * 8), heap(COUNT * 4)).filled();
        }

        static Memory in(Arena arena) {
            return new Memory(arena.allocate(COUNT * 8L, 64), arena.allocate(COUNT * 8L, 64), arena.allocate(COUNT * 4L, 64))
                    .filled();
        }

        private static MemorySegment heap(int bytes) {
            return MemorySegment.ofArray(new byte[bytes]);
        }

        private Memory filled() {
            for (int i = 0; i < COUNT; i++) {
                numbers.set(ValueLayout.JAVA_DOUBLE_UNALIGNED, i * 8L, value(i));
                other.set(ValueLayout.JAVA_DOUBLE_UNALIGNED, i * 8L, value(i * 31L + 7));
            }
            for (int i = 0; i < COUNT * 4; i++) {
                bytes.set(ValueLayout.JAVA_BYTE, i, (byte) (i * 7));
            }
            return this;
        }

        /** Numbers that look random, from 0.5 to 1.5, the same as in the peers. */
        private static double value(long i) {
            return ((i * 2_654_435_761L >>> 8) & 0xffff) / 65536.0 + 0.5;
        }

        /** Sets the numbers. The JVM copies past the processor's caches, so they are read once more. */
        void setFrom(Memory source) {
            numbers.copyFrom(source.numbers);
            if (numbers.mismatch(source.numbers) >= 0) {
                throw new AssertionError("the numbers were not copied");
            }
        }

        double last() {
            return numbers.get(ValueLayout.JAVA_DOUBLE_UNALIGNED, (COUNT - 1) * 8L);
        }
    }

    private static final List<Kernel> KERNELS = List.of(
            new Kernel("checksum", memory -> Fnv1a.hash64(memory.bytes, Checkpoint.NONE) >>> 32),
            inPlace("scale", memory -> Scale.float64(memory.numbers, 1.5, Checkpoint.NONE)),
            new Kernel("sum", memory -> Sum.ofFloats(memory.numbers, TYPE, false, Checkpoint.NONE)),
            new Kernel("max", memory -> Extremes.maximumOfFloats(memory.numbers, TYPE, Checkpoint.NONE)),
            new Kernel("count", memory -> Matches.count(memory.numbers, TYPE, 0.75, Checkpoint.NONE)),
            new Kernel("cosine", memory -> Cosine.of(memory.numbers, memory.other, TYPE, false, Checkpoint.NONE)),
            inPlace("axpy", memory -> Axpy.floats(0.5, memory.other, memory.numbers, TYPE, Checkpoint.NONE)),
            inPlace("clip", memory -> Clip.floats(memory.numbers, TYPE, 0.6, 1.2, Checkpoint.NONE)),
            inPlace("normalise", memory -> Normalise.toUnitLength(memory.numbers, TYPE, false, Checkpoint.NONE)),
            inPlace("standardise", memory -> Normalise.toStandard(memory.numbers, TYPE, false, Checkpoint.NONE)),
            inPlace("log", memory -> Logarithm.log(memory.numbers, TYPE, Checkpoint.NONE)));

    private interface InPlace {
        void change(Memory memory);
    }

    private static Kernel inPlace(String name, InPlace work) {
        return new Kernel(name, memory -> {
            work.change(memory);
            return memory.last();
        });
    }

    /** Prints the table. */
    static void measure(Path sources) throws IOException {
        OtherPrograms peers = new OtherPrograms(sources);
        Map<String, Answer> rust = parsed(peers.rust("kernels.rs"));
        Map<String, Answer> numpy = parsed(peers.numpy("kernels.py"));
        try (Arena shared = Arena.ofShared();
                Arena confined = Arena.ofConfined()) {
            Memory source = Memory.onHeap();
            List<Memory> memories = List.of(Memory.onHeap(), Memory.in(shared), Memory.in(confined));
            warmUp(source, memories);
            System.out.println(VectorModule.PRESENT ? "with the Vector API" : "without the Vector API");
            System.out.printf("%-12s %11s %11s %11s %11s %11s%n", "", "byte[]", "off-heap", "one thread", "Rust -O", "NumPy");
            for (Kernel kernel : KERNELS) {
                StringBuilder line = new StringBuilder(String.format(Locale.ROOT, "%-12s", kernel.name));
                for (Memory memory : memories) {
                    line.append(cell(Optional.of(measured(kernel, source, memory, rust, numpy))));
                }
                line.append(cell(Optional.ofNullable(rust.get(kernel.name)).map(Answer::nanos)));
                line.append(cell(Optional.ofNullable(numpy.get(kernel.name)).map(Answer::nanos)));
                System.out.println(line);
            }
        }
    }

    private static void warmUp(Memory source, List<Memory> memories) {
        long begin = System.nanoTime();
        for (int round = 0; round < WARM_UP_ROUNDS || System.nanoTime() - begin < WARM_UP_NANOS; round++) {
            for (Kernel kernel : KERNELS) {
                for (Memory memory : memories) {
                    memory.setFrom(source);
                    kernel.work.applyAsDouble(memory);
                }
            }
        }
    }

    private static double measured(
            Kernel kernel, Memory source, Memory memory, Map<String, Answer> rust, Map<String, Answer> numpy) {
        double[] samples = new double[SAMPLES];
        for (int i = 0; i < SAMPLES; i++) {
            memory.setFrom(source);
            long start = System.nanoTime();
            double answer = kernel.work.applyAsDouble(memory);
            samples[i] = System.nanoTime() - start;
            check(kernel.name, answer, rust.get(kernel.name));
            check(kernel.name, answer, numpy.get(kernel.name));
        }
        return Timing.median(samples);
    }

    /** Sums are added in other orders there, so that the last bits may differ. */
    private static void check(String name, double answer, Answer peer) {
        if (peer != null && Math.abs(answer - peer.value) > 1e-9 * Math.abs(peer.value)) {
            throw new AssertionError(name + " gives " + answer + ", a peer gives " + peer.value);
        }
    }

    private static String cell(Optional<Double> nanos) {
        return String.format(Locale.ROOT, " %11s", nanos.map(Timing::text).orElse("-"));
    }

    private static Map<String, Answer> parsed(Optional<String> output) {
        Map<String, Answer> answers = new HashMap<>();
        output.orElse("").lines().map(line -> line.split(" ")).forEach(parts ->
                answers.put(parts[0], new Answer(Double.parseDouble(parts[1]), Double.parseDouble(parts[2]))));
        return answers;
    }
}
