package dev.loanword.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loanword.cli.LauncherProcess.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * Arrays that Java has borrowed, and arrays over memory that Java has lent, leave nothing behind: the resident memory of a
 * process stays where it was. A route that keeps arrays alive, as GraalPy's memoryviews do, or that frees them when the
 * machine is full, fails this; that it does is a test as well.
 */
@EnabledOnOs(OS.LINUX)
class NumPyMemoryProcessTest {

    private static final String RESIDENT =
            """
            import sys
            import bridge, loanword, numpy as np

            def resident():
                with open("/proc/self/statm") as file:
                    return int(file.read().split()[1]) * 4096 // 2**20
            """;

    private static final String BORROWING = RESIDENT
            + """

            def borrow_one(times):
                x = np.ones(8)
                for i in range(times): bridge.scale_inplace(x, 1.0)

            def borrow_fresh(count, highest=0):
                for i in range(count):
                    x = np.ones(1_000_000)
                    bridge.scale_inplace(x.reshape(1000, 1000)[7:9] if i % 2 else x, 2.0)
                    if i % 10 == 0: highest = max(highest, resident())
                return highest

            times, count = int(sys.argv[1]), int(sys.argv[2])
            borrow_one(1000), borrow_fresh(10)
            start = resident()
            borrow_one(times)
            print("one array:", resident() - start)
            print("fresh arrays:", borrow_fresh(count) - start)
            """;

    private static final String LENDING = RESIDENT
            + """

            ways = {
                "numpy": lambda buffer: buffer.numpy(),
                "asarray": np.asarray,
                "frombuffer": np.frombuffer,
                "from_dlpack": np.from_dlpack,
                "memoryview": lambda buffer: np.asarray(memoryview(buffer)),
            }

            def lend(way, count, highest=0):
                for i in range(count):
                    x = way(loanword.zeros(1_000_000, "d"))
                    x[:] = 1.0
                    if i % 10 == 0: highest = max(highest, resident())
                return highest

            for name in sys.argv[2:]:
                lend(ways[name], 10)
                start = resident()
                print(name + ":", lend(ways[name], int(sys.argv[1])) - start)
            """;

    private static final String TAKING = RESIDENT
            + """

            class Tensor:
                def __init__(self, x): self.x = x
                def __dlpack__(self, **options): return self.x.__dlpack__(**options)
                def __dlpack_device__(self): return self.x.__dlpack_device__()

            class Interface:
                def __init__(self, x): self.x = x
                @property
                def __array_interface__(self): return self.x.__array_interface__

            class Column:
                def __init__(self, x): self.x = x
                def __arrow_c_array__(self, schema=None): return self.x.__arrow_c_array__(schema)

            class Array:
                def __init__(self, x): self.x = x
                def __array__(self, dtype=None, copy=None): return self.x

            table = bridge.EmbeddingTable(2_000_000)
            table.add(np.zeros(2_000_000, "f"))

            def take(kind, make, count, highest=0):
                for i in range(count):
                    x = make()
                    table.dot(0, kind(x))
                    if i % 10 == 0: highest = max(highest, resident())
                return highest

            arrays = lambda: np.empty(2_000_000, "f")
            buffers = lambda: loanword.zeros(2_000_000, "f")
            for kind, make in (Tensor, arrays), (Interface, arrays), (Array, arrays), (Tensor, buffers), (Column, buffers):
                take(kind, make, 10)
                start = resident()
                name = kind.__name__ + (" of an array" if make is arrays else " of a Buffer")
                print(name + ":", take(kind, make, int(sys.argv[1])) - start)
            """;

    /** MiB. Ten times that many are allocated; the JVM's own heap and compiled code grow in it too. */
    private static final int SLACK = 400;

    @TempDir
    private Path folder;

    @Test
    void many_borrows_and_many_arrays_leave_resident_memory_where_it_was() throws Exception {
        assertStaysWithin(SLACK, BORROWING, "20000", "500");
    }

    @Test
    @Tag("long")
    void a_million_borrows_and_ten_thousand_arrays_do_too() throws Exception {
        assertStaysWithin(SLACK, BORROWING, "1000000", "10000");
    }

    @Test
    void memory_that_was_lent_to_arrays_is_freed_when_they_are_gone() throws Exception {
        assertStaysWithin(SLACK, LENDING, "300", "numpy", "asarray", "frombuffer", "from_dlpack");
    }

    @Test
    void memory_that_other_protocols_hand_over_is_given_back() throws Exception {
        assertStaysWithin(SLACK, TAKING, "300");
    }

    @Test
    void a_way_that_keeps_its_memory_is_found_out() throws Exception {
        assertThat(growth(LENDING, "150", "memoryview")).allSatisfy((way, mebibytes) -> assertThat(mebibytes)
                .isGreaterThan(SLACK));
    }

    @Test
    void memory_mapped_arrays_are_borrowed_and_those_that_only_read_are_not_written() throws Exception {
        Path script = Files.writeString(
                folder.resolve("mapped.py"),
                """
                import sys
                import bridge, numpy as np

                file = sys.argv[1]
                x = np.memmap(file, dtype="d", mode="w+", shape=(2, 3))
                x[:] = np.arange(6.0).reshape(2, 3)
                bridge.scale_inplace(x, 2.0)
                bridge.scale_inplace(x[1:], 2.0)
                x.flush()
                print(np.fromfile(file).tolist())
                fixed = np.memmap(file, dtype="d", mode="r")
                for array in fixed, fixed[1:], np.asarray(fixed), np.frombuffer(fixed.base):
                    try:
                        bridge.scale_inplace(array, 2.0)
                    except BufferError as refused:
                        print(refused)
                """);
        Result result = LauncherProcess.of("run", script.toString(), folder.resolve("samples.f64").toString())
                .run();
        String refused = "scale_inplace writes in place and needs a writable buffer, got a read-only one; pass a bytearray, an"
                + " array.array or a writable view\n";
        assertThat(result).isEqualTo(new Result(0, "[0.0, 2.0, 4.0, 12.0, 16.0, 20.0]\n" + refused.repeat(4), ""));
    }

    private void assertStaysWithin(int mebibytes, String program, String... arguments)
            throws IOException, InterruptedException {
        assertThat(growth(program, arguments)).allSatisfy((way, growth) -> assertThat(growth).isLessThan(mebibytes));
    }

    /** By how many MiB each of the program's ways has grown. */
    private Map<String, Integer> growth(String program, String... arguments) throws IOException, InterruptedException {
        Path script = Files.writeString(folder.resolve("soak.py"), program);
        List<String> command = new ArrayList<>(List.of("run", script.toString()));
        command.addAll(List.of(arguments));
        Result result = LauncherProcess.of(command.toArray(String[]::new)).run();
        assertThat(result.err()).isEmpty();
        assertThat(result.exitStatus()).isZero();
        Map<String, Integer> growth = result.out().lines()
                .map(line -> line.split(": "))
                .collect(Collectors.toMap(words -> words[0], words -> Integer.valueOf(words[1])));
        assertThat(growth).isNotEmpty();
        return growth;
    }
}
