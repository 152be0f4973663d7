package dev.loanword.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loanword.cli.LauncherProcess.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A project that {@code loanword init} makes builds and runs as it is. */
class InitProcessTest {

    @TempDir
    Path folder;

    @Test
    void a_new_project_builds_and_its_script_and_tests_run() throws Exception {
        assertThat(LauncherProcess.of("init", "My-core").in(folder).run())
                .isEqualTo(new Result(
                        0,
                        """
                        My-core is made. To build it, and to run its script:
                          cd My-core
                          mvn package
                          %s run --core target/my-core.jar demo.py
                        """
                                .formatted(LauncherProcess.LAUNCHER.toRealPath()),
                        ""));
        Path project = folder.resolve("My-core");
        assertThat(files(project).filter(file -> !file.startsWith("libraries/")))
                .containsExactly(
                        ".gitignore",
                        "README.md",
                        "demo.py",
                        "pom.xml",
                        "src/main/java/mycore/MyCore.java",
                        "src/test/java/mycore/MyCoreTest.java",
                        "test_my_core.py");

        Result build = maven(project, "package");
        assertThat(build.exitStatus()).as(build.out()).isZero();
        assertThat(build.out()).contains("Tests run: 3, Failures: 0, Errors: 0, Skipped: 0").doesNotContain("[WARNING]", "[ERROR]");

        assertThat(LauncherProcess.of("run", "--core", "target/my-core.jar", "demo.py").in(project).run())
                .isEqualTo(new Result(0, "mean 3.0\nshifted [-2.0, -1.0, 3.0]\n", ""));
        assertThat(readme(project)).contains("mean 3.0\nshifted [-2.0, -1.0, 3.0]\n");
        Result tests = LauncherProcess.of("run", "--core", "target/my-core.jar", "-m", "unittest").in(project).run();
        assertThat(tests.err()).startsWith("...\n").endsWith("\nOK\n");
        assertThat(tests.exitStatus()).isZero();
    }

    @Test
    void what_can_be_no_project_is_refused_and_nothing_is_written() throws Exception {
        Files.createDirectories(folder.resolve("full/of"));

        assertThat(LauncherProcess.of("init", "2nd").in(folder).run()).isEqualTo(refused("'2nd' can't be the name of a Python module;"
                + " take letters, digits, - and _, a letter first, and no word of Python or Java"));
        assertThat(LauncherProcess.of("init", "lambda").in(folder).run())
                .isEqualTo(refused("'lambda' can't be the name of a Python module;"
                        + " take letters, digits, - and _, a letter first, and no word of Python or Java"));
        assertThat(LauncherProcess.of("init", "full").in(folder).run())
                .isEqualTo(refused("full is there already, and is no empty folder; name another one"));
        assertThat(LauncherProcess.of("init").in(folder).run()).isEqualTo(refused("Missing required parameter: 'NAME'"));
        assertThat(files(folder)).isEmpty();
    }

    private static Result refused(String reason) {
        return new Result(2, "", "loanword init: " + reason + "\nSee: loanword init --help\n");
    }

    private static String readme(Path project) throws IOException {
        return Files.readString(project.resolve("README.md"));
    }

    private static Stream<String> files(Path root) throws IOException {
        try (Stream<Path> files = Files.walk(root)) {
            return files.filter(Files::isRegularFile).map(file -> root.relativize(file).toString()).sorted().toList().stream();
        }
    }

    /** Maven, with what it has downloaded for this build, and nothing kept of the project in its repository. */
    private Result maven(Path project, String goal) throws Exception {
        Path repository = Files.createDirectories(folder.resolve("repository"));
        Path users = Path.of(System.getProperty("user.home"), ".m2", "repository");
        try (Stream<Path> groups = Files.list(users)) {
            for (Path group : groups.filter(Files::isDirectory).toList()) {
                Files.createSymbolicLink(repository.resolve(group.getFileName()), group);
            }
        }
        Files.deleteIfExists(repository.resolve("dev"));
        ProcessBuilder builder = new ProcessBuilder(List.of(
                        "mvn", "-o", "-B", "-Dstyle.color=never", "-Daether.offline.protocols=file", "-Dmaven.repo.local=" + repository, goal))
                .directory(project.toFile())
                .redirectErrorStream(true);
        Process process = builder.start();
        process.getOutputStream().close();
        return LauncherProcess.result(process);
    }
}
