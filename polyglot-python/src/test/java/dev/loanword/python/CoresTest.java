package dev.loanword.python;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.loanword.CoreCompiler;
import dev.loanword.CoreCompiler.Processor;
import dev.loanword.export.PyFunction;
import dev.loanword.export.PyModule;
import dev.loanword.export.check.ExportException;
import dev.loanword.export.model.ModuleModel;
import dev.loanword.python.packages.PackageCache;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Cores that a host is opened with: jars, folders and classes, found before Python starts. */
public class CoresTest {

    private static final String PRICING =
            """
            package shop;

            import dev.loanword.export.*;

            @PyModule(doc = "Prices.")
            public final class Pricing {
                @PyFunction
                public static double withTax(double net, @PyParameter(defaultValue = "0.25") double rate) {
                    return Taxes.add(net, rate);
                }

                @PyFunction
                public static Item item(String name) {
                    return new Item(name);
                }

                @PyClass
                public record Item(String name) {}
            }
            """;
    private static final String TAXES =
            """
            package shop;

            final class Taxes {
                static double add(double net, double rate) {
                    return net * (1 + rate);
                }
            }
            """;
    private static final Map<String, String> SHOP = Map.of("shop.Pricing", PRICING, "shop.Taxes", TAXES);

    @TempDir
    Path folder;

    private PackageCache cache;

    @BeforeEach
    void nameCache() {
        cache = new PackageCache(folder.resolve("cache"));
    }

    /** A module of the test's own class path. */
    @PyModule
    public static final class Counter {
        private final int start;

        /** Starts at 10. */
        public Counter() {
            this(10);
        }

        Counter(int start) {
            this.start = start;
        }

        /** A number further. */
        @PyFunction
        public int next() {
            return start + 1;
        }
    }

    /** Another module of the same name. */
    @PyModule(name = "counter")
    public static final class OtherCounter {
        private OtherCounter() {}
    }

    /** A module that would hide the toolkit's. */
    @PyModule(name = "loanword.extras")
    public static final class Extras {
        private Extras() {}
    }

    @ParameterizedTest
    @EnumSource
    void a_jar_is_importable_with_all_its_classes(Processor processor) throws IOException {
        Path jar = CoreCompiler.jar(folder.resolve("my shop.jar"), processor, SHOP);

        try (PythonHost host = PythonHost.builder().core(jar).open()) {
            host.run("import pricing");
            assertThat(host.eval("pricing.with_tax(net=8)")).isEqualTo(10.0);
            assertThat(host.eval("repr(pricing.item('tea'))")).isEqualTo("Item(name='tea')");
            assertThat(host.eval("pricing.__doc__")).isEqualTo("Prices.");
        }
    }

    @ParameterizedTest
    @EnumSource
    void a_folder_of_class_files_is_a_core_too(Processor processor) throws IOException {
        Path classes = CoreCompiler.folder(folder.resolve("classes"), processor, SHOP);

        try (PythonHost host = PythonHost.builder().core(classes).open()) {
            assertThat(host.eval("__import__('pricing').with_tax(8, rate=0.5)")).isEqualTo(12.0);
        }
    }

    @Test
    void both_ways_to_compile_give_the_same_models() throws IOException {
        Path written = CoreCompiler.jar(folder.resolve("written.jar"), Processor.RUNS, SHOP);
        Path scanned = CoreCompiler.jar(folder.resolve("scanned.jar"), Processor.DOES_NOT_RUN, SHOP);
        Path classes = CoreCompiler.folder(folder.resolve("classes"), Processor.DOES_NOT_RUN, SHOP);

        List<ModuleModel> models = Core.read(written, cache).modules();
        assertThat(models).extracting(ModuleModel::name).containsExactly("pricing");
        assertThat(Core.read(scanned, cache).modules()).isEqualTo(models);
        assertThat(Core.read(classes, cache).modules()).isEqualTo(models);
    }

    @Test
    void cores_see_the_classes_of_one_another() throws IOException {
        Path taxes = CoreCompiler.jar(folder.resolve("prices.jar"), Processor.RUNS, SHOP);
        Path orders = folder.resolve("orders.classes");
        CoreCompiler.folder(orders, Processor.RUNS, Map.of(
                "shop.Pricing", PRICING,
                "shop.Taxes", TAXES,
                "shop.Orders",
                """
                package shop;

                import dev.loanword.export.*;

                @PyModule
                public final class Orders {
                    @PyFunction
                    public static String order(Pricing.Item item) {
                        return "ordered " + item.name();
                    }
                }
                """));
        // What is left depends on the other jar.
        for (String file : List.of(
                "shop/Pricing.class", "shop/Pricing$Item.class", "shop/Taxes.class", "META-INF/loanword/pricing.model")) {
            Files.delete(orders.resolve(file));
        }
        Files.writeString(orders.resolve("META-INF/loanword/modules"), "orders\n");

        try (PythonHost host = PythonHost.builder().core(orders).core(taxes).open()) {
            host.run("import orders, pricing");
            assertThat(host.eval("orders.order(pricing.item('tea'))")).isEqualTo("ordered tea");
        }
    }

    @Test
    void a_scanned_jar_is_looked_at_once_and_a_damaged_cache_is_made_anew() throws IOException {
        Path jar = CoreCompiler.jar(folder.resolve("shop.jar"), Processor.DOES_NOT_RUN, SHOP);
        List<ModuleModel> models = Core.read(jar, cache).modules();
        Path kept = onlyFile(folder.resolve("cache/cores"));
        byte[] whole = Files.readAllBytes(kept);
        FileTime longAgo = FileTime.fromMillis(1_000_000);
        Files.setLastModifiedTime(kept, longAgo);

        assertThat(Core.read(jar, cache).modules()).isEqualTo(models);
        assertThat(Files.getLastModifiedTime(kept)).isEqualTo(longAgo);

        for (int length = 0; length < whole.length; length += 7) {
            Files.write(kept, Arrays.copyOf(whole, length));
            assertThat(Core.read(jar, cache).modules()).isEqualTo(models);
            assertThat(kept).hasBinaryContent(whole);
        }
        for (int i = 0; i < whole.length; i += 5) {
            byte[] damaged = whole.clone();
            damaged[i] ^= 0x40;
            Files.write(kept, damaged);
            assertThat(Core.read(jar, cache).modules()).isEqualTo(models);
            assertThat(kept).hasBinaryContent(whole);
        }
        assertThat(onlyFile(folder.resolve("cache/cores"))).isEqualTo(kept);
    }

    @Test
    void another_content_of_the_jar_is_another_cache_entry() throws IOException {
        Path jar = CoreCompiler.jar(folder.resolve("shop.jar"), Processor.DOES_NOT_RUN, SHOP);
        Core.read(jar, cache);
        CoreCompiler.jar(folder.resolve("shop.jar"), Processor.DOES_NOT_RUN,
                Map.of("shop.Pricing", PRICING.replace("Prices.", "New prices."), "shop.Taxes", TAXES));

        assertThat(Core.read(jar, cache).modules()).extracting(ModuleModel::doc).containsExactly("New prices.");
    }

    @Test
    void a_cache_that_cannot_be_written_is_done_without() throws IOException {
        Path jar = CoreCompiler.jar(folder.resolve("shop.jar"), Processor.DOES_NOT_RUN, SHOP);
        PackageCache file = new PackageCache(Files.writeString(folder.resolve("file"), "no folder"));

        assertThat(Core.read(jar, file).modules()).hasSize(1);
    }

    @Test
    void classes_and_instances_of_the_application_are_exported_when_the_host_opens() {
        try (PythonHost constructed = PythonHost.builder().export(Counter.class).open();
                PythonHost given = PythonHost.builder().export(new Counter(41)).open()) {
            assertThat(constructed.eval("__import__('counter').next()")).isEqualTo(11L);
            assertThat(given.eval("__import__('counter').next()")).isEqualTo(42L);
        }
    }

    @Test
    void a_core_that_is_not_there_or_no_jar_or_without_module_is_refused_with_its_name() throws IOException {
        Path missing = folder.resolve("missing.jar");
        Path text = Files.writeString(folder.resolve("text.jar"), "no jar");
        Path empty = CoreCompiler.jar(folder.resolve("taxes.jar"), Processor.RUNS, Map.of("shop.Taxes", TAXES));
        Path emptyFolder = Files.createDirectory(folder.resolve("empty"));

        assertThat(refusal(missing)).isEqualTo("there is no core " + missing + "; name a jar or a folder of class files");
        assertThat(refusal(text)).isEqualTo(text + " is no jar (zip END header not found)");
        assertThat(refusal(empty))
                .isEqualTo(empty + " has no Python module: none of its classes is marked with @PyModule");
        assertThat(refusal(emptyFolder))
                .isEqualTo(emptyFolder + " has no Python module: none of its classes is marked with @PyModule");
    }

    @Test
    void a_written_model_that_is_missing_or_damaged_is_named() throws IOException {
        Path classes = CoreCompiler.folder(folder.resolve("classes"), Processor.RUNS, SHOP);
        Path model = classes.resolve("META-INF/loanword/pricing.model");
        Path jar = CoreCompiler.jar(folder.resolve("shop.jar"), classes);
        assertThat(Core.read(jar, cache).modules()).hasSize(1);
        Files.write(model, new byte[] {'L', 'W', 'M', 'D', 0, 99, 0, 0, 0, 0, 0, 0, 0, 0});

        assertThat(refusal(classes))
                .startsWith("the core " + classes + " can't be read: " + model.toUri().toString().replace("///", "/")
                        + ": the model has format 99, this Loanword reads format ");

        Files.delete(model);
        assertThat(refusal(classes)).startsWith("the core " + classes + " can't be read: ").contains("pricing.model");
    }

    @Test
    void all_problems_of_all_modules_are_told() throws IOException {
        Map<String, String> bad = Map.of(
                "shop.Bad",
                """
                package shop;

                import dev.loanword.export.*;

                @PyModule
                public final class Bad {
                    @PyFunction
                    public static Thread thread() {
                        return null;
                    }

                    @PyFunction
                    public static void late(int a, @PyParameter(defaultValue = "x") int b) {}
                }
                """,
                "shop.Worse",
                """
                package shop;

                import dev.loanword.export.*;

                @PyModule
                public final class Worse {
                    @PyFunction
                    static void hidden() {}
                }
                """);
        Path jar = CoreCompiler.jar(folder.resolve("bad.jar"), Processor.DOES_NOT_RUN, bad);
        Path classes = folder.resolve("bad.jar.classes");

        assertThatThrownBy(() -> Core.read(jar, cache)).isInstanceOf(ExportException.class);
        String problems = messageOf(jar).substring((jar + " can't be exported to Python:").length());
        assertThat(problems.lines().skip(1))
                .hasSize(3)
                .anyMatch(line -> line.startsWith("  Bad.thread gives a Thread: "))
                .anyMatch(line -> line.startsWith("  Bad.late: parameter 'b' "))
                .anyMatch(line -> line.startsWith("  Worse.hidden"));
        assertThat(messageOf(classes)).isEqualTo(classes + " can't be exported to Python:" + problems);
    }

    @Test
    void modules_of_one_name_and_modules_that_hide_loanwords_own_are_refused() throws IOException {
        Path one = CoreCompiler.jar(folder.resolve("one.jar"), Processor.RUNS, SHOP);
        Path two = CoreCompiler.jar(folder.resolve("two.jar"), Processor.DOES_NOT_RUN, SHOP);
        Path toolkit = CoreCompiler.jar(folder.resolve("toolkit.jar"), Processor.DOES_NOT_RUN, named("loanword"));
        Path bridge = CoreCompiler.jar(folder.resolve("bridge.jar"), Processor.DOES_NOT_RUN, named("bridge"));

        assertThatThrownBy(() -> PythonHost.builder().core(one).core(two).open())
                .isInstanceOf(CoreException.class)
                .hasMessage("the module 'pricing' is in " + one + " and in " + two
                        + "; leave one out, or give one another name: @PyModule(name = \"…\")");
        assertThatThrownBy(() -> PythonHost.builder().core(one).core(one).open())
                .isInstanceOf(CoreException.class)
                .hasMessage(one + " is given twice");
        assertThatThrownBy(() -> PythonHost.builder().core(toolkit).open())
                .isInstanceOf(CoreException.class)
                .hasMessage(toolkit + " has a module 'loanword', and 'loanword' is Loanword's own; give it another name:"
                        + " @PyModule(name = \"…\")");
        assertThatThrownBy(() -> PythonHost.builder().core(bridge).open())
                .isInstanceOf(CoreException.class)
                .hasMessage("the module 'bridge' is in Loanword itself and in " + bridge
                        + "; leave one out, or give one another name: @PyModule(name = \"…\")");
        assertThatThrownBy(() -> PythonHost.builder().export(Counter.class).export(OtherCounter.class).open())
                .isInstanceOf(CoreException.class)
                .hasMessage("the module 'counter' is in the class dev.loanword.python.CoresTest$Counter and in the class"
                        + " dev.loanword.python.CoresTest$OtherCounter; leave one out, or give one another name:"
                        + " @PyModule(name = \"…\")");
        assertThatThrownBy(() -> PythonHost.builder().export(Extras.class).open())
                .isInstanceOf(CoreException.class)
                .hasMessageContaining("has a module 'loanword.extras', and 'loanword' is Loanword's own");
    }

    @Test
    void the_jars_are_closed_with_the_host() throws IOException {
        Path jar = CoreCompiler.jar(folder.resolve("shop.jar"), Processor.RUNS, SHOP);
        try (PythonHost host = PythonHost.builder().core(jar).open()) {
            host.run("import pricing; pricing.with_tax(1)");
            assertThat(openFiles()).contains(jar.toRealPath());
        }

        assertThat(openFiles()).doesNotContain(jar.toRealPath());
    }

    @Test
    void a_host_that_cannot_open_closes_the_jars() throws IOException {
        Path jar = CoreCompiler.jar(folder.resolve("shop.jar"), Processor.RUNS, SHOP);

        assertThatThrownBy(() -> PythonHost.builder().core(jar).option("python.NoSuchOption", "1").open())
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(openFiles()).doesNotContain(jar.toRealPath());
    }

    private static Map<String, String> named(String name) {
        return Map.of(
                "shop.Named",
                "package shop; @dev.loanword.export.PyModule(name = \"" + name + "\") public final class Named {}");
    }

    private String refusal(Path core) {
        CoreException[] refused = new CoreException[1];
        assertThatThrownBy(() -> Core.read(core, cache))
                .isInstanceOfSatisfying(CoreException.class, refusal -> refused[0] = refusal);
        return refused[0].getMessage();
    }

    private String messageOf(Path core) {
        try {
            Core.read(core, cache);
        } catch (CoreException | ExportException refused) {
            return refused.getMessage();
        }
        throw new AssertionError("not refused: " + core);
    }

    private static Path onlyFile(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            List<Path> all = files.toList();
            assertThat(all).hasSize(1);
            return all.getFirst();
        }
    }

    private static List<Path> openFiles() throws IOException {
        try (Stream<Path> descriptors = Files.list(Path.of("/proc/self/fd"))) {
            return descriptors.map(CoresTest::target).toList();
        }
    }

    private static Path target(Path descriptor) {
        try {
            return Files.readSymbolicLink(descriptor);
        } catch (IOException closedMeanwhile) {
            return descriptor;
        }
    }
}
