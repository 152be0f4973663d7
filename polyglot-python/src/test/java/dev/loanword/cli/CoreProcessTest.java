package dev.loanword.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loanword.CoreCompiler;
import dev.loanword.CoreCompiler.Processor;
import dev.loanword.cli.LauncherProcess.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** {@code loanword run --core … --export …} seen from outside. */
class CoreProcessTest {

    private static final Map<String, String> PRICING = Map.of(
            "shop.Pricing",
            """
            package shop;

            import dev.loanword.export.*;

            @PyModule(doc = "Prices.")
            public final class Pricing {
                @PyFunction(doc = "A price with tax.")
                public static double withTax(double net, @PyParameter(defaultValue = "0.25") double rate) {
                    if (net < 0) {
                        throw new IllegalArgumentException("a price is not negative, got " + net);
                    }
                    return net * (1 + rate);
                }
            }
            """);

    @TempDir
    Path folder;

    private Path script;

    @BeforeEach
    void writeScript() throws IOException {
        script = Files.writeString(
                folder.resolve("program.py"),
                """
                import sys
                import pricing

                print(pricing.with_tax(8), pricing.with_tax(net=8, rate=0.5), sys.argv[1:])
                try:
                    pricing.with_tax(-1.0)
                except ValueError as e:
                    print(e)
                """);
    }

    @ParameterizedTest
    @EnumSource
    void a_script_imports_the_modules_of_a_jar(Processor processor) throws Exception {
        Path jar = CoreCompiler.jar(folder.resolve("my core.jar"), processor, PRICING);

        Result result = LauncherProcess.of("run", "--core", jar.toString(), script.toString(), "--core", "x")
                .with("LOANWORD_CACHE", folder.resolve("cache").toString())
                .run();

        assertThat(result)
                .isEqualTo(new Result(
                        0, "10.0 12.0 ['--core', 'x']\na price is not negative, got -1.0\n", ""));
        assertThat(folder.resolve("cache").resolve("cores").toFile().exists())
                .isEqualTo(processor == Processor.DOES_NOT_RUN);
    }

    @Test
    void the_second_start_takes_what_the_first_one_found() throws Exception {
        Path jar = CoreCompiler.jar(folder.resolve("core.jar"), Processor.DOES_NOT_RUN, PRICING);
        LauncherProcess launcher = LauncherProcess.of(
                        "run", "--core", jar.toString(), "-c", "import pricing; print(pricing.with_tax(4))")
                .with("LOANWORD_CACHE", folder.resolve("cache").toString());

        assertThat(launcher.run()).isEqualTo(new Result(0, "5.0\n", ""));
        List<Path> kept = files(folder.resolve("cache/cores"));
        assertThat(launcher.run()).isEqualTo(new Result(0, "5.0\n", ""));
        assertThat(files(folder.resolve("cache/cores"))).isEqualTo(kept).hasSize(1);
        assertThat(kept.getFirst().getFileName().toString()).matches("[0-9a-f]{64}\\.models");

        // Were the jar looked at again, there would be nothing to find fault with.
        Files.writeString(kept.getFirst(), "damaged");
        assertThat(launcher.run()).isEqualTo(new Result(0, "5.0\n", ""));
        assertThat(Files.size(kept.getFirst())).isGreaterThan("damaged".length());
    }

    @Test
    void several_cores_and_a_class_folder_come_together() throws Exception {
        Path jar = CoreCompiler.jar(folder.resolve("core.jar"), Processor.RUNS, PRICING);
        Path classes = CoreCompiler.folder(
                folder.resolve("classes"),
                Processor.DOES_NOT_RUN,
                Map.of(
                        "Hello",
                        """
                        @dev.loanword.export.PyModule
                        public final class Hello {
                            @dev.loanword.export.PyFunction
                            public static String greet(String name) {
                                return "hello " + name;
                            }
                        }
                        """));

        Result result = LauncherProcess.of(
                        "run", "--core", jar.toString(), "--core=" + classes, "-c",
                        "import hello, pricing; print(hello.greet('you'), pricing.with_tax(4))")
                .run();

        assertThat(result).isEqualTo(new Result(0, "hello you 5.0\n", ""));
    }

    @Test
    void a_class_that_the_jvm_has_on_its_class_path_is_exported_by_name() throws Exception {
        Path classes = CoreCompiler.folder(folder.resolve("classes"), Processor.DOES_NOT_RUN, PRICING);

        Path distribution = Path.of(System.getProperty("loanword.distribution"));

        Result result = LauncherProcess.at(
                        Path.of(System.getProperty("java.home"), "bin", "java"),
                        "--upgrade-module-path",
                        distribution.resolve("compiler").toString(),
                        "@" + LauncherProcess.LAUNCHER.resolveSibling("jvm.options"),
                        "-cp",
                        distribution.resolve("lib") + "/*:" + classes,
                        "dev.loanword.cli.Main",
                        "run",
                        "--export",
                        "shop.Pricing",
                        "-c",
                        "import pricing; print(pricing.with_tax(4))")
                .run();

        assertThat(result).isEqualTo(new Result(0, "5.0\n", ""));
    }

    @Test
    void a_core_that_cannot_be_used_ends_with_one_line_and_status_2() throws Exception {
        Path missing = folder.resolve("missing.jar");
        assertThat(LauncherProcess.of("run", "--core", missing.toString(), script.toString()).run())
                .isEqualTo(new Result(
                        2, "", "loanword: there is no core " + missing + "; name a jar or a folder of class files\n"));

        assertThat(LauncherProcess.of("run", "--core", script.toString(), script.toString()).run())
                .isEqualTo(new Result(2, "", "loanword: " + script + " is no jar (zip END header not found)\n"));

        Path empty = Files.createDirectory(folder.resolve("empty"));
        assertThat(LauncherProcess.of("run", "--core", empty.toString(), script.toString()).run())
                .isEqualTo(new Result(
                        2,
                        "",
                        "loanword: " + empty + " has no Python module: none of its classes is marked with @PyModule\n"));

        assertThat(LauncherProcess.of("run", "--export", "no.Such", script.toString()).run())
                .isEqualTo(new Result(
                        2,
                        "",
                        "loanword: there is no class no.Such on the class path;"
                                + " --core takes a jar or a folder of class files\n"));
    }

    @Test
    void all_that_can_not_be_exported_is_listed() throws Exception {
        Path jar = CoreCompiler.jar(
                folder.resolve("bad.jar"),
                Processor.DOES_NOT_RUN,
                Map.of(
                        "Bad",
                        """
                        import dev.loanword.export.*;

                        @PyModule
                        public final class Bad {
                            @PyFunction
                            static void hidden() {}

                            @PyFunction
                            public static Thread thread() {
                                return null;
                            }
                        }
                        """));

        Result result = LauncherProcess.of("run", "--core", jar.toString(), script.toString()).run();

        assertThat(result)
                .isEqualTo(new Result(
                        2,
                        "",
                        """
                        loanword: %s can't be exported to Python:
                          Bad.hidden is exported and not public; make it public
                          Bad.thread gives a Thread: no Python type stands for Thread; mark that class with @PyClass if it\
                         is yours, else use a number, String, byte[], Path or another type that Python has
                        """
                                .formatted(jar)));
    }

    private static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.toList();
        }
    }

    @Test
    void an_uncaught_exception_of_java_shows_pythons_frames_alone_unless_javas_are_asked_for() throws Exception {
        Path jar = CoreCompiler.jar(folder.resolve("core.jar"), Processor.values()[0], PRICING);
        Path failing = Files.writeString(folder.resolve("failing.py"), "import pricing\npricing.with_tax(-1.0)\n");
        String traceback =
                """
                Traceback (most recent call last):
                  File "%s", line 2, in <module>
                    pricing.with_tax(-1.0)
                ValueError: a price is not negative, got -1.0
                """
                        .formatted(failing);

        Result plain = LauncherProcess.of("run", "--core", jar.toString(), failing.toString())
                .with("LOANWORD_CACHE", folder.resolve("cache").toString())
                .run();
        Result withJava = LauncherProcess.of("run", "--java-traces", "--core", jar.toString(), failing.toString())
                .with("LOANWORD_CACHE", folder.resolve("cache").toString())
                .run();

        assertThat(plain.err()).isEqualTo(traceback);
        assertThat(plain.exitStatus()).isEqualTo(1);
        assertThat(withJava.err())
                .isEqualTo(traceback
                        + """
                        Caused in Java by java.lang.IllegalArgumentException: a price is not negative, got -1.0
                        \tat cores//shop.Pricing.withTax(Pricing.java:10)
                        \tat <called by Python>
                        """);
        assertThat(withJava.exitStatus()).isEqualTo(1);
    }
}
