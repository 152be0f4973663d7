package dev.loanword.benchmarks;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Programs in other languages that do the same work, each in a process of its own: where its tools are installed. */
final class OtherPrograms {
    private final Path sources;

    /** Programs whose sources lie in a folder. */
    OtherPrograms(Path sources) {
        this.sources = sources;
    }

    /** What a program in Rust prints, compiled with {@code -O}. Empty if there is no rustc. */
    Optional<String> rust(String source) throws IOException {
        Path folder = Files.createTempDirectory("loanword");
        Path program = folder.resolve("program");
        try {
            boolean built = run(List.of("rustc", "-O", "-o", program.toString(), sources.resolve(source).toString()))
                    .isPresent();
            return built ? run(List.of(program.toString())) : Optional.empty();
        } finally {
            Files.deleteIfExists(program);
            Files.delete(folder);
        }
    }

    /** What a program for CPython with NumPy prints. Empty if the machine's CPython has no NumPy. */
    Optional<String> numpy(String source) throws IOException {
        return run(List.of(System.getProperty("loanword.cpython", "python3"), sources.resolve(source).toString()));
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
