package dev.loanword.benchmarks;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The same search in other languages, each in a process of its own: where its tools are installed. */
final class TablePeers {

    /** What a peer printed. */
    record Result(double[] milliseconds, long best) {}

    private final Path sources;

    TablePeers(Path sources) {
        this.sources = sources;
    }

    /** A plain loop in Rust, compiled with {@code -O}. Empty if there is no rustc. */
    Optional<Result> rust() throws IOException {
        Path folder = Files.createTempDirectory("loanword");
        Path program = folder.resolve("search");
        try {
            boolean built = run(List.of(
                            "rustc", "-O", "-o", program.toString(), sources.resolve("table_search.rs").toString()))
                    .isPresent();
            return built ? run(List.of(program.toString())).map(TablePeers::parsed) : Optional.empty();
        } finally {
            Files.deleteIfExists(program);
            Files.delete(folder);
        }
    }

    /** NumPy on CPython. Empty if python3 has none. */
    Optional<Result> numpy() throws IOException {
        return run(List.of(System.getProperty("loanword.cpython", "python3"), sources.resolve("table_search.py").toString())).map(TablePeers::parsed);
    }

    private static Result parsed(String output) {
        List<Double> samples = new ArrayList<>();
        long best = -1;
        for (String line : output.lines().toList()) {
            if (line.startsWith("best ")) {
                best = Long.parseLong(line.substring("best ".length()));
            } else {
                samples.add(Double.parseDouble(line));
            }
        }
        return new Result(samples.stream().mapToDouble(Double::doubleValue).toArray(), best);
    }

    /** What a command prints; empty if it is not there or fails. */
    private static Optional<String> run(List<String> command) throws IOException {
        Process process;
        try {
            process = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
        } catch (IOException notInstalled) {
            return Optional.empty();
        }
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        try {
            return process.waitFor() == 0 ? Optional.of(output) : Optional.empty();
        } catch (InterruptedException interrupted) {
            process.destroy();
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }
}
