package dev.loanword.bridge;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code bridge.checksum_bytes} as Python calls it. */
class ChecksumBytesTest {

    private static BridgeHost python;

    @BeforeAll
    static void open() {
        python = new BridgeHost("ctypes", "io", "pickle");
        python.run(
                """
                class Packet(bytes): pass
                class Buffer(bytearray): pass

                def fnv1a(payload):
                    '''The definition of 64-bit FNV-1a, straight from its authors' page.'''
                    value = 0xcbf29ce484222325
                    for byte in payload:
                        value = (value ^ byte) * 0x100000001b3 & 0xffffffffffffffff
                    return value
                """);
    }

    @AfterAll
    static void close() {
        python.close();
    }

    @Test
    void the_check_value_comes_out_for_bytes_and_for_a_bytearray() {
        assertThat(python.show("bridge.checksum_bytes(b'\\x01\\x02\\x03\\x04' * 1_000_000)")).isEqualTo("613340029831639333");
        assertThat(python.show("bridge.checksum_bytes(bytearray(b'\\x01\\x02\\x03\\x04' * 1_000_000))"))
                .isEqualTo("613340029831639333");
    }

    @Test
    void the_published_test_vectors_come_out() {
        assertThat(python.show("bridge.checksum_bytes(b'')")).isEqualTo("14695981039346656037");
        assertThat(python.show("hex(bridge.checksum_bytes(b'a'))")).isEqualTo("'0xaf63dc4c8601ec8c'");
        assertThat(python.show("hex(bridge.checksum_bytes(b'foobar'))")).isEqualTo("'0x85944171f73967e8'");
    }

    @Test
    void each_length_up_to_300_agrees_with_the_definition() {
        python.run("payload = bytes((i * 73 + i // 7) % 256 for i in range(300))");
        assertThat(python.show("[n for n in range(301) if bridge.checksum_bytes(payload[:n]) != fnv1a(payload[:n])]"))
                .isEqualTo("[]");
    }

    @Test
    void the_result_is_an_unsigned_int() {
        assertThat(python.show("type(bridge.checksum_bytes(b'')), bridge.checksum_bytes(b'') > 2**63"))
                .isEqualTo("(<class 'int'>, True)");
        assertThat(python.show("{bridge.checksum_bytes(b'') : 'key'}[14695981039346656037]")).isEqualTo("'key'");
    }

    @Test
    void subclasses_of_bytes_and_bytearray_are_taken() {
        assertThat(python.show("bridge.checksum_bytes(Packet(b'abc')) == fnv1a(b'abc')")).isEqualTo("True");
        assertThat(python.show("bridge.checksum_bytes(Buffer(b'abc')) == fnv1a(b'abc')")).isEqualTo("True");
    }

    @Test
    void only_the_bytes_that_a_bytearray_has_now_are_hashed() {
        python.run("b = bytearray(b'abcdef'); b.extend(bytes(100)); del b[3:]");
        assertThat(python.show("bridge.checksum_bytes(b) == fnv1a(b'abc')")).isEqualTo("True");
        python.run("del b[:1]");
        assertThat(python.show("bridge.checksum_bytes(b) == fnv1a(b'bc')")).isEqualTo("True");
        python.run("b.clear()");
        assertThat(python.show("bridge.checksum_bytes(b) == fnv1a(b'')")).isEqualTo("True");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'abc'",
                "None",
                "3",
                "1.5",
                "[97, 98]",
                "(97, 98)",
                "{97}",
                "range(3)",
                "memoryview(b'abc')",
                "A('B', b'abc')",
                "(ctypes.c_ubyte * 3)()",
                "pickle.PickleBuffer(b'abc')",
                "io.BytesIO(b'abc')",
                "bridge.EmbeddingTable",
                "bytes",
            })
    void anything_else_is_a_type_error(String payload) {
        assertThat(python.show("bridge.checksum_bytes(" + payload + ")"))
                .isEqualTo("TypeError: expected bytes or bytearray");
    }

    @Test
    void the_payload_may_be_given_by_keyword() {
        assertThat(python.show("bridge.checksum_bytes(payload=b'a') == fnv1a(b'a')")).isEqualTo("True");
    }

    @Test
    void wrong_arguments_are_refused_in_the_words_of_python() {
        assertThat(python.show("bridge.checksum_bytes()"))
                .isEqualTo("TypeError: checksum_bytes() missing 1 required positional argument: 'payload'");
        assertThat(python.show("bridge.checksum_bytes(b'', b'')"))
                .isEqualTo("TypeError: checksum_bytes() takes 1 positional argument but 2 were given");
        assertThat(python.show("bridge.checksum_bytes(b'', seed=1)"))
                .isEqualTo("TypeError: checksum_bytes() got an unexpected keyword argument 'seed'");
        assertThat(python.show("bridge.checksum_bytes(b'', payload=b'')"))
                .isEqualTo("TypeError: checksum_bytes() got multiple values for argument 'payload'");
    }

    @Test
    void a_bytearray_can_grow_again_after_the_call() {
        python.run("b = bytearray(b'abc'); bridge.checksum_bytes(b); b.append(100)");
        assertThat(python.show("b")).isEqualTo("bytearray(b'abcd')");
    }

    @Test
    void several_python_threads_hash_the_same_payload() {
        python.run(
                """
                import threading
                shared = bytearray(b'\\x01\\x02\\x03\\x04' * 200_000)
                found = set()
                threads = [threading.Thread(target=lambda: found.add(bridge.checksum_bytes(shared))) for _ in range(4)]
                for t in threads: t.start()
                for t in threads: t.join()
                shared.append(1)
                """);
        assertThat(python.show("found == {bridge.checksum_bytes(b'\\x01\\x02\\x03\\x04' * 200_000)}")).isEqualTo("True");
    }
}
