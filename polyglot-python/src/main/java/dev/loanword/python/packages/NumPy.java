package dev.loanword.python.packages;

import dev.loanword.cache.CacheEntry;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * NumPy for the GraalPy on the class path: find it, install it once, remember it.
 *
 * <p>The installed NumPy is a plain folder in the {@link PackageCache}: append it to {@code sys.path} and
 * {@code import numpy} works. No virtual environment is involved. The folder's name holds all that its content depends
 * on, so several GraalPy versions share a cache, and a folder that is there is whole and never changes.
 *
 * <p>NumPy comes from the wheelhouse of the {@link InstallOptions} when that holds a wheel for this GraalPy; else from
 * NumPy's source, which pip downloads from the index that it is configured for and which is compiled here, with the
 * changes that GraalPy ships for it. All methods may be called by any thread, in any number of processes.
 */
public final class NumPy {
    /** The version that is built from source. */
    public static final String VERSION = "2.2.6";

    private NumPy() {}

    /** As {@link #installed(PackageCache, InstallOptions)} with the options of this process's environment. */
    public static Optional<Path> installed(PackageCache cache) {
        return installed(cache, InstallOptions.standard());
    }

    /**
     * The folder to append to {@code sys.path}, if NumPy is installed. Costs one look at the file system, and with a
     * wheelhouse that holds a wheel of NumPy, reading that wheel.
     */
    public static Optional<Path> installed(PackageCache cache, InstallOptions options) {
        try {
            CacheEntry entry = NumPyInstallation.choose(cache, options).entry();
            return entry.isReady() ? Optional.of(entry.folder()) : Optional.empty();
        } catch (IOException | PackageInstallException unusableWheelhouse) {
            // Whoever wants NumPy goes on to install, which reports it.
            return Optional.empty();
        }
    }

    /**
     * As {@link #installed(PackageCache, InstallOptions)}, and installs first if needed: seconds for a wheel, minutes
     * from source. When another thread or process is at it, waits for its end. Leaves nothing half made: neither when
     * it fails, nor when the thread is interrupted or the JVM ends, which also end all processes of the build.
     *
     * @throws PackageInstallException when it can't be installed, or the thread is interrupted (its flag is set then)
     */
    public static Path install(PackageCache cache, InstallOptions options, Progress progress)
            throws PackageInstallException {
        try {
            NumPyInstallation installation = NumPyInstallation.choose(cache, options);
            if (!installation.entry().isReady()) {
                installation.make(progress);
            }
            return installation.entry().folder();
        } catch (InterruptedException e) {
            throw interrupted(e);
        } catch (IOException e) {
            if (Thread.currentThread().isInterrupted()) {
                // A channel that is interrupted says so by an IOException.
                throw interrupted(e);
            }
            throw new PackageInstallException("""
                NumPy can't be installed in %s: %s. It needs a folder that can be written and has 500 MB free; name \
                another one in %s.\
                """.formatted(cache.root(), e, PackageCache.VARIABLE), e);
        }
    }

    private static PackageInstallException interrupted(Exception cause) {
        Thread.currentThread().interrupt();
        return new PackageInstallException(
                "NumPy is not installed: the installation was interrupted. Run again.", cause);
    }
}
