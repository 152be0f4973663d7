package dev.loanword.python;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loanword.memory.BorrowTable;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryUsage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/**
 * {@link SharingRulesTest} over and over in one process: for two minutes, or for as many as the system property
 * {@code loanword.soak.minutes} says. At the end the process holds no more than it did in the middle: memory, descriptors,
 * threads, borrows. Command: {@code scripts/test --soak MINUTES}; the figures of each minute are in the test's output.
 */
@Tag("long")
@EnabledOnOs(OS.LINUX)
class SharingSoakTest {

    private static final Duration LENGTH = Duration.ofMinutes(Long.getLong("loanword.soak.minutes", 2));
    private static final long MIB = 1 << 20;
    /** What compiled code, caches and the collector's own needs may add. The arrays of one rule are that much in a minute. */
    private static final long HEAP_SLACK_MIB = 48;
    private static final long NATIVE_SLACK_MIB = 192;
    private static final int THREAD_SLACK = 8;
    private static final int DESCRIPTOR_SLACK = 8;

    private interface Rule {
        void check(SharingRulesTest rules) throws Exception;
    }

    private static final List<Rule> RULES = List.of(
            SharingRulesTest::who_conflicts_is_refused_in_each_thread_and_both_are_named,
            SharingRulesTest::of_memory_that_python_owns_no_reader_sees_what_is_half_written,
            SharingRulesTest::of_memory_that_two_hosts_share_no_update_is_lost_and_no_reader_sees_a_half,
            rules -> {
                for (SharingRulesTest.Ending ending : SharingRulesTest.Ending.values()) {
                    rules.memory_that_java_ends_while_threads_use_it_gives_each_a_whole_access_or_a_value_error(ending);
                }
            },
            SharingRulesTest::a_plain_close_is_refused_while_threads_look_and_disturbs_none_of_them,
            SharingRulesTest::memory_lives_as_long_as_a_view_of_it_in_any_thread,
            SharingRulesTest::a_host_that_refuses_to_close_keeps_what_java_has_borrowed,
            SharingRulesTest::a_host_is_closed_by_any_thread_whichever_imported_threading,
            SharingRulesTest::a_host_that_is_closed_ends_its_daemon_threads_and_leaves_the_memory_to_java,
            SharingRulesTest::what_java_has_borrowed_can_be_used_until_atexit_functions_have_run,
            SharingRulesTest::in_each_host_a_thread_in_a_loop_lets_the_others_have_their_turn);

    @BeforeAll
    static void open() {
        SharingRulesTest.open();
    }

    @AfterAll
    static void close() {
        SharingRulesTest.close();
    }

    /**
     * What the process holds after a collection.
     *
     * @param heap MiB of live objects
     * @param nativeMemory MiB of resident memory that is not the heap's
     */
    private record Holding(long seconds, long rounds, long heap, long nativeMemory, int threads, long descriptors) {

        static Holding now(long seconds, long rounds) throws IOException {
            // Twice: what the first finds, cleaners close.
            System.gc();
            System.gc();
            String[] pages = Files.readString(Path.of("/proc/self/statm")).split(" ");
            try (Stream<Path> descriptors = Files.list(Path.of("/proc/self/fd"))) {
                MemoryUsage heap = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage();
                return new Holding(
                        seconds,
                        rounds,
                        heap.getUsed() / MIB,
                        (Long.parseLong(pages[1]) * PAGE - heap.getCommitted()) / MIB,
                        ManagementFactory.getThreadMXBean().getThreadCount(),
                        descriptors.count());
            }
        }

        private static final long PAGE = 4096;
    }

    @Test
    void the_rules_hold_all_the_time_and_nothing_is_left_behind() throws Exception {
        SharingRulesTest rules = new SharingRulesTest();
        List<Holding> holdings = new ArrayList<>();
        long start = System.nanoTime();
        long nextLook = 0;
        for (long round = 1; elapsed(start).compareTo(LENGTH) < 0; round++) {
            for (Rule rule : RULES) {
                rules.forget_refusals();
                rule.check(rules);
                assertThat(BorrowTable.ofProcess().isEmpty()).isTrue();
            }
            long seconds = elapsed(start).toSeconds();
            if (seconds >= nextLook) {
                holdings.add(Holding.now(seconds, round));
                System.out.println(holdings.getLast());
                nextLook = seconds + Math.max(5, LENGTH.toSeconds() / 60);
            }
        }
        holdings.add(Holding.now(elapsed(start).toSeconds(), -1));
        System.out.println(holdings.getLast());
        assertNothingIsLeft(holdings.get(holdings.size() / 2), holdings.getLast());
    }

    private static Duration elapsed(long start) {
        return Duration.ofNanos(System.nanoTime() - start);
    }

    private static void assertNothingIsLeft(Holding middle, Holding end) {
        assertThat(end.heap()).as("MiB of live objects").isLessThanOrEqualTo(middle.heap() + HEAP_SLACK_MIB);
        assertThat(end.nativeMemory()).as("MiB of native memory").isLessThanOrEqualTo(middle.nativeMemory() + NATIVE_SLACK_MIB);
        assertThat(end.threads()).as("threads").isLessThanOrEqualTo(middle.threads() + THREAD_SLACK);
        assertThat(end.descriptors()).as("descriptors").isLessThanOrEqualTo(middle.descriptors() + DESCRIPTOR_SLACK);
    }
}
