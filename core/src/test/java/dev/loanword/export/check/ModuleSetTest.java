package dev.loanword.export.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.loanword.export.InMemoryCompiler;
import dev.loanword.export.classfile.ClassFileDeclarations.ClassFiles;
import dev.loanword.export.model.ModuleModel;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModuleSetTest {
    private static final Map<String, String> SOURCES = Map.of(
            "demo.Market", """
                package demo;
                import dev.loanword.export.*;
                import java.util.*;
                @PyModule(classes = Quote.class)
                public final class Market {
                    @PyFunction public static Optional<List<Quote>> quotes() { return null; }
                    @PyFunction public static void data() {}
                }
                """,
            "demo.Quote", """
                package demo;
                import dev.loanword.export.*;
                @PyClass public record Quote(double bid, Stray stray) {}
                """,
            "demo.Stray", """
                package demo;
                import dev.loanword.export.*;
                @PyClass public enum Stray { ONE }
                """,
            "demo.Market2", """
                package demo;
                import dev.loanword.export.*;
                @PyModule(name = "market", classes = Quote.class)
                public final class Market2 {}
                """,
            "demo.Data", """
                package demo;
                import dev.loanword.export.*;
                @PyModule(name = "market.data")
                public final class Data {
                    @PyFunction public static void visit(java.util.function.Function<Quote, String> visitor) {}
                }
                """);

    private static final ClassFiles FILES = InMemoryCompiler.compile(SOURCES, "-parameters");

    private static ModuleModel module(String className) {
        return Exports.ofClassFile(className, FILES);
    }

    private static ModuleSet set(String... classNames) {
        return new ModuleSet(List.of(classNames).stream().map(ModuleSetTest::module).toList());
    }

    @Test
    void two_modules_of_one_name_and_a_class_in_both_are_refused() {
        assertThat(set("demo.Market", "demo.Market2").clashes()).containsExactly(
                new Problem("demo.Market2 and demo.Market are both the module 'market'; name one of them:"
                        + " @PyModule(name = \"...\")", "demo.Market2"),
                new Problem("demo.Quote belongs to the modules 'market' and 'market'; list it in one of them only",
                        "demo.Market2"));
    }

    @Test
    void a_member_may_not_have_the_name_of_a_submodule() {
        assertThat(set("demo.Data", "demo.Market").clashes()).containsExactly(
                new Problem("demo.Data is the module 'market.data', and demo.Market has a member 'data' already; rename one"
                        + " of them", "demo.Data"));
    }

    @Test
    void classes_of_no_module_are_named_with_the_place_that_uses_them() {
        assertThat(set("demo.Market", "demo.Data").strays()).containsExactly(new Problem(
                "demo.Quote.stray uses demo.Stray, which belongs to no module; list it: @PyModule(classes = ...)",
                "demo.Stray"));
        assertThat(set("demo.Data").strays()).extracting(Problem::message).containsExactly(
                "demo.Data.visit uses demo.Quote, which belongs to no module; list it: @PyModule(classes = ...)");
    }

    @Test
    void modules_that_agree_have_no_problem() {
        assertThat(set("demo.Data").clashes()).isEmpty();
        assertThat(set("demo.Market").clashes()).isEmpty();
    }

    private static Path jar(Path folder, String... classNames) throws IOException {
        Path jar = folder.resolve("cores.jar");
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar))) {
            for (String className : classNames) {
                String path = className.replace('.', '/') + ".class";
                out.putNextEntry(new JarEntry(path));
                try (InputStream content = FILES.open(path)) {
                    content.transferTo(out);
                }
            }
        }
        return jar;
    }

    @Test
    void all_modules_of_a_jar_are_found_without_an_index(@TempDir Path folder) throws IOException {
        assertThat(Exports.inJar(jar(folder, "demo.Quote", "demo.Stray", "demo.Market2")))
                .containsExactly(module("demo.Market2"));
        assertThat(Exports.inJar(jar(folder, "demo.Quote", "demo.Stray"))).isEmpty();
    }

    @Test
    void the_modules_of_a_jar_are_checked_together(@TempDir Path folder) throws IOException {
        Path jar = jar(folder, "demo.Quote", "demo.Stray", "demo.Market", "demo.Market2");
        assertThatThrownBy(() -> Exports.inJar(jar)).isInstanceOf(ExportException.class).hasMessage("%s", """
                %s can't be exported to Python:
                  demo.Market2 and demo.Market are both the module 'market'; name one of them: @PyModule(name = "...")
                  demo.Quote belongs to the modules 'market' and 'market'; list it in one of them only""".formatted(jar));
    }
}
