package dev.loanword.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loanword.cli.LauncherProcess.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * Arrays that Java has borrowed leave nothing behind: the resident memory of a process stays where it was. A route that keeps
 * arrays alive, as GraalPy's memoryviews of them do, or that frees them when the machine is full, fails this.
 */
@EnabledOnOs(OS.LINUX)
class NumPyMemoryProcessTest {

    private static final String SCRIPT =
            """
            import sys
            import bridge, numpy as np

            def resident():
                with open("/proc/self/statm") as file:
                    return int(file.read().split()[1]) * 4096 // 2**20

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

    /** MiB. Ten times that many are allocated; the JVM's own heap and compiled code grow in it too. */
    private static final int SLACK = 400;

    @TempDir
    private Path folder;

    @Test
    void many_borrows_and_many_arrays_leave_resident_memory_where_it_was() throws Exception {
        assertStaysWithin(SLACK, "20000", "500");
    }

    @Test
    @Tag("long")
    void a_million_borrows_and_ten_thousand_arrays_do_too() throws Exception {
        assertStaysWithin(SLACK, "1000000", "10000");
    }

    private void assertStaysWithin(int mebibytes, String... arguments) throws IOException, InterruptedException {
        Path script = Files.writeString(folder.resolve("soak.py"), SCRIPT);
        Result result = LauncherProcess.of("run", script.toString(), arguments[0], arguments[1]).run();
        assertThat(result.err()).isEmpty();
        assertThat(result.exitStatus()).isZero();
        assertThat(result.out().lines()).hasSize(2).allSatisfy(line ->
                assertThat(Integer.parseInt(line.substring(line.indexOf(':') + 2))).as(line).isLessThan(mebibytes));
    }
}
