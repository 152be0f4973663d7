package dev.loanword.python.packages;

import dev.loanword.cache.BuildFolder;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.ZipException;

/**
 * The recipe: from NumPy's source or from a wheel to a folder for {@code sys.path}.
 *
 * <p>CPython does the work around the compilers, in a virtual environment in the build folder: it runs pip, the meson
 * that NumPy's source contains, Cython and ninja. GraalPy is only asked for its headers and names, because each start
 * of it costs seconds. Compiled code is GraalPy's all the same: it sees GraalPy's headers and no others.
 */
final class NumPyBuild {
    /** SHA-256 of numpy-2.2.6.tar.gz as its authors published it. */
    private static final String SOURCE_SHA256 = "e29554e2bef54a90aa5cc07da6ce955accb83f21ab5de01a62c8478897b264fd";

    private static final String CYTHON = "cython==3.0.12";
    private static final String NINJA = "ninja>=1.11";

    /** GraalPy's changes to NumPy: first a program makes general ones, then a patch those for these versions. */
    private static final String GRAALPY_FILES = "META-INF/resources/libgraalpy/";

    private static final String AUTOPATCH = GRAALPY_FILES + "modules/autopatch_capi.py";
    private static final String PATCH = GRAALPY_FILES + "patches/numpy-2.0.0.patch";

    /** About how many lines meson says while it configures NumPy. */
    private static final int CONFIGURE_LINES = 580;

    private static final Pattern NINJA_STEP = Pattern.compile("\\[(\\d+)/(\\d+)\\].*");

    private final NumPyInstallation installation;
    private final Path folder;
    private final BuildLog log;
    private final Estimate estimate;
    private final BuildCommands commands;
    private final Path graalPy;

    /** A build in a folder. */
    NumPyBuild(NumPyInstallation installation, BuildFolder folder, BuildLog log, Estimate estimate) throws IOException {
        InstallOptions options = installation.options();
        this.installation = installation;
        this.folder = folder.path();
        this.log = log;
        this.estimate = estimate;
        this.commands = new BuildCommands(installation.title(), folder, log, estimate, options.environment());
        this.graalPy =
                GraalPyLauncher.write(Files.createDirectory(at("launcher")).resolve("graalpy"), options);
    }

    /** Unpacks and checks a wheel; returns the folder that holds it. */
    Path fromWheel(Wheel wheel) throws IOException, InterruptedException, PackageInstallException {
        commands.begin(Phase.INSTALL);
        log.line("wheel " + wheel.file());
        Path tree = Files.createDirectory(at("tree"));
        try {
            WheelArchive.unpack(wheel.file(), tree);
        } catch (ZipException e) {
            throw new PackageInstallException(
                    "%s can't be installed from %s: %s. Replace the file or remove it."
                            .formatted(installation.title(), wheel.file(), e.getMessage()),
                    e);
        }
        check(tree);
        return tree;
    }

    /** Compiles and checks the source; returns the folder that holds the result. */
    Path fromSource(BuildTools tools, int cores) throws IOException, InterruptedException, PackageInstallException {
        commands.begin(Phase.SOURCE);
        Path python = virtualEnvironment(tools);
        Path source = source(python);
        commands.begin(Phase.TOOLS);
        commands.run(pip(python, "install", CYTHON, NINJA));
        repairCython(python);
        Path build = at("build");
        configure(python, source, build);
        compile(python, build, cores);
        Path tree = collect(python, source, build);
        check(tree);
        return tree;
    }

    private Path virtualEnvironment(BuildTools tools)
            throws IOException, InterruptedException, PackageInstallException {
        commands.run(List.of(tools.python(), "-m", "venv", at("tools")));
        Path python = at("tools").resolve("bin").resolve("python");
        commands.prependToPath(graalPy.getParent());
        commands.prependToPath(python.getParent());
        return python;
    }

    /** Downloads, unpacks and patches the source; returns its folder. */
    private Path source(Path python) throws IOException, InterruptedException, PackageInstallException {
        // pip refuses an archive with another hash before it runs anything of it.
        Path requirement = at("source.txt");
        Files.writeString(requirement, "numpy==" + NumPy.VERSION + " --hash=sha256:" + SOURCE_SHA256 + "\n");
        Path backend = Files.createDirectory(at("backend"));
        copyResource(getClass().getResourceAsStream("mesonpy.py"), backend.resolve("mesonpy.py"));
        commands.set("PYTHONPATH", backend);
        // NumPy itself needs a newer Python than its build does.
        commands.run(pip(
                python,
                "download",
                "--no-deps",
                "--no-build-isolation",
                "--ignore-requires-python",
                "--require-hashes",
                "--no-binary",
                "numpy",
                "-r",
                requirement,
                "-d",
                at("download")));
        commands.unset("PYTHONPATH");
        String name = "numpy-" + NumPy.VERSION;
        commands.run(List.of(python, "-m", "tarfile", "-e", at("download").resolve(name + ".tar.gz"), at("source")));
        Path source = at("source").resolve(name);
        Path autopatch = at("autopatch_capi.py");
        copyResource(graalPyResource(AUTOPATCH), autopatch);
        // A relative path: the program patches all files whose path contains ".c", as in ".cache".
        commands.run(source, List.of(python, autopatch, "."), line -> {});
        try (InputStream patch = graalPyResource(PATCH)) {
            SourcePatch.apply(patch, source);
        }
        return source;
    }

    /**
     * Makes Cython's generators set up all that they later read. On GraalPy they keep an exception as three fields, of
     * which Cython's code for Python 3.11 and later sets one, so that the first step of a generator reads through two
     * pointers that nobody wrote: {@code numpy.random} with arrays as parameters ended the process.
     */
    private void repairCython(Path python) throws IOException, InterruptedException, PackageInstallException {
        List<String> folder = new ArrayList<>();
        commands.run(
                at("tools"),
                List.of(python, "-c", "import sysconfig; print(sysconfig.get_path('platlib'))"),
                folder::add);
        try (InputStream patch = getClass().getResourceAsStream("cython.patch")) {
            SourcePatch.apply(patch, Path.of(folder.getLast()));
        }
    }

    private void configure(Path python, Path source, Path build)
            throws IOException, InterruptedException, PackageInstallException {
        commands.begin(Phase.CONFIGURE);
        // A name to be looked up in PATH: meson can't read a path with a quote from this file.
        Path machine = at("machine.ini");
        Files.writeString(machine, "[binaries]\npython = '" + graalPy.getFileName() + "'\n");
        // meson looks for ninja in this variable first.
        commands.set("NINJA", ninja(python));
        int[] lines = {0};
        try {
            commands.run(
                    source,
                    meson(
                            python,
                            source,
                            "setup",
                            build,
                            source,
                            "--native-file",
                            machine,
                            "--prefix=/",
                            "-Dpython.purelibdir=/",
                            "-Dpython.platlibdir=/",
                            "-Dpython.bytecompile=-1",
                            "-Dbuildtype=release",
                            "-Dwarning_level=0",
                            "-Db_ndebug=if-release",
                            "-Dblas=none",
                            "-Dlapack=none",
                            "-Dallow-noblas=true"),
                    line -> estimate.step(Math.min(++lines[0], CONFIGURE_LINES), CONFIGURE_LINES));
        } catch (PackageInstallException e) {
            Path details = build.resolve("meson-logs").resolve("meson-log.txt");
            if (Files.isRegularFile(details)) {
                log.line("\n" + details + ":\n" + Files.readString(details));
            }
            throw e;
        }
    }

    private void compile(Path python, Path build, int cores)
            throws IOException, InterruptedException, PackageInstallException {
        commands.begin(Phase.COMPILE);
        commands.run(build, List.of(ninja(python), "-j", cores), line -> {
            Matcher step = NINJA_STEP.matcher(line);
            if (step.matches()) {
                estimate.step(Integer.parseInt(step.group(1)), Integer.parseInt(step.group(2)));
            }
        });
    }

    /** Gathers what NumPy needs at run time, without its tests and headers. */
    private Path collect(Path python, Path source, Path build)
            throws IOException, InterruptedException, PackageInstallException {
        commands.begin(Phase.INSTALL);
        Path tree = at("tree");
        commands.run(meson(
                python,
                source,
                "install",
                "-C",
                build,
                "--no-rebuild",
                "--tags=runtime,python-runtime",
                "--destdir",
                tree));
        Path metadata = Files.createDirectory(tree.resolve("numpy-" + NumPy.VERSION + ".dist-info"));
        Files.copy(source.resolve("PKG-INFO"), metadata.resolve("METADATA"));
        Files.copy(source.resolve("LICENSE.txt"), metadata.resolve("LICENSE.txt"));
        return tree;
    }

    private void check(Path tree) throws IOException, InterruptedException, PackageInstallException {
        commands.begin(Phase.CHECK);
        Path script = at("check_numpy.py");
        copyResource(getClass().getResourceAsStream("check_numpy.py"), script);
        commands.run(List.of(graalPy, "-I", script, tree, installation.entry().folder()));
    }

    private Path at(String name) {
        return folder.resolve(name);
    }

    private List<Object> pip(Path python, Object... arguments) {
        List<Object> command = new ArrayList<>(List.of(python, "-m", "pip"));
        command.addAll(List.of(arguments));
        installation
                .options()
                .wheelhouse()
                .ifPresent(wheels -> command.addAll(List.of("--find-links", wheels.toAbsolutePath())));
        return command;
    }

    private static List<Object> meson(Path python, Path source, Object... arguments) {
        Path meson = source.resolve("vendored-meson").resolve("meson").resolve("meson.py");
        return Stream.concat(Stream.of(python, meson), Stream.of(arguments)).toList();
    }

    private static Path ninja(Path python) {
        return python.resolveSibling("ninja");
    }

    private InputStream graalPyResource(String name) throws PackageInstallException {
        InputStream resource = getClass().getClassLoader().getResourceAsStream(name);
        if (resource == null) {
            throw new PackageInstallException(
                    "%s can't be built: no %s on the class path. Add org.graalvm.python:python-resources 25.0."
                            .formatted(installation.title(), name));
        }
        return resource;
    }

    private static void copyResource(InputStream resource, Path file) throws IOException {
        try (resource) {
            Files.copy(resource, file);
        }
    }
}
