package dev.loanword.kernels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class Fnv1aTest {
    private static final BigInteger TWO_TO_64 = BigInteger.ONE.shiftLeft(64);

    /** The definition, in numbers without a limit. */
    private static long byDefinition(byte[] bytes) {
        BigInteger hash = new BigInteger("14695981039346656037");
        for (byte value : bytes) {
            hash = hash.xor(BigInteger.valueOf(value & 0xff)).multiply(new BigInteger("1099511628211")).mod(TWO_TO_64);
        }
        return hash.longValue();
    }

    @Example
    void published_test_vectors_hold() {
        Map.of("", "cbf29ce484222325", "a", "af63dc4c8601ec8c", "foobar", "85944171f73967e8").forEach((text, hash) -> {
            byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
            assertThat(Long.toHexString(Fnv1a.hash64(bytes, 0, bytes.length))).isEqualTo(hash);
        });
    }

    @Example
    void four_million_bytes_give_the_check_value() {
        byte[] bytes = new byte[4_000_000];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) (i % 4 + 1);
        }
        assertThat(Long.toUnsignedString(Fnv1a.hash64(bytes, 0, bytes.length))).isEqualTo("613340029831639333");
    }

    @Property
    void all_kinds_of_memory_give_the_hash_by_definition(@ForAll @Size(max = 200) byte[] bytes,
            @ForAll @IntRange(max = 9) int before, @ForAll @IntRange(max = 9) int after) {
        byte[] array = new byte[before + bytes.length + after];
        new Random(1).nextBytes(array);
        System.arraycopy(bytes, 0, array, before, bytes.length);
        long expected = byDefinition(bytes);
        assertThat(Fnv1a.hash64(array, before, bytes.length)).isEqualTo(expected);
        MemorySegment heap = MemorySegment.ofArray(array).asSlice(before, bytes.length);
        assertThat(Fnv1a.hash64(heap, Checkpoint.NONE)).isEqualTo(expected);
        assertThat(Fnv1a.hash64(heap.asReadOnly(), Checkpoint.NONE)).isEqualTo(expected);
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment memory = arena.allocate(array.length);
            memory.copyFrom(MemorySegment.ofArray(array));
            assertThat(Fnv1a.hash64(memory.asSlice(before, bytes.length), Checkpoint.NONE)).isEqualTo(expected);
        }
    }

    @Example
    void arrays_of_other_types_are_hashed_as_their_bytes() {
        MemorySegment longs = MemorySegment.ofArray(new long[] {1, -2, 3});
        byte[] bytes = longs.toArray(ValueLayout.JAVA_BYTE);
        assertThat(Fnv1a.hash64(longs, Checkpoint.NONE)).isEqualTo(byDefinition(bytes));
    }

    @Example
    void long_memory_is_polled_between_intervals_and_hashed_the_same() {
        for (int size : new int[] {0, 1, Checkpoint.INTERVAL, Checkpoint.INTERVAL + 1, 2 * Checkpoint.INTERVAL,
            3 * Checkpoint.INTERVAL + 5}) {
            byte[] bytes = new byte[size + 3];
            new Random(size).nextBytes(bytes);
            byte[] middle = Arrays.copyOfRange(bytes, 2, 2 + size);
            long expected = byDefinition(middle);
            MemorySegment heap = MemorySegment.ofArray(middle);
            for (MemorySegment memory : new MemorySegment[] {heap, heap.asReadOnly(),
                Arena.ofAuto().allocate(Math.max(1, size)).asSlice(0, size).copyFrom(heap)}) {
                CountedPolls polls = new CountedPolls();
                assertThat(Fnv1a.hash64(memory, polls)).isEqualTo(expected);
                assertThat(polls.polls()).isEqualTo(CountedPolls.owedFor(size));
            }
            CountedPolls polls = new CountedPolls();
            assertThat(Fnv1a.hash64(bytes, 2, size, polls)).isEqualTo(expected);
            assertThat(polls.polls()).isEqualTo(CountedPolls.owedFor(size));
        }
    }

    @Example
    void a_checkpoint_ends_the_hash() {
        byte[] bytes = new byte[10 * Checkpoint.INTERVAL];
        CountedPolls polls = new CountedPolls(3);
        assertThatThrownBy(() -> Fnv1a.hash64(bytes, 0, bytes.length, polls)).hasMessage("stopped at poll 3");
    }

    @Example
    void a_range_outside_of_the_array_is_refused() {
        byte[] bytes = new byte[8];
        assertThatThrownBy(() -> Fnv1a.hash64(bytes, 4, 5)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> Fnv1a.hash64(bytes, -1, 2)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> Fnv1a.hash64(bytes, 2, Integer.MAX_VALUE))
                .isInstanceOf(IndexOutOfBoundsException.class);
    }
}
