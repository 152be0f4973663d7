package dev.loanword.python.packages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.loanword.cache.BuildFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BuildToolsTest {
    private static final Platform LINUX = new Platform("25.0.3", "linux", "x86_64");

    @TempDir
    Path folder;

    private Path programs;
    private Map<String, String> environment;
    private BuildFolder build;

    @BeforeEach
    void prepare() throws IOException {
        programs = Files.createDirectory(folder.resolve("bin"));
        environment = new HashMap<>(Map.of("PATH", programs.toString()));
        build = BuildFolder.create(folder, "build");
    }

    @AfterEach
    void close() {
        build.close();
    }

    @Test
    void an_empty_machine_is_told_all_that_is_missing_at_once() {
        assertThatThrownBy(this::find)
                .isInstanceOf(PackageInstallException.class)
                .hasMessage("NumPy can't be built: missing a C compiler (cc, gcc or clang), a C++ compiler (c++, g++ or"
                        + " clang++), Python 3 (python3); looked for in PATH=" + programs
                        + ". Scripts that don't import numpy need none of it. Install what is missing and run again:"
                        + " apt install gcc g++ python3 python3-venv (Fedora, RHEL: dnf install gcc gcc-c++ python3)");
    }

    @Test
    void no_path_at_all_is_an_empty_machine() {
        environment.clear();
        assertThatThrownBy(this::find).hasMessageContaining("; looked for in PATH=. Scripts");
    }

    @Test
    void debian_without_the_package_of_venv_is_told_its_name() throws IOException {
        compilers();
        program("python3", "echo 3 11 False");
        program("dnf", "");
        assertThatThrownBy(this::find)
                .hasMessage("NumPy can't be built: missing the modules venv and ensurepip of " + programs
                        + "/python3; looked for in PATH="
                        + programs
                        + ". Scripts that don't import numpy need none of it. Install what is missing and run again:"
                        + " dnf install python3");
    }

    @Test
    void an_old_python_is_named_with_its_version() throws IOException {
        compilers();
        program("python3", "echo 3 8 True");
        assertThatThrownBy(this::find)
                .hasMessageContaining("missing Python 3.9 or newer (" + programs + "/python3 is 3.8);");
    }

    @Test
    void a_python_that_does_not_run_is_named_with_what_it_says() throws IOException {
        compilers();
        program("python3", "echo broken >&2; exit 3");
        assertThatThrownBy(this::find)
                .hasMessageContaining(
                        "missing a working Python 3 (" + programs + "/python3 ended with exit code 3: broken);");
    }

    @Test
    void a_compiler_of_the_environment_that_is_not_there_is_named() throws Exception {
        compilers();
        program("python3", "echo 3 12 True");
        environment.put("CXX", "my-c++ -O2");
        assertThatThrownBy(this::find).hasMessageContaining("missing a C++ compiler (CXX=my-c++ -O2);");
        program("my-c++", "");
        assertThat(find().python()).isEqualTo(programs.resolve("python3"));
    }

    @Test
    void clang_is_a_compiler_too() throws Exception {
        program("clang", "");
        program("clang++", "");
        program("python3", "echo 3 9 True");
        assertThat(find().python()).isEqualTo(programs.resolve("python3"));
    }

    @Test
    void the_real_python_of_this_machine_answers_the_probe() throws Exception {
        assertThat(BuildTools.find(System.getenv(), LINUX, build, "NumPy").python())
                .isExecutable();
    }

    @Test
    void another_system_is_told_to_bring_a_wheel() {
        assertThatThrownBy(() ->
                        BuildTools.find(environment, new Platform("25.0.3", "mac os x", "aarch64"), build, "NumPy"))
                .hasMessage(
                        "NumPy can't be built on mac os x, only on Linux. Put a wheel of it into a folder and name the"
                                + " folder in LOANWORD_WHEELHOUSE.");
    }

    private BuildTools find() throws PackageInstallException, IOException, InterruptedException {
        return BuildTools.find(environment, LINUX, build, "NumPy");
    }

    private void compilers() throws IOException {
        program("gcc", "");
        program("g++", "");
    }

    private void program(String name, String script) throws IOException {
        Path file = Files.writeString(programs.resolve(name), "#!/bin/sh\n" + script + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
}
