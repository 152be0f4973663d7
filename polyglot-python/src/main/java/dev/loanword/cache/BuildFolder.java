package dev.loanword.cache;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * The temporary folder of one build and the process at work in it. Both are gone after {@link #close()}, after an
 * interrupt, and after the end of the JVM by signal or exit. One thread builds; the JVM's shutdown may come in between.
 */
public final class BuildFolder implements AutoCloseable {
    /** How long to wait until killed processes are gone; one that hangs in the system must not hold up the JVM. */
    private static final long SECONDS_TO_DIE = 5;

    private final Path path;
    private final Thread atShutdown = new Thread(this::destroy, "loanword-build-cleanup");
    private Process running;
    private boolean closed;

    private BuildFolder(Path path) {
        this.path = path;
    }

    /** A new folder {@code parent/prefix…}. */
    public static BuildFolder create(Path parent, String prefix) throws IOException {
        BuildFolder folder = new BuildFolder(Files.createTempDirectory(parent, prefix));
        Runtime.getRuntime().addShutdownHook(folder.atShutdown);
        return folder;
    }

    /** The folder itself. */
    public Path path() {
        return path;
    }

    /**
     * Runs a command to its end, without standard input, and hands over its output and errors line by line.
     *
     * @return the exit code
     * @throws InterruptedException when this thread is interrupted; the process and its children are dead then
     */
    public int run(ProcessBuilder command, Consumer<String> lines) throws IOException, InterruptedException {
        Process process = start(command);
        // Read in a thread of its own: a blocking read would not notice the interrupt that waitFor does.
        CompletableFuture<Void> output = CompletableFuture.runAsync(
                () -> drain(process, lines), Thread.ofPlatform().daemon()::start);
        try {
            int exit = process.waitFor();
            output.join();
            refuseWhenClosed();
            return exit;
        } finally {
            kill(process);
            ended();
        }
    }

    /** Makes a finished part of this folder visible under another name, at once and whole. */
    synchronized void publish(Path made, Path target) throws IOException, InterruptedException {
        refuseWhenClosed();
        Files.move(made, target, StandardCopyOption.ATOMIC_MOVE);
    }

    @Override
    public void close() {
        try {
            Runtime.getRuntime().removeShutdownHook(atShutdown);
        } catch (IllegalStateException shuttingDown) {
            // The hook runs or has run already.
        }
        destroy();
    }

    private synchronized Process start(ProcessBuilder command) throws IOException, InterruptedException {
        refuseWhenClosed();
        running = command.redirectErrorStream(true)
                .redirectInput(Redirect.from(new File("/dev/null")))
                .start();
        return running;
    }

    private synchronized void ended() {
        running = null;
    }

    private synchronized void refuseWhenClosed() throws InterruptedException {
        if (closed) {
            throw new InterruptedException("the build in " + path + " was stopped because the JVM ends");
        }
    }

    private synchronized void destroy() {
        closed = true;
        if (running != null) {
            kill(running);
        }
        try {
            FileTrees.delete(path);
        } catch (IOException e) {
            // What is left is removed by the next build: see CacheEntry.removeDeadBuilds.
        }
    }

    private static void drain(Process process, Consumer<String> lines) {
        try (BufferedReader reader = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                lines.accept(line);
            }
        } catch (IOException e) {
            // Killing a process closes its output under the reader.
        } catch (RuntimeException e) {
            // Nobody reads any more, and a process that still writes would wait for ever.
            kill(process);
            throw e;
        }
    }

    /** Ends a process and all that it started. */
    private static void kill(Process process) {
        List<ProcessHandle> family = new ArrayList<>();
        try (Stream<ProcessHandle> descendants = process.descendants()) {
            descendants.forEach(family::add);
        }
        // The parent first, so that it starts no more. Not asked to end: ninja would wait for its compilers.
        family.addFirst(process.toHandle());
        family.forEach(ProcessHandle::destroyForcibly);
        CompletableFuture.allOf(family.stream().map(ProcessHandle::onExit).toArray(CompletableFuture[]::new))
                .completeOnTimeout(null, SECONDS_TO_DIE, TimeUnit.SECONDS)
                .join();
    }
}
