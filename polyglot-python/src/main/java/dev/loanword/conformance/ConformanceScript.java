package dev.loanword.conformance;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * One script of a suite.
 *
 * @param file where it is, absolute
 * @param name what people call it: its path as they typed it
 * @param expectations what its comments state
 */
record ConformanceScript(Path file, String name, Expectations expectations) {
    static final String SUFFIX = ".py";
    /** What a file beside the script ends with that holds its output. */
    static final String OUTPUT = ".expected";
    /** What a file beside the script ends with that holds type and text of the exception that it ends with. */
    static final String ERROR = ".expected-error";

    /** Reads a script. */
    static ConformanceScript read(Path file, String name) throws IOException {
        return new ConformanceScript(file.toAbsolutePath(), name, Expectations.of(text(file)));
    }

    /** How long it may run, if all others may run so long. */
    Duration limit(Duration usual) {
        return expectations.limit().orElse(usual);
    }

    /** The file that holds the expected output, which need not be there. */
    Path outputFile() {
        return beside(file, OUTPUT);
    }

    /** The file that holds the expected exception, which need not be there. */
    Path errorFile() {
        return beside(file, ERROR);
    }

    /** The name of a file beside the script, as people know it. */
    String nameOf(String ending) {
        return withEnding(name, ending);
    }

    /** The text of a file beside the script, if it is there. */
    Optional<String> textOf(Path golden) throws IOException {
        return Files.exists(golden) ? Optional.of(text(golden)) : Optional.empty();
    }

    private static Path beside(Path script, String ending) {
        return script.resolveSibling(withEnding(script.getFileName().toString(), ending));
    }

    private static String withEnding(String name, String ending) {
        return name.substring(0, name.length() - SUFFIX.length()) + ending;
    }

    /** What is no UTF-8 is replaced: then the comparison tells. */
    private static String text(Path file) throws IOException {
        return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
    }
}
