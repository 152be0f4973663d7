package dev.loanword.kernels;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_DOUBLE_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_FLOAT_UNALIGNED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import java.util.Random;
import java.util.function.LongConsumer;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** Each kernel on each kind of memory against a loop over single values, bit by bit. */
class ScaleTest {
    private static final int GUARD = 16;
    private static final double[] FACTORS = {1.5, -2, 0, -0.0, 1e300, 1e-310, Double.NaN, Double.NEGATIVE_INFINITY};
    private static final double[] SPECIALS = {0.0, -0.0, Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY,
        Double.MIN_VALUE, Double.MAX_VALUE, Float.MIN_VALUE, Float.MAX_VALUE};

    /** Where the values lie. The array kinds are aligned; the others begin at any byte. */
    enum Memory {
        BYTE_ARRAY, NATIVE, OWN_ARRAY, LONG_ARRAY, FLOAT_ARRAY, DOUBLE_ARRAY;

        /** Makes memory with room for some bytes from an offset on, and a guard after them. */
        MemorySegment allocate(int offset, int bytes) {
            int size = offset + bytes + GUARD;
            return switch (this) {
                case BYTE_ARRAY, OWN_ARRAY -> MemorySegment.ofArray(new byte[size]);
                case NATIVE -> Arena.ofAuto().allocate(size, 8);
                case LONG_ARRAY -> MemorySegment.ofArray(new long[size / 8 + 1]);
                case FLOAT_ARRAY -> MemorySegment.ofArray(new float[size / 4 + 1]);
                case DOUBLE_ARRAY -> MemorySegment.ofArray(new double[size / 8 + 1]);
            };
        }
    }

    private static double value(Random random) {
        return random.nextInt(8) == 0 ? SPECIALS[random.nextInt(SPECIALS.length)] : random.nextGaussian() * 1e3;
    }

    private static void checkDoubles(Memory kind, int offset, int count, double factor, long seed) {
        Random random = new Random(seed);
        MemorySegment memory = kind.allocate(offset, count * 8);
        random.ints(memory.byteSize(), 0, 256).asLongStream().forEach(new Filler(memory));
        for (int i = 0; i < count; i++) {
            memory.set(JAVA_DOUBLE_UNALIGNED, offset + i * 8L, value(random));
        }
        MemorySegment expected = MemorySegment.ofArray(memory.toArray(JAVA_BYTE));
        for (int i = 0; i < count; i++) {
            long at = offset + i * 8L;
            expected.set(JAVA_DOUBLE_UNALIGNED, at, expected.get(JAVA_DOUBLE_UNALIGNED, at) * factor);
        }
        CountedPolls polls = new CountedPolls();
        if (kind == Memory.OWN_ARRAY) {
            Scale.float64((byte[]) memory.heapBase().orElseThrow(), offset, count, factor, polls);
        } else {
            Scale.float64(memory.asSlice(offset, count * 8L), factor, polls);
        }
        assertSame(memory, expected);
        assertThat(polls.polls()).isEqualTo(CountedPolls.owedFor(count));
    }

    private static void checkFloats(Memory kind, int offset, int count, float factor, long seed) {
        Random random = new Random(seed);
        MemorySegment memory = kind.allocate(offset, count * 4);
        random.ints(memory.byteSize(), 0, 256).asLongStream().forEach(new Filler(memory));
        for (int i = 0; i < count; i++) {
            memory.set(JAVA_FLOAT_UNALIGNED, offset + i * 4L, (float) value(random));
        }
        MemorySegment expected = MemorySegment.ofArray(memory.toArray(JAVA_BYTE));
        for (int i = 0; i < count; i++) {
            long at = offset + i * 4L;
            expected.set(JAVA_FLOAT_UNALIGNED, at, expected.get(JAVA_FLOAT_UNALIGNED, at) * factor);
        }
        CountedPolls polls = new CountedPolls();
        if (kind == Memory.OWN_ARRAY) {
            Scale.float32((byte[]) memory.heapBase().orElseThrow(), offset, count, factor, polls);
        } else {
            Scale.float32(memory.asSlice(offset, count * 4L), factor, polls);
        }
        assertSame(memory, expected);
        assertThat(polls.polls()).isEqualTo(CountedPolls.owedFor(count));
    }

    private static void assertSame(MemorySegment found, MemorySegment expected) {
        assertThat(found.mismatch(expected)).as("first byte that differs").isEqualTo(-1);
    }

    /** Fills a memory with bytes, one after the other. */
    private static final class Filler implements LongConsumer {
        private final MemorySegment memory;
        private long at;

        Filler(MemorySegment memory) {
            this.memory = memory;
        }

        @Override
        public void accept(long value) {
            memory.set(JAVA_BYTE, at++, (byte) value);
        }
    }

    @Property(tries = 500)
    void doubles_are_multiplied_in_each_kind_of_memory(@ForAll Memory kind, @ForAll @IntRange(max = 9) int offset,
            @ForAll @IntRange(max = 200) int count, @ForAll @IntRange(max = 7) int factor, @ForAll long seed) {
        checkDoubles(kind, offset, count, FACTORS[factor], seed);
    }

    @Property(tries = 500)
    void floats_are_multiplied_in_each_kind_of_memory(@ForAll Memory kind, @ForAll @IntRange(max = 9) int offset,
            @ForAll @IntRange(max = 200) int count, @ForAll @IntRange(max = 7) int factor, @ForAll long seed) {
        checkFloats(kind, offset, count, (float) FACTORS[factor], seed);
    }

    @Example
    void long_ranges_are_multiplied_whole_and_polled_between_intervals() {
        for (Memory kind : Memory.values()) {
            for (int count : new int[] {16_383, 16_384, 17_001, Checkpoint.INTERVAL, Checkpoint.INTERVAL + 1,
                2 * Checkpoint.INTERVAL + 1025}) {
                for (int offset : new int[] {0, 3, 8}) {
                    checkDoubles(kind, offset, count, 1.1, count);
                    checkFloats(kind, offset, count, 1.1f, count);
                }
            }
        }
    }

    @Property(tries = 200)
    void ranges_of_java_arrays_are_multiplied(@ForAll @IntRange(max = 5) int offset,
            @ForAll @IntRange(max = 300) int count, @ForAll long seed) {
        Random random = new Random(seed);
        double[] doubles = random.doubles(offset + count + 2).toArray();
        double[] before = doubles.clone();
        Scale.float64(doubles, offset, count, 1.1, Checkpoint.NONE);
        float[] floats = new float[doubles.length];
        for (int i = 0; i < floats.length; i++) {
            floats[i] = (float) before[i];
        }
        Scale.float32(floats, offset, count, 1.1f, Checkpoint.NONE);
        for (int i = 0; i < doubles.length; i++) {
            boolean inside = i >= offset && i < offset + count;
            assertThat(doubles[i]).isEqualTo(inside ? before[i] * 1.1 : before[i]);
            assertThat(floats[i]).isEqualTo(inside ? (float) before[i] * 1.1f : (float) before[i]);
        }
    }

    @Example
    void a_checkpoint_ends_the_work_between_two_intervals() {
        int count = Intervals.SEVERAL_THREADS_FROM / 8 - 1;
        double[] doubles = new double[count];
        Arrays.fill(doubles, 1);
        assertThatThrownBy(() -> Scale.float64(doubles, 0, count, 2, new CountedPolls(2)))
                .hasMessage("stopped at poll 2");
        assertThat(doneIntervals(doubles)).isEqualTo(2);

        MemorySegment floats = Arena.ofAuto().allocate(count * 4L);
        for (int i = 0; i < count; i++) {
            floats.setAtIndex(ValueLayout.JAVA_FLOAT, i, 1);
        }
        assertThatThrownBy(() -> Scale.float32(floats, 2, new CountedPolls(3))).hasMessage("stopped at poll 3");
        assertThat(floats.getAtIndex(ValueLayout.JAVA_FLOAT, 3 * Checkpoint.INTERVAL - 1)).isEqualTo(2);
        assertThat(floats.getAtIndex(ValueLayout.JAVA_FLOAT, 3 * Checkpoint.INTERVAL)).isEqualTo(1);
    }

    @Example
    void a_checkpoint_ends_the_work_of_all_threads_between_two_intervals() {
        int count = Intervals.SEVERAL_THREADS_FROM;
        double[] doubles = new double[count];
        assertThatThrownBy(() -> {
                    // On a busy machine the other threads may have done all before this one is asked.
                    for (int i = 0; i < 1000; i++) {
                        Arrays.fill(doubles, 1);
                        Scale.float64(doubles, 0, count, 2, new CountedPolls(1));
                    }
                })
                .hasMessage("stopped at poll 1");
        assertThat(doneIntervals(doubles)).isBetween(1, count / Checkpoint.INTERVAL);
    }

    /** How many intervals of ones were doubled: whole ones, and none after one that was not. */
    private static int doneIntervals(double[] values) {
        int first = 0;
        while (first < values.length && values[first] == 2) {
            first++;
        }
        assertThat(first % Checkpoint.INTERVAL).isZero();
        assertThat(Arrays.stream(values, first, values.length)).allMatch(value -> value == 1);
        return first / Checkpoint.INTERVAL;
    }

    @Example
    void memory_of_one_thread_is_multiplied_by_that_thread_alone() {
        try (Arena confined = Arena.ofConfined()) {
            int count = Intervals.SEVERAL_THREADS_FROM / 4;
            MemorySegment memory = confined.allocate(count * 4L);
            CountedPolls polls = new CountedPolls();
            Scale.float32(memory, 2, polls);
            Scale.float64(memory, 2, polls);
            assertThat(polls.polls()).isEqualTo(CountedPolls.owedFor(count) + CountedPolls.owedFor(count / 2));
        }
    }

    @Example
    void read_only_memory_is_refused_and_not_written() {
        double[] values = {1, 2};
        MemorySegment memory = MemorySegment.ofArray(values).asReadOnly();
        assertThatThrownBy(() -> Scale.float64(memory, 2, Checkpoint.NONE)).isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("can't scale read-only memory in place: MemorySegment{");
        assertThatThrownBy(() -> Scale.float32(memory, 2, Checkpoint.NONE))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(values).containsExactly(1, 2);
    }

    @Example
    void memory_with_a_part_of_an_element_is_refused_and_not_written() {
        byte[] bytes = {1, 2, 3, 4, 5, 6, 7, 8, 9};
        MemorySegment memory = MemorySegment.ofArray(bytes);
        assertThatThrownBy(() -> Scale.float64(memory, 2, Checkpoint.NONE)).isInstanceOf(IllegalArgumentException.class)
                .hasMessage("memory of 9 bytes is not a whole number of float64 elements of 8 bytes");
        assertThatThrownBy(() -> Scale.float32(memory, 2, Checkpoint.NONE)).isInstanceOf(IllegalArgumentException.class)
                .hasMessage("memory of 9 bytes is not a whole number of float32 elements of 4 bytes");
        assertThat(bytes).containsExactly(1, 2, 3, 4, 5, 6, 7, 8, 9);
    }

    @Example
    void ranges_outside_of_an_array_are_refused_and_nothing_is_written() {
        byte[] bytes = new byte[16];
        double[] doubles = {1, 1};
        float[] floats = {1, 1};
        for (int[] range : new int[][] {{-1, 1}, {1, 2}, {9, 1}, {0, Integer.MAX_VALUE}, {0, -1}, {0, 1 << 29}}) {
            if (range[0] != 9) {
                assertThatThrownBy(() -> Scale.float64(doubles, range[0], range[1], 2, Checkpoint.NONE))
                        .isInstanceOf(IndexOutOfBoundsException.class);
                assertThatThrownBy(() -> Scale.float32(floats, range[0], range[1], 2, Checkpoint.NONE))
                        .isInstanceOf(IndexOutOfBoundsException.class);
            }
            assertThatThrownBy(() -> Scale.float64(bytes, range[0], range[1], 2, Checkpoint.NONE))
                    .isInstanceOf(IndexOutOfBoundsException.class);
        }
        assertThatThrownBy(() -> Scale.float32(bytes, 13, 1, 2, Checkpoint.NONE))
                .isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> Scale.float32(bytes, 0, 1 << 30, 2, Checkpoint.NONE))
                .isInstanceOf(IndexOutOfBoundsException.class);
        assertThat(doubles).containsOnly(1);
        assertThat(floats).containsOnly(1);
        assertThat(bytes).containsOnly(0);
    }
}
