package dev.loanword.export.stubs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * The real mypy and pyright, from PyPI and npm, installed once a machine into a cache outside of any checkout.
 *
 * <p>A machine without Python or Node.js skips the tests that need them and says so. Without network the first run fails.
 */
final class TypeCheckers {

    /** The oldest Python that mypy runs on. */
    private static final int OLDEST_PYTHON_MINOR = 10;

    private TypeCheckers() {}

    /** What a program printed, both streams in one, and how it ended. */
    record Run(int exitCode, String output) {}

    /** The command that starts mypy. */
    static List<String> mypy() throws IOException, InterruptedException {
        String version = version("mypy.version");
        Path environment = installed("mypy-" + version, folder -> {
            assertSucceeds(python(), "-m", "venv", folder.toString());
            assertSucceeds(pythonOf(folder), "-m", "pip", "install", "--quiet", "mypy==" + version);
        });
        return List.of(pythonOf(environment), "-m", "mypy");
    }

    /** The command that starts pyright. */
    static List<String> pyright() throws IOException, InterruptedException {
        for (String program : List.of("node", "npm")) {
            if (!isInstalled(program)) {
                abort("skipped: pyright needs " + program + ", which is not on the PATH; install Node.js to check stubs with it");
            }
        }
        String version = version("pyright.version");
        Path folder = installed("pyright-" + version, target -> {
            Files.createDirectories(target);
            assertSucceeds(
                    "npm", "install", "--silent", "--no-audit", "--no-fund", "--prefix", target.toString(), "pyright@" + version);
        });
        return List.of("node", folder.resolve("node_modules/pyright/index.js").toString());
    }

    /** The machine's Python. */
    static String python() throws IOException, InterruptedException {
        if (!isInstalled("python3")) {
            abort("skipped: there is no python3 on the PATH; install Python 3." + OLDEST_PYTHON_MINOR
                    + " or newer to check stubs with mypy");
        }
        String probe = "import importlib.util as u, sys; print(sys.version_info[1], u.find_spec('ensurepip') is not None)";
        String[] facts = run(Path.of("."), List.of("python3", "-c", probe)).output().strip().split(" ");
        if (Integer.parseInt(facts[0]) < OLDEST_PYTHON_MINOR || !facts[1].equals("True")) {
            abort("skipped: mypy needs Python 3." + OLDEST_PYTHON_MINOR
                    + " or newer with venv (Debian, Ubuntu: apt install python3-venv); python3 is 3." + facts[0]);
        }
        return "python3";
    }

    private static String version(String property) {
        return Objects.requireNonNull(System.getProperty(property), "run by Maven, which says " + property);
    }

    private interface Installation {
        void into(Path folder) throws IOException, InterruptedException;
    }

    /** Installs beside the place and renames, so that a run which was broken off leaves nothing that looks complete. */
    private static Path installed(String name, Installation installation) throws IOException, InterruptedException {
        Path folder = cache().resolve(name);
        if (Files.isDirectory(folder)) {
            return folder;
        }
        Files.createDirectories(folder.getParent());
        Path incomplete = Files.createTempDirectory(folder.getParent(), name + ".incomplete-");
        try {
            installation.into(incomplete);
            Files.move(incomplete, folder, StandardCopyOption.ATOMIC_MOVE);
        } catch (FileAlreadyExistsException | DirectoryNotEmptyException another) {
            assertThat(folder).isDirectory();
        } finally {
            delete(incomplete);
        }
        return folder;
    }

    private static Path cache() {
        String own = System.getenv().getOrDefault("LOANWORD_CACHE", "");
        Path root = own.isEmpty() ? Path.of(System.getProperty("user.home"), ".cache", "loanword") : Path.of(own);
        return root.toAbsolutePath().resolve("checkers");
    }

    private static void delete(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> paths = Files.walk(folder)) {
            for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }

    private static String pythonOf(Path environment) {
        return environment.resolve("bin/python").toString();
    }

    private static boolean isInstalled(String program) throws InterruptedException {
        try {
            return run(Path.of("."), List.of(program, "--version")).exitCode() == 0;
        } catch (IOException notThere) {
            return false;
        }
    }

    private static void assertSucceeds(String... command) throws IOException, InterruptedException {
        Run run = run(Path.of("."), List.of(command));
        assertThat(run.exitCode()).as(String.join(" ", command) + "\n" + run.output()).isZero();
    }

    /** Runs a program to its end. */
    static Run run(Path folder, List<String> command) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(new ArrayList<>(command))
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()));
        // Settings of the machine's user must not decide what is an error, nor colours be in the text.
        builder.environment().keySet().removeIf(name -> name.startsWith("MYPY") || name.startsWith("PYTHON"));
        builder.environment().put("NO_COLOR", "1");
        builder.environment().put("MYPYPATH", "stubs");
        Process process = builder.start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Run(process.waitFor(), output);
    }
}
