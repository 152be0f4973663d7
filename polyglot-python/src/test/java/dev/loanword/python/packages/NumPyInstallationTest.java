package dev.loanword.python.packages;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loanword.cache.TestJvm;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.io.IOAccess;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The real NumPy in a real GraalPy. Builds it on the first run of all on a machine, which takes minutes. */
@Timeout(3600)
class NumPyInstallationTest {
    @TempDir
    Path folder;

    /** A program that imports NumPy into an embedded GraalPy, from a folder that is added when Python already runs. */
    static final class Program {
        public static void main(String[] arguments) {
            try (Context context = Context.newBuilder("python")
                    .allowNativeAccess(true)
                    .allowIO(IOAccess.ALL)
                    .allowCreateThread(true)
                    .option("python.WarnExperimentalFeatures", "false")
                    .build()) {
                context.getBindings("python").putMember("folder", arguments[0]);
                context.eval("python", """
                    import sys
                    sys.path.append(folder)
                    import importlib.metadata
                    import numpy as np
                    x = np.arange(8.0)
                    x *= 1.5
                    print(np.__version__, importlib.metadata.version("numpy"), x.tolist())
                    print(np.linalg.solve(np.array([[2.0, 0.0], [0.0, 4.0]]), np.ones(2)).tolist())
                    print(np.random.default_rng(7).random(3).shape, np.abs(np.fft.fft([1, 0, 0, 0])).tolist())
                    code = np.linalg.solve.__wrapped__.__code__
                    print(np.__file__.startswith(folder), code.co_filename.startswith(folder))
                    """);
            }
        }
    }

    @Test
    void a_script_imports_numpy_and_the_terminal_stays_silent() throws Exception {
        Path numpy = NumPy.install(PackageCache.standard(), standard(), console());
        assertThat(NumPy.installed(PackageCache.standard(), standard())).contains(numpy);
        assertWorks(numpy);
    }

    @Test
    void a_wheel_of_the_wheelhouse_is_installed_without_any_compiler() throws Exception {
        Path numpy = NumPy.install(PackageCache.standard(), standard(), console());
        Wheels.pack(
                folder.resolve("numpy-2.2.6-graalpy312-graalpy250_312_native-linux_"
                        + Platform.current().processor() + ".whl"),
                numpy);
        PackageCache cache = new PackageCache(folder.resolve("cache"));
        InstallOptions options = standard().withWheelhouse(folder).withEnvironment(Map.of("PATH", "/none"));
        Path unpacked = NumPy.install(cache, options, Progress.silent());
        assertThat(unpacked).startsWith(cache.root());
        assertThat(NumPy.installed(cache, options)).contains(unpacked);
        assertWorks(unpacked);
    }

    private void assertWorks(Path numpy) throws Exception {
        TestJvm.Result result = TestJvm.run(TestJvm.of(Program.class, numpy), folder);
        assertThat(result.errors()).isEmpty();
        assertThat(result.output()).isEqualTo("""
            2.2.6 2.2.6 [0.0, 1.5, 3.0, 4.5, 6.0, 7.5, 9.0, 10.5]
            [0.5, 0.25]
            (3,) [1.0, 1.0, 1.0, 1.0]
            True True
            """);
        assertThat(result.exit()).isZero();
    }

    /** From source, whatever wheelhouse this machine names. */
    private static InstallOptions standard() {
        InstallOptions options = InstallOptions.standard();
        return new InstallOptions(options.environment(), Optional.empty(), options.classPath(), options.java());
    }

    /** The test's own output goes to a file; who waits for the first build looks there. */
    private static Progress console() {
        return Progress.to(new PrintStream(System.err, true, StandardCharsets.UTF_8), false);
    }
}
