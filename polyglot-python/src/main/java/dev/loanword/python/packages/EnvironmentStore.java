package dev.loanword.python.packages;

import dev.loanword.cache.FileTrees;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The environments of a cache: what is there, and the end of what is not needed.
 *
 * <p>A program that runs keeps what it has imported when its environment is removed; what it imports later is missing.
 */
public final class EnvironmentStore {
    /** What is older and not whole was left by a process that was killed. */
    private static final Duration LONGEST_BUILD = Duration.ofDays(1);

    private final PackageCache cache;

    public EnvironmentStore(PackageCache cache) {
        this.cache = cache;
    }

    /** All environments, the last used first. */
    public List<StoredEnvironment> list() throws IOException {
        List<StoredEnvironment> all = new ArrayList<>();
        for (Path folder : folders(cache.environments())) {
            try {
                all.add(StoredEnvironment.read(folder));
            } catch (NoSuchFileException gone) {
                // Somebody removes it just now.
            }
        }
        all.sort(Comparator.comparing(StoredEnvironment::lastUse).reversed().thenComparing(StoredEnvironment::id));
        return all;
    }

    /** Removes an environment, at once for all who look for it; the next run that asks for its packages makes it anew. */
    public void remove(StoredEnvironment environment) throws IOException {
        Path gone = cache.environments().resolve("." + environment.id() + ".removed-" + System.nanoTime());
        try {
            Files.move(environment.folder(), gone, StandardCopyOption.ATOMIC_MOVE);
        } catch (NoSuchFileException already) {
            return;
        }
        FileTrees.delete(gone);
        forgetAnswers();
    }

    /**
     * Removes what no longer serves: environments that were not used for a time, NumPys of other versions of GraalPy and of the
     * recipe, and what killed processes left.
     *
     * @param unused for how long an environment may lie unused; zero removes all of them
     * @return how many bytes of files were removed
     */
    public long prune(Duration unused) throws IOException {
        long before = FileTrees.size(cache.root());
        Instant limit = Instant.now().minus(unused);
        for (StoredEnvironment each : list()) {
            if (!each.lastUse().isAfter(limit)) {
                remove(each);
            }
        }
        forgetAnswers();
        for (Path old : folders(cache.packages())) {
            if (!NumPyInstallation.isCurrent(old.getFileName().toString())) {
                FileTrees.delete(old);
            }
        }
        for (Path parent : List.of(cache.environments(), cache.requests(), cache.packages())) {
            removeRemains(parent);
        }
        return Math.max(0, before - FileTrees.size(cache.root()));
    }

    /** Answers that name an environment that is gone. */
    private void forgetAnswers() throws IOException {
        for (Path answer : folders(cache.requests())) {
            try {
                String id = Files.readString(answer.resolve(PackageEnvironment.ANSWER));
                if (!Files.isDirectory(cache.environments().resolve(id))) {
                    FileTrees.delete(answer);
                }
            } catch (NoSuchFileException gone) {
                // Somebody else has removed it.
            }
        }
    }

    private static void removeRemains(Path parent) throws IOException {
        if (!Files.isDirectory(parent)) {
            return;
        }
        try (DirectoryStream<Path> remains = Files.newDirectoryStream(parent, ".*.{build,removed}-*")) {
            for (Path each : remains) {
                if (Files.getLastModifiedTime(each).toInstant().isBefore(Instant.now().minus(LONGEST_BUILD))) {
                    FileTrees.delete(each);
                }
            }
        }
    }

    /** The whole entries below a folder; names that begin with a dot are locks and builds. */
    private static List<Path> folders(Path parent) throws IOException {
        List<Path> all = new ArrayList<>();
        if (Files.isDirectory(parent)) {
            try (DirectoryStream<Path> entries = Files.newDirectoryStream(parent, "[!.]*")) {
                entries.forEach(all::add);
            }
        }
        return all;
    }
}
