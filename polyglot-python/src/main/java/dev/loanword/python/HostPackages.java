package dev.loanword.python;

import dev.loanword.python.packages.InstallOptions;
import dev.loanword.python.packages.PackageCache;
import dev.loanword.python.packages.PackageEnvironment;
import dev.loanword.python.packages.PackageInstallException;
import dev.loanword.python.packages.PackageRequest;
import dev.loanword.python.packages.Progress;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.Source;
import org.graalvm.polyglot.Value;
import org.graalvm.polyglot.proxy.ProxyExecutable;

/** The packages that a host is opened with: first what was asked for, then the folders that were named. */
final class HostPackages {
    private static final String RESOURCE = "packages.py";
    private static final int INSTALL = 0;
    private static final int LOAD_NUMPY = 1;
    /** The variable by which a Python that a program starts finds the program's packages. */
    private static final String INHERITED = "LOANWORD_PACKAGES";

    private PackageRequest request = PackageRequest.NOTHING;
    private final List<Path> folders = new ArrayList<>();

    void ask(String... requirements) {
        request = request.and(PackageRequest.of(requirements));
    }

    void add(PackageEnvironment environment) {
        folders.addAll(environment.path());
    }

    /** Adds a virtual environment, or a folder for {@code sys.path}. */
    void add(Path folder) {
        if (!Files.isDirectory(folder)) {
            throw new IllegalArgumentException(
                    folder + " is not a folder; name a virtual environment or a folder of Python packages");
        }
        folders.add(siteOf(folder.toAbsolutePath()));
    }

    /**
     * The folders for {@code sys.path}; what was asked for is installed first.
     *
     * @param environment the environment of the process that the host has to itself: it inherits the packages of the process that
     *     started that one; empty where Python is embedded
     */
    List<Path> resolve(Map<String, String> environment) {
        Set<Path> all = new LinkedHashSet<>();
        if (!request.isEmpty()) {
            try {
                all.addAll(PackageEnvironment.install(
                                request, PackageCache.standard(), InstallOptions.standard(), Progress.standardError())
                        .path());
            } catch (PackageInstallException failure) {
                throw new PackageException(failure.getMessage(), failure);
            }
        }
        all.addAll(folders);
        all.addAll(inherited(environment));
        return List.copyOf(all);
    }

    /** A folder that was removed meanwhile is no reason not to start. */
    private static List<Path> inherited(Map<String, String> environment) {
        return Pattern.compile(Pattern.quote(File.pathSeparator))
                .splitAsStream(environment.getOrDefault(INHERITED, ""))
                .filter(folder -> !folder.isEmpty())
                .map(Path::of)
                .filter(Files::isDirectory)
                .toList();
    }

    /**
     * Puts folders on the {@code sys.path} of a context, and a guard before all native modules.
     *
     * @param ownProcess whether processes that the context's Python starts are to have the same packages
     * @param loading run when the context is about to load native modules
     * @param beforeNumPy run before it loads NumPy
     * @param afterNumPy run when it has, or has failed to
     */
    static void put(
            List<Path> folders,
            boolean ownProcess,
            PreparedContext prepared,
            Runnable loading,
            Runnable beforeNumPy,
            Runnable afterNumPy) {
        String lines = String.join("\n", folders.stream().map(Path::toString).toList());
        ProxyExecutable refusal = nothing -> {
            String reason = prepared.nativeModules().refusal().orElse("");
            if (reason.isEmpty()) {
                loading.run();
            }
            return reason;
        };
        python(prepared.context())
                .getArrayElement(INSTALL)
                .executeVoid(
                        lines,
                        ownProcess ? INHERITED : "",
                        refusal,
                        prepared.hidden() == null ? false : prepared.hidden(),
                        callable(beforeNumPy),
                        callable(afterNumPy));
    }

    private static ProxyExecutable callable(Runnable action) {
        return nothing -> {
            action.run();
            return true;
        };
    }

    /** Loads NumPy into a context, and hides it until {@link #put} is called and the program imports it. */
    static Value loadNumPy(Context context) {
        return python(context).getArrayElement(LOAD_NUMPY).execute();
    }

    private static Value python(Context context) {
        return context.eval(Source.newBuilder("python", program(), "<loanword packages>")
                .internal(true)
                .buildLiteral());
    }

    private static String program() {
        try (InputStream in = HostPackages.class.getResourceAsStream(RESOURCE)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** Where a virtual environment keeps its packages; any other folder is one of packages itself. */
    private static Path siteOf(Path folder) {
        if (!Files.isRegularFile(folder.resolve("pyvenv.cfg"))) {
            return folder;
        }
        try (DirectoryStream<Path> versions = Files.newDirectoryStream(folder.resolve("lib"), "*")) {
            for (Path version : versions) {
                if (Files.isDirectory(version.resolve("site-packages"))) {
                    return version.resolve("site-packages");
                }
            }
        } catch (IOException unreadable) {
            throw new IllegalArgumentException("can't read the virtual environment " + folder + ": " + unreadable);
        }
        throw new IllegalArgumentException(folder + " is a virtual environment without a folder site-packages; make it anew");
    }
}
