package dev.loanword.conformance;

import dev.loanword.python.packages.ScriptMetadataException;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;

/** Runs each script in a process of its own: Loanword's launcher, or any other Python. */
final class ProcessRunner implements ScriptRunner {
    private static final Path NOTHING = Path.of("/dev/null");

    private final List<String> command;
    private final boolean installs;
    private final Duration limit;
    private final WorkFolder work;

    /**
     * @param command starts Python; options and a file follow
     * @param installs whether the command takes {@code --with PACKAGE} for what a script names in its block
     */
    ProcessRunner(List<String> command, boolean installs, Duration limit, WorkFolder work) {
        this.command = List.copyOf(command);
        this.installs = installs;
        this.limit = limit;
        this.work = work;
    }

    @Override
    public Outcome run(ConformanceScript script) throws IOException {
        Path place = work.forScript();
        Path folder = Files.createDirectory(place.resolve("working-directory"));
        Path out = place.resolve("out");
        Path err = place.resolve("err");
        Path report = place.resolve("report");
        List<String> words;
        try {
            words = words(script, report);
        } catch (ScriptMetadataException malformed) {
            return new Outcome("", "", false, Duration.ZERO, new Outcome.Vanished(malformed.getMessage()), OptionalLong.empty(),
                    List.of(), List.of());
        }
        ProcessBuilder builder = new ProcessBuilder(words)
                .directory(folder.toFile())
                .redirectInput(NOTHING.toFile())
                .redirectOutput(out.toFile())
                .redirectError(err.toFile());
        builder.environment().put("PYTHONUTF8", "1");
        builder.environment().put("PYTHONIOENCODING", "utf-8");
        // A warm host runs one program at a time.
        builder.environment().remove("LOANWORD_WARM");
        long began = System.nanoTime();
        OptionalInt status = status(builder.start(), script.limit(limit));
        Duration took = Duration.ofNanos(System.nanoTime() - began);
        Optional<Report> told = Files.exists(report) ? Optional.of(new Report(Files.readString(report))) : Optional.empty();
        Outcome outcome = new Outcome(
                text(out.toFile()),
                text(err.toFile()),
                Files.size(out) > CapturedOutput.LIMIT,
                took,
                end(status, told.map(Report::end)),
                told.map(Report::copied).orElse(OptionalLong.empty()),
                told.map(Report::copies).orElse(List.of()),
                told.map(Report::problems).orElse(List.of()));
        WorkFolder.remove(place);
        return outcome;
    }

    private List<String> words(ConformanceScript script, Path report) throws IOException, ScriptMetadataException {
        List<String> words = new ArrayList<>(command);
        if (installs) {
            for (String dependency : Packages.of(script)) {
                words.add("--with");
                words.add(dependency);
            }
        }
        words.add(work.driver().toString());
        words.add(report.toString());
        words.add(script.file().toString());
        words.addAll(Driver.words(script));
        return words;
    }

    /**
     * How a script ended. What its driver told counts only if the process ended as it said: it may have crashed after.
     *
     * @param status the exit status of its process, empty if that was stopped
     */
    private static Outcome.End end(OptionalInt status, Optional<Outcome.End> told) {
        if (status.isEmpty()) {
            return new Outcome.TimedOut(Optional.empty());
        }
        int expected = told.isPresent() && told.get() instanceof Outcome.Exited exited ? exited.status() : 1;
        return told.filter(end -> status.getAsInt() == expected).orElse(Outcome.Vanished.atOnce(status));
    }

    /** The exit status of a process, empty if it ran too long and was stopped. */
    private static OptionalInt status(Process process, Duration limit) {
        try {
            if (process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
                return OptionalInt.of(process.exitValue());
            }
            stop(process);
        } catch (InterruptedException stopped) {
            stop(process);
            Thread.currentThread().interrupt();
        }
        return OptionalInt.empty();
    }

    /** Ends a process and all that it started. */
    private static void stop(Process process) {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
        process.onExit().join();
    }

    private static String text(File file) throws IOException {
        try (InputStream in = Files.newInputStream(file.toPath())) {
            return new String(in.readNBytes(CapturedOutput.LIMIT), StandardCharsets.UTF_8);
        }
    }
}
