package dev.loanword.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.loanword.cli.LauncherProcess.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the launcher does before there is a JVM, and the commands that need no Python. */
class LauncherProcessTest {

    @TempDir
    Path folder;

    @Test
    void without_a_jdk_it_says_where_it_looked_and_how_to_get_one() throws Exception {
        Path old = fakeJdk("jdk-24", "24.0.2", "java.base jdk.internal.vm.ci");
        Path withoutCompilerInterface = fakeJdk("jdk-other", "25.0.3", "java.base");

        Result result = LauncherProcess.of("run", "-c", "print()")
                .with("PATH", toolsWithoutJava().toString())
                .with("JAVA_HOME", old.toString())
                .with("LOANWORD_JDK_FOLDERS", withoutCompilerInterface + ":" + folder.resolve("none"))
                .run();

        assertThat(result)
                .isEqualTo(new Result(
                        2,
                        "",
                        """
                        loanword: a JDK 25 is needed and none was found.
                          Looked at: JAVA_HOME (%s), java on the PATH, and %s:%s/none.
                          Install one, for example from https://adoptium.net/temurin/releases/?version=25
                          and set JAVA_HOME to its folder.
                        """
                                .formatted(old, withoutCompilerInterface, folder)));
    }

    @Test
    void a_jdk_of_the_right_release_wins_over_older_and_newer_ones() throws Exception {
        Path newer = fakeJdk("jdks/a-26", "26-ea", "java.base jdk.internal.vm.ci");
        fakeJdk("jdks/b-25", "25.0.1", "java.base jdk.internal.vm.ci");
        Path old = fakeJdk("jdks/c-17", "17.0.15", "java.base jdk.internal.vm.ci");
        LauncherProcess launcher = LauncherProcess.of("--version")
                .with("PATH", toolsWithoutJava().toString())
                .with("JAVA_HOME", old.toString())
                .with("LOANWORD_JDK_FOLDERS", folder.resolve("jdks").toString());

        assertThat(launcher.run()).isEqualTo(new Result(0, "java of b-25\n", ""));
        assertThat(launcher.with("LOANWORD_JDK_FOLDERS", newer.toString()).run())
                .isEqualTo(new Result(0, "java of a-26\n", ""));
    }

    @Test
    void the_version_names_what_loanword_stands_on() throws Exception {
        Result result = LauncherProcess.of("--version").run();

        assertThat(result.err()).isEmpty();
        assertThat(result.out())
                .matches("loanword \\S+\nGraalPy 25\\.0\\.3 \\(Python 3\\.12\\.\\d+\\)\nJDK " + Runtime.version().toString().replace("+", "\\+") + "\n");
        assertThat(result.exitStatus()).isZero();
    }

    @Test
    void a_mistyped_command_is_answered_with_the_nearest_one() throws Exception {
        assertThat(LauncherProcess.of("docter").run())
                .isEqualTo(new Result(2, "", "loanword: there is no command docter; did you mean doctor?\nSee: loanword --help\n"));
    }

    @Test
    void the_doctor_finds_an_optimizing_runtime_and_no_problem() throws Exception {
        Result result = LauncherProcess.of("doctor").run();

        assertThat(result.err()).isEmpty();
        assertThat(result.out().lines().map(line -> line.replaceFirst("  +", ": ")))
                .anySatisfy(line -> assertThat(line).startsWith("JDK: 25."))
                .contains("Native access: enabled", "Runtime: optimizing (GraalVM CE)", "No problem found.")
                .anySatisfy(line -> assertThat(line).startsWith("GraalPy: 25.0.3, Python 3.12."))
                .anySatisfy(line -> assertThat(line).startsWith("NumPy: "));
        assertThat(result.exitStatus()).isZero();
    }

    @Test
    void the_doctor_says_how_to_mend_a_runtime_that_only_interprets() throws Exception {
        Result result =
                LauncherProcess.of("doctor").with("LOANWORD_JAVA_OPTIONS", "-XX:-EnableJVMCI").run();

        assertThat(result.out())
                .endsWith(
                        """
                        To be mended:
                          Runtime: start through scripts/loanword, or give the JVM the compiler as --upgrade-module-path\
                         and -XX:+UnlockExperimentalVMOptions -XX:+EnableJVMCI
                        """);
        assertThat(result.exitStatus()).isEqualTo(1);
    }

    @Test
    void the_findings_of_the_doctor_are_there_for_programs_too() throws Exception {
        Path file = Files.writeString(folder.resolve("no folder"), "");
        Result result = LauncherProcess.of("doctor", "--json").with("LOANWORD_CACHE", file.toString()).run();

        assertThat(result.err()).isEmpty();
        JsonNode report = new ObjectMapper().readTree(result.out());
        assertThat(report.get("problems").intValue()).isEqualTo(1);
        assertThat(report.get("findings").findValuesAsText("key"))
                .containsExactly(
                        "loanword", "jdk", "jvm-options", "start", "warm-host", "native-access", "kernels", "runtime", "graalpy",
                        "python-files", "numpy", "package-cache");
        JsonNode cache = report.get("findings").get(11);
        assertThat(cache)
                .isEqualTo(new ObjectMapper().readTree(
                        """
                        {"key": "package-cache", "subject": "Package cache", "state": "%s can't be written", "problem": true,
                         "advice": "let this user write it, or name another folder in LOANWORD_CACHE"}"""
                                .formatted(file)));
        assertThat(report.get("findings").get(1).get("advice").isNull()).isTrue();
        assertThat(result.exitStatus()).isEqualTo(1);
    }

    /** Makes a folder that looks like a JDK; its java prints the folder's name. */
    private Path fakeJdk(String name, String version, String modules) throws IOException {
        Path home = folder.resolve(name);
        Files.createDirectories(home.resolve("bin"));
        Files.writeString(
                home.resolve("release"), "JAVA_VERSION=\"" + version + "\"\nMODULES=\"" + modules + "\"\n");
        for (String tool : List.of("java", "javac")) {
            Path program = home.resolve("bin").resolve(tool);
            Files.writeString(program, "#!/bin/sh\necho " + tool + " of " + home.getFileName() + "\n");
            assertThat(program.toFile().setExecutable(true)).isTrue();
        }
        return home;
    }

    /** Makes a folder with just the tools that the launcher calls. */
    private Path toolsWithoutJava() throws IOException {
        Path tools = Files.createDirectories(folder.resolve("tools"));
        for (String tool : List.of("bash", "dirname", "readlink")) {
            Path found = Arrays.stream(System.getenv("PATH").split(":"))
                    .map(entry -> Path.of(entry, tool))
                    .filter(Files::isExecutable)
                    .findFirst()
                    .orElseThrow();
            Files.createSymbolicLink(tools.resolve(tool), found);
        }
        return tools;
    }
}
