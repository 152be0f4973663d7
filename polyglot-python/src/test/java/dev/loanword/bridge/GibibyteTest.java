package dev.loanword.bridge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loanword.memory.CopyLedger;
import dev.loanword.python.PythonHost;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The patterns on 1 GiB, in a JVM that has no room for a second one. */
class GibibyteTest {

    private static final long GIBIBYTE = 1L << 30;

    @TempDir
    private Path folder;

    /** Patterns 1 to 3 on one bytearray. */
    static final class InPlace {
        private static final long SLACK_KIB = 256 << 10;

        public static void main(String[] arguments) throws IOException {
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
                System.out.println(host.eval("str((first != second, doubles[0]))", String.class));
                host.run("doubles[0] = 0.0; bridge.scale_buffer(floats[:-1], 2.0)");
                System.out.println(host.eval("str((floats[-2], payload[-1]))", String.class));
                System.out.println(host.ledger());
                System.out.println(peakKib() - before < SLACK_KIB ? "no memory was added" : "memory was added");
            }
        }
    }

    /** Pattern 5 on one file. */
    static final class ByLine {
        public static void main(String[] arguments) throws IOException {
            try (PythonHost host = PythonHost.open()) {
                host.run("import bridge\nlengths = [len(line) for line in bridge.lines(r'" + arguments[0] + "')]");
                System.out.println(host.eval("str((len(lengths), sum(lengths)))", String.class));
                System.out.println(peakKib() < GIBIBYTE >> 10 ? "less than the file was resident" : "the file was resident");
            }
        }
    }

    /** The most memory that the process ever had, or 0 where the system doesn't tell. */
    private static long peakKib() throws IOException {
        Path status = Path.of("/proc/self/status");
        if (!Files.exists(status)) {
            return 0;
        }
        return Files.readAllLines(status).stream()
                .filter(line -> line.startsWith("VmHWM:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                .sum();
    }

    /** A copy on the heap would be an OutOfMemoryError, a copy off the heap would show in the peak of the process. */
    @Test
    void a_bytearray_goes_through_the_patterns_that_borrow_and_adds_no_memory() throws Exception {
        assertThat(outputOf(InPlace.class, "-Xmx1408m"))
                .containsExactly(
                        "(True, 3.0)",
                        "(5.0, 1)",
                        new CopyLedger.Totals(4, 4 * GIBIBYTE - Double.BYTES - Float.BYTES, 0, 0, Map.of()).toString(),
                        "no memory was added");
    }

    /** Pages of a mapped file would count as resident. */
    @Test
    void a_file_is_read_line_by_line_in_constant_memory() throws Exception {
        Path file = folder.resolve("lines");
        int length = 64 << 10;
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            ByteBuffer end = ByteBuffer.wrap(new byte[] {'\n'});
            for (long at = length - 1; at < GIBIBYTE; at += length) {
                channel.write(end.rewind(), at);
            }
        }
        long lines = GIBIBYTE / length;
        assertThat(outputOf(ByLine.class, "-Xmx512m", file.toString()))
                .containsExactly("(" + lines + ", " + (GIBIBYTE - lines) + ")", "less than the file was resident");
    }

    private static List<String> outputOf(Class<?> program, String heap, String... arguments) throws Exception {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(argument -> !argument.startsWith("-Xmx"))
                .forEach(command::add);
        command.addAll(List.of(heap, "-cp", System.getProperty("java.class.path"), program.getName()));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(5, TimeUnit.MINUTES)).isTrue();
        assertThat(process.exitValue()).as(output).isZero();
        return output.lines().toList();
    }
}
