package dev.loanword.python.packages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Environments of wheels that the tests write, with the real pip and no network. */
@Timeout(300)
class PackageEnvironmentTest {
    @TempDir
    Path folder;

    private PackageCache cache;
    private Path wheels;
    private InstallOptions offline;
    private final ByteArrayOutputStream said = new ByteArrayOutputStream();
    private final Progress progress = Progress.to(new PrintStream(said, true, StandardCharsets.UTF_8), false);

    @BeforeEach
    void prepare() throws IOException {
        cache = new PackageCache(folder.resolve("cache"));
        wheels = Files.createDirectory(folder.resolve("wheels"));
        Map<String, String> environment = new HashMap<>(System.getenv());
        environment.put("PIP_NO_INDEX", "1");
        environment.put("PIP_FIND_LINKS", wheels.toString());
        offline = new InstallOptions(
                environment,
                Optional.empty(),
                InstallOptions.standard().classPath(),
                InstallOptions.standard().java());
        Wheels.module(wheels, "greeting", "1.0", "WORD = 'hello'", "words");
        Wheels.module(wheels, "words", "2.0", "LIST = ['hello']", "nothing; python_version < '3'");
    }

    @Test
    void packages_and_what_they_need_are_installed_once_and_found_without_pip_from_then_on() throws Exception {
        PackageEnvironment made = install(PackageRequest.of("greeting"));

        assertThat(made.packages()).extracting(InstalledPackage::toString).containsExactly("greeting 1.0", "words 2.0");
        assertThat(made.path()).containsExactly(made.folder().resolve("site-packages"));
        assertThat(made.path().getFirst().resolve("greeting.py")).hasContent("WORD = 'hello'");
        assertThat(said.toString(StandardCharsets.UTF_8))
                .matches("loanword: installing the environment of greeting, once for all runs \\(log: \\S+\\)\n"
                        + "loanword: \\[1/1] find, download and install the packages\n"
                        + "loanword: the environment of greeting is ready after \\d+ s: " + made.folder() + "\n");

        InstallOptions nothing = offline.withEnvironment(Map.of());
        said.reset();
        assertThat(PackageEnvironment.install(PackageRequest.of("greeting"), cache, nothing, progress))
                .isEqualTo(made);
        assertThat(said.size()).isZero();
    }

    @Test
    void requests_that_are_answered_by_the_same_packages_share_an_environment() throws Exception {
        Path first = install(PackageRequest.of("greeting")).folder();
        assertThat(install(PackageRequest.of("words", "greeting>=1")).folder()).isEqualTo(first);
        assertThat(install(PackageRequest.of("words")).folder()).isNotEqualTo(first);
        assertThat(new EnvironmentStore(cache).list()).hasSize(2);
    }

    @Test
    void a_requirements_file_that_changes_or_whose_included_file_changes_is_another_request() throws Exception {
        Path included = Files.writeString(folder.resolve("more.txt"), "words\n");
        Path file = Files.writeString(folder.resolve("all.txt"), "-r more.txt\n");
        PackageRequest request = new PackageRequest(List.of(), List.of(file));
        assertThat(install(request).packages()).hasSize(1);
        Files.writeString(included, "greeting\n");
        assertThat(install(request).packages()).hasSize(2);
    }

    @Test
    void an_upgrade_asks_pip_again() throws Exception {
        Path old = install(PackageRequest.of("words")).folder();
        Wheels.module(wheels, "words", "2.1", "LIST = []");
        assertThat(install(PackageRequest.of("words")).folder()).isEqualTo(old);
        assertThat(PackageEnvironment.upgrade(PackageRequest.of("words"), cache, offline, progress).packages())
                .extracting(InstalledPackage::toString)
                .containsExactly("words 2.1");
    }

    @Test
    void a_package_of_numpy_is_not_installed_but_shared_and_other_versions_are_refused() throws Exception {
        Wheels.module(wheels, "arrays", "1.0", "import numpy", "numpy>=2");
        Path ready = Files.createDirectories(NumPyInstallation.choose(cache, offline).entry().folder().resolve("numpy"));
        Files.createFile(ready.resolve("__init__.py"));

        PackageEnvironment environment = install(PackageRequest.of("arrays"));
        assertThat(environment.packages()).extracting(InstalledPackage::toString).containsExactly("arrays 1.0", "numpy 2.2.6");
        assertThat(environment.path()).containsExactly(environment.folder().resolve("site-packages"), ready.getParent());
        assertThat(environment.path().getFirst().resolve("numpy-2.2.6.dist-info")).doesNotExist();
        assertThat(install(PackageRequest.of("arrays", "numpy")).folder()).isEqualTo(environment.folder());

        assertThatThrownBy(() -> install(PackageRequest.of("numpy==1.26.4")))
                .isInstanceOf(PackageInstallException.class)
                .hasMessageMatching("numpy==1\\.26\\.4 can't be installed: The user requested numpy==1\\.26\\.4; The user"
                        + " requested \\(constraint\\) numpy==2\\.2\\.6\\. NumPy is there in that version only\\. The whole"
                        + " log is \\S+\\.");
    }

    @Test
    void numpy_alone_needs_no_pip() throws Exception {
        Path ready = Files.createDirectories(NumPyInstallation.choose(cache, offline).entry().folder().resolve("numpy"));
        Files.createFile(ready.resolve("__init__.py"));
        InstallOptions nothing = offline.withEnvironment(Map.of());
        assertThat(PackageEnvironment.install(PackageRequest.of("numpy"), cache, nothing, progress).numPy())
                .contains(ready.getParent());
        assertThat(said.size()).isZero();
    }

    @Test
    void without_cpython_pip_runs_in_graalpy() throws Exception {
        Map<String, String> environment = new HashMap<>(offline.environment());
        environment.put("PATH", "/none");
        PackageEnvironment made = PackageEnvironment.install(
                PackageRequest.of("greeting"), cache, offline.withEnvironment(environment), progress);
        assertThat(made.packages()).extracting(InstalledPackage::toString).containsExactly("greeting 1.0", "words 2.0");
    }

    @Test
    void a_package_that_is_not_there_is_told_with_the_way_out_and_nothing_is_left() {
        assertThatThrownBy(() -> install(PackageRequest.of("nowhere")))
                .hasMessageMatching("nowhere can't be installed: Could not find a version that satisfies the requirement"
                        + " nowhere \\(from versions: none\\)\\. Packages come from the index that pip is configured for: see"
                        + " python3 -m pip config list\\. The whole log is \\S+\\.");
        assertThat(cache.environments()).doesNotExist();
        assertThat(cache.requests()).isDirectoryNotContaining(entry -> !entry.toString().endsWith(".lock"));
    }

    @Test
    void a_package_with_native_code_for_other_pythons_is_told_apart() throws Exception {
        Files.copy(
                Wheels.module(wheels, "fast", "1.0", ""), wheels.resolve("fast-1.0-cp312-cp312-manylinux2014_x86_64.whl"));
        Files.delete(wheels.resolve("fast-1.0-py3-none-any.whl"));
        assertThatThrownBy(() -> install(PackageRequest.of("fast")))
                .hasMessageMatching("fast can't be installed: fast has native code, for other Pythons only, and its source is"
                        + " not published\\. Packages of pure Python, wheels for GraalPy, and NumPy are supported; others as"
                        + " far as GraalPy can build their source\\. The whole log is \\S+\\.");
    }

    @Test
    void options_of_pip_are_no_packages() {
        assertThatThrownBy(() -> PackageRequest.of("--pre"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("'--pre' is no package; name one as pip does, such as tabulate or \"rich>=13\"");
    }

    @Test
    void a_cache_that_cannot_be_written_is_named_with_the_way_out() throws IOException {
        PackageCache file = new PackageCache(Files.createFile(folder.resolve("file")));
        assertThatThrownBy(() -> PackageEnvironment.install(PackageRequest.of("greeting"), file, offline, progress))
                .hasMessageStartingWith("greeting can't be installed in " + folder.resolve("file") + ": ")
                .hasMessageEndingWith(
                        ". It needs a folder that can be written and has space; name another one in LOANWORD_CACHE.");
    }

    @Test
    void what_is_removed_is_made_anew_and_pruning_spares_what_was_used() throws Exception {
        EnvironmentStore store = new EnvironmentStore(cache);
        PackageEnvironment first = install(PackageRequest.of("greeting"));
        store.remove(store.list().getFirst());
        assertThat(first.folder()).doesNotExist();
        assertThat(install(PackageRequest.of("greeting"))).isEqualTo(first);

        PackageEnvironment second = install(PackageRequest.of("words"));
        Files.setLastModifiedTime(
                first.folder().resolve("packages.txt"), FileTime.from(Instant.now().minus(Duration.ofDays(40))));
        assertThat(store.prune(Duration.ofDays(30))).isPositive();
        assertThat(store.list()).extracting(StoredEnvironment::folder).containsExactly(second.folder());
        assertThat(install(PackageRequest.of("greeting"))).isEqualTo(first);
    }

    private PackageEnvironment install(PackageRequest request) throws PackageInstallException {
        return PackageEnvironment.install(request, cache, offline, progress);
    }
}
