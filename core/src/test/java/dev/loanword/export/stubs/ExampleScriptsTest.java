package dev.loanword.export.stubs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loanword.bridge.Bridge;
import dev.loanword.export.InMemoryCompiler;
import dev.loanword.export.check.Exports;
import dev.loanword.export.model.ModuleModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Real type checkers, at their strictest, find nothing in the example scripts with the stubs of what these import. */
@Tag("checkers")
@Timeout(600)
class ExampleScriptsTest {

    private static final Path EXAMPLES = Path.of("../examples");
    private static final Path TOOLKIT = Path.of("../polyglot-python/src/main/resources/loanword/stubs");
    private static final Pattern PACKAGE = Pattern.compile("package ([\\w.]+);");

    @TempDir
    Path folder;

    private List<String> scripts;

    @BeforeEach
    void layOut() throws IOException {
        List<ModuleModel> modules = new ArrayList<>(List.of(Exports.of(Bridge.class)));
        for (Path source : files(".java")) {
            String text = Files.readString(source);
            if (text.contains("@PyModule")) {
                modules.add(moduleOf(source, text));
            }
        }
        assertThat(modules).hasSizeGreaterThan(4);
        for (var stub : StubWriter.stubs(modules).entrySet()) {
            write("stubs/" + stub.getKey(), stub.getValue());
        }
        for (var stub : Golden.read(TOOLKIT).entrySet()) {
            write("stubs/" + stub.getKey(), stub.getValue());
        }
        scripts = new ArrayList<>();
        for (Path script : files(".py")) {
            String text = Files.readString(script);
            // The checkers' own Python has no NumPy and no packages, whose types they would need.
            if (!text.contains("import numpy") && !text.contains("# dependencies")) {
                String name = EXAMPLES.relativize(script).toString();
                write("examples/" + name, text);
                scripts.add("examples/" + name);
            }
        }
        assertThat(scripts).hasSizeGreaterThan(8);
        write("pyrightconfig.json", """
            {"typeCheckingMode": "strict", "pythonVersion": "3.12", "extraPaths": ["stubs"], "include": ["examples"],
             "reportMissingModuleSource": "none"}
            """);
    }

    @Test
    void mypy_finds_nothing() throws Exception {
        for (String script : scripts) {
            List<String> command = new ArrayList<>(TypeCheckers.mypy());
            command.addAll(List.of(
                    "--strict", "--config-file=", "--cache-dir=/dev/null", "--no-pretty", "--python-version=3.12", script));
            TypeCheckers.Run run = TypeCheckers.run(folder, command);
            assertThat(run.output()).isEqualTo("Success: no issues found in 1 source file\n");
        }
    }

    @Test
    void pyright_finds_nothing() throws Exception {
        TypeCheckers.Run run = TypeCheckers.run(folder, TypeCheckers.pyright());
        assertThat(run.output().strip()).isEqualTo("0 errors, 0 warnings, 0 informations");
    }

    private static ModuleModel moduleOf(Path source, String text) {
        Matcher inPackage = PACKAGE.matcher(text);
        String name = source.getFileName().toString().replace(".java", "");
        String className = inPackage.find() ? inPackage.group(1) + "." + name : name;
        return Exports.ofClassFile(className, InMemoryCompiler.compile(className, text));
    }

    private static List<Path> files(String suffix) throws IOException {
        try (Stream<Path> all = Files.walk(EXAMPLES)) {
            return all.filter(file -> file.toString().endsWith(suffix) && !file.toString().contains("/target/"))
                    .sorted()
                    .toList();
        }
    }

    private void write(String name, String text) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }
}
