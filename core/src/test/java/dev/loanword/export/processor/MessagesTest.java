package dev.loanword.export.processor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loanword.export.check.ModuleChecker;
import dev.loanword.export.check.Problem;
import dev.loanword.export.classfile.ClassFileDeclarations;
import dev.loanword.export.declaration.ClassDeclaration;
import dev.loanword.export.declaration.Marking;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What can't be exported is told in the same words by the compiler and of class files.
 *
 * <p>Each {@code bad/X.java} has its messages in {@code bad/X.expected}, a line each: file, line, message.
 * {@code mvn -pl core test -Dtest=MessagesTest -Dbless=true} writes them anew, to be read before they are kept.
 */
class MessagesTest {
    private static final Path FOLDER = Path.of("src/test/resources/dev/loanword/export/bad");

    @TempDir
    private Path output;

    private static List<Path> filesWith(String ending) throws IOException {
        try (Stream<Path> files = Files.list(FOLDER)) {
            return files.filter(file -> file.toString().endsWith(ending)).sorted().toList();
        }
    }

    static List<Path> sources() throws IOException {
        return filesWith(".java");
    }

    private static Path expectedOf(Path source) {
        return source.resolveSibling(source.getFileName().toString().replace(".java", ".expected"));
    }

    @ParameterizedTest
    @MethodSource("sources")
    void the_compiler_refuses_each_at_its_line(Path source) throws IOException {
        Compilation compilation = Compilation.withProcessor(output, source);
        String found = String.join("\n", compilation.lines()) + "\n";
        if (Boolean.getBoolean("bless")) {
            Files.writeString(expectedOf(source), found);
        }
        assertThat(found).isEqualTo(Files.readString(expectedOf(source)));
        assertThat(compilation.isGood()).isFalse();
        assertThat(output.resolve("META-INF")).doesNotExist();
    }

    @ParameterizedTest
    @MethodSource("sources")
    void class_files_are_refused_with_the_same_words(Path source) throws IOException {
        assertThat(Compilation.withoutProcessor(output, source).isGood()).isTrue();
        ClassFileDeclarations declarations = new ClassFileDeclarations(path ->
                Files.exists(output.resolve(path)) ? Files.newInputStream(output.resolve(path)) : null);
        List<Problem> problems = new ArrayList<>();
        for (String name : classNames()) {
            Optional<ClassDeclaration> declaration = declarations.find(name);
            if (declaration.orElseThrow().isMarked(Marking.Module.class)) {
                problems.addAll(ModuleChecker.check(declaration.get(), declarations).problems());
            }
        }
        List<String> expected = Files.readAllLines(expectedOf(source)).stream()
                .map(line -> line.replaceFirst("^[^:]*:[0-9]+: ", "")).toList();
        assertThat(problems).extracting(Problem::message).isEqualTo(expected);
        assertThat(problems).allSatisfy(problem -> assertThat((String) problem.position()).startsWith("bad."));
    }

    private List<String> classNames() throws IOException {
        try (Stream<Path> files = Files.walk(output)) {
            return files.filter(file -> file.toString().endsWith(".class"))
                    .map(file -> output.relativize(file).toString().replace(".class", "").replace('/', '.')).sorted()
                    .toList();
        }
    }

    @Test
    void each_source_has_messages_and_each_messages_have_a_source() throws IOException {
        assertThat(filesWith(".expected")).isEqualTo(sources().stream().map(MessagesTest::expectedOf).toList())
                .hasSizeGreaterThan(10);
    }
}
