package dev.loanword.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.FutureTask;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class BuildFolderTest {
    /** A command whose child outlives it unless both are killed; says the child's process id. */
    private static final String FAMILY = "sleep 1000 & echo $!; wait";

    @TempDir
    Path parent;

    /** A program that runs the family in a build folder. */
    static final class Program {
        public static void main(String[] arguments) throws Exception {
            try (BuildFolder folder = BuildFolder.create(Path.of(arguments[0]), "build")) {
                folder.run(shell(FAMILY), System.out::println);
            }
        }
    }

    @Test
    void output_and_errors_are_handed_over_in_order_and_the_exit_code_is_returned() throws Exception {
        List<String> lines = new ArrayList<>();
        try (BuildFolder folder = BuildFolder.create(parent, "build")) {
            assertThat(folder.run(shell("echo one; echo two >&2; echo three; exit 7"), lines::add))
                    .isEqualTo(7);
        }
        assertThat(lines).containsExactly("one", "two", "three");
    }

    @Test
    void a_million_bytes_of_output_do_not_stop_a_command() throws Exception {
        List<String> lines = new ArrayList<>();
        try (BuildFolder folder = BuildFolder.create(parent, "build")) {
            assertThat(folder.run(shell("yes | head -n 500000"), lines::add)).isZero();
        }
        assertThat(lines).hasSize(500_000);
    }

    @Test
    void a_command_that_asks_gets_no_answer() throws Exception {
        try (BuildFolder folder = BuildFolder.create(parent, "build")) {
            assertThat(folder.run(shell("read answer"), line -> {})).isEqualTo(1);
        }
    }

    @Test
    void a_command_whose_reader_fails_is_ended() throws IOException {
        try (BuildFolder folder = BuildFolder.create(parent, "build")) {
            assertThatThrownBy(() -> folder.run(shell("while true; do echo y; done"), line -> {
                        throw new Oops();
                    }))
                    .hasCauseInstanceOf(Oops.class);
        }
    }

    @Test
    void an_interrupt_ends_the_command_and_its_children() throws Exception {
        try (BuildFolder folder = BuildFolder.create(parent, "build")) {
            BlockingQueue<String> lines = new LinkedBlockingQueue<>();
            FutureTask<Integer> task = new FutureTask<>(() -> folder.run(shell(FAMILY), lines::add));
            Thread thread = Thread.startVirtualThread(task);
            long child = Long.parseLong(lines.take());
            assertThat(isAlive(child)).isTrue();
            thread.interrupt();
            assertThatThrownBy(task::get).hasCauseInstanceOf(InterruptedException.class);
            assertThat(isAlive(child)).isFalse();
        }
        assertThat(parent).isEmptyDirectory();
    }

    @Test
    void the_end_of_the_jvm_ends_the_command_and_its_children_and_removes_the_folder() throws Exception {
        Process jvm = TestJvm.of(Program.class, parent)
                .redirectError(Redirect.INHERIT)
                .start();
        try (BufferedReader says = jvm.inputReader()) {
            long child = Long.parseLong(says.readLine());
            assertThat(isAlive(child)).isTrue();
            assertThat(parent).isNotEmptyDirectory();
            jvm.destroy();
            jvm.waitFor();
            assertThat(isAlive(child)).isFalse();
        } finally {
            jvm.destroyForcibly();
        }
        assertThat(parent).isEmptyDirectory();
    }

    private static boolean isAlive(long process) {
        return ProcessHandle.of(process).isPresent();
    }

    private static ProcessBuilder shell(String script) {
        return new ProcessBuilder("/bin/sh", "-c", script);
    }

    private static final class Oops extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }
}
