package dev.loanword.cache;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.FileLockInterruptionException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.locks.ReentrantLock;

/**
 * One folder of the cache: not there, or whole. Of all threads and processes that want it made, one makes it and the
 * others wait.
 *
 * @param parent the folder of all entries
 * @param key the name of this entry's folder: all that the content depends on
 * @param proof a file of every whole entry, relative to the folder
 */
public record CacheEntry(Path parent, String key, String proof) {
    /** File locks are held by a process; its threads take turns here first. */
    private static final ConcurrentMap<Path, ReentrantLock> TURNS = new ConcurrentHashMap<>();

    /**
     * Makes the content.
     *
     * @param <E> what it throws beyond the usual
     */
    @FunctionalInterface
    public interface Maker<E extends Exception> {
        /** Makes the content somewhere inside the build folder and returns the folder that holds it. */
        Path make(BuildFolder folder) throws IOException, InterruptedException, E;
    }

    /** Where the content is, once it is made. */
    public Path folder() {
        return parent.resolve(key);
    }

    /** Whether it is made. */
    public boolean isReady() {
        return Files.isRegularFile(folder().resolve(proof));
    }

    /**
     * Makes the entry, unless somebody else has made it in the meantime.
     *
     * @param waiting run when another thread or process is at it, before waiting for its end
     * @return whether it was made here
     */
    public <E extends Exception> boolean make(Maker<E> maker, Runnable waiting)
            throws IOException, InterruptedException, E {
        Files.createDirectories(parent);
        ReentrantLock turn = TURNS.computeIfAbsent(folder(), name -> new ReentrantLock());
        boolean free = turn.tryLock();
        if (!free) {
            waiting.run();
            turn.lockInterruptibly();
        }
        // The lock file stays: deleting it would let a third process lock a new file of the same name.
        try (FileChannel channel = FileChannel.open(
                parent.resolve("." + key + ".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            FileLock lock = channel.tryLock();
            if (lock == null) {
                waiting.run();
                channel.lock();
            }
            return isReady() ? false : makeAlone(maker);
        } catch (FileLockInterruptionException e) {
            Thread.interrupted();
            throw (InterruptedException) new InterruptedException("interrupted while waiting for " + key).initCause(e);
        } finally {
            turn.unlock();
        }
    }

    private <E extends Exception> boolean makeAlone(Maker<E> maker) throws IOException, InterruptedException, E {
        removeDeadBuilds();
        try (BuildFolder build = BuildFolder.create(parent, buildPrefix())) {
            Path made = maker.make(build);
            // Only a folder that somebody has taken files from can be in the way.
            FileTrees.delete(folder());
            build.publish(made, folder());
        }
        return true;
    }

    /** Whoever holds the lock is the only builder, so every other build folder of this entry is a dead one's. */
    private void removeDeadBuilds() throws IOException {
        try (DirectoryStream<Path> dead = Files.newDirectoryStream(parent, buildPrefix() + "*")) {
            for (Path folder : dead) {
                FileTrees.delete(folder);
            }
        }
    }

    private String buildPrefix() {
        return "." + key + ".build-";
    }
}
