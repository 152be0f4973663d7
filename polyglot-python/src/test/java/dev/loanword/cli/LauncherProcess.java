package dev.loanword.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** Starts {@code scripts/loanword} as a process of its own, on the distribution that this build made. */
final class LauncherProcess {
    static final Path LAUNCHER = Path.of(System.getProperty("loanword.launcher"));

    /** Set while all programs are to run in a warm host: the folder of its files. */
    private static Path warmFolder;

    /** What a process left behind. */
    record Result(int exitStatus, String out, String err) {}

    private final ProcessBuilder builder;
    private final List<String> command = new ArrayList<>();
    private byte[] input = {};

    private LauncherProcess(Path launcher, String... arguments) {
        command.add(launcher.toString());
        command.addAll(List.of(arguments));
        builder = new ProcessBuilder(command);
        Map<String, String> environment = builder.environment();
        // Whoever runs the tests may have set variables that change what Python or the JVM print.
        environment.keySet().removeIf(name -> name.startsWith("PYTHON") || name.startsWith("LOANWORD_"));
        environment.keySet().removeAll(List.of("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "_JAVA_OPTIONS"));
        environment.put("LOANWORD_DISTRIBUTION", System.getProperty("loanword.distribution"));
        // Nothing runs beside a test that it did not start.
        environment.put("LOANWORD_BACKGROUND", "no");
        if (warmFolder != null) {
            environment.put("LOANWORD_WARM", "yes");
            environment.put("LOANWORD_WARM_FOLDER", warmFolder.toString());
            environment.put("LOANWORD_WARM_IDLE_MINUTES", "1");
        }
    }

    /** Has the warm host run all programs that are started from now on, as a user would by a setting. */
    static void throughWarmHost(Path folder) {
        warmFolder = folder;
    }

    /** Programs are processes of their own again; no host is left. */
    static void withoutWarmHost() throws IOException, InterruptedException {
        Result stopped = of("host", "stop").run();
        warmFolder = null;
        if (stopped.exitStatus() != 0) {
            throw new IOException("the warm host can't be stopped: " + stopped.err());
        }
    }

    /** Not this class's own initializer: the threads that read a process's output would wait for its end. */
    private static final class FastStarts {
        static {
            prepareStarts();
        }

        static void awaitPrepared() {
            // The initializer has done it.
        }
    }

    /**
     * Prepares fast starts, once for all tests: they save each process seconds. Where that is impossible the tests only take longer,
     * but for those of the starts themselves.
     */
    private static void prepareStarts() {
        try {
            Result build = new LauncherProcess(LAUNCHER, "cache", "build").run();
            if (build.exitStatus() != 0) {
                System.err.print(build.err());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    static LauncherProcess of(String... arguments) {
        FastStarts.awaitPrepared();
        return new LauncherProcess(LAUNCHER, arguments);
    }

    static LauncherProcess at(Path launcher, String... arguments) {
        FastStarts.awaitPrepared();
        return new LauncherProcess(launcher, arguments);
    }

    LauncherProcess in(Path folder) {
        builder.directory(folder.toFile());
        return this;
    }

    LauncherProcess with(String variable, String value) {
        builder.environment().put(variable, value);
        return this;
    }

    LauncherProcess without(String variable) {
        builder.environment().remove(variable);
        return this;
    }

    /** Makes a terminal all that it reads and writes, and the one that its Ctrl-C comes from. */
    LauncherProcess on(Path terminal) {
        command.addAll(0, List.of("setsid", "--ctty"));
        builder.redirectInput(terminal.toFile()).redirectOutput(terminal.toFile()).redirectError(terminal.toFile());
        return this;
    }

    LauncherProcess input(String text) {
        input = text.getBytes(StandardCharsets.UTF_8);
        return this;
    }

    Process start() throws IOException {
        return builder.start();
    }

    Result run() throws IOException, InterruptedException {
        Process process = start();
        try (OutputStream in = process.getOutputStream()) {
            in.write(input);
        } catch (IOException ended) {
            // The process ended without reading its input; what it wrote says why.
        }
        return result(process);
    }

    /** Reads both pipes to their ends, then waits: the other way round a full pipe would block the process. */
    static Result result(Process process) throws InterruptedException {
        CompletableFuture<String> out = CompletableFuture.supplyAsync(() -> text(process.getInputStream()));
        CompletableFuture<String> err = CompletableFuture.supplyAsync(() -> text(process.getErrorStream()));
        String outText = out.join();
        String errText = err.join();
        return new Result(process.waitFor(), outText, errText);
    }

    private static String text(InputStream stream) {
        try (stream) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
