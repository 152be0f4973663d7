package dev.loanword.python.packages;

import java.io.File;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What an installation takes from the outside.
 *
 * @param environment the environment of the build's processes: {@code PATH} finds the compilers and {@code python3},
 *     and pip reads its own variables and files ({@code PIP_INDEX_URL}, {@code pip.conf}, …), so packages come from the
 *     index that pip is configured for
 * @param wheelhouse a folder of wheels that are taken before anything is built
 * @param classPath a class path that holds GraalPy and its launcher, to start GraalPy as a child process
 * @param java the {@code java} program that starts it
 */
public record InstallOptions(Map<String, String> environment, Optional<Path> wheelhouse, String classPath, Path java) {
    /** The environment variable that names a wheelhouse. */
    public static final String WHEELHOUSE_VARIABLE = "LOANWORD_WHEELHOUSE";

    public InstallOptions {
        environment = Map.copyOf(environment);
        Objects.requireNonNull(wheelhouse, "wheelhouse");
        Objects.requireNonNull(classPath, "classPath");
        Objects.requireNonNull(java, "java");
    }

    /** This process's environment, class path and Java; the wheelhouse of {@code LOANWORD_WHEELHOUSE} if set. */
    public static InstallOptions standard() {
        return new InstallOptions(
                System.getenv(),
                Optional.ofNullable(System.getenv(WHEELHOUSE_VARIABLE))
                        .filter(name -> !name.isEmpty())
                        .map(Path::of),
                absolute(System.getProperty("java.class.path")),
                Path.of(System.getProperty("java.home"), "bin", "java"));
    }

    /** The same with another environment; the wheelhouse stays. */
    public InstallOptions withEnvironment(Map<String, String> other) {
        return new InstallOptions(other, wheelhouse, classPath, java);
    }

    /** The same with a wheelhouse. */
    public InstallOptions withWheelhouse(Path folder) {
        return new InstallOptions(environment, Optional.of(folder), classPath, java);
    }

    /** Children run in folders of their own, where a relative entry would point elsewhere. */
    private static String absolute(String classPath) {
        return Stream.of(classPath.split(File.pathSeparator))
                .map(entry -> Path.of(entry).toAbsolutePath().toString())
                .collect(Collectors.joining(File.pathSeparator));
    }
}
