package dev.loanword.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loanword.cli.LauncherProcess.Result;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** NumPy, which a JVM can load once, in programs that run in a warm host one after the other. */
@ExtendWith(ThroughWarmHost.class)
@Timeout(600)
class WarmNumPyProcessTest {
    private static final String NUMPY =
            """
            import sys
            print([name for name in sys.modules if name.startswith("numpy")])
            import bridge, numpy as np
            values = np.arange(4.0)
            bridge.scale_inplace(values, 2.0)
            print(values.tolist(), np.linalg.norm(values) > 7, np.__spec__.loader.name, "numpy" in sys.modules)
            """;

    private static final String RAN = "ledger: ran in the warm host";

    @Test
    void each_program_has_a_numpy_that_nobody_used_before() throws Exception {
        String expected = "[]\n[0.0, 2.0, 4.0, 6.0] True numpy True\n";
        for (int i = 0; i < 3; i++) {
            // The first loads NumPy itself; the others find a host that has loaded it.
            Result result = LauncherProcess.of("run", "--ledger", "-c", NUMPY).run();
            assertThat(result.out()).as("program %d: %s", i, result.err()).isEqualTo(expected);
            assertThat(result.err().lines()).contains("ledger: copied 0 bytes").endsWith(RAN);
            assertThat(result.exitStatus()).isZero();
        }
        // A Python with another seed is another Python, and NumPy can be loaded no second time.
        Result seeded =
                LauncherProcess.of("run", "--ledger", "-c", NUMPY).with("PYTHONHASHSEED", "1").run();
        assertThat(seeded.out()).as(seeded.err()).isEqualTo(expected);
        assertThat(seeded.err().lines())
                .endsWith("ledger: not run in the warm host: it had NumPy ready in a Python that does not fit the program's form"
                        + " or its environment variables");
        for (int i = 0; i < 2; i++) {
            Result without = LauncherProcess.of(
                            "run", "--ledger", "-c", "import sys; print('numpy' in sys.modules, sum(range(4)))")
                    .run();
            assertThat(without.out()).isEqualTo("False 6\n");
            assertThat(without.err().lines()).endsWith(RAN);
        }
    }
}
