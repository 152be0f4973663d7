package dev.loanword.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class CacheEntryTest {
    private static final Runnable NOBODY = () -> {
        throw new AssertionError("nobody else is at it");
    };

    @TempDir
    Path folder;

    /** A program that makes an entry: it says when it makes or waits, and makes when it is told to. */
    static final class Program {
        public static void main(String[] arguments) throws Exception {
            CacheEntry entry = new CacheEntry(Path.of(arguments[0]), "thing", "proof");
            boolean made = entry.make(
                    build -> {
                        System.out.println("making");
                        if (System.in.read() < 0) {
                            // The input is closed just before this process is ended, which is to happen here.
                            new CountDownLatch(1).await();
                        }
                        return content(build);
                    },
                    () -> System.out.println("waiting"));
            System.out.println(made ? "made" : "found");
        }
    }

    @Test
    void an_entry_is_made_once_and_then_found() throws Exception {
        CacheEntry entry = entry();
        assertThat(entry.isReady()).isFalse();
        assertThat(entry.make(CacheEntryTest::content, NOBODY)).isTrue();
        assertThat(entry.isReady()).isTrue();
        assertThat(entry.make(
                        build -> {
                            throw new AssertionError("made twice");
                        },
                        NOBODY))
                .isFalse();
        assertThat(visible()).containsExactly("thing");
    }

    @Test
    void a_failed_build_leaves_nothing() {
        assertThatThrownBy(() -> entry().make(
                                build -> {
                                    content(build);
                                    throw new IOException("no");
                                },
                                NOBODY))
                .hasMessage("no");
        assertThat(all()).containsExactly(".thing.lock");
    }

    @Test
    void what_a_dead_build_left_is_removed_by_the_next() throws Exception {
        Path dead = Files.createDirectories(folder.resolve(".thing.build-123/numpy"));
        Path others = Files.createDirectories(folder.resolve(".thing-2.build-123"));
        Files.writeString(dead.resolve("half.py"), "");
        entry().make(CacheEntryTest::content, NOBODY);
        assertThat(all())
                .containsExactlyInAnyOrder(
                        "thing", ".thing.lock", others.getFileName().toString());
    }

    @Test
    void a_folder_without_its_proof_is_not_ready_and_is_made_anew() throws Exception {
        Path half = Files.createDirectory(folder.resolve("thing"));
        Files.writeString(half.resolve("rest.py"), "");
        assertThat(entry().isReady()).isFalse();
        assertThat(entry().make(CacheEntryTest::content, NOBODY)).isTrue();
        assertThat(half.resolve("rest.py")).doesNotExist();
        assertThat(half.resolve("proof")).exists();
    }

    @Test
    void of_two_threads_one_makes_and_the_other_waits() throws Exception {
        CountDownLatch secondWaits = new CountDownLatch(1);
        AtomicInteger makers = new AtomicInteger();
        CacheEntry.Maker<IOException> maker = build -> {
            makers.incrementAndGet();
            secondWaits.await();
            return content(build);
        };
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Boolean>> results =
                    threads.invokeAll(List.of(() -> entry().make(maker, secondWaits::countDown), () -> entry().make(
                                    maker, secondWaits::countDown)));
            assertThat(List.of(results.get(0).get(), results.get(1).get())).containsExactlyInAnyOrder(true, false);
        }
        assertThat(makers).hasValue(1);
    }

    @Test
    void of_two_processes_one_makes_and_the_other_waits() throws Exception {
        Process first = start();
        Process second = null;
        try (BufferedReader firstSays = first.inputReader()) {
            assertThat(firstSays.readLine()).isEqualTo("making");
            second = start();
            try (BufferedReader secondSays = second.inputReader()) {
                assertThat(secondSays.readLine()).isEqualTo("waiting");
                assertThat(entry().isReady()).isFalse();
                go(first);
                assertThat(firstSays.readLine()).isEqualTo("made");
                assertThat(secondSays.readLine()).isEqualTo("found");
            }
            assertThat(visible()).containsExactly("thing");
        } finally {
            first.destroyForcibly();
            if (second != null) {
                second.destroyForcibly();
            }
        }
    }

    @Test
    void a_process_that_is_killed_while_it_makes_hands_over_to_the_next() throws Exception {
        Process first = start();
        try (BufferedReader says = first.inputReader()) {
            assertThat(says.readLine()).isEqualTo("making");
        }
        first.destroyForcibly().waitFor();
        assertThat(all()).anyMatch(name -> name.startsWith(".thing.build-"));
        assertThat(entry().make(CacheEntryTest::content, NOBODY)).isTrue();
        assertThat(all()).containsExactlyInAnyOrder("thing", ".thing.lock");
    }

    @Test
    void a_process_that_is_asked_to_end_while_it_makes_leaves_nothing() throws Exception {
        Process first = start();
        try (BufferedReader says = first.inputReader()) {
            assertThat(says.readLine()).isEqualTo("making");
            first.destroy();
            first.waitFor();
        }
        assertThat(all()).containsExactly(".thing.lock");
    }

    private Process start() throws IOException {
        return TestJvm.of(Program.class, folder).redirectError(Redirect.INHERIT).start();
    }

    private static void go(Process process) throws IOException {
        try (Writer input = process.outputWriter(StandardCharsets.UTF_8)) {
            input.write("\n");
        }
    }

    private static Path content(BuildFolder build) throws IOException {
        Path content = Files.createDirectory(build.path().resolve("content"));
        Files.writeString(content.resolve("proof"), "");
        return content;
    }

    private CacheEntry entry() {
        return new CacheEntry(folder, "thing", "proof");
    }

    private List<String> visible() {
        return all().stream().filter(name -> !name.startsWith(".")).toList();
    }

    private List<String> all() {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).toList();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
