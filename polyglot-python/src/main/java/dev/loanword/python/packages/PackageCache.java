package dev.loanword.python.packages;

import dev.loanword.cache.CacheEntry;
import java.nio.file.Path;
import java.util.Map;

/**
 * Where Python packages for scripts live: a folder outside any checkout, shared by all of them.
 *
 * <p>Below {@link #root()}: {@code packages/} holds one folder per built package, {@code environments/} one per set of
 * installed packages, {@code requests/} which of them answers which request, {@code logs/} the log of the last build of each.
 * All may be deleted at any time when nothing runs; they are made again when needed.
 *
 * @param root absolute path; need not exist
 */
public record PackageCache(Path root) {
    /** The environment variable that names the cache folder. */
    public static final String VARIABLE = "LOANWORD_CACHE";

    public PackageCache {
        root = root.toAbsolutePath().normalize();
    }

    /** The cache of this process's environment, see {@link #of(Map)}. */
    public static PackageCache standard() {
        return of(System.getenv());
    }

    /**
     * The cache that an environment names: {@code LOANWORD_CACHE}, else {@code loanword} in {@code XDG_CACHE_HOME} (an
     * absolute path, as the XDG Base Directory Specification demands; a relative one is ignored), else
     * {@code .cache/loanword} in the home directory.
     */
    public static PackageCache of(Map<String, String> environment) {
        String own = environment.getOrDefault(VARIABLE, "");
        if (!own.isEmpty()) {
            return new PackageCache(Path.of(own));
        }
        Path caches = Path.of(environment.getOrDefault("XDG_CACHE_HOME", ""));
        if (!caches.isAbsolute()) {
            caches = Path.of(environment.getOrDefault("HOME", System.getProperty("user.home")), ".cache");
        }
        return new PackageCache(caches.resolve("loanword"));
    }

    /** The place of one package, made or not. */
    CacheEntry entry(String key, String proof) {
        return new CacheEntry(packages(), key, proof);
    }

    /** Where built packages live, one folder each. */
    Path packages() {
        return root.resolve("packages");
    }

    /** Where environments live, one folder each. */
    Path environments() {
        return root.resolve("environments");
    }

    /** The place of one environment, made or not. */
    CacheEntry environment(String key, String proof) {
        return new CacheEntry(environments(), key, proof);
    }

    /** Where it is remembered which environments answer which requests. */
    Path requests() {
        return root.resolve("requests");
    }

    /** The place of the answer to one request, made or not. */
    CacheEntry request(String key, String proof) {
        return new CacheEntry(requests(), key, proof);
    }

    /** Where the log of the last build of that package is. */
    Path log(String key) {
        return root.resolve("logs").resolve(key + ".log");
    }
}
