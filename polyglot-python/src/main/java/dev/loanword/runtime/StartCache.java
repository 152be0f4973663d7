package dev.loanword.runtime;

import dev.loanword.cache.CacheEntry;
import dev.loanword.cache.Digest;
import dev.loanword.cache.FileTrees;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Where runtime images and starts are kept: {@code images/} and {@code starts/} in the user's cache folder. A start is a folder
 * with the AOT cache, the path of the image that it is for, and what it was made for. {@code scripts/start.sh} reads them.
 *
 * @param root the user's cache folder; need not exist
 */
public record StartCache(Path root) {
    /** The file of a start that says what it was made for. */
    static final String MADE_FOR = "made-for";
    /** The file of a start that has the image's path. */
    static final String IMAGE = "image";
    /** The file of a start that is the JVM's AOT cache. */
    static final String AOT_CACHE = "classes.aot";

    /** The file of a start that is the AOT cache of clients of the warm host. */
    static final String CLIENT_AOT_CACHE = "client.aot";

    private static final String FAILURE = ".failed";
    private static final String JAVA = "bin/java";

    /**
     * A start that is there.
     *
     * @param folder the folder of its files
     * @param madeFor what it was made for
     * @param image the runtime image that it is for
     */
    public record Start(Path folder, String madeFor, Path image) {
        /** The size of the AOT cache in bytes. */
        public long size() throws IOException {
            return Files.size(folder.resolve(AOT_CACHE));
        }
    }

    /** The place of an image, made or not. */
    CacheEntry image(String key) {
        return new CacheEntry(images(), key, JAVA);
    }

    /** The place of a start, made or not. */
    CacheEntry start(StartTarget target) {
        return new CacheEntry(starts(), Digest.of(target.madeFor()), AOT_CACHE);
    }

    /** Whether a Java home is an image of this cache. */
    public boolean isImage(Path home) throws IOException {
        return Files.isDirectory(images()) && home.toRealPath().startsWith(images().toRealPath());
    }

    /** The start that programs of this target use; empty if it is not there. */
    public Optional<Start> find(StartTarget target) throws IOException {
        Path folder = start(target).folder();
        return all().stream().filter(start -> start.folder().equals(folder)).findFirst();
    }

    /** All starts, of every version. */
    public List<Start> all() throws IOException {
        List<Start> all = new ArrayList<>();
        for (Path folder : foldersOf(starts())) {
            if (Files.isRegularFile(folder.resolve(AOT_CACHE))) {
                all.add(new Start(
                        folder,
                        Files.readString(folder.resolve(MADE_FOR)),
                        Path.of(Files.readString(folder.resolve(IMAGE)).strip())));
            }
        }
        return all;
    }

    /** Why the last try to prepare a start failed; empty if it did not. */
    public Optional<String> failure(StartTarget target) throws IOException {
        Path file = failureFile(target);
        try {
            return Files.exists(file) ? Files.readString(file).lines().findFirst() : Optional.empty();
        } catch (NoSuchFileException removedMeanwhile) {
            return Optional.empty();
        }
    }

    /** Remembers why, so that the next run of a program does not try again: a line, then what it was tried for. */
    void rememberFailure(StartTarget target, String reason) throws IOException {
        Files.createDirectories(starts());
        Path file = failureFile(target);
        Path written = Files.createTempFile(starts(), "." + file.getFileName(), "");
        Files.writeString(written, reason.lines().findFirst().orElse("unknown") + "\n" + target.madeFor());
        Files.move(written, file, StandardCopyOption.ATOMIC_MOVE);
    }

    void forgetFailure(StartTarget target) throws IOException {
        Files.deleteIfExists(failureFile(target));
    }

    /** Removes starts of earlier versions of the same place, and of places that are gone. A JVM that uses one keeps it until its end. */
    void removeReplaced(StartTarget target) throws IOException {
        for (Start start : all()) {
            boolean gone = !Files.exists(Path.of(start.madeFor().lines().findFirst().orElse("")));
            if (gone || target.replaces(start.madeFor())) {
                FileTrees.delete(start.folder());
            }
        }
    }

    /**
     * Removes all images and starts. A program that runs on an image may fail later, when it needs a library of the JDK that it has
     * not loaded yet.
     *
     * @return the bytes that were freed
     */
    public long clear() throws IOException {
        long freed = FileTrees.size(images()) + FileTrees.size(starts());
        FileTrees.delete(starts());
        FileTrees.delete(images());
        return freed;
    }

    Path images() {
        return root.resolve("images");
    }

    Path starts() {
        return root.resolve("starts");
    }

    /** The log of the last build. */
    public Path logFile() {
        return root.resolve("logs").resolve("start.log");
    }

    private Path failureFile(StartTarget target) {
        return starts().resolve(Digest.of(target.madeFor()) + FAILURE);
    }

    private static List<Path> foldersOf(Path parent) throws IOException {
        List<Path> folders = new ArrayList<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(parent, entry -> {
            return Files.isDirectory(entry) && !entry.getFileName().toString().startsWith(".");
        })) {
            entries.forEach(folders::add);
        } catch (NoSuchFileException | NotDirectoryException none) {
            // Nothing was ever prepared, or nothing can be, which whoever prepares says.
        }
        return folders;
    }
}
