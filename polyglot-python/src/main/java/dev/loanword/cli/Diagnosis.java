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
        findings.add(Finding.fine("Loanword", Versions.loanword()));
        findings.add(jdk());
        findings.add(Finding.fine(
                "JVM options",
                String.join(" ", ManagementFactory.getRuntimeMXBean().getInputArguments())));
        findings.add(Finding.fine("Start", LauncherChoice.state()));
        findings.add(Finding.fine("Warm host", HostCommand.state()));
        findings.add(nativeAccess());
        findings.add(Finding.fine(
                "Kernels", VectorModule.PRESENT ? "with the Vector API" : "without the Vector API, which only the runtime image has"));
        PythonRuntime runtime = PythonRuntime.current();
        findings.add(runtime(runtime));
        findings.add(Finding.fine("GraalPy", runtime.graalpyVersion() + ", Python " + runtime.pythonVersion()));
        findings.addAll(python(NumPy.installed(cache)));
        findings.add(Finding.fine("Package cache", cache.root().toString()));
        return findings;
    }

    private static Finding jdk() {
        String state = Runtime.version() + " (" + System.getProperty("java.vendor") + "), "
                + System.getProperty("java.home");
        return Runtime.version().feature() == JDK_RELEASE
                ? Finding.fine("JDK", state)
                : new Finding("JDK", state, "the compiler was made for JDK " + JDK_RELEASE + "; set JAVA_HOME to one");
    }

    private static Finding nativeAccess() {
        return Diagnosis.class.getModule().isNativeAccessEnabled()
                ? Finding.fine("Native access", "enabled")
                : new Finding("Native access", "not enabled", "give the JVM --enable-native-access=ALL-UNNAMED");
    }

    private static Finding runtime(PythonRuntime runtime) {
        if (!runtime.optimizing() && LauncherChoice.isInterpreter()) {
            return Finding.fine("Runtime", "interpreter only, as asked for (" + runtime.implementation() + ")");
        }
        return runtime.optimizing()
                ? Finding.fine("Runtime", "optimizing (" + runtime.implementation() + ")")
                : new Finding(
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
                    Finding.fine("Python files", host.eval("__import__('sys').prefix", String.class)),
                    Finding.fine("NumPy", numpy != null ? "installed, " + numpy : "not installed yet; the first import builds it"));
        } catch (PythonHostException e) {
            return List.of(new Finding("Python", "does not start", e.traceback()));
        }
    }
}
