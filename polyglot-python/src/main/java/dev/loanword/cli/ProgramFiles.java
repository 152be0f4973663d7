package dev.loanword.cli;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchEvent;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/**
 * The files that a program is made of, as far as they change while one works on it: the Python files of its folder, those of the
 * packages in it, jars and class folders.
 */
final class ProgramFiles implements AutoCloseable {
    /** Who saves a file writes it in several steps, and a build writes many. It is over when nothing changes for this time. */
    private static final long QUIET_MILLISECONDS = 200;

    private static final String PYTHON = ".py";

    private final WatchService watch;
    private final Map<WatchKey, Folder> folders = new HashMap<>();
    private final List<Path> jars;

    /** A folder that is watched, and which of its files count. */
    private record Folder(Path path, boolean isOfCore, Predicate<Path> counts) {}

    /**
     * Begins to watch.
     *
     * @param folder the program's folder
     * @param cores jars and class folders
     */
    ProgramFiles(Path folder, List<Path> cores) throws IOException {
        watch = folder.getFileSystem().newWatchService();
        jars = cores.stream().filter(core -> !Files.isDirectory(core)).map(Path::toAbsolutePath).toList();
        addPackage(folder.toAbsolutePath().normalize());
        for (Path core : cores) {
            if (Files.isDirectory(core)) {
                addCore(core.toAbsolutePath());
            } else if (core.toAbsolutePath().getParent() != null && Files.isDirectory(core.toAbsolutePath().getParent())) {
                add(new Folder(core.toAbsolutePath().getParent(), false, jars::contains));
            }
        }
    }

    /** The folder, and those below that have Python files in them. */
    private void addPackage(Path folder) throws IOException {
        add(new Folder(folder, false, file -> file.toString().endsWith(PYTHON)));
        try (DirectoryStream<Path> below = Files.newDirectoryStream(folder, ProgramFiles::isPackage)) {
            for (Path each : below) {
                addPackage(each);
            }
        }
    }

    private void addCore(Path folder) throws IOException {
        add(new Folder(folder, true, file -> true));
        try (DirectoryStream<Path> below = Files.newDirectoryStream(folder, Files::isDirectory)) {
            for (Path each : below) {
                addCore(each);
            }
        }
    }

    private static boolean isPackage(Path folder) throws IOException {
        if (!Files.isDirectory(folder) || folder.getFileName().toString().startsWith(".") || Files.exists(folder.resolve("pyvenv.cfg"))) {
            return false;
        }
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "*" + PYTHON)) {
            return files.iterator().hasNext();
        }
    }

    private void add(Folder folder) throws IOException {
        WatchKey key = folder.path.register(
                watch, StandardWatchEventKinds.ENTRY_CREATE, StandardWatchEventKinds.ENTRY_MODIFY, StandardWatchEventKinds.ENTRY_DELETE);
        // A folder may be watched for its Python files and for a jar; the same key stands for both.
        folders.merge(key, folder, (one, other) -> new Folder(one.path, one.isOfCore || other.isOfCore, one.counts.or(other.counts)));
    }

    /** Waits for a change, and until it is over. Gives a file that has changed. */
    Path awaitChange() throws InterruptedException, IOException {
        Optional<Path> changed = Optional.empty();
        while (true) {
            WatchKey key = changed.isEmpty() ? watch.take() : watch.poll(QUIET_MILLISECONDS, TimeUnit.MILLISECONDS);
            if (key == null) {
                return changed.get();
            }
            Optional<Path> file = changed(key);
            changed = changed.isPresent() ? changed : file;
            key.reset();
        }
    }

    private Optional<Path> changed(WatchKey key) throws IOException {
        Folder folder = folders.get(key);
        Optional<Path> changed = Optional.empty();
        for (WatchEvent<?> event : key.pollEvents()) {
            // Without a name too many files have changed to tell which.
            Path path = event.context() instanceof Path name ? folder.path.resolve(name) : folder.path;
            if (event.kind() == StandardWatchEventKinds.ENTRY_CREATE && Files.isDirectory(path)) {
                if (folder.isOfCore) {
                    addCore(path);
                } else if (isPackage(path)) {
                    addPackage(path);
                }
            }
            if (changed.isEmpty() && (path == folder.path || folder.counts.test(path))) {
                changed = Optional.of(path);
            }
        }
        return changed;
    }

    @Override
    public void close() throws IOException {
        watch.close();
    }
}
