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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code loanword stubs} seen from outside. */
class StubsProcessTest {

    private static final Map<String, String> CORE = Map.of(
            "quant.Pricing",
            """
            package quant;

            import dev.loanword.export.*;
            import java.util.Optional;

            @PyModule(name = "quant.pricing", doc = "Prices.")
            public final class Pricing {
                @PyFunction(doc = "A price with tax.")
                public static double withTax(double net, @PyParameter(defaultValue = "0.25") double rate, Optional<String> why) {
                    return net * (1 + rate);
                }
            }
            """);

    private static final String STUB =
            """
            \"""Prices.\"""

            def with_tax(net: float, rate: float = 0.25, why: str | None = None) -> float:
                \"""A price with tax.\"""
            """;

    @TempDir
    Path folder;

    @Test
    void the_stub_of_one_module_goes_to_standard_output() throws Exception {
        Path jar = CoreCompiler.jar(folder.resolve("core.jar"), Processor.RUNS, CORE);

        assertThat(LauncherProcess.of("stubs", "--core", jar.toString(), "quant.pricing").run())
                .isEqualTo(new Result(0, STUB, ""));
    }

    @Test
    void without_a_name_all_modules_are_written_to_the_folder() throws Exception {
        Path classes = CoreCompiler.folder(folder.resolve("classes"), Processor.DOES_NOT_RUN, CORE);
        Path stubs = folder.resolve("new/stubs");

        assertThat(LauncherProcess.of("stubs", "--core", classes.toString(), "--output", stubs.toString()).run())
                .isEqualTo(new Result(0, "", ""));

        assertThat(files(stubs))
                .containsExactly("bridge.pyi", "loanword/__init__.pyi", "quant/__init__.pyi", "quant/pricing.pyi");
        assertThat(stubs.resolve("quant/pricing.pyi")).hasContent(STUB);
        assertThat(stubs.resolve("quant/__init__.pyi")).isEmptyFile();
        assertThat(stubs.resolve("bridge.pyi")).content().contains("def scale_inplace(x: ", "class EmbeddingTable:");
        assertThat(stubs.resolve("loanword/__init__.pyi")).content().contains("def zeros(", "class Buffer");
    }

    @Test
    void a_named_module_brings_the_packages_that_it_lies_in() throws Exception {
        Path classes = CoreCompiler.folder(folder.resolve("classes"), Processor.RUNS, CORE);
        Path stubs = folder.resolve("stubs");

        LauncherProcess.of("stubs", "--core=" + classes, "--output=" + stubs, "loanword", "quant.pricing").run();

        assertThat(files(stubs)).containsExactly("loanword/__init__.pyi", "quant/__init__.pyi", "quant/pricing.pyi");
    }

    @Test
    void several_modules_on_standard_output_are_told_apart_by_their_files() throws Exception {
        Result result = LauncherProcess.of("stubs", "bridge", "loanword").run();

        assertThat(result.err()).isEmpty();
        assertThat(result.out()).startsWith("# bridge.pyi\n\"\"\"The shipped Java core").contains("\n\n# loanword/__init__.pyi\n\"\"\"");
    }

    @Test
    void the_reference_page_is_markdown() throws Exception {
        Path jar = CoreCompiler.jar(folder.resolve("core.jar"), Processor.RUNS, CORE);

        assertThat(LauncherProcess.of("stubs", "--core", jar.toString(), "--reference", "quant.pricing").run())
                .isEqualTo(new Result(
                        0,
                        """
                        # quant.pricing

                        Prices.

                        ## with_tax

                        ```python
                        with_tax(net: float, rate: float = 0.25, why: str | None = None) -> float
                        ```

                        A price with tax.
                        """,
                        ""));
    }

    @Test
    void what_cannot_be_written_ends_with_one_line_and_status_2() throws Exception {
        assertThat(LauncherProcess.of("stubs", "pricing").run())
                .isEqualTo(new Result(
                        2,
                        "",
                        "loanword: there is no module 'pricing' among bridge, loanword; name its jar with --core\n"));
        assertThat(LauncherProcess.of("stubs", "--reference", "loanword").run())
                .isEqualTo(new Result(
                        2,
                        "",
                        "loanword: 'loanword' has no reference page; in Python, help(loanword) tells all of it\n"));
        assertThat(LauncherProcess.of("stubs", "--core", "no.jar").run())
                .isEqualTo(new Result(
                        2, "", "loanword: there is no core no.jar; name a jar or a folder of class files\n"));
        Path file = Files.writeString(folder.resolve("file"), "");
        assertThat(LauncherProcess.of("stubs", "--output", file.toString(), "bridge").run())
                .isEqualTo(new Result(
                        2,
                        "",
                        "loanword: can't write " + file + "/bridge.pyi: java.nio.file.FileAlreadyExistsException: " + file
                                + "\n"));
    }

    private static List<String> files(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile)
                    .map(file -> folder.relativize(file).toString())
                    .sorted()
                    .toList();
        }
    }
}
