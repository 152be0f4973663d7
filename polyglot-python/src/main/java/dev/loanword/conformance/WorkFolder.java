package dev.loanword.conformance;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;

/** A temporary folder, with the driver in it and a working directory for each script. */
final class WorkFolder implements AutoCloseable {
    private final Path folder;
    private final Path driver;

    WorkFolder() throws IOException {
        folder = Files.createTempDirectory("loanword-conformance");
        driver = Files.writeString(folder.resolve("driver.py"), Driver.source());
        // Ctrl-C ends the JVM without a close.
        Runtime.getRuntime().addShutdownHook(new Thread(this::removeAll));
    }

    /** The driver, as a file that other Pythons run. */
    Path driver() {
        return driver;
    }

    /** A new folder, empty. */
    Path forScript() throws IOException {
        return Files.createTempDirectory(folder, "script");
    }

    @Override
    public void close() {
        removeAll();
    }

    private void removeAll() {
        try {
            if (Files.exists(folder)) {
                remove(folder);
            }
        } catch (IOException inUse) {
            // By a script that could not be stopped; it lies where the system clears up.
        }
    }

    /** Removes a folder and all that is in it; symbolic links are not followed. */
    static void remove(Path folder) throws IOException {
        Files.walkFileTree(folder, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.delete(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException gone) {
                // A script that still runs may remove its files itself.
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path visited, IOException problem) throws IOException {
                Files.delete(visited);
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
