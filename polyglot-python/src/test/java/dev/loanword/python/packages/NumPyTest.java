package dev.loanword.python.packages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Installs into an empty cache, without network. The real build is in {@link NumPyInstallationTest}. */
@Timeout(300)
class NumPyTest {
    private static final String KEY =
            "numpy-2.2.6-graalpy-25.0.3-linux-" + Platform.current().processor() + "-recipe-2";

    @TempDir
    Path folder;

    private PackageCache cache;
    private InstallOptions nothing;
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final Progress progress = Progress.to(new PrintStream(bytes, true, StandardCharsets.UTF_8), false);

    @BeforeEach
    void prepare() {
        cache = new PackageCache(folder.resolve("cache"));
        nothing = new InstallOptions(
                Map.of("PATH", "/none"),
                Optional.empty(),
                options().classPath(),
                options().java());
    }

    @Test
    void the_folder_is_named_by_all_that_its_content_depends_on() throws IOException {
        Path folder = cache.root().resolve("packages").resolve(KEY);
        assertThat(NumPy.installed(cache, nothing)).isEmpty();
        Files.createDirectories(folder.resolve("numpy"));
        Files.createFile(folder.resolve("numpy/__init__.py"));
        assertThat(NumPy.installed(cache, nothing)).contains(folder);
    }

    @Test
    void without_compilers_the_error_says_what_to_install_and_nothing_is_announced_or_left() {
        assertThatThrownBy(() -> NumPy.install(cache, nothing, progress))
                .isInstanceOf(PackageInstallException.class)
                .hasMessage(
                        "NumPy 2.2.6 for GraalPy 25.0.3 can't be built: missing a C compiler (cc, gcc or clang), a C++"
                            + " compiler (c++, g++ or clang++), Python 3 (python3); looked for in PATH=/none. Scripts"
                            + " that don't import numpy need none of it. Install what is missing and run again: apt"
                            + " install gcc g++ python3 python3-venv (Fedora, RHEL: dnf install gcc gcc-c++ python3)");
        assertThat(said()).isEmpty();
        assertThat(cache.root().resolve("packages").resolve(KEY)).doesNotExist();
    }

    @Test
    void without_a_package_index_the_error_says_where_the_log_is() {
        InstallOptions offline = options().withEnvironment(offline(folder));
        assertThatThrownBy(() -> NumPy.install(cache, offline, progress))
                .hasMessage("NumPy 2.2.6 for GraalPy 25.0.3 can't be installed: \"get and patch the source\" ended with"
                        + " exit code 1: ERROR: No matching distribution found for numpy==2.2.6. It comes from the"
                        + " index that pip is configured for: see python3 -m pip config list. The"
                        + " whole log is " + log() + ".");
        assertThat(log()).content().contains("-m pip download", "No matching distribution found for numpy==2.2.6");
        assertThat(said())
                .isEqualTo("loanword: installing NumPy 2.2.6 for GraalPy 25.0.3, once for all runs (log: " + log()
                        + ")\n" + "loanword: [1/6] get and patch the source\n");
    }

    @Test
    void a_source_archive_that_is_not_the_published_one_is_refused() throws IOException {
        Files.writeString(folder.resolve("numpy-2.2.6.tar.gz"), "forged");
        InstallOptions offline = options().withEnvironment(offline(folder));
        assertThatThrownBy(() -> NumPy.install(cache, offline, progress))
                .hasMessageContaining("\"get and patch the source\" ended with exit code 1: ");
        assertThat(log()).content().contains("THESE PACKAGES DO NOT MATCH THE HASHES");
    }

    @Test
    void a_wheelhouse_that_is_not_there_is_named() {
        Path wheelhouse = folder.resolve("none");
        assertThat(NumPy.installed(cache, nothing.withWheelhouse(wheelhouse))).isEmpty();
        assertThatThrownBy(() -> NumPy.install(cache, nothing.withWheelhouse(wheelhouse), progress))
                .hasMessage("NumPy can't be installed: the wheelhouse " + wheelhouse
                        + " is not a folder. Name one that is in" + " LOANWORD_WHEELHOUSE, or none at all.");
    }

    @Test
    void a_damaged_wheel_is_named() throws IOException {
        Path wheel = Files.writeString(folder.resolve("numpy-2.2.6-py3-none-any.whl"), "not a zip");
        assertThatThrownBy(() -> NumPy.install(cache, nothing.withWheelhouse(folder), progress))
                .hasMessage("NumPy 2.2.6 for GraalPy 25.0.3 can't be installed from " + wheel
                        + ": zip END header not found. Replace the file or remove it.");
    }

    @Test
    void a_wheel_that_does_not_work_is_never_installed() throws IOException {
        Wheels.write(
                folder.resolve("numpy-9.9-py3-none-any.whl"),
                Map.of("numpy/__init__.py", "raise ImportError('half a numpy')"));
        InstallOptions options = nothing.withWheelhouse(folder);
        assertThatThrownBy(() -> NumPy.install(cache, options, progress))
                .hasMessageMatching(
                        "NumPy 9\\.9 for GraalPy 25\\.0\\.3 can't be installed: \"try it in GraalPy\" ended with exit"
                                + " code 1: ImportError: half a numpy\\. The whole log is"
                                + " .*/numpy-9\\.9-.*-wheel-[0-9a-f]{16}\\.log\\.");
        assertThat(NumPy.installed(cache, options)).isEmpty();
    }

    @Test
    void a_cache_that_cannot_be_written_is_named_with_the_way_out() throws IOException {
        PackageCache file = new PackageCache(Files.createFile(folder.resolve("file")));
        assertThatThrownBy(() -> NumPy.install(file, nothing, progress))
                .hasMessageStartingWith("NumPy can't be installed in " + folder.resolve("file") + ": ")
                .hasMessageEndingWith(". It needs a folder that can be written and has 500 MB free; name another one in"
                        + " LOANWORD_CACHE.");
    }

    @Test
    void an_interrupt_stops_the_installation() throws IOException {
        Wheels.write(folder.resolve("numpy-9.9-py3-none-any.whl"), Map.of("numpy/__init__.py", ""));
        InstallOptions options = nothing.withWheelhouse(folder);
        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> NumPy.install(cache, options, progress))
                .hasMessage("NumPy is not installed: the installation was interrupted. Run again.");
        assertThat(Thread.interrupted()).isTrue();
        assertThat(NumPy.installed(cache, options)).isEmpty();
    }

    private InstallOptions options() {
        return new InstallOptions(
                System.getenv(),
                Optional.empty(),
                InstallOptions.standard().classPath(),
                InstallOptions.standard().java());
    }

    private static Map<String, String> offline(Path links) {
        Map<String, String> environment = new HashMap<>(System.getenv());
        environment.put("PIP_NO_INDEX", "1");
        environment.put("PIP_FIND_LINKS", links.toString());
        return environment;
    }

    private Path log() {
        return cache.log(KEY);
    }

    private String said() {
        return bytes.toString(StandardCharsets.UTF_8);
    }
}
