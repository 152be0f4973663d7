package dev.loanword.python.packages;

import dev.loanword.cache.CacheEntry;
import dev.loanword.cache.FileTrees;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Python packages that a program can import: made once for what it asks for, found at once from then on.
 *
 * <p>An environment is a folder in the {@link PackageCache}, named by the packages in it, with their versions and the hashes
 * of the files that they came from; requests that are answered by the same packages share it. What a request was answered by
 * is remembered, so the second run asks neither pip nor the network. NumPy is not in it: all environments share the one of
 * {@link NumPy}. All methods may be called by any thread, in any number of processes.
 *
 * @param folder the environment
 * @param packages what is in it, in the order of their names
 * @param numPy the folder of NumPy, if that is among the packages
 */
public record PackageEnvironment(Path folder, List<InstalledPackage> packages, Optional<Path> numPy) {
    static final String MODULES = "site-packages";
    static final String ANSWER = "environment";

    /** Twice at most: between the answer and its use somebody may remove the environment. */
    private static final int TRIES = 2;

    public PackageEnvironment {
        packages = List.copyOf(packages);
    }

    /** The folders for {@code sys.path}. */
    public List<Path> path() {
        List<Path> path = new ArrayList<>(List.of(folder.resolve(MODULES)));
        numPy.ifPresent(path::add);
        return path;
    }

    /**
     * The environment for a request; installs what is missing first: seconds for packages of pure Python, minutes for a NumPy
     * that was never built. When another thread or process is at it, waits for its end. Leaves nothing half made: neither
     * when it fails, nor when the thread is interrupted or the JVM ends.
     *
     * @throws PackageInstallException when something can't be installed, or the thread is interrupted (its flag is set then)
     */
    public static PackageEnvironment install(
            PackageRequest request, PackageCache cache, InstallOptions options, Progress progress)
            throws PackageInstallException {
        return install(request, cache, options, progress, false);
    }

    /** As {@link #install}, but asks pip also when the request was answered before: newer versions may have come out. */
    public static PackageEnvironment upgrade(
            PackageRequest request, PackageCache cache, InstallOptions options, Progress progress)
            throws PackageInstallException {
        return install(request, cache, options, progress, true);
    }

    private static PackageEnvironment install(
            PackageRequest request, PackageCache cache, InstallOptions options, Progress progress, boolean anew)
            throws PackageInstallException {
        try {
            NumPyInstallation numPy = NumPyInstallation.choose(cache, options);
            CacheEntry answer = cache.request(request.key(numPy.entry().key()), ANSWER);
            if (anew) {
                FileTrees.delete(answer.folder());
            }
            for (int i = 0; i < TRIES; i++) {
                if (!answer.isReady()) {
                    new EnvironmentInstallation(request, answer, numPy.version(), cache, options).make(progress);
                }
                Path folder = cache.environments().resolve(Files.readString(answer.folder().resolve(ANSWER)));
                if (Files.exists(folder.resolve(EnvironmentFile.NAME))) {
                    return open(folder, cache, options, progress);
                }
                FileTrees.delete(answer.folder());
            }
            throw new IOException("it was removed while it was made");
        } catch (InterruptedException e) {
            throw interrupted(request, e);
        } catch (IOException e) {
            if (Thread.currentThread().isInterrupted()) {
                // A channel that is interrupted says so by an IOException.
                throw interrupted(request, e);
            }
            throw new PackageInstallException("""
                %s can't be installed in %s: %s. It needs a folder that can be written and has space; name another one \
                in %s.\
                """.formatted(request.title(), cache.root(), e, PackageCache.VARIABLE), e);
        }
    }

    /** An environment that is there. Notes that it is used, and installs a NumPy that is missing. */
    private static PackageEnvironment open(
            Path folder, PackageCache cache, InstallOptions options, Progress progress)
            throws IOException, PackageInstallException {
        try {
            Files.setLastModifiedTime(folder.resolve(EnvironmentFile.NAME), FileTime.from(Instant.now()));
        } catch (IOException readOnly) {
            // Then nobody prunes it either.
        }
        List<InstalledPackage> packages = EnvironmentFile.read(folder);
        Optional<Path> numPy = packages.stream().anyMatch(each -> each.isNamed("numpy"))
                ? Optional.of(NumPy.install(cache, options, progress))
                : Optional.empty();
        return new PackageEnvironment(folder, packages, numPy);
    }

    private static PackageInstallException interrupted(PackageRequest request, Exception cause) {
        Thread.currentThread().interrupt();
        return new PackageInstallException(
                request.title() + " is not installed: the installation was interrupted. Run again.", cause);
    }
}
