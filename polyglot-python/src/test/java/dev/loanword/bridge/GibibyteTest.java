package dev.loanword.bridge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loanword.memory.CopyLedger;
import dev.loanword.python.PythonHost;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/**
 * A bytearray of 1 GiB goes through patterns 1 to 3 in a JVM whose heap has no room for a second one. A copy on the heap would
 * be an OutOfMemoryError, a copy off the heap would show in the peak memory of the process.
 */
class GibibyteTest {

    private static final long SLACK_KIB = 256 << 10;

    /** What the process runs. */
    static final class Program {
        public static void main(String[] arguments) {
            try (PythonHost host = PythonHost.open()) {
                host.run(
                        """
                        import bridge
                        payload = bytearray(1 << 30)
                        payload[-1] = 1
                        floats, doubles = memoryview(payload).cast('f'), memoryview(payload).cast('d')
                        doubles[0] = 1.5
                        floats[-2] = 2.5
                        """);
                long before = peakKib();
                host.run("first = bridge.checksum_bytes(payload); payload[5] ^= 255; second = bridge.checksum_bytes(payload)");
                host.run("payload[5] ^= 255; bridge.scale_inplace(doubles[:-1], 2.0)");
                System.out.println(host.eval("first != second, doubles[0]"));
                host.run("doubles[0] = 0.0; bridge.scale_buffer(floats[:-1], 2.0)");
                System.out.println(host.eval("floats[-2], payload[-1]"));
                CopyLedger.Totals totals = host.ledger();
                System.out.println(totals);
                System.out.println(peakKib() - before < SLACK_KIB ? "no memory was added" : "memory was added");
            }
        }

        /** The most memory that the process ever had, or 0 where the system doesn't tell. */
        private static long peakKib() {
            try (var status = java.nio.file.Files.lines(Path.of("/proc/self/status"))) {
                return status.filter(line -> line.startsWith("VmHWM:"))
                        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                        .findFirst()
                        .orElse(0);
            } catch (IOException unknown) {
                return 0;
            }
        }
    }

    @Test
    void a_gibibyte_adds_no_memory() throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(argument -> !argument.startsWith("-Xmx"))
                .forEach(command::add);
        command.addAll(List.of("-Xmx1408m", "-cp", System.getProperty("java.class.path"), Program.class.getName()));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(5, TimeUnit.MINUTES)).isTrue();

        long bytes = 1L << 30;
        assertThat(output.lines())
                .containsExactly(
                        "(True, 3.0)",
                        "(5.0, 1)",
                        new CopyLedger.Totals(4, 4 * bytes - Double.BYTES - Float.BYTES, 0, 0, Map.of()).toString(),
                        "no memory was added");
        assertThat(process.exitValue()).isZero();
    }
}
