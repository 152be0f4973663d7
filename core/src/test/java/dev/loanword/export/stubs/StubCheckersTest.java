package dev.loanword.export.stubs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * What real type checkers say, at their strictest, of the stubs and of scripts that use them.
 *
 * <p>In {@code scripts/right.py} they find nothing. In {@code scripts/wrong.py} a comment behind a line names the errors:
 * {@code # mypy arg-type, pyright reportArgumentType}.
 */
@Tag("checkers")
@Timeout(600)
class StubCheckersTest {

    /** The stubs of the toolkit's own module, which those of exported modules refer to. */
    private static final Path TOOLKIT = Path.of("../polyglot-python/src/main/resources/loanword/stubs");

    private static final Pattern MYPY_ERROR = Pattern.compile("(\\S+):(\\d+): error: .*  \\[([a-z-]+)]");
    private static final Pattern PYRIGHT_ERROR = Pattern.compile("\\s*(\\S+):(\\d+):\\d+ - (error|warning): (.*)");
    private static final Pattern PYRIGHT_RULE = Pattern.compile("\\((report\\w+)\\)$");

    @TempDir
    Path folder;

    @BeforeEach
    void layOut() throws IOException {
        Map<String, String> files = new TreeMap<>();
        StubWriter.stubs(ExampleModules.all()).forEach((name, stub) -> files.put("stubs/" + name, stub));
        Golden.read(TOOLKIT).forEach((name, stub) -> files.put("stubs/" + name, stub));
        Golden.read(Golden.FOLDER.resolve("scripts")).forEach(files::put);
        files.put("pyrightconfig.json", """
            {"typeCheckingMode": "strict", "pythonVersion": "3.12", "extraPaths": ["stubs"],
             "reportMissingModuleSource": "none"}
            """);
        for (Map.Entry<String, String> file : files.entrySet()) {
            Files.createDirectories(folder.resolve(file.getKey()).getParent());
            Files.writeString(folder.resolve(file.getKey()), file.getValue());
        }
    }

    @Test
    void mypy_finds_what_is_wrong_and_nothing_else() throws Exception {
        List<String> command = new ArrayList<>(TypeCheckers.mypy());
        command.addAll(List.of(
                "--strict", "--config-file=", "--cache-dir=/dev/null", "--no-pretty", "--python-version=3.12", "stubs", "right.py", "wrong.py"));
        TypeCheckers.Run run = TypeCheckers.run(folder, command);
        assertThat(run.exitCode()).as(run.output()).isEqualTo(1);
        Map<String, Set<String>> found = new TreeMap<>();
        for (String line : run.output().lines().toList()) {
            Matcher error = MYPY_ERROR.matcher(line);
            if (error.matches()) {
                add(found, error.group(1) + ":" + error.group(2), error.group(3));
            }
        }
        assertThat(found).as(run.output()).isEqualTo(expected("mypy"));
    }

    @Test
    void pyright_finds_what_is_wrong_and_nothing_else() throws Exception {
        List<String> command = new ArrayList<>(TypeCheckers.pyright());
        TypeCheckers.Run run = TypeCheckers.run(folder, command);
        assertThat(run.exitCode()).as(run.output()).isEqualTo(1);
        Map<String, Set<String>> found = new TreeMap<>();
        String place = "";
        for (String line : run.output().lines().toList()) {
            Matcher error = PYRIGHT_ERROR.matcher(line);
            if (error.matches()) {
                // Warnings only say that there are no sources beside the stubs.
                place = error.group(3).equals("warning") ? "" : folder.toRealPath().relativize(Path.of(error.group(1))) + ":" + error.group(2);
            }
            // The rule stands at the end of the last line of a message.
            Matcher rule = PYRIGHT_RULE.matcher(line);
            if (rule.find() && !place.isEmpty()) {
                add(found, place, rule.group(1));
            }
        }
        assertThat(found).as(run.output()).isEqualTo(expected("pyright"));
    }

    @Test
    void every_stub_is_python_3_11() throws Exception {
        String script = """
            import ast, pathlib
            paths = sorted(pathlib.Path("stubs").rglob("*.pyi"))
            for path in paths:
                ast.parse(path.read_text("utf-8"), str(path), feature_version=(3, 11))
            print(len(paths))
            """;
        TypeCheckers.Run run = TypeCheckers.run(folder, List.of(TypeCheckers.python(), "-c", script));
        assertThat(run.output()).isEqualTo("7\n");
    }

    /** The errors that the comments of the script name, by place. */
    private Map<String, Set<String>> expected(String checker) throws IOException {
        Pattern comment = Pattern.compile("# (?:.*, )?" + checker + " ([\\w -]+)");
        Map<String, Set<String>> expected = new TreeMap<>();
        int number = 0;
        for (String line : Files.readAllLines(folder.resolve("wrong.py"))) {
            number++;
            Matcher rules = comment.matcher(line);
            if (rules.find()) {
                for (String rule : rules.group(1).strip().split(" ")) {
                    add(expected, "wrong.py:" + number, rule);
                }
            }
        }
        assertThat(expected).hasSizeGreaterThan(40);
        return expected;
    }

    private static void add(Map<String, Set<String>> errors, String place, String rule) {
        errors.computeIfAbsent(place, _ -> new TreeSet<>()).add(rule);
    }
}
