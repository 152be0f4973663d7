package dev.loanword.cli;

import dev.loanword.kernels.VectorModule;
import dev.loanword.python.Program;
import dev.loanword.python.PythonHost;
import dev.loanword.python.PythonHostException;
import dev.loanword.python.PythonRuntime;
import dev.loanword.python.packages.NumPy;
import dev.loanword.python.packages.PackageCache;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What {@code loanword doctor} looks at, each thing as the next {@code loanword run} will find it. */
final class Diagnosis {
    /** The release that this version of GraalPy's compiler was made for. */
    private static final int JDK_RELEASE = 25;

    /** Looks on sys.path alone: asking the import system would start to build a NumPy that is not there. */
    private static final String NUMPY_ON_PATH =
            """
            (lambda spec: spec and spec.submodule_search_locations[0])(
                __import__('importlib.machinery').machinery.PathFinder.find_spec('numpy'))""";

    private Diagnosis() {}

    /**
     * Looks at everything once. Takes as long as the start of a program.
     *
     * @param cache where packages for scripts are kept
     */
    static List<Finding> findings(PackageCache cache) throws IOException {
        List<Finding> findings = new ArrayList<>();
        findings.add(Finding.fine("loanword", "Loanword", Versions.loanword()));
        findings.add(jdk());
        findings.add(Finding.fine(
                "jvm-options",
                "JVM options",
                String.join(" ", ManagementFactory.getRuntimeMXBean().getInputArguments())));
        findings.add(start());
        findings.add(HostCommand.finding());
        findings.add(nativeAccess());
        findings.add(kernels());
        PythonRuntime runtime = PythonRuntime.current();
        findings.add(runtime(runtime));
        findings.add(Finding.fine("graalpy", "GraalPy", runtime.graalpyVersion() + ", Python " + runtime.pythonVersion()));
        findings.addAll(python(NumPy.installed(cache)));
        findings.add(packageCache(cache));
        return findings;
    }

    private static Finding jdk() {
        String state = Runtime.version() + " (" + System.getProperty("java.vendor") + "), "
                + System.getProperty("java.home");
        return Runtime.version().feature() == JDK_RELEASE
                ? Finding.fine("jdk", "JDK", state)
                : Finding.problem("jdk", "JDK", state, "the compiler was made for JDK " + JDK_RELEASE + "; set JAVA_HOME to one");
    }

    private static Finding start() throws IOException {
        String state = LauncherChoice.state();
        return state.endsWith(CacheShowCommand.NOT_PREPARED)
                ? Finding.improvable("start", "Start", "the JDK itself; no runtime image is prepared", "run loanword cache build")
                : Finding.fine("start", "Start", state);
    }

    private static Finding kernels() {
        return VectorModule.PRESENT
                ? Finding.fine("kernels", "Kernels", "with the Vector API")
                : Finding.improvable(
                        "kernels", "Kernels", "without the Vector API, which only the runtime image has", "loanword cache build makes one");
    }

    private static Finding packageCache(PackageCache cache) {
        Path root = cache.root();
        return isWritable(root)
                ? Finding.fine("package-cache", "Package cache", root.toString())
                : Finding.problem(
                        "package-cache",
                        "Package cache",
                        root + " can't be written",
                        "let this user write it, or name another folder in LOANWORD_CACHE");
    }

    /** Whether it, or the nearest folder above it that is there, can be written. */
    private static boolean isWritable(Path folder) {
        Path there = folder.toAbsolutePath();
        while (there != null && Files.notExists(there)) {
            there = there.getParent();
        }
        return there != null && Files.isDirectory(there) && Files.isWritable(there);
    }

    private static Finding nativeAccess() {
        return Diagnosis.class.getModule().isNativeAccessEnabled()
                ? Finding.fine("native-access", "Native access", "enabled")
                : Finding.problem("native-access", "Native access", "not enabled", "give the JVM --enable-native-access=ALL-UNNAMED");
    }

    private static Finding runtime(PythonRuntime runtime) {
        if (!runtime.optimizing() && LauncherChoice.isInterpreter()) {
            return Finding.fine("runtime", "Runtime", "interpreter only, as asked for (" + runtime.implementation() + ")");
        }
        return runtime.optimizing()
                ? Finding.fine("runtime", "Runtime", "optimizing (" + runtime.implementation() + ")")
                : Finding.problem(
                        "runtime",
                        "Runtime",
                        "interpreter only (" + runtime.implementation() + "), slow",
                        PythonRuntime.HOW_TO_OPTIMIZE);
    }

    /** What only a Python that runs can tell. */
    private static List<Finding> python(Optional<Path> builtNumPy) {
        try (PythonHost host =
                ProcessHost.builder(new Program.Code(""), List.of()).open()) {
            String onPath = host.eval(NUMPY_ON_PATH, String.class);
            String numpy = onPath != null ? onPath : builtNumPy.map(Path::toString).orElse(null);
            return List.of(
                    Finding.fine("python-files", "Python files", host.eval("__import__('sys').prefix", String.class)),
                    numpy != null
                            ? Finding.fine("numpy", "NumPy", "installed, " + numpy)
                            : Finding.improvable("numpy", "NumPy", "not installed yet", "the first import builds it"));
        } catch (PythonHostException e) {
            return List.of(Finding.problem(
                    "python", "Python", "does not start: " + e.getMessage(), "mend what its traceback names: " + e.traceback()));
        }
    }
}
