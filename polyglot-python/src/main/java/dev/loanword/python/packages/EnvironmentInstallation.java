package dev.loanword.python.packages;

import dev.loanword.cache.BuildFolder;
import dev.loanword.cache.CacheEntry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * One installation of an environment.
 *
 * @param request what is asked for
 * @param answer the place of the answer, which names the environment
 * @param numPyVersion the version that {@link NumPy} has ready
 * @param options what it takes from the outside
 */
record EnvironmentInstallation(
        PackageRequest request, CacheEntry answer, String numPyVersion, PackageCache cache, InstallOptions options) {

    /** Makes the environment and the answer, or waits until whoever makes them is done. */
    void make(Progress progress) throws IOException, InterruptedException, PackageInstallException {
        Runnable waiting = () -> progress.note(
                "another process or thread is installing %s; waiting for it (log: %s)".formatted(title(), log()));
        answer.make(
                build -> {
                    long start = System.nanoTime();
                    Path made = build.path().resolve("environment");
                    List<InstalledPackage> packages = install(build, Files.createDirectory(made), progress);
                    EnvironmentFile.write(made, packages);
                    CacheEntry entry = cache.environment(
                            EnvironmentFile.key(packages, Platform.current()), EnvironmentFile.NAME);
                    // Another request may have been answered by the same packages; then theirs stays.
                    entry.make(inner -> made, waiting);
                    if (!request.isNumPyAlone()) {
                        progress.finished(title(), Duration.ofNanos(System.nanoTime() - start), entry.folder());
                    }
                    return answer(build, entry.key());
                },
                waiting);
    }

    private List<InstalledPackage> install(BuildFolder build, Path environment, Progress progress)
            throws IOException, InterruptedException, PackageInstallException {
        Path modules = environment.resolve(PackageEnvironment.MODULES);
        if (request.isNumPyAlone()) {
            Files.createDirectory(modules);
            return List.of(PackageInstallation.numPy(numPyVersion));
        }
        try (BuildLog lines = BuildLog.create(log())) {
            progress.started(title(), log());
            return new PackageInstallation(request, options, numPyVersion, build, lines, progress).into(modules);
        } catch (IOException | InterruptedException | PackageInstallException | RuntimeException e) {
            progress.failed();
            throw e;
        }
    }

    private static Path answer(BuildFolder build, String key) throws IOException {
        Path made = Files.createDirectory(build.path().resolve("answer"));
        Files.writeString(made.resolve(PackageEnvironment.ANSWER), key);
        return made;
    }

    private String title() {
        return "the environment of " + request.title();
    }

    private Path log() {
        return cache.log("environment-" + answer.key());
    }
}
