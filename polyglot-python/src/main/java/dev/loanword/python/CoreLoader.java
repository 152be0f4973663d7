package dev.loanword.python;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/**
 * A class loader of cores that are not on the class path, as one host uses it.
 *
 * <p>Hosts that are open at the same time with the same jars share one: their classes are loaded once, and hosts of an engine
 * share their compiled code. Jars are the same if path and SHA-256 are. Folders of class files are for those who try something
 * out, and change while hosts are open: each host loads them anew. Thread-safe.
 */
final class CoreLoader implements AutoCloseable {
    private static final Map<List<String>, CoreLoader> OPEN = new HashMap<>();

    private final List<String> key;
    private final URLClassLoader loader;
    private int users = 1;

    private CoreLoader(List<String> key, URLClassLoader loader) {
        this.key = key;
        this.loader = loader;
    }

    /**
     * Opens a loader, or joins those who use one already.
     *
     * @param paths jars and folders, as if they were one class path
     */
    static CoreLoader open(List<Path> paths) {
        List<String> key = key(paths);
        synchronized (OPEN) {
            CoreLoader known = OPEN.get(key);
            if (known != null) {
                known.users++;
                return known;
            }
            CoreLoader opened =
                    new CoreLoader(key, new URLClassLoader("cores", urls(paths), CoreLoader.class.getClassLoader()));
            if (!key.isEmpty()) {
                OPEN.put(key, opened);
            }
            return opened;
        }
    }

    /** The class loader itself. */
    ClassLoader loader() {
        return loader;
    }

    /** Closes the jars if nobody else uses them; classes that were loaded go on working. Called once by each user. */
    @Override
    public void close() {
        synchronized (OPEN) {
            users--;
            if (users > 0) {
                return;
            }
            OPEN.remove(key, this);
        }
        try {
            loader.close();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** What makes jars the same; empty if there is a folder among them. */
    private static List<String> key(List<Path> paths) {
        List<String> key = new ArrayList<>();
        for (Path path : paths) {
            if (Files.isDirectory(path)) {
                return List.of();
            }
            key.add(path.toAbsolutePath().normalize().toString());
            key.add(hash(path));
        }
        return List.copyOf(key);
    }

    private static String hash(Path jar) {
        try (InputStream content = Files.newInputStream(jar)) {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            byte[] block = new byte[1 << 16];
            for (int count = content.read(block); count >= 0; count = content.read(block)) {
                digest.update(block, 0, count);
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (IOException unreadable) {
            throw new CoreException("the core " + jar + " can't be read: " + unreadable.getMessage(), unreadable);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static URL[] urls(List<Path> paths) {
        return paths.stream()
                .map(path -> {
                    try {
                        return path.toUri().toURL();
                    } catch (MalformedURLException noUrl) {
                        throw new UncheckedIOException(noUrl);
                    }
                })
                .toArray(URL[]::new);
    }
}
