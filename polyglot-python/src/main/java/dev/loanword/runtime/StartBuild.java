package dev.loanword.runtime;

import dev.loanword.cache.CacheEntry;
import dev.loanword.python.packages.PackageCache;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;

/** Prepares fast starts: makes the image and the AOT cache if they are not there. */
public final class StartBuild {
    /** What an image and a start take while they are made, rounded up. */
    private static final long BYTES_NEEDED = 900_000_000;

    private final StartCache cache;
    private final StartTarget target;
    private final Consumer<String> progress;

    /**
     * @param progress takes what is done at the moment, a line each
     */
    public StartBuild(StartCache cache, StartTarget target, Consumer<String> progress) {
        this.cache = cache;
        this.target = target;
        this.progress = progress;
    }

    /**
     * Makes what is missing. Of all threads and processes that want it, one makes it and the others wait.
     *
     * @return whether something was missing
     * @throws StartException if it can't be made; {@link StartCache#failure} remembers why
     */
    public boolean make() throws StartException, InterruptedException {
        return remembering(() -> {
            if (cache.find(target).isPresent()) {
                return false;
            }
            try (PrintWriter log = openLog()) {
                Path image = image(log);
                progress.accept("[2/2] run a program on it, and keep its classes");
                Training training = new Training(target, image, new PackageCache(cache.root()));
                boolean made = cache.start(target).make(training.maker(log), this::waiting);
                cache.removeReplaced(target);
                return made;
            }
        });
    }

    /**
     * Makes the image alone, if it is missing.
     *
     * @return its folder, which has the layout of a JDK
     * @throws StartException if it can't be made
     */
    public Path makeImage() throws StartException, InterruptedException {
        return remembering(() -> {
            try (PrintWriter log = openLog()) {
                return image(log);
            }
        });
    }

    /** What makes something. */
    private interface Making<T> {
        T make() throws IOException, InterruptedException, StartException;
    }

    private <T> T remembering(Making<T> making) throws StartException, InterruptedException {
        try {
            T made = making.make();
            cache.forgetFailure(target);
            return made;
        } catch (StartException failure) {
            remember(failure);
            throw failure;
        } catch (IOException failure) {
            StartException told =
                    new StartException("can't write into " + cache.root() + ": " + failure, failure);
            remember(told);
            throw told;
        }
    }

    private PrintWriter openLog() throws IOException {
        Files.createDirectories(cache.logFile().getParent());
        return new PrintWriter(Files.newBufferedWriter(cache.logFile()));
    }

    private Path image(PrintWriter log) throws IOException, InterruptedException, StartException {
        ImageBuild.requireTools();
        requireSpace();
        ImageBuild build = new ImageBuild(target.jdk(), target.compiler());
        CacheEntry image = cache.image(build.key());
        if (!image.isReady()) {
            progress.accept("[1/2] link the compiler into an image of the JDK");
            image.make(build.maker(log), this::waiting);
        }
        return image.folder();
    }

    private void requireSpace() throws IOException, StartException {
        Path folder = cache.logFile().getParent();
        long free = Files.getFileStore(folder).getUsableSpace();
        if (free < BYTES_NEEDED) {
            throw new StartException(cache.root() + " has " + free / 1_000_000 + " MB free, and a runtime image and its AOT cache take "
                    + BYTES_NEEDED / 1_000_000 + " MB while they are made; free some, or name another folder in LOANWORD_CACHE");
        }
    }

    private void waiting() {
        progress.accept("waiting for another process that prepares the same ...");
    }

    private void remember(StartException failure) {
        try {
            cache.rememberFailure(target, failure.getMessage());
        } catch (IOException alsoThis) {
            // What can't be remembered is found out again by the next try.
            failure.addSuppressed(alsoThis);
        }
    }
}
