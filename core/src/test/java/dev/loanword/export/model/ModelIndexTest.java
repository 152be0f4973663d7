package dev.loanword.export.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelIndexTest {

    @TempDir
    Path folder;

    @Test
    void names_come_one_a_line_with_comments() throws IOException {
        assertThat(read("# The modules.\n\npricing\r\n  market.data  # feeds\nmärkte")).containsExactly("pricing", "market.data", "märkte");
        assertThat(read("")).isEmpty();
    }

    @Test
    void what_was_written_is_read() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        ModelIndex.write(List.of("b", "a.c", "_x1"), bytes);
        assertThat(bytes).hasToString("# The Python modules of this jar; their models lie beside this file.\nb\na.c\n_x1\n");
        assertThat(ModelIndex.read(new ByteArrayInputStream(bytes.toByteArray()))).containsExactly("b", "a.c", "_x1");
    }

    @Test
    void a_line_that_is_no_module_name_is_refused_with_its_number() {
        assertRefused("pricing\nmy module\n", "line 2: 'my module' is no module name");
        assertRefused("../secret", "line 1: '../secret' is no module name");
        assertRefused("1a", "line 1: '1a' is no module name");
        assertRefused("a..b", "line 1: 'a..b' is no module name");
        assertRefused("a.", "line 1: 'a.' is no module name");
        assertRefused("a\u0001b", "line 1: 'a\u0001b' is no module name");
        assertRefused("a\nb\na", "line 3: module a is listed twice");
        assertRefused("#" + "x".repeat(1 << 20), "an index of modules has at most 1048576 bytes, this one has more");
        assertThatThrownBy(() -> ModelIndex.read(new ByteArrayInputStream(new byte[] {'a', (byte) 0xc0})))
                .isInstanceOf(ModelFormatException.class)
                .hasMessage("the index of modules is no UTF-8");
        assertThatThrownBy(() -> ModelIndex.write(List.of("a/b"), OutputStream.nullOutputStream()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("'a/b' is no module name");
    }

    @Property(tries = 500)
    void random_bytes_lead_to_no_other_exception(@ForAll byte[] bytes) throws IOException {
        try {
            assertThat(ModelIndex.read(new ByteArrayInputStream(bytes))).doesNotContain("");
        } catch (ModelFormatException malformed) {
            assertThat(malformed.getMessage()).isNotEmpty();
        }
    }

    @Test
    void each_model_is_that_of_the_jar_or_folder_that_lists_it() throws IOException {
        Path jar = folder.resolve("a core.jar");
        try (FileSystem zip = FileSystems.newFileSystem(jar, Map.of("create", "true"))) {
            fill(zip.getPath("/"), module("pricing", "of the jar"), module("märkte", ""));
        }
        Path classes = Files.createDirectory(folder.resolve("100% classes"));
        fill(classes, module("pricing", "of the folder"));
        try (URLClassLoader loader = loader(jar, classes)) {
            List<ModelIndex.Entry> entries = ModelIndex.find(loader);
            assertThat(entries).extracting(ModelIndex.Entry::moduleName).containsExactly("pricing", "märkte", "pricing");
            assertThat(entries.get(0).read().doc()).isEqualTo("of the jar");
            assertThat(entries.get(1).read().name()).isEqualTo("märkte");
            assertThat(entries.get(2).read().doc()).isEqualTo("of the folder");
        }
    }

    @Test
    void a_class_path_without_an_index_has_no_modules() throws IOException {
        try (URLClassLoader loader = loader(folder)) {
            assertThat(ModelIndex.find(loader)).isEmpty();
        }
    }

    @Test
    void messages_name_the_file() throws IOException {
        fill(folder, module("a", ""));
        Path index = folder.resolve(ModelIndex.RESOURCE);
        Path model = folder.resolve(ModelIndex.modelResource("a"));
        Files.move(model, folder.resolve(ModelIndex.modelResource("b")));
        Files.writeString(index, "b\nc\n");
        try (URLClassLoader loader = loader(folder)) {
            List<ModelIndex.Entry> entries = ModelIndex.find(loader);
            assertThatThrownBy(entries.get(0)::read)
                    .isInstanceOf(ModelFormatException.class)
                    .hasMessage(entries.get(0).model() + ": this is the model of module a, not of b; compile the core again");
            assertThatThrownBy(entries.get(1)::read).isInstanceOf(IOException.class).hasMessageContaining("c.model");
            Files.writeString(folder.resolve(ModelIndex.modelResource("b")), "no");
            assertThatThrownBy(entries.get(0)::read)
                    .isInstanceOf(ModelFormatException.class)
                    .hasMessage(entries.get(0).model() + ": a model begins with 14 bytes, got 2");
            Files.writeString(index, "b b\n");
            assertThatThrownBy(() -> ModelIndex.find(loader))
                    .isInstanceOf(ModelFormatException.class)
                    .hasMessage(index.toUri().toURL() + ": line 1: 'b b' is no module name");
        }
    }

    private static ModuleModel module(String name, String doc) {
        return new ModuleModel(name, doc, "a.M", false, List.of(), List.of(), List.of());
    }

    private static void fill(Path root, ModuleModel... modules) throws IOException {
        Files.createDirectories(root.resolve(ModelIndex.FOLDER));
        try (OutputStream index = Files.newOutputStream(root.resolve(ModelIndex.RESOURCE))) {
            ModelIndex.write(List.of(modules).stream().map(ModuleModel::name).toList(), index);
        }
        for (ModuleModel module : modules) {
            try (OutputStream model = Files.newOutputStream(root.resolve(ModelIndex.modelResource(module.name())))) {
                ModelFile.write(module, model);
            }
        }
    }

    private static URLClassLoader loader(Path... roots) throws IOException {
        URL[] urls = new URL[roots.length];
        for (int i = 0; i < roots.length; i++) {
            urls[i] = roots[i].toUri().toURL();
        }
        return new URLClassLoader(urls, null);
    }

    private static List<String> read(String text) throws IOException {
        return ModelIndex.read(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
    }

    private static void assertRefused(String text, String message) {
        assertThatThrownBy(() -> read(text)).isInstanceOf(ModelFormatException.class).hasMessage(message);
    }
}
