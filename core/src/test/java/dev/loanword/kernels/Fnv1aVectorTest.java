package dev.loanword.kernels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.lang.classfile.Attributes;
import java.lang.classfile.ClassFile;
import java.lang.classfile.MethodModel;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Tag;
import net.jqwik.api.constraints.IntRange;

/** The hash by vectors against the plain loop. */
@Tag("vectors")
class Fnv1aVectorTest {
    private static final int BLOCK = Fnv1aVector.BLOCK;

    private static void assertSame(byte[] bytes, int offset, int length) {
        long expected = Fnv1a.serial(0xcbf29ce484222325L, bytes, offset, length);
        MemorySegment heap = MemorySegment.ofArray(bytes).asSlice(offset, length);
        MemorySegment memory = Arena.ofAuto().allocate(length + 8L).asSlice(offset % 8, length).copyFrom(heap);
        assertThat(Fnv1a.hash64(bytes, offset, length, true, Checkpoint.NONE)).isEqualTo(expected);
        assertThat(Fnv1a.hash64(heap, true, Checkpoint.NONE)).isEqualTo(expected);
        assertThat(Fnv1a.hash64(heap.asReadOnly(), true, Checkpoint.NONE)).isEqualTo(expected);
        assertThat(Fnv1a.hash64(memory, true, Checkpoint.NONE)).isEqualTo(expected);
    }

    @Property(tries = 300)
    void random_bytes_of_any_length_and_alignment_give_the_same_hash(@ForAll @IntRange(max = 3 * BLOCK + 200) int length,
            @ForAll @IntRange(max = 70) int offset, @ForAll long seed) {
        byte[] bytes = new byte[offset + length];
        new Random(seed).nextBytes(bytes);
        assertSame(bytes, offset, length);
    }

    @Property(tries = 200)
    void bytes_with_few_bits_give_the_same_hash(@ForAll byte first, @ForAll byte second,
            @ForAll @IntRange(min = 1, max = BLOCK) int period) {
        byte[] bytes = new byte[2 * BLOCK];
        Arrays.fill(bytes, first);
        for (int i = 0; i < bytes.length; i += period) {
            bytes[i] = second;
        }
        assertSame(bytes, 0, bytes.length);
    }

    @Example
    void each_value_of_a_byte_at_each_place_of_a_word_gives_the_same_hash() {
        byte[] bytes = new byte[BLOCK];
        for (int value = 0; value < 256; value++) {
            bytes[value % 64] = (byte) value;
            bytes[BLOCK - 1 - value % 64] = (byte) (value * 7);
            assertSame(bytes, 0, BLOCK);
        }
    }

    @Example
    void each_loop_is_too_long_for_the_compiler_to_inline() throws IOException {
        // See the class: inlined into one method they take twice the time.
        byte[] classFile;
        try (InputStream in = Fnv1aVector.class.getResourceAsStream("Fnv1aVector.class")) {
            classFile = in.readAllBytes();
        }
        Map<String, Integer> lengths = new HashMap<>();
        for (MethodModel method : ClassFile.of().parse(classFile).methods()) {
            method.findAttribute(Attributes.code())
                    .ifPresent(code -> lengths.put(method.methodName().stringValue(), code.codeLength()));
        }
        assertThat(lengths.get("slice")).isGreaterThan(325);
        assertThat(lengths.get("plane")).isGreaterThan(325);
        assertThat(lengths.get("unslice")).isGreaterThan(325);
        assertThat(lengths.get("weigh")).isGreaterThan(325);
    }

    @Example
    void long_memory_is_polled_between_intervals_and_can_be_stopped() {
        byte[] bytes = new byte[3 * Checkpoint.INTERVAL + 5];
        new Random(5).nextBytes(bytes);
        assertSame(bytes, 0, bytes.length);
        MemorySegment heap = MemorySegment.ofArray(bytes);
        for (MemorySegment memory : new MemorySegment[] {heap, heap.asReadOnly()}) {
            CountedPolls polls = new CountedPolls();
            Fnv1a.hash64(memory, true, polls);
            assertThat(polls.polls()).isEqualTo(CountedPolls.owedFor(bytes.length));
            assertThatThrownBy(() -> Fnv1a.hash64(memory, true, new CountedPolls(2))).hasMessage("stopped at poll 2");
        }
    }
}
