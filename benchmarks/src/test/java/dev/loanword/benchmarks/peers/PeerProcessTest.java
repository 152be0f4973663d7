package dev.loanword.benchmarks.peers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PeerProcessTest {

    private static final String SIDE =
            """
            print("a JVM may say what it likes")

            def sum_up(n):
                return sum(range(n))

            ROWS = {
                "length": "len(eight)",
                "append": ("some.append(i)", "len(some)"),
                "sum": sum_up,
                "wrong": "missing",
            }
            some = []

            def allocated():
                return 1000 * len(some)

            def versions():
                return "a test"

            def twice(number):
                return 2 * number
            """;

    @TempDir
    private Path folder;

    @BeforeEach
    void writeInputs() throws IOException {
        Files.writeString(folder.resolve("side.py"), SIDE);
        Files.writeString(folder.resolve("sizes.json"), "{\"DIM\": 4, \"TABLE_ROWS\": 1}");
    }

    @Test
    void aSideTellsWhatItCanDo() throws PeerException {
        try (PeerProcess side = start()) {
            assertThat(side.has("length")).isTrue();
            assertThat(side.has("lines")).isFalse();
            assertThat(side.isStatement("append")).isTrue();
            assertThat(side.isStatement("sum")).isFalse();
            assertThat(side.countsAllocations()).isTrue();
            assertThat(side.mixes()).isFalse();
            assertThat(side.versions()).matches("cpython 3\\.\\d+\\.\\d+\\S*, a test");
        }
    }

    @Test
    void anAnswerIsThatOfOneStep() throws PeerException {
        try (PeerProcess side = start()) {
            assertThat(side.answer("length").asInt()).isEqualTo(8);
            assertThat(side.answer("append").asInt()).isOne();
            assertThat(side.answer("sum").asInt()).isZero();
        }
    }

    @Test
    void aLoopMakesTheStepsThatItIsAskedFor() throws PeerException {
        try (PeerProcess side = start()) {
            assertThat(side.time("append", 41)).isPositive();
            assertThat(side.allocated("append", 5)).isEqualTo(5000);
            assertThat(side.answer("append").asInt()).isEqualTo(47);
        }
    }

    @Test
    void functionsOfTheSideCanBeCalled() throws PeerException {
        try (PeerProcess side = start()) {
            assertThat(side.call("twice", 21).asInt()).isEqualTo(42);
        }
    }

    @Test
    void theEndOfASideIsToldWithItsLastWords() throws PeerException {
        Path log = folder.resolve("log");
        try (PeerProcess side = start()) {
            assertThatThrownBy(() -> side.answer("wrong"))
                    .isInstanceOf(PeerException.class)
                    .hasMessage("Test ended: NameError: name 'missing' is not defined (all of it: " + log + ")");
        }
    }

    @Test
    void aProgramThatIsNotInstalledIsNamed() {
        Peer.Ready ready = new Peer.Ready("test", "Test", List.of("/no such program"), Map.of(), 0);

        assertThatThrownBy(() -> ready.start(folder.resolve("log")))
                .isInstanceOf(PeerException.class)
                .hasMessageStartingWith("Test did not start: ")
                .hasMessageContaining("/no such program");
    }

    private PeerProcess start() throws PeerException {
        Path server = Path.of(System.getProperty("loanword.root"), "benchmarks/peers/serve.py");
        List<String> command = List.of("python3", server.toString(), folder.resolve("side.py").toString(), folder.toString());
        return new Peer.Ready("test", "Test", command, Map.of(), 0).start(folder.resolve("log"));
    }
}
