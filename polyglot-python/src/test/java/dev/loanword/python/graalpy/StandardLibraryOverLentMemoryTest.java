package dev.loanword.python.graalpy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loanword.memory.ElementType;
import dev.loanword.memory.LentMemory;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Python's own users of buffers, on memory that Java lent: each gives what it gives for bytes of the same content, and writes
 * into the very memory what it writes into a bytearray.
 */
@ExtendWith(SharedGraalPy.class)
@ParameterizedClass(name = "{0}")
@ValueSource(strings = {"on the heap", "off the heap"})
class StandardLibraryOverLentMemoryTest {

    @Parameter
    String place;

    @TempDir
    static Path folder;

    /** Sixteen bytes: {@code x} is lent, {@code b} holds the same as bytes, {@code a} as a bytearray. */
    @BeforeEach
    void lend_sixteen_bytes() throws IOException {
        byte[] content = new byte[16];
        for (int i = 0; i < content.length; i++) {
            content[i] = (byte) (i * i + 7);
        }
        MemorySegment heap = MemorySegment.ofArray(content);
        MemorySegment segment = place.equals("on the heap") ? heap : Arena.ofAuto().allocate(16, 8).copyFrom(heap);
        LentMemory memory = LentMemory.of(segment, ElementType.UINT8);
        SharedGraalPy.python().boundary.lend("x", memory);
        SharedGraalPy.python().boundary.lend("fixed", memory.asReadOnly());
        Path file = Files.write(folder.resolve("alphabet.bin"), "abcdefghijklmnopqrstuvwxyz".getBytes());
        SharedGraalPy.python().context.getBindings("python").putMember("path", file.toString());
        SharedGraalPy.python()
                .eval(
                        """
                        import array, base64, binascii, ctypes, hashlib, hmac, io, loanword, lzma, mmap, pickle, socket, struct, zlib
                        b = x.tobytes()
                        a = bytearray(b)

                        def chained(first, *calls):
                            '''The last result of calls on one object.'''
                            for call in calls:
                                result = call(first)
                            return result
                        """);
    }

    private static String show(String expression) {
        return SharedGraalPy.python().show(expression);
    }

    private static void shows(String expression, String expected) {
        assertThat(show(expression)).as(expression).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "struct.unpack('16b', v)",
                "struct.unpack_from('<IHB', v, 3)",
                "struct.Struct('>d').unpack_from(v, 8)",
                "list(struct.iter_unpack('<Q', v))",
                "hashlib.md5(v).hexdigest()",
                "hashlib.sha1(v).hexdigest()",
                "hashlib.sha512(v).hexdigest()",
                "hashlib.sha3_256(v).hexdigest()",
                "hashlib.blake2b(v).hexdigest()",
                "hashlib.new('sha256', v).hexdigest()",
                "chained(hashlib.sha256(), lambda h: h.update(v), lambda h: h.update(v), lambda h: h.digest())",
                "hmac.new(b'key', v, 'sha256').hexdigest()",
                "zlib.crc32(v)",
                "zlib.crc32(v, 12345)",
                "zlib.adler32(v)",
                "zlib.compress(v)",
                "chained(zlib.compressobj(), lambda c: c.compress(v), lambda c: c.flush())",
                "lzma.compress(v)",
                "io.BytesIO(v).getvalue()",
                "chained(io.BytesIO(), lambda f: f.write(v), lambda f: f.write(v[3:7]), lambda f: f.getvalue())",
                "io.BytesIO().write(v)",
                "chained(array.array('H'), lambda n: n.frombytes(v), lambda n: n.tolist())",
                "chained(array.array('d', [1.5]), lambda n: n.frombytes(v), lambda n: n.tobytes())",
                "b'-'.join([v, b'and', v[2:5]])",
                "bytearray(b', ').join([v, v])",
                "int.from_bytes(v, 'little')",
                "int.from_bytes(v, 'big', signed=True)",
                "bytes(v)",
                "bytearray(v)",
                "b'x' + v",
                "bytearray(b'x') + v",
                "chained(bytearray(), lambda n: n.extend(v), lambda n: n)",
                "binascii.hexlify(v)",
                "base64.b64encode(v)",
                "str(v, 'latin-1')",
                "memoryview(v).tolist()",
                "memoryview(v)[::-3].tobytes()",
                "sum(v)",
                "max(v[4:9])",
                "sorted(v)",
            })
    void readers_give_what_they_give_for_bytes(String expression) {
        shows("(lambda v: " + expression + ")(x) == (lambda v: " + expression + ")(b)", "True");
        shows("(lambda v: " + expression + ")(fixed) == (lambda v: " + expression + ")(b)", "True");
        // Of a part, which begins elsewhere in the memory.
        String part = expression.contains("16b") || expression.contains("unpack_from") ? "0:16" : "4:12";
        shows("(lambda v: " + expression + ")(x[" + part + "]) == (lambda v: " + expression + ")(b[" + part + "])", "True");
    }

    @Test
    void compressed_memory_is_decompressed() {
        SharedGraalPy.python().eval("packed = zlib.compress(b * 100)\nx = loanword.copy_of(packed)");
        shows("zlib.decompress(x) == b * 100", "True");
        shows("zlib.decompressobj().decompress(x) == b * 100", "True");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "struct.pack_into('<HI', v, 2, 770, 99)",
                "struct.Struct('>d').pack_into(v, 8, -1.5)",
                "io.BytesIO(b'abcde').readinto(v)",
                "io.BytesIO(b'abcde').readinto1(v)",
                "io.BytesIO(b'abcde').readinto(v[2:4])",
                "io.BufferedReader(io.BytesIO(b'abcde')).readinto(v)",
                "memoryview(v).__setitem__(slice(1, 4), b'abc')",
                "memoryview(v)[::2].__setitem__(0, 9)",
                "v.__setitem__(slice(1, 4), b'abc')",
            })
    void writers_write_what_they_write_into_a_bytearray(String expression) {
        String memory = expression.contains("v[2:4]") ? "memoryview(a)" : "a";
        shows("(lambda v: " + expression + ")(x) == (lambda v: " + expression + ")(" + memory + ")", "True");
        shows("x.tobytes() == a != b", "True");
    }

    @ParameterizedTest
    @ValueSource(strings = {"open(path, 'rb')", "open(path, 'rb', buffering=0)"})
    void a_file_is_read_into_the_memory(String opening) {
        SharedGraalPy.python()
                .eval("with %s as f: counts = f.readinto(x[4:]), f.readinto(x[:4]), f.read(3)".formatted(opening));
        shows("counts, x.tobytes()", "((12, 4, b'qrs'), b'mnopabcdefghijkl')");
    }

    @ParameterizedTest
    @ValueSource(strings = {"open(path, 'wb')", "open(path, 'wb', buffering=0)"})
    void the_memory_is_written_into_a_file(String opening) {
        SharedGraalPy.python()
                .eval("with %s as f: counts = f.write(x), f.write(x[1:3]), f.writelines([x])".formatted(opening));
        shows("counts, open(path, 'rb').read() == b + b[1:3] + b", "((16, 2, None), True)");
    }

    @Test
    void what_writes_is_refused_over_read_only_memory_and_nothing_is_written() {
        shows("struct.pack_into('<H', fixed, 0, 1)", "TypeError: cannot modify read-only memory");
        shows(
                "struct.Struct('B').pack_into(fixed, 3, 1)",
                "TypeError: pack_into() argument must be read-write bytes-like object, not Buffer");
        shows("memoryview(fixed).__setitem__(0, 1)", "TypeError: cannot modify read-only memory");
        String refusal = "TypeError: readinto() argument must be read-write bytes-like object, not Buffer";
        shows("io.BytesIO(b'abc').readinto(fixed)", refusal);
        shows("open(path, 'rb').readinto(fixed)", refusal);
        shows("socket.socket(type=socket.SOCK_DGRAM).recv_into(fixed)", "BufferError: memoryview: underlying buffer is not writable");
        shows("ctypes.c_uint8.from_buffer(fixed)", "TypeError: underlying buffer is not writable");
        shows("x.tobytes() == fixed.tobytes() == b", "True");
    }

    /** Timeouts on both ends: a lost byte must fail the test, not hang it. */
    @Test
    void sockets_send_from_the_memory_and_receive_into_it() {
        SharedGraalPy.python()
                .eval(
                        """
                        def conversation(left, right):
                            left.settimeout(20)
                            right.settimeout(20)
                            with left, right:
                                sent = left.send(x), left.sendall(x[4:])
                                received = b''
                                while len(received) < 28:
                                    received += right.recv(28 - len(received))
                                left.sendall(b'0123456789')
                                counts = right.recv_into(x, 4), right.recv_into(x[12:])
                                # What a message larger than the memory leaves stays in the socket.
                                return sent, received == b + b[4:], counts, right.recv(2), x.tobytes()

                        def loopback():
                            with socket.create_server(('127.0.0.1', 0)) as server:
                                server.settimeout(20)
                                left = socket.create_connection(server.getsockname(), timeout=20)
                                return left, server.accept()[0]
                        """);
        String content = show("b'0123' + b[4:12] + b'4567'");
        for (String pair : new String[] {"*socket.socketpair()", "*loopback()"}) {
            lendAgain();
            shows("conversation(" + pair + ")", "((16, None), True, (4, 4), b'89', " + content + ")");
        }
    }

    @Test
    void datagrams_are_received_into_the_memory() {
        SharedGraalPy.python()
                .eval(
                        """
                        def datagram():
                            with socket.socket(type=socket.SOCK_DGRAM) as left, socket.socket(type=socket.SOCK_DGRAM) as right:
                                right.settimeout(20)
                                right.bind(('127.0.0.1', 0))
                                left.sendto(x[:5], right.getsockname())
                                return right.recvfrom_into(x[8:])[0]
                        """);
        shows("datagram(), x.tobytes() == b[:8] + b[:5] + b[13:]", "(5, True)");
    }

    private void lendAgain() {
        SharedGraalPy.python().eval("x[:] = b");
    }

    @Test
    void an_mmap_takes_the_memory() {
        SharedGraalPy.python()
                .eval(
                        """
                        def mapped():
                            with mmap.mmap(-1, 64) as m:
                                count = m.write(x), m.write(x[1:3])
                                m[32:48] = x
                                return count, m.find(x, 1), m[:18] == b + b[1:3], m[32:48] == b
                        """);
        shows("mapped()", "((16, 2), 32, True, True)");
    }

    @Test
    void pickle_hands_the_memory_over_out_of_band() {
        SharedGraalPy.python()
                .eval(
                        """
                        buffers = []
                        stream = pickle.dumps({'prices': x}, protocol=5, buffer_callback=buffers.append)
                        loaded = pickle.loads(stream, buffers=buffers)['prices']
                        """);
        shows("len(stream) < 40, len(buffers), loaded is x", "(True, 1, True)");
        // The receiver may have the bytes in memory of its own, or ask for a view.
        shows("pickle.loads(stream, buffers=[b])['prices'] is b", "True");
        SharedGraalPy.python()
                .eval(
                        """
                        buffers = []
                        stream = pickle.dumps(pickle.PickleBuffer(x), protocol=5, buffer_callback=buffers.append)
                        memoryview(pickle.loads(stream, buffers=buffers))[3] = 200
                        """);
        shows("x[3], buffers[0].raw().format, buffers[0].raw().nbytes", "(200, 'B', 16)");
    }

    @Test
    void pickle_copies_the_memory_in_band_as_it_does_a_pickle_buffer() {
        shows("pickle.loads(pickle.dumps(x, protocol=5)) == a", "True");
        shows("pickle.dumps(x, protocol=5) == pickle.dumps(pickle.PickleBuffer(a), protocol=5)", "True");
        shows("pickle.loads(pickle.dumps(fixed, protocol=5)) == b", "True");
        shows("pickle.dumps(x, protocol=4)", "PicklingError: PickleBuffer can only pickled with protocol >= 5");
    }

    @Test
    void ctypes_objects_lie_in_the_memory() {
        SharedGraalPy.python()
                .eval(
                        """
                        numbers = (ctypes.c_uint16 * 4).from_buffer(x, 8)
                        mirror = (ctypes.c_uint16 * 4).from_buffer(a, 8)
                        before = list(numbers) == list(mirror)
                        numbers[1] = mirror[1] = 65_000
                        x[8] = a[8] = 77
                        """);
        shows("before, list(numbers) == list(mirror), x.tobytes() == a", "(True, True, True)");
        shows("bytes((ctypes.c_char * 16).from_buffer_copy(x)) == a", "True");
        shows("(ctypes.c_uint8 * 17).from_buffer(x)", "ValueError: Buffer size too small (16 instead of at least 17 bytes)");
    }

    @Test
    void only_memory_off_the_heap_has_an_address_for_c() {
        SharedGraalPy.python().eval("memset = ctypes.CDLL(None).memset\npart = (ctypes.c_uint8 * 4).from_buffer(x, 4)");
        if (place.equals("on the heap")) {
            shows(
                    "memset(part, 9, 4)",
                    "BufferError: the memory segment lies on the Java heap and has no address for native code; lend off-heap"
                            + " memory, or copy it with bytes(buffer)");
            shows("x.tobytes() == b", "True");
        } else {
            SharedGraalPy.python().eval("memset(part, 9, 4)");
            shows("x.tobytes() == b[:4] + b'\\t' * 4 + b[8:]", "True");
        }
    }
}
