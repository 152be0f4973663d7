package dev.loanword.python;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.loanword.bridge.EmbeddingTable;
import dev.loanword.kernels.Checkpoint;
import dev.loanword.memory.BorrowTable;
import dev.loanword.memory.BorrowTable.Access;
import dev.loanword.memory.BorrowedBuffer;
import dev.loanword.memory.ElementType;
import dev.loanword.memory.LentMemory;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.lang.ref.WeakReference;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The rules of sharing in many threads of Python and Java: who reads never sees what another has half written, and whoever
 * uses memory that is closed meanwhile gets a whole access or the documented exception. Each thread checks what it reads.
 */
@Timeout(value = 2, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class SharingRulesTest {

    /** So many elements that a kernel over them is entered into the borrow table. */
    private static final int LARGE = Checkpoint.INTERVAL + 5_000;

    private static final VarHandle ELEMENT = MethodHandles.arrayElementVarHandle(long[].class);

    private static SharingThreads threads;

    @BeforeAll
    static void open() {
        threads = new SharingThreads();
    }

    @AfterAll
    static void close() {
        threads.close();
    }

    @BeforeEach
    void forget_refusals() {
        threads.forgetRefusals();
    }

    @AfterEach
    void no_borrow_is_left_open() {
        assertThat(BorrowTable.ofProcess().isEmpty()).isTrue();
    }

    private static String refusal(String one, String access, String other, String otherAccess) {
        return one + " can't borrow this memory to " + access + " while " + other + " has it to " + otherAccess
                + "; wait until that call has returned, or work on a copy";
    }

    @Test
    void who_conflicts_is_refused_in_each_thread_and_both_are_named() throws Exception {
        PythonHost host = threads.host();
        host.run("data = bytearray(8 * " + LARGE + ")\nview = memoryview(data).cast('d')");
        String read = "start(lambda: bridge.checksum_bytes(data) > 0)";
        String write = "start(lambda: bridge.scale_inplace(view, 2.0) is None)";
        try (BorrowedValue _ = host.borrow("data", Access.EXCLUSIVE)) {
            assertThat(threads.result(read)).isEqualTo("BorrowError: " + refusal("checksum_bytes", "read", "the Java host", "write"));
            assertThat(threads.result(write)).isEqualTo("BorrowError: " + refusal("scale_inplace", "write", "the Java host", "write"));
            assertThatThrownBy(() -> host.borrow("view[7:8]"))
                    .hasMessage("loanword.BorrowError: " + refusal("the Java host", "read", "the Java host", "write"));
        }
        try (BorrowedValue _ = host.borrow("view[7:8]")) {
            assertThat(threads.result(read)).isEqualTo("True");
            assertThat(threads.result(write)).isEqualTo("BorrowError: " + refusal("scale_inplace", "write", "the Java host", "read"));
            assertThatThrownBy(() -> threads.inJava(() -> host.borrow("data", Access.EXCLUSIVE)).get())
                    .hasStackTraceContaining("loanword.BorrowError: " + refusal("the Java host", "write", "the Java host", "read"));
        }
        assertThat(threads.result(write)).isEqualTo("True");
    }

    /** All elements are 1, 2, 4 or 8, or all their negatives; the hash of a half-written array is none of theirs. */
    @Test
    void of_memory_that_python_owns_no_reader_sees_what_is_half_written() throws Exception {
        PythonHost host = threads.host();
        host.run("data = bytearray(8 * " + LARGE + ")\n"
                + "view = memoryview(data).cast('d')\n"
                + "legal = {bridge.checksum_bytes(bytes(A('d', [s * n]) * " + LARGE + ")) for s in (1, -1) for n in (1, 2, 4, 8)}");
        try (BorrowedValue borrowed = host.borrow("data", Access.EXCLUSIVE)) {
            fill(borrowed.buffer(), 1.0);
        }
        host.run(
                """
                def read():
                    return bridge.checksum_bytes(data) in legal
                def write():
                    bridge.scale_inplace(view, -1.0)
                    return True
                workers = start(*[lambda: insist(read, 20)] * 2, lambda: insist(write, 20))
                """);
        List<Future<String>> inJava = List.of(
                threads.insistInJava(20, () -> readWhole("data")),
                threads.insistInJava(20, () -> readWhole("view")),
                threads.insistInJava(20, () -> {
                    try (BorrowedValue borrowed = host.borrow("view", Access.EXCLUSIVE)) {
                        MemorySegment segment = borrowed.buffer().segment();
                        double value = segment.get(ValueLayout.JAVA_DOUBLE_UNALIGNED, 0);
                        fill(borrowed.buffer(), Math.abs(value) == 8 ? Math.signum(value) : 2 * value);
                        return true;
                    }
                }));
        assertThat(threads.results("workers")).containsOnly("done");
        assertThat(threads.results(inJava)).containsOnly("done");
        List<String> readers = List.of("checksum_bytes", "the Java host");
        List<String> writers = List.of("scale_inplace", "the Java host");
        assertThat(threads.refusals()).isSubsetOf(conflicts(readers, writers));
    }

    private static void fill(BorrowedBuffer buffer, double value) {
        MemorySegment segment = buffer.segment();
        for (long offset = 0; offset < segment.byteSize(); offset += Double.BYTES) {
            segment.set(ValueLayout.JAVA_DOUBLE_UNALIGNED, offset, value);
        }
    }

    private static boolean readWhole(String expression) {
        try (BorrowedValue borrowed = threads.host().borrow(expression)) {
            MemorySegment segment = borrowed.buffer().segment();
            double first = segment.get(ValueLayout.JAVA_DOUBLE_UNALIGNED, 0);
            boolean alike = true;
            for (long offset = 0; offset < segment.byteSize(); offset += Double.BYTES) {
                alike &= segment.get(ValueLayout.JAVA_DOUBLE_UNALIGNED, offset) == first;
            }
            return alike && List.of(1.0, 2.0, 4.0, 8.0).contains(Math.abs(first));
        }
    }

    private static List<String> conflicts(List<String> readers, List<String> writers) {
        return Stream.concat(
                        writers.stream().flatMap(writer -> readers.stream().flatMap(reader -> Stream.of(
                                refusal(writer, "write", reader, "read"), refusal(reader, "read", writer, "write")))),
                        writers.stream().flatMap(one -> writers.stream().map(other -> refusal(one, "write", other, "write"))))
                .toList();
    }

    /** Two hosts have a GIL each, so that here only the borrow table keeps Python from Python. */
    @Test
    void of_memory_that_two_hosts_share_no_update_is_lost_and_no_reader_sees_a_half() throws Exception {
        int writes = 15;
        try (SharingThreads other = new SharingThreads();
                Arena arena = Arena.ofShared()) {
            MemorySegment segment = arena.allocateFrom(ValueLayout.JAVA_FLOAT, ones());
            for (SharingThreads each : List.of(threads, other)) {
                each.host().lend("shared", LentMemory.of(segment, ElementType.FLOAT32));
                each.host().run("table = bridge.EmbeddingTable(dim=" + LARGE + ")\n"
                        + "table.add([1.0] * " + LARGE + ")\n"
                        + "def read():\n"
                        + "    return math.frexp(table.dot(0, shared) / " + LARGE + ")[0] == 0.5\n"
                        + "def write():\n"
                        + "    return bridge.scale_buffer(shared, 2.0) is None\n"
                        + "workers = start(lambda: insist(read, 30), lambda: insist(write, " + writes + "))");
            }
            Future<String> inJava = threads.insistInJava(writes, () -> {
                try (BorrowedValue borrowed = other.host().borrow("shared", Access.EXCLUSIVE)) {
                    MemorySegment memory = borrowed.buffer().segment();
                    for (long offset = 0; offset < memory.byteSize(); offset += Float.BYTES) {
                        memory.set(ValueLayout.JAVA_FLOAT, offset, 2 * memory.get(ValueLayout.JAVA_FLOAT, offset));
                    }
                    return true;
                }
            });
            assertThat(threads.results("workers")).containsOnly("done");
            assertThat(other.results("workers")).containsOnly("done");
            assertThat(threads.results(List.of(inJava))).containsOnly("done");
            float[] expected = new float[LARGE];
            Arrays.fill(expected, Math.scalb(1f, 3 * writes));
            assertThat(segment.toArray(ValueLayout.JAVA_FLOAT)).isEqualTo(expected);
            List<String> allowed = conflicts(
                    List.of("EmbeddingTable.dot"), List.of("scale_buffer", "the Java host"));
            assertThat(threads.refusals()).isSubsetOf(allowed);
            assertThat(other.refusals()).isSubsetOf(allowed);
        }
    }

    private static float[] ones() {
        float[] ones = new float[LARGE];
        Arrays.fill(ones, 1f);
        return ones;
    }

    /** The ways in which Java ends what it lent. */
    enum Ending {
        LOAN_TAKEN_BACK,
        TABLE_FREED,
        ARENA_CLOSED
    }

    /** What threads do with {@code lent}, {@code view} and {@code part}: four at a time, each true if it saw what is there. */
    private static final List<List<String>> USES = List.of(
            List.of("lent[5] == 1.0", "view[5] == 1.0", "part[5] == 1.0", "bridge.scale_buffer(lent, 1.0) is None"),
            List.of(
                    "lent.__setitem__(5, 1.0) is None", "view.__setitem__(5, 1.0) is None", "lent[:9].tolist() == [1.0] * 9",
                    "table.dot(0, lent) == len(lent)"),
            List.of("lent[:50] == part[50:100]", "bytes(view[:9]) == NINE", "list(view[3:9:2]) == [1.0] * 3", "loanword.copy_of(part)[7] == 1.0"));

    @ParameterizedTest
    @EnumSource
    void memory_that_java_ends_while_threads_use_it_gives_each_a_whole_access_or_a_value_error(Ending ending) throws Exception {
        PythonHost host = threads.host();
        host.run("NINE = bytes(A('f', [1.0] * 9))\ntable = bridge.EmbeddingTable(dim=" + LARGE + ")\ntable.add([1.0] * " + LARGE + ")");
        for (List<String> uses : USES) {
            EmbeddingTable owner = new EmbeddingTable(LARGE);
            owner.add(Arrays.stream(new double[LARGE]).map(x -> 1.0).toArray(), LARGE);
            Arena arena = Arena.ofShared();
            LentMemory memory = ending == Ending.ARENA_CLOSED
                    ? LentMemory.of(arena.allocateFrom(ValueLayout.JAVA_FLOAT, ones()), ElementType.FLOAT32)
                    : owner.row(0);
            Loan loan = host.lend("lent", memory);
            host.run("view, part = memoryview(lent), lent[:]\n"
                    + "closed, ready = threading.Event(), threading.Semaphore(0)\n"
                    + "workers = start("
                    + uses.stream().map(use -> "lambda: until_closed(lambda: " + use + ")").collect(Collectors.joining(", "))
                    + ")\n"
                    + "[ready.acquire() for worker in workers]");
            switch (ending) {
                case LOAN_TAKEN_BACK -> loan.forceClose();
                case TABLE_FREED -> owner.forceClose();
                case ARENA_CLOSED -> arena.close();
            }
            host.run("closed.set()");
            assertThat(threads.results("workers"))
                    .as(uses.toString())
                    .allMatch(result -> result.matches("ValueError: (the )?\\S+( \\S+)? (under this buffer )?is closed")
                            || result.equals("ValueError: Already closed"));
            owner.forceClose();
        }
    }

    @Test
    void a_plain_close_is_refused_while_threads_look_and_disturbs_none_of_them() throws Exception {
        PythonHost host = threads.host();
        Loan loan = host.lend("lent", new double[] {1.5, 2.5});
        host.run(
                """
                looking, enough = threading.Semaphore(0), threading.Event()
                def look():
                    with lent[:] as part, memoryview(part) as view:
                        looking.release()
                        while not enough.is_set():
                            if view[0] != 1.5: return 'saw a wrong value'
                            let_others()
                        return view.tolist()
                workers = start(look, look)
                looking.acquire(), looking.acquire()
                """);
        assertThatThrownBy(loan::close)
                .hasMessage("double[] is lent to 2 buffers; release them first, or close with force=True");
        host.run("enough.set()");
        assertThat(threads.results("workers")).containsOnly("[1.5, 2.5]");
        loan.close();
    }

    @Test
    void memory_lives_as_long_as_a_view_of_it_in_any_thread() throws Exception {
        PythonHost host = threads.host();
        host.run(
                """
                passed = threading.Semaphore(0)
                def use():
                    for i in range(30):
                        buffer, table = loanword.zeros(1000, 'q'), bridge.EmbeddingTable(dim=4)
                        buffer[:] = A('q', [i]) * 1000
                        table.add([i, i, i, i])
                        view, part, row = memoryview(buffer)[10:20], buffer[30:], table[0]
                        del buffer, table
                        passed.release()
                        let_others()
                        for j in range(50):
                            if view[j % 10] != i or part[j] != i or row[j % 4] != i: return 'freed too early'
                    return 'done'
                workers = start(use, use)
                """);
        for (int collection = 0; collection < 5; collection++) {
            host.run("for i in range(10): passed.acquire()");
            System.gc();
        }
        assertThat(threads.results("workers")).containsOnly("done");
    }

    @Test
    void memory_that_nothing_looks_at_any_more_is_collected() {
        PythonHost host = threads.host();
        WeakReference<double[]> array = lentArray(host);
        host.run("view = memoryview(lent)[3:]\ndel lent");
        System.gc();
        assertThat(array.get()).isNotNull();
        host.run("del view");
        // Truffle's caches let go of what they saw last when the code has run with something else.
        for (int collection = 0; collection < 50 && array.get() != null; collection++) {
            host.lend("lent", new double[4]);
            host.run("view = memoryview(lent)[3:]");
            System.gc();
        }
        assertThat(array.get()).isNull();
    }

    private static WeakReference<double[]> lentArray(PythonHost host) {
        double[] values = new double[4];
        host.lend("lent", values);
        return new WeakReference<>(values);
    }

    @Test
    void a_host_that_refuses_to_close_keeps_what_java_has_borrowed() throws Exception {
        byte[] flag = new byte[2];
        PythonHost host = PythonHost.open();
        host.lend("flag", flag);
        host.run("data = bytearray(b'hello')");
        BorrowedValue borrowed = host.borrow("data", Access.EXCLUSIVE);
        Future<?> running = threads.inJava(() -> {
            host.run("import time\nwhile not flag[0]: flag[1] = 1; time.sleep(1e-6)");
            return null;
        });
        host.run("import time\nwhile not flag[1]: time.sleep(1e-6)");
        assertThatThrownBy(host::close).isInstanceOf(IllegalStateException.class);
        assertThat(borrowed.buffer().segment().toArray(ValueLayout.JAVA_BYTE)).isEqualTo("hello".getBytes());
        assertThatThrownBy(() -> host.run("data.append(1)")).hasMessageContaining("BufferError");
        host.run("flag[0] = 1");
        running.get();
        host.close();
        assertThatThrownBy(() -> borrowed.buffer().segment()).isInstanceOf(IllegalStateException.class);
        borrowed.close();
    }

    @Test
    void a_host_is_closed_by_any_thread_whichever_imported_threading() throws Exception {
        PythonHost host = PythonHost.open();
        Thread other = Thread.ofPlatform().start(() -> host.run("import threading"));
        other.join();
        threads.inJava(() -> {
                    host.close();
                    return null;
                })
                .get(60, TimeUnit.SECONDS);
        assertThatThrownBy(() -> host.run("pass")).hasMessageContaining("this Python host is closed");
    }

    @Test
    void what_java_has_borrowed_can_be_used_until_atexit_functions_have_run() {
        PythonHost host = PythonHost.open();
        byte[] seen = new byte[5];
        host.lend("seen", LentMemory.of(MemorySegment.ofArray(seen), ElementType.UINT8));
        host.run("import atexit\ndata = bytearray(b'hello')\natexit.register(lambda: seen.__setitem__(slice(0, 5), bytes(data)))");
        BorrowedValue borrowed = host.borrow("data", Access.EXCLUSIVE);
        borrowed.buffer().segment().set(ValueLayout.JAVA_BYTE, 0, (byte) 'J');
        host.close();
        assertThat(seen).isEqualTo("Jello".getBytes());
        assertThatThrownBy(() -> borrowed.buffer().segment()).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void a_host_that_is_closed_ends_its_daemon_threads_and_leaves_the_memory_to_java() {
        float[] values = ones();
        try (PythonHost host = PythonHost.open()) {
            host.lend("lent", values);
            host.run(
                    """
                    import bridge, threading
                    view = memoryview(lent)
                    working = threading.Semaphore(0)
                    def work():
                        while True:
                            bridge.scale_buffer(lent, -1.0)
                            view[0] = -view[0]
                            working.release()
                    threads = [threading.Thread(target=work, daemon=True) for i in range(2)]
                    for thread in threads: thread.start()
                    for i in range(6): working.acquire()
                    """);
        }
        for (float value : values) {
            assertThat(Math.abs(value)).isEqualTo(1f);
        }
    }

    /** In the second host too: both share an engine, and only in the first does GraalPy see to it by itself. */
    @Test
    void in_each_host_a_thread_in_a_loop_lets_the_others_have_their_turn() throws Exception {
        assertThat(threads.result("start(lambda: 'a second thread')")).isEqualTo("a second thread");
        try (SharingThreads second = new SharingThreads()) {
            PythonHost host = second.host();
            host.lend("lent", ones());
            // Not a Python object: GraalPy reads such a one once, before a compiled loop that calls nothing, and then never ends.
            byte[] enough = new byte[1];
            host.lend("enough", enough);
            host.run("data, going = bytes(" + LARGE + "), threading.Event()");
            for (String loop : List.of("pass", "bridge.scale_buffer(lent, 1.0)", "bridge.checksum_bytes(data)", "lent[5] = 1.0")) {
                host.run("def work():\n"
                        + "    going.set()\n"
                        + "    while not enough[0]: " + loop + "\n"
                        + "    return 'done'\n"
                        + "enough[0] = 0\n"
                        + "workers = start(work)\n"
                        + "going.wait()");
                for (int turn = 0; turn < 5; turn++) {
                    host.run("turn = " + turn);
                }
                host.run("enough[0] = 1");
                assertThat(second.results("workers")).as(loop).containsExactly("done");
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"flag", "memoryview(flag)", "flag[:]"})
    void a_loop_in_python_sees_what_java_writes_into_lent_memory(String view) {
        PythonHost host = threads.host();
        byte[] flag = new byte[1];
        long[] rounds = new long[1];
        host.lend("flag", flag);
        host.lend("rounds", rounds);
        host.run("view = " + view + "\n"
                + "def work():\n"
                + "    while not view[0]: rounds[0] += 1\n"
                + "    return 'done'\n"
                + "workers = start(work)");
        // By then the loop is compiled.
        while ((long) ELEMENT.getVolatile(rounds, 0) < 1_000_000) {
            Thread.onSpinWait();
        }
        flag[0] = 1;
        assertThat(threads.result("workers")).isEqualTo("done");
    }
}
