package dev.loanword.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loanword.cli.LauncherProcess.Result;
import dev.loanword.python.packages.Wheels;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Packages for scripts, seen from outside, on an empty cache and with a package index of the test's own. */
@Timeout(600)
class PackagesProcessTest {
    private static final String SCRIPT =
            """
            # /// script
            # requires-python = ">=3.11"
            # dependencies = ["greeting"]
            # ///
            import greeting
            print(greeting.WORD)
            """;

    private static final String WAITING = "another process or thread is installing the environment of greeting";

    @TempDir
    Path temporary;

    private Path folder;
    private Path cache;
    private PackageIndex index;

    @BeforeEach
    void prepare() throws IOException {
        folder = temporary.toRealPath();
        cache = folder.resolve("cache");
        Path wheels = Files.createDirectory(folder.resolve("wheels"));
        Wheels.module(wheels, "greeting", "1.0", "from words import WORD", "words>=2");
        Wheels.module(wheels, "words", "2.0", "WORD = 'hello'");
        Files.writeString(folder.resolve("script.py"), SCRIPT);
        index = new PackageIndex(wheels);
    }

    @AfterEach
    void close() {
        index.close();
    }

    @Test
    void a_script_that_names_its_packages_runs_and_runs_again_without_the_index() throws Exception {
        Result first = loanword("run", "script.py").run();

        assertThat(first.out()).isEqualTo("hello\n");
        assertThat(first.err()).matches(installing("greeting"));
        assertThat(first.exitStatus()).isZero();
        assertThat(loanword("run", "script.py")
                        .with("PIP_INDEX_URL", "http://127.0.0.1:9/simple/")
                        .with("PATH", "/usr/bin:/bin")
                        .run())
                .isEqualTo(new Result(0, "hello\n", ""));
    }

    @Test
    void options_and_requirements_files_name_packages_too() throws Exception {
        Files.writeString(folder.resolve("requirements.txt"), "greeting  # says hello\n");
        Result result = loanword(
                        "run", "--with", "words", "--with-requirements", "requirements.txt", "-c",
                        "import greeting, words; print(words.WORD, __import__('importlib.metadata').metadata.version('greeting'))")
                .run();
        assertThat(result.out()).isEqualTo("hello 1.0\n");
        assertThat(result.err()).matches(installing("words, requirements.txt"));
    }

    @Test
    void a_python_that_a_script_starts_has_the_packages_of_the_script_and_its_own() throws Exception {
        Files.writeString(
                folder.resolve("parent.py"),
                """
                # /// script
                # dependencies = ["words"]
                # ///
                import subprocess, sys
                sys.stdout.flush()
                subprocess.run([sys.executable, "-c", "import words; print(words.WORD); import greeting"])
                subprocess.run([sys.executable, "script.py"])
                """);
        Result result = loanword("run", "parent.py").run();
        assertThat(result.out()).isEqualTo("hello\nhello\n");
        assertThat(result.err())
                .contains("ModuleNotFoundError: No module named 'greeting'")
                .doesNotContain("No module named 'words'");
    }

    @Test
    void of_two_scripts_that_start_at_once_one_installs_and_the_other_waits() throws Exception {
        index.keepWaiting();
        Process first = loanword("run", "script.py").start();
        index.awaitRequest();
        Process second = loanword("run", "script.py").start();
        try (BufferedReader says = errors(second)) {
            assertThat(says.readLine()).startsWith("loanword: " + WAITING);
            index.answer();
            assertThat(LauncherProcess.result(first).out()).isEqualTo("hello\n");
            assertThat(new String(second.getInputStream().readAllBytes(), StandardCharsets.UTF_8)).isEqualTo("hello\n");
            assertThat(says.readLine()).isNull();
        }
        assertThat(environments()).hasSize(1);
    }

    @Test
    void after_an_installation_that_was_killed_the_next_run_works() throws Exception {
        index.keepWaiting();
        Process killed = loanword("run", "script.py").start();
        index.awaitRequest();
        List<ProcessHandle> children = killed.descendants().toList();
        killed.destroyForcibly().waitFor();
        index.answer();
        children.forEach(ProcessHandle::destroyForcibly);
        assertThat(cache.resolve("environments")).doesNotExist();
        assertThat(remains()).isNotEmpty();

        Result next = loanword("run", "script.py").run();
        assertThat(next.out()).isEqualTo("hello\n");
        assertThat(next.exitStatus()).isZero();
        assertThat(environments()).hasSize(1);
        assertThat(remains()).isEmpty();
    }

    @Test
    void an_installation_that_is_interrupted_leaves_nothing() throws Exception {
        index.keepWaiting();
        Process stopped = loanword("run", "script.py").start();
        index.awaitRequest();
        new ProcessBuilder("kill", "-INT", Long.toString(stopped.pid())).start().waitFor();
        assertThat(stopped.waitFor()).isEqualTo(130);
        index.answer();
        assertThat(cache.resolve("environments")).doesNotExist();
        assertThat(remains()).isEmpty();
    }

    @Test
    void what_can_not_be_had_is_told_in_one_line_and_the_script_does_not_run() throws Exception {
        Result result = loanword("run", "--with", "nowhere", "script.py").run();
        assertThat(result.out()).isEmpty();
        assertThat(result.err().lines().toList().getLast())
                .matches("loanword: nowhere, greeting can't be installed: Could not find a version that satisfies the"
                        + " requirement nowhere \\(from versions: none\\)\\. Packages come from the index that pip is"
                        + " configured for: see python3 -m pip config list\\. The whole log is \\S+\\.");
        assertThat(result.exitStatus()).isEqualTo(1);

        Path file = Files.createFile(folder.resolve("file"));
        Result unwritable = loanword("run", "script.py").with("LOANWORD_CACHE", file.toString()).run();
        assertThat(unwritable)
                .isEqualTo(new Result(
                        1,
                        "",
                        "loanword: greeting can't be installed in %1$s: java.nio.file.FileSystemException: %1$s/requests: Not a"
                                        .formatted(file)
                                + " directory. It needs a folder that can be written and has space; name another one in"
                                + " LOANWORD_CACHE.\n"));
    }

    @Test
    void mistakes_in_the_block_and_in_options_are_errors_of_usage() throws Exception {
        Path script = Files.writeString(folder.resolve("broken.py"), "# /// script\n# dependencies = 1\n# ///\n");
        assertThat(loanword("run", script.toString()).run())
                .isEqualTo(new Result(
                        2,
                        "",
                        "loanword: " + script
                                + ", line 2: dependencies must be a list of strings, as in [\"tabulate\"].\n"));
        Result option = loanword("run", "--with", "-e.", "script.py").run();
        assertThat(option.err())
                .isEqualTo("loanword run: '-e.' is no package; name one as pip does, such as tabulate or \"rich>=13\"\n"
                        + "See: loanword run --help\n");
        assertThat(option.exitStatus()).isEqualTo(2);
        Result file = loanword("run", "--with-requirements", "none.txt", "script.py").run();
        assertThat(file.err()).isEqualTo("loanword run: can't read the requirements file none.txt\nSee: loanword run --help\n");
        assertThat(file.exitStatus()).isEqualTo(2);
    }

    @Test
    void packages_are_installed_listed_removed_and_pruned() throws Exception {
        assertThat(loanword("packages", "list").run())
                .isEqualTo(new Result(0, "", "loanword: there is no environment in " + cache + "\n"));
        Result installed = loanword("packages", "install", "--script", "script.py").run();
        assertThat(installed.err()).matches(installing("greeting"));
        Path environment = Path.of(installed.out().strip());
        assertThat(environment).isDirectory().hasParent(cache.resolve("environments"));
        assertThat(loanword("packages", "install", "greeting").run()).isEqualTo(new Result(0, environment + "\n", ""));

        String id = environment.getFileName().toString();
        Result list = loanword("packages", "list").run();
        assertThat(list.out()).matches(id + "  " + LocalDate.now() + " +[0-9.]+ k?B  greeting 1\\.0, words 2\\.0\n");

        assertThat(loanword("packages", "remove", "nothing").run())
                .isEqualTo(new Result(
                        2,
                        "",
                        "loanword: there is no environment that is named nothing or holds such a package in " + cache
                                + "; see loanword packages list\n"));
        assertThat(loanword("packages", "prune").run().out()).isEqualTo("freed 0 B in " + cache + "\n");
        assertThat(loanword("packages", "remove", "words").run())
                .isEqualTo(new Result(0, "removed " + id + "  greeting 1.0, words 2.0\n", ""));
        assertThat(environments()).isEmpty();

        loanword("packages", "install", "greeting").run();
        assertThat(loanword("packages", "prune", "--days", "0").run().out())
                .matches("freed [0-9.]+ k?B in " + cache + "\n");
        assertThat(environments()).isEmpty();
        assertThat(loanword("packages", "install").run().err())
                .isEqualTo("loanword packages install: nothing to install: name a package, a requirements file or a script\n"
                        + "See: loanword packages install --help\n");
    }

    private LauncherProcess loanword(String... arguments) {
        return LauncherProcess.of(arguments)
                .in(folder)
                .with("LOANWORD_CACHE", cache.toString())
                .with("PIP_INDEX_URL", index.url())
                .with("PIP_CONFIG_FILE", "/dev/null")
                .with("PIP_NO_CACHE_DIR", "1")
                .without("PIP_FIND_LINKS");
    }

    private static String installing(String what) {
        return "loanword: installing the environment of " + what + ", once for all runs \\(log: \\S+\\)\n"
                + "loanword: \\[1/1] find, download and install the packages\n"
                + "loanword: the environment of " + what + " is ready after \\d+ s: \\S+\n";
    }

    private static BufferedReader errors(Process process) {
        return new BufferedReader(new InputStreamReader(process.getErrorStream(), StandardCharsets.UTF_8));
    }

    private List<String> environments() throws IOException {
        return names(cache.resolve("environments")).stream().filter(name -> !name.startsWith(".")).toList();
    }

    /** What unfinished installations left. */
    private List<String> remains() throws IOException {
        return names(cache.resolve("requests")).stream().filter(name -> name.contains(".build-")).toList();
    }

    private static List<String> names(Path parent) throws IOException {
        try (Stream<Path> files = Files.list(parent)) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }
}
