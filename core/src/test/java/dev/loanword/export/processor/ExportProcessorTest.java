package dev.loanword.export.processor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loanword.export.check.Exports;
import dev.loanword.export.model.ModelFile;
import dev.loanword.export.model.ModelIndex;
import dev.loanword.export.model.ModuleModel;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ExportProcessorTest {
    private static final Path GOOD = Path.of("src/test/resources/dev/loanword/export/good");
    /** Tests of the checker use it too, compiled with them. */
    private static final Path PRICING = Path.of("src/test/java/dev/loanword/export/check/Pricing.java");

    @TempDir
    private Path folder;

    private Path output;

    @BeforeEach
    void makeOutput() throws IOException {
        output = Files.createDirectory(folder.resolve("classes"));
    }

    private Path source(String className, String body) throws IOException {
        Path file = folder.resolve(className + ".java");
        Files.writeString(file, """
                package demo;
                import dev.loanword.export.*;
                """ + body);
        return file;
    }

    private Path module(String className, String name) throws IOException {
        return source(className, """
                @PyModule(name = "%s")
                public final class %s {
                    @PyFunction public static void f(int number) {}
                }
                """.formatted(name, className));
    }

    private List<String> index() throws IOException {
        try (InputStream content = Files.newInputStream(output.resolve(ModelIndex.RESOURCE))) {
            return ModelIndex.read(content);
        }
    }

    private ModuleModel model(String name) throws IOException {
        try (InputStream content = Files.newInputStream(output.resolve(ModelIndex.modelResource(name)))) {
            return ModelFile.read(content);
        }
    }

    static List<Path> goodSources() throws IOException {
        try (Stream<Path> files = Files.list(GOOD)) {
            return Stream.concat(files, Stream.of(PRICING)).sorted().toList();
        }
    }

    @ParameterizedTest
    @MethodSource("goodSources")
    void the_compiler_writes_the_model_that_class_files_give(Path source) throws IOException {
        Compilation compilation = Compilation.withProcessor(output, source);
        assertThat(compilation.lines()).isEmpty();
        assertThat(compilation.isGood()).isTrue();

        ModuleModel written = model(index().getFirst());
        ModuleModel read = Exports.ofClassFile(written.className(), path ->
                Files.exists(output.resolve(path)) ? Files.newInputStream(output.resolve(path)) : null);
        assertThat(written).isEqualTo(read);
        assertThat(written.functions()).isNotEmpty();
    }

    @Test
    void the_index_lists_all_modules_in_the_order_of_their_names() throws IOException {
        Compilation compilation = Compilation.withProcessor(
                output, module("Zebra", "zebra"), module("Ape", "ape"), module("Inner", "ape.inner"));
        assertThat(compilation.lines()).isEmpty();
        assertThat(index()).containsExactly("ape", "ape.inner", "zebra");
        assertThat(model("ape.inner").className()).isEqualTo("demo.Inner");
    }

    @Test
    void a_compilation_of_some_sources_keeps_the_modules_of_the_others() throws IOException {
        Compilation.withProcessor(output, module("One", "one"), module("Two", "two"));
        assertThat(Compilation.withProcessor(output, module("Two", "zwei")).lines()).isEmpty();
        assertThat(index()).containsExactly("one", "zwei");
    }

    @Test
    void a_module_whose_class_is_gone_is_forgotten() throws IOException {
        Compilation.withProcessor(output, module("One", "one"), module("Two", "two"));
        Files.delete(output.resolve("demo/One.class"));
        Compilation.withProcessor(output, module("Two", "two"));
        assertThat(index()).containsExactly("two");
    }

    @Test
    void damaged_files_of_an_earlier_compilation_are_written_anew() throws IOException {
        Compilation.withProcessor(output, module("One", "one"), module("Two", "two"));
        Files.write(output.resolve(ModelIndex.modelResource("one")), new byte[] {1, 2, 3});
        assertThat(Compilation.withProcessor(output, module("Two", "two")).lines()).isEmpty();
        assertThat(index()).containsExactly("two");

        Files.writeString(output.resolve(ModelIndex.RESOURCE), "no module name\n");
        assertThat(Compilation.withProcessor(output, module("One", "one")).lines()).isEmpty();
        assertThat(index()).containsExactly("one");
    }

    @Test
    void two_modules_of_one_name_are_refused_at_the_second() throws IOException {
        Compilation compilation = Compilation.withProcessor(output, module("One", "same"), module("Two", "same"));
        assertThat(compilation.lines()).containsExactly(
                "Two.java:4: demo.Two and demo.One are both the module 'same'; name one of them: @PyModule(name = \"...\")");
        assertThat(output.resolve("META-INF")).doesNotExist();
    }

    @Test
    void a_class_that_belongs_to_no_module_is_refused_where_it_stands() throws IOException {
        Path module = source("Owner", """
                @PyModule
                public final class Owner {
                    @PyFunction public static void f(Stray stray) {}
                }
                """);
        Path stray = source("Stray", "@PyClass public final class Stray {}\n");
        assertThat(Compilation.withProcessor(output, module, stray).lines()).containsExactly(
                "Stray.java:3: demo.Owner.f uses demo.Stray, which belongs to no module; list it: @PyModule(classes = ...)");
    }

    @Test
    void a_class_of_a_library_may_belong_to_a_module_of_that_library() throws IOException {
        Path library = source("Library", "@PyClass public final class Library {}\n");
        assertThat(Compilation.withProcessor(output, library).lines()).isEmpty();
        Path module = source("User", """
                @PyModule
                public final class User {
                    @PyFunction public static void f(Library library) {}
                }
                """);
        assertThat(Compilation.withProcessor(output, module).lines()).isEmpty();
        assertThat(index()).containsExactly("user");
    }

    @Test
    void what_is_inherited_from_a_class_file_is_refused_at_the_module() throws IOException {
        Path base = source("Base", """
                public class Base {
                    @PyFunction public static void f(int nameless) {}
                }
                """);
        Compilation.run(output, List.of("-proc:none", "-g:none"), base);
        // The helper compiles with -parameters; a class file without names is one whose attribute is gone.
        MethodParameters.strip(output.resolve("demo/Base.class"));
        Path module = source("Heir", "@PyModule public final class Heir extends Base {}\n");
        assertThat(Compilation.withProcessor(output, module).lines()).containsExactly(
                "Heir.java:3: Heir.f: parameter 1 has no name in the class file; compile with -parameters, or name it:"
                        + " @PyParameter(name = \"...\")");
    }

    @Test
    void what_the_compiler_cannot_read_is_left_to_it() throws IOException {
        Path broken = source("Broken", """
                @PyModule
                public final class Broken {
                    @PyFunction static void f(int number {}
                }
                """);
        Compilation compilation = Compilation.withProcessor(output, broken);
        assertThat(compilation.isGood()).isFalse();
        assertThat(compilation.lines()).allMatch(line -> line.startsWith("Broken.java:5: ") && line.endsWith("expected"));
    }

    @Test
    void a_class_that_is_not_there_is_told_beside_the_compilers_own_error() throws IOException {
        Path broken = source("Broken", """
                @PyModule
                public final class Broken {
                    @PyFunction public static void f(Unknown unknown) {}
                }
                """);
        Compilation compilation = Compilation.withProcessor(output, broken);
        assertThat(compilation.lines()).hasSize(2).first().asString().startsWith("Broken.java:5: cannot find symbol");
        assertThat(compilation.lines()).last().isEqualTo("Broken.java:5: Broken.f: parameter 'unknown' has the type Unknown: the"
                + " class Unknown is not found; add what it comes from to the class path");
        assertThat(output.resolve("META-INF")).doesNotExist();
    }

    @Test
    void attributes_that_the_compiler_cannot_resolve_are_left_to_it() throws IOException {
        Path broken = source("Broken", """
                @PyModule(classes = {Unknown.class})
                public final class Broken {
                    @PyFunction(name = Unknown.NAME, releasesGil = Unknown.RELEASES)
                    public static void f(@Borrow(types = {Unknown.TYPE}) dev.loanword.memory.BorrowedBuffer buffer) {}
                }
                """);
        Compilation compilation = Compilation.withProcessor(output, broken);
        assertThat(compilation.isGood()).isFalse();
        assertThat(compilation.lines()).hasSize(4).allMatch(line -> line.contains("cannot find symbol"));
    }
}
