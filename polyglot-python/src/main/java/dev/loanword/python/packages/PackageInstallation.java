package dev.loanword.python.packages;

import dev.loanword.cache.BuildFolder;
import dev.loanword.cache.FileTrees;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * Installs the packages of a request into a folder for {@code sys.path}, with GraalPy's pip.
 *
 * <p>CPython runs pip where there is one, told to choose for GraalPy: about 2 s, against 20 s in GraalPy. Only wheels are
 * taken then. A package that has none that fits is built from source, by pip in GraalPy. NumPy is never installed: pip sees
 * an empty wheel in its place, of the version that {@link NumPy} has ready, and no other version fits.
 */
final class PackageInstallation {
    /** What the program ends with in a Python that is too old for pip. */
    private static final int PYTHON_TOO_OLD = 97;

    private static final String PATCHES_VARIABLE = "PIP_GRAALPY_PATCHES_URL";
    private static final String PIP_CONFIGURATION =
            "Packages come from the index that pip is configured for: see python3 -m pip config list. ";
    private static final String SUPPORTED = "Packages of pure Python, wheels for GraalPy, and NumPy are supported; others as far as"
            + " GraalPy can build their source. ";
    private static final int LONGEST_REASON = 300;
    private static final String NUMPY = "numpy";

    /** A package that nothing fits of: its name, else empty; whether its source is there, and wheels for other Pythons. */
    private record Missing(String name, boolean source, boolean wheel) {}

    private final PackageRequest request;
    private final InstallOptions options;
    private final String numPyVersion;
    private final Path folder;
    private final BuildLog log;
    private final Progress progress;
    private final BuildCommands commands;
    private final Path result;

    /**
     * An installation.
     *
     * @param numPyVersion the version that {@link NumPy} has ready
     * @param folder for what is needed on the way
     */
    PackageInstallation(
            PackageRequest request,
            InstallOptions options,
            String numPyVersion,
            BuildFolder folder,
            BuildLog log,
            Progress progress) {
        this.request = request;
        this.options = options;
        this.numPyVersion = numPyVersion;
        this.folder = folder.path();
        this.log = log;
        this.progress = progress;
        this.commands = new BuildCommands(request.title(), folder, log, estimate(Phase.RESOLVE), options.environment());
        this.result = at("result.txt");
        commands.unset("PIP_REQUIRE_VIRTUALENV");
        if (!options.environment().containsKey(PATCHES_VARIABLE)) {
            // Changes that came out after GraalPy did: pip would ask a host other than its index, and wait for it.
            commands.set(PATCHES_VARIABLE, "disabled");
        }
    }

    /** Installs into a new folder; returns what was installed, NumPy too if it is among it. */
    List<InstalledPackage> into(Path tree) throws IOException, InterruptedException, PackageInstallException {
        GraalPyPip pip = GraalPyPip.unpack(Files.createDirectory(at("pip")));
        try (InputStream program = getClass().getResourceAsStream("install_packages.py")) {
            Files.copy(program, at("install_packages.py"));
        }
        provideNumPy();
        commands.begin(Phase.RESOLVE);
        PipOutput output = new PipOutput(progress);
        int exit = wheelsOnly(pip, tree, output);
        Missing missing = missing();
        if (exit != 0 && missing.source()) {
            progress.note(missing.name() + " has no wheel that fits GraalPy; building it from source, which may take minutes");
            estimate(Phase.BUILD).begin(Phase.BUILD);
            FileTrees.delete(tree);
            output = new PipOutput(progress);
            exit = commands.exitCode(workingDirectory(), command(graalPy(), pip, tree, List.of()), output);
        }
        if (exit != 0) {
            throw failed(output, missing());
        }
        // Only of a request for nothing but what is provided nothing is left to install.
        Files.createDirectories(tree);
        FileTrees.delete(tree.resolve(metadata()));
        return Files.readAllLines(result).stream()
                .map(InstalledPackage::read)
                .map(each -> each.isNamed(NUMPY) ? numPy(numPyVersion) : each)
                .toList();
    }

    /** NumPy among the packages of an environment. */
    static InstalledPackage numPy(String version) {
        return new InstalledPackage(NUMPY, version, "built here");
    }

    private int wheelsOnly(GraalPyPip pip, Path tree, PipOutput output)
            throws IOException, InterruptedException {
        List<String> only = List.of("--only-binary=:all:");
        Optional<Path> python = BuildTools.program(options.environment(), "python3");
        if (python.isPresent()) {
            int exit = commands.exitCode(workingDirectory(), command(python.get(), pip, tree, only), output);
            if (exit != PYTHON_TOO_OLD) {
                return exit;
            }
        }
        return commands.exitCode(workingDirectory(), command(graalPy(), pip, tree, only), output);
    }

    private List<Object> command(Path python, GraalPyPip pip, Path tree, List<String> more) {
        Platform platform = Platform.current();
        List<Object> command = new ArrayList<>(List.of(
                python,
                "-I",
                at("install_packages.py"),
                pip.wheel(),
                pip.home(),
                platform.graalPy(),
                Platform.PYTHON_VERSION,
                platform.nativeAbi(),
                result,
                "--target=" + tree,
                "--no-compile",
                "--progress-bar=off",
                "--root-user-action=ignore",
                "--find-links=" + at("provided"),
                "--constraint=" + at("provided.txt")));
        command.addAll(more);
        options.wheelhouse().ifPresent(wheels -> command.add("--find-links=" + wheels.toAbsolutePath()));
        request.files().forEach(file -> command.add("--requirement=" + file));
        command.add("--");
        command.addAll(request.requirements());
        return command;
    }

    /** Relative names in requirements mean the folder where the user is. */
    private static Path workingDirectory() {
        return Path.of("").toAbsolutePath();
    }

    private Path graalPy() throws IOException {
        Path launcher = at("graalpy");
        return Files.exists(launcher) ? launcher : GraalPyLauncher.write(launcher, options);
    }

    /** An empty wheel by NumPy's name, and the demand that no other version be taken. */
    private void provideNumPy() throws IOException {
        Path wheel = Files.createDirectory(at("provided")).resolve("numpy-" + numPyVersion + "-py3-none-any.whl");
        Map<String, String> files = Map.of(
                "METADATA", "Metadata-Version: 2.1\nName: numpy\nVersion: " + numPyVersion + "\n",
                "WHEEL", "Wheel-Version: 1.0\nGenerator: loanword\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
                "RECORD", "");
        try (OutputStream out = Files.newOutputStream(wheel);
                ZipOutputStream zip = new ZipOutputStream(out)) {
            for (Map.Entry<String, String> file : files.entrySet()) {
                zip.putNextEntry(new ZipEntry(metadata() + "/" + file.getKey()));
                zip.write(file.getValue().getBytes(StandardCharsets.UTF_8));
            }
        }
        Files.writeString(at("provided.txt"), "numpy==" + numPyVersion + "\n");
    }

    private String metadata() {
        return "numpy-" + numPyVersion + ".dist-info";
    }

    /** The package that pip found nothing of that fits, if that was why it failed. */
    private Missing missing() throws IOException {
        List<String> fields = Files.exists(result)
                ? List.of(Files.readString(result).strip().split("\t"))
                : List.of("");
        return new Missing(fields.getFirst(), fields.contains("source"), fields.contains("wheel"));
    }

    private PackageInstallException failed(PipOutput output, Missing missing) {
        String reason = output.reason().orElseGet(log::reason);
        String wayOut = "";
        if (!missing.name().isEmpty()) {
            boolean otherPythons = missing.wheel() && !missing.source();
            reason = otherPythons
                    ? missing.name() + " has native code, for other Pythons only, and its source is not published"
                    : reason;
            wayOut = otherPythons ? SUPPORTED : PIP_CONFIGURATION;
        } else if (output.retried()) {
            wayOut = PIP_CONFIGURATION;
        } else if (reason.contains("(constraint) numpy")) {
            wayOut = "NumPy is there in that version only. ";
        } else if (reason.contains("No space left")) {
            wayOut = "Free some, or name another folder in " + PackageCache.VARIABLE + ". ";
        } else if (reason.contains("build")) {
            wayOut = SUPPORTED;
        }
        String quoted = reason.length() <= LONGEST_REASON ? reason : reason.substring(0, LONGEST_REASON) + "…";
        return new PackageInstallException("%s can't be installed: %s. %sThe whole log is %s."
                .formatted(request.title(), quoted.replaceFirst("\\.$", ""), wayOut, log.path()));
    }

    private Estimate estimate(Phase phase) {
        return new Estimate(List.of(phase), 1, progress, System::nanoTime);
    }

    private Path at(String name) {
        return folder.resolve(name);
    }
}
