package dev.loanword.benchmarks.peers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CommandLogTest {

    @TempDir
    private Path folder;

    private Path file;
    private CommandLog log;

    @BeforeEach
    void open() {
        file = folder.resolve("build.log");
        log = new CommandLog(file);
    }

    @Test
    void aFailureIsToldWithTheLastLine() {
        assertThatThrownBy(() -> log.run("building it", Map.of(), "sh", "-c", "echo first; echo 'no compiler' >&2; echo; exit 3"))
                .isInstanceOf(PeerException.class)
                .hasMessage("building it failed: no compiler (all of it: " + file + ")");
    }

    @Test
    void aMissingProgramIsNamed() {
        assertThatThrownBy(() -> log.run("building the crate", Map.of(), "no-such-cargo"))
                .isInstanceOf(PeerException.class)
                .hasMessage("building the crate needs no-such-cargo, which could not be started");
    }

    @Test
    void whatIsPrintedIsKept() throws PeerException {
        log.run("one", Map.of("WORD", "hello"), "sh", "-c", "echo $WORD");
        log.run("two", Map.of(), "sh", "-c", "echo bye");

        assertThat(file).hasContent("hello\nbye");
    }
}
