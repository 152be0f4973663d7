package dev.loanword.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Runs what the READMEs and the documentation show. A comment before each block says how: {@code run} starts its commands, one
 * after the other, and compares the whole output, {@code file} finds it in a file, {@code output} runs a Java example. A block without one fails.
 */
class SnippetsTest {

    private static final Path ROOT = Path.of(System.getProperty("loanword.root"));
    private static final Pattern BLOCK =
            Pattern.compile("(?:<!-- (?<how>[^>]*?) -->\n)?```(?<language>\\w+)\n(?<text>.*?)```", Pattern.DOTALL);

    @TestFactory
    Stream<DynamicContainer> documents() throws IOException {
        List<Path> documents = new ArrayList<>(List.of(ROOT.resolve("README.md")));
        try (Stream<Path> docs = Files.list(ROOT.resolve("docs"))) {
            docs.filter(file -> file.toString().endsWith(".md")).sorted().forEach(documents::add);
        }
        try (Stream<Path> examples = Files.list(ROOT.resolve("examples"))) {
            examples.map(folder -> folder.resolve("README.md")).filter(Files::exists).sorted().forEach(documents::add);
        }
        assertThat(documents).hasSizeGreaterThan(2);
        return documents.stream().map(document -> dynamicContainer(ROOT.relativize(document).toString(), blocks(document)));
    }

    private static List<DynamicTest> blocks(Path document) {
        try {
            Matcher block = BLOCK.matcher(Files.readString(document));
            List<DynamicTest> tests = new ArrayList<>();
            while (block.find()) {
                String how = block.group("how");
                String text = block.group("text");
                String name = (how == null ? "no comment" : how) + ": " + text.lines().findFirst().orElse("empty");
                tests.add(dynamicTest(name, () -> check(how, text)));
            }
            return tests;
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static void check(String how, String text) throws Exception {
        assertThat(how).as("each block needs a comment that says how it is tested").isNotNull();
        String[] parts = how.split(": ", 2);
        switch (parts[0]) {
            case "run" -> runs(text);
            case "file" -> assertThat(Files.readString(ROOT.resolve(parts[1]))).contains(text);
            case "output" -> assertThat(outputOf(parts[1])).isEqualTo(text);
            case "not run" -> assertThat(parts[1]).as("the reason why it is not run").isNotBlank();
            default -> throw new AssertionError("unknown way to test a block: " + how);
        }
    }

    /** A line with {@code $} before it is a command, perhaps with a file to read; the lines up to the next one are its output. */
    private static void runs(String text) throws Exception {
        assertThat(text).startsWith("$ ");
        for (String command : text.substring(2).split("\n\\$ ")) {
            int end = command.indexOf('\n');
            String line = end < 0 ? command : command.substring(0, end);
            String output = end < 0 ? "" : command.substring(end + 1);
            // The line feed before the next command went with the split.
            String[] parts = line.split(" < ", 2);
            Path input = parts.length == 1 ? null : ROOT.resolve(parts[1]);
            assertThat(outputOf(program(words(parts[0])), input)).as(line).isEqualTo(output + (output.isEmpty() || output.endsWith("\n") ? "" : "\n"));
        }
    }

    /** Words are separated by spaces; single quotes keep the shell from looking into them. */
    private static List<String> words(String line) {
        return Stream.of(line.split(" "))
                .map(word -> word.startsWith("'") ? word.substring(1, word.length() - 1) : word)
                .collect(Collectors.toCollection(ArrayList::new));
    }

    /** Finds scripts in the checkout, and a JDK's programs in the JDK that runs this test. */
    private static List<String> program(List<String> words) {
        String program = words.getFirst();
        Path found = program.startsWith("scripts/") || program.startsWith("examples/")
                ? ROOT.resolve(program)
                : Path.of(System.getProperty("java.home"), "bin", program);
        assertThat(found).isExecutable();
        words.set(0, found.toString());
        return words;
    }

    /**
     * @param input the file that the command reads, or {@code null}
     */
    private static String outputOf(List<String> command, Path input) throws Exception {
        ProcessBuilder builder = new ProcessBuilder(command).directory(ROOT.toFile());
        if (input != null) {
            builder.redirectInput(input.toFile());
        }
        builder.environment().put("LOANWORD_DISTRIBUTION", System.getProperty("loanword.distribution"));
        // Nothing runs beside a test that it did not start.
        builder.environment().put("LOANWORD_BACKGROUND", "no");
        Process process = builder.start();
        process.getOutputStream().close();
        CompletableFuture<String> errors = CompletableFuture.supplyAsync(() -> readAll(process.errorReader()));
        String output = readAll(process.inputReader());
        assertThat(process.waitFor()).as(errors.join()).isZero();
        return output;
    }

    private static String readAll(Reader reader) {
        try (reader) {
            return reader.readAllAsString();
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    private static String outputOf(String example) throws Exception {
        Class<?> program = Class.forName("dev.loanword.examples." + example);
        PrintStream before = System.out;
        ByteArrayOutputStream captured = new ByteArrayOutputStream();
        System.setOut(new PrintStream(captured, true, StandardCharsets.UTF_8));
        try {
            program.getMethod("main", String[].class).invoke(null, (Object) new String[0]);
        } finally {
            System.setOut(before);
        }
        return captured.toString(StandardCharsets.UTF_8);
    }
}
