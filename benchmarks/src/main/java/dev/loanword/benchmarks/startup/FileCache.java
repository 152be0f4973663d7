package dev.loanword.benchmarks.startup;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The operating system's cache of files, which only root can empty. */
final class FileCache {
    private static final Path SWITCH = Path.of("/proc/sys/vm/drop_caches");

    private FileCache() {}

    static boolean canBeEmptied() {
        return Files.isWritable(SWITCH);
    }

    /** Leaves nothing of any file in memory that no process has mapped. */
    static void empty() throws IOException, InterruptedException {
        new ProcessBuilder("sync").inheritIO().start().waitFor();
        Files.writeString(SWITCH, "3\n");
    }
}
