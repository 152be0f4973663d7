package dev.loanword.python.packages;

import dev.loanword.cache.BuildFolder;
import dev.loanword.cache.CacheEntry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * One installation of NumPy: what would be installed, and where.
 *
 * @param title what it is, for messages
 * @param wheel the wheel that it comes from; else it is built from source
 * @param entry its place in the cache
 * @param log the log of making it
 * @param options what it takes from the outside
 */
record NumPyInstallation(String title, Optional<Wheel> wheel, CacheEntry entry, Path log, InstallOptions options) {
    /** Counts changes of the recipe that change what is built. */
    private static final int RECIPE = 2;

    private static final String PROOF = "numpy/__init__.py";
    static final List<Phase> SOURCE_PHASES =
            List.of(Phase.SOURCE, Phase.TOOLS, Phase.CONFIGURE, Phase.COMPILE, Phase.INSTALL, Phase.CHECK);
    private static final List<Phase> WHEEL_PHASES = List.of(Phase.INSTALL, Phase.CHECK);

    /** Chooses between the wheelhouse and the source; installs nothing. */
    static NumPyInstallation choose(PackageCache cache, InstallOptions options)
            throws IOException, PackageInstallException {
        Platform platform = Platform.current();
        Optional<Wheel> wheel = Optional.empty();
        if (options.wheelhouse().isPresent()) {
            Path wheelhouse = options.wheelhouse().get();
            if (!Files.isDirectory(wheelhouse)) {
                throw new PackageInstallException("""
                    NumPy can't be installed: the wheelhouse %s is not a folder. Name one that is in %s, or none \
                    at all.\
                    """.formatted(wheelhouse, InstallOptions.WHEELHOUSE_VARIABLE));
            }
            wheel = Wheel.best(wheelhouse, "numpy", NumPy.VERSION, platform);
        }
        String version = wheel.map(Wheel::version).orElse(NumPy.VERSION);
        // A wheel's name says too little about its content: two builds of one version may differ.
        String origin = wheel.isPresent() ? "wheel-" + wheel.get().sha256().substring(0, 16) : "recipe-" + RECIPE;
        String key = "numpy-" + version + "-" + platform.key() + "-" + origin;
        String title = "NumPy " + version + " for GraalPy " + platform.graalPy();
        return new NumPyInstallation(title, wheel, cache.entry(key, PROOF), cache.log(key), options);
    }

    /** Whether a folder of that name may be NumPy for this GraalPy: of a wheel, or of the recipe as it is now. */
    static boolean isCurrent(String key) {
        return key.contains("-" + Platform.current().key() + "-wheel-")
                || key.endsWith("-" + Platform.current().key() + "-recipe-" + RECIPE);
    }

    /** The version that would be installed. */
    String version() {
        return wheel.map(Wheel::version).orElse(NumPy.VERSION);
    }

    /** Makes the entry, or waits until whoever makes it is done. */
    void make(Progress progress) throws IOException, InterruptedException, PackageInstallException {
        long start = System.nanoTime();
        boolean made = entry.make(
                folder -> build(folder, progress),
                () -> progress.note(
                        "another process or thread is installing %s; waiting for it (log: %s)".formatted(title, log)));
        if (made) {
            progress.finished(title, Duration.ofNanos(System.nanoTime() - start), entry.folder());
        }
    }

    private Path build(BuildFolder folder, Progress progress)
            throws IOException, InterruptedException, PackageInstallException {
        // Looked for before anything is announced: a machine without compilers is told so on each run.
        Optional<BuildTools> tools = wheel.isPresent()
                ? Optional.empty()
                : Optional.of(BuildTools.find(options.environment(), Platform.current(), folder, title));
        int cores = Runtime.getRuntime().availableProcessors();
        try (BuildLog lines = BuildLog.create(log)) {
            progress.started(title, log);
            List<Phase> phases = tools.isPresent() ? SOURCE_PHASES : WHEEL_PHASES;
            Estimate estimate = new Estimate(phases, cores, progress, System::nanoTime);
            NumPyBuild build = new NumPyBuild(this, folder, lines, estimate);
            return tools.isPresent() ? build.fromSource(tools.get(), cores) : build.fromWheel(wheel.get());
        } catch (IOException | InterruptedException | PackageInstallException | RuntimeException e) {
            progress.failed();
            throw e;
        }
    }
}
