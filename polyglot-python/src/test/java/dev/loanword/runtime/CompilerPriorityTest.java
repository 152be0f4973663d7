package dev.loanword.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The priorities are those of the operating system's threads, seen in /proc. */
@Timeout(120)
class CompilerPriorityTest {
    private static final int LOWEST = 19;

    /** Position of the nice value among the words after the thread's name. */
    private static final int NICE = 16;

    @Test
    void the_compilers_of_a_jvm_wait_until_they_are_told_otherwise() throws Exception {
        int usual = nice(Path.of("/proc/thread-self/stat"));
        CompilerPriority priority = CompilerPriority.lowered();
        boolean lowers = Runtime.getRuntime().availableProcessors() < 4 && mayRaise(usual);

        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (lowers && !priorities().contains(LOWEST) && System.nanoTime() < end) {
            Thread.onSpinWait();
        }
        assertThat(priorities().contains(LOWEST)).isEqualTo(lowers);

        priority.restore();
        assertThat(priorities()).isNotEmpty().containsOnly(usual);
    }

    private static List<Integer> priorities() throws Exception {
        List<Integer> priorities = new ArrayList<>();
        try (var threads = Files.newDirectoryStream(Path.of("/proc/self/task"))) {
            for (Path thread : threads) {
                if (CompilerPriority.THREADS.contains(Files.readString(thread.resolve("comm")).strip())) {
                    priorities.add(nice(thread.resolve("stat")));
                }
            }
        }
        return priorities;
    }

    private static int nice(Path stat) throws Exception {
        String text = Files.readString(stat);
        return Integer.parseInt(text.substring(text.lastIndexOf(')') + 2).split(" ")[NICE]);
    }

    /** Asked of another program, so that this process stays as it is. */
    private static boolean mayRaise(int usual) throws Exception {
        Process raise = new ProcessBuilder(
                        "sh", "-c", "renice -n 19 -p $$ >/dev/null 2>&1; renice -n " + usual + " -p $$ >/dev/null 2>&1")
                .start();
        return raise.waitFor() == 0;
    }
}
