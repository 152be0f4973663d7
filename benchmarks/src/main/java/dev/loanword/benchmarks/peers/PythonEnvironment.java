package dev.loanword.benchmarks.peers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** The machine's CPython in a virtual environment of its own, with the packages that the sides need. It stays in the cache. */
final class PythonEnvironment {

    private final Path folder;
    private final CommandLog log;

    /** The environment in a folder, which is made when the first package is asked for. */
    PythonEnvironment(Path folder, CommandLog log) {
        this.folder = folder;
        this.log = log;
    }

    /** Its interpreter. */
    String python() {
        return folder.resolve("bin/python").toString();
    }

    /** Where its packages are. */
    Path packages() throws PeerException {
        try (var matches = Files.newDirectoryStream(folder.resolve("lib"), "python3*")) {
            for (Path match : matches) {
                return match.resolve("site-packages");
            }
        } catch (IOException missing) {
            throw new PeerException("the virtual environment " + folder + " has no lib folder; delete it", missing);
        }
        throw new PeerException("the virtual environment " + folder + " has no lib/python3; delete it");
    }

    /**
     * Installs a package unless it is there.
     *
     * @param requirement with its version: {@code jep==4.3.2}
     * @param environment what its build needs to be told
     */
    void install(String requirement, Map<String, String> environment) throws PeerException {
        create();
        Path stamp = folder.resolve("installed-" + requirement);
        if (!Files.exists(stamp)) {
            log.run("installing " + requirement, environment, python(), "-m", "pip", "install", "-q", "--no-build-isolation", requirement);
            stamp(stamp);
        }
    }

    private void create() throws PeerException {
        Path stamp = folder.resolve("created");
        if (Files.exists(stamp)) {
            return;
        }
        log.run("a virtual environment", Map.of(), "python3", "-m", "venv", folder.toString());
        // What packages without a wheel for this machine are built with.
        log.run("installing setuptools", Map.of(), python(), "-m", "pip", "install", "-q", "setuptools", "wheel");
        stamp(stamp);
    }

    private static void stamp(Path file) throws PeerException {
        try {
            Files.createFile(file);
        } catch (IOException failure) {
            throw new PeerException("can't write " + file + ": " + failure.getMessage(), failure);
        }
    }
}
