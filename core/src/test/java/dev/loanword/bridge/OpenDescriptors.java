package dev.loanword.bridge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** Counts the descriptors through which this process has a file open. Linux only. */
public final class OpenDescriptors {
    private static final Path DESCRIPTORS = Path.of("/proc/self/fd");

    private OpenDescriptors() {
    }

    /** How many there are of a file. */
    public static int of(Path file) throws IOException {
        assumeTrue(Files.isDirectory(DESCRIPTORS), "no " + DESCRIPTORS + " on this machine");
        Path target = file.toRealPath();
        int count = 0;
        try (DirectoryStream<Path> descriptors = Files.newDirectoryStream(DESCRIPTORS)) {
            for (Path descriptor : descriptors) {
                if (target.equals(targetOf(descriptor))) {
                    count++;
                }
            }
        }
        return count;
    }

    /** Other threads open and close files meanwhile, so that a link may be gone. */
    private static Path targetOf(Path descriptor) {
        try {
            return Files.readSymbolicLink(descriptor);
        } catch (IOException gone) {
            return null;
        }
    }

    /** Fails if there is any of a file. */
    public static void assertReleased(Path file) throws IOException {
        assertThat(of(file)).as("descriptors open on " + file).isZero();
    }
}
