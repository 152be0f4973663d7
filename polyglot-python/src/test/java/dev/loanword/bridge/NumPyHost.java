package dev.loanword.bridge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loanword.memory.ElementType;
import dev.loanword.memory.LentMemory;
import dev.loanword.python.PythonHost;
import dev.loanword.python.export.BufferExportTest;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The one host with NumPy of a test process, with {@code refused}. NumPy can be imported once in a process, so that all test
 * classes with the tag "numpy" share this host; it ends with the process.
 */
final class NumPyHost {

    private static final BridgeHost HOST = open();

    private NumPyHost() {}

    static BridgeHost shared() {
        return HOST;
    }

    /** Asserts what Python shows for an expression. */
    static void shows(String expression, String expected) {
        assertThat(HOST.show(expression)).as(expression).isEqualTo(expected);
    }

    /** How much of the process is in memory. */
    static long residentKib() throws IOException {
        try (var status = Files.lines(Path.of("/proc/self/status"))) {
            return status.filter(line -> line.startsWith("VmRSS:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                    .findFirst()
                    .orElseThrow();
        }
    }

    /** Lends the doubles 0, 1, 2 ... off the Java heap under a global name. */
    static MemorySegment lendOffHeap(String name, int count) {
        MemorySegment segment = Arena.ofAuto().allocate((long) count * Double.BYTES, Double.BYTES);
        for (int i = 0; i < count; i++) {
            segment.setAtIndex(ValueLayout.JAVA_DOUBLE, i, i);
        }
        HOST.lend(name, LentMemory.of(segment, ElementType.FLOAT64));
        return segment;
    }

    private static BridgeHost open() {
        BridgeHost host = new BridgeHost(
                PythonHost.builder().export(BufferExportTest.Grids.class), "loanword", "gc", "grids");
        host.run(
                """
                import numpy as np

                def refused(function, x, memory=None):
                    '''The error of function(x, 2.0), with a shout if any byte of x or of the memory behind it changed.'''
                    memory = x if memory is None else memory
                    before = x.tobytes(), memory.tobytes()
                    try:
                        function(x, 2.0)
                        text = 'NOT REFUSED'
                    except Exception as e:
                        text = type(e).__name__ + ': ' + str(e)
                    return text if (x.tobytes(), memory.tobytes()) == before else 'WRITTEN TO: ' + text
                """);
        return host;
    }
}
