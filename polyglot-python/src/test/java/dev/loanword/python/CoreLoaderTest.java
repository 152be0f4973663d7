package dev.loanword.python;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loanword.CoreCompiler;
import dev.loanword.CoreCompiler.Processor;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.util.Map;
import javax.management.JMException;
import javax.management.ObjectName;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How hosts share the classes of a core, and let go of them. */
class CoreLoaderTest {
    /** Counts its calls in a static field, and so tells which class it is. */
    private static final Map<String, String> COUNTING = Map.of(
            "demo.Counting",
            """
            package demo;
            import dev.loanword.export.*;
            @PyModule(name = "counting")
            public final class Counting {
                private static int calls;
                @PyFunction public static int count() { return ++calls; }
                @PyClass public static class Thing {
                    @PyConstructor public Thing(int value) { this.value = value; }
                    private final int value;
                    @PyFunction public int value() { return value; }
                    @PyFunction public String text() { return "value " + value(); }
                }
            }
            """);

    private static final String USE =
            """
            import counting
            class Mine(counting.Thing):
                def value(self): return super().value() + 1
            assert Mine(1).text() == 'value 2'
            """;

    @TempDir
    Path folder;

    private Path jar;

    @BeforeEach
    void compile() throws IOException {
        jar = CoreCompiler.jar(folder.resolve("counting.jar"), Processor.RUNS, COUNTING);
    }

    private static PythonHost open(Path core) {
        PythonHost host = PythonHost.builder().core(core).open();
        host.run("import counting");
        return host;
    }

    private static int count(PythonHost host) {
        return host.eval("counting.count()", Integer.class);
    }

    @Test
    void hosts_that_are_open_together_share_the_classes_of_a_jar() {
        try (PythonHost one = open(jar)) {
            assertThat(count(one)).isEqualTo(1);
            try (PythonHost other = open(folder.resolve("./counting.jar"))) {
                assertThat(count(other)).isEqualTo(2);
            }
            assertThat(count(one)).isEqualTo(3);
        }
        try (PythonHost later = open(jar)) {
            assertThat(count(later)).isEqualTo(1);
        }
    }

    @Test
    void a_jar_of_another_content_is_loaded_anew() throws IOException {
        try (PythonHost one = open(jar)) {
            assertThat(count(one)).isEqualTo(1);
            Path draft = CoreCompiler.jar(
                    folder.resolve("draft.jar"),
                    Processor.DOES_NOT_RUN,
                    Map.of("demo.Counting", COUNTING.get("demo.Counting").replace("++calls", "calls += 10")));
            Files.move(draft, jar, StandardCopyOption.REPLACE_EXISTING);
            Files.setLastModifiedTime(jar, FileTime.fromMillis(0));
            try (PythonHost other = open(jar)) {
                assertThat(count(other)).isEqualTo(10);
            }
            assertThat(count(one)).isEqualTo(2);
        }
    }

    @Test
    void folders_are_loaded_anew_by_each_host() {
        Path classes = folder.resolve("counting.jar.classes");
        try (PythonHost one = open(classes); PythonHost other = open(classes)) {
            assertThat(count(one)).isEqualTo(1);
            assertThat(count(other)).isEqualTo(1);
        }
    }

    @Test
    void hosts_one_after_another_let_go_of_the_classes() {
        assertClassesGo(8);
    }

    @Test
    @Tag("long")
    void two_hundred_hosts_one_after_another_let_go_of_the_classes() {
        assertClassesGo(200);
    }

    /** Each host loads two classes of the core and spins a dozen more; what they leave behind must not add up. */
    private void assertClassesGo(int hosts) {
        use(4);
        System.gc();
        long before = ownClasses();
        use(hosts);
        long left = Long.MAX_VALUE;
        for (int attempt = 0; attempt < 20 && left > before + 2 * 14; attempt++) {
            System.gc();
            left = ownClasses();
        }
        assertThat(left).as("classes of cores after %d hosts", hosts)
                .isLessThanOrEqualTo(before + 2 * 14);
    }

    private void use(int hosts) {
        for (int i = 0; i < hosts; i++) {
            try (PythonHost host = open(jar)) {
                assertThat(count(host)).isEqualTo(1);
                host.run(USE);
            }
        }
    }

    /** How many classes of cores are loaded: those of the core itself, and those that were spun for it. */
    private static long ownClasses() {
        try {
            String hierarchy = (String) ManagementFactory.getPlatformMBeanServer().invoke(
                    new ObjectName("com.sun.management:type=DiagnosticCommand"),
                    "vmClassHierarchy",
                    new Object[] {new String[0]},
                    new String[] {String[].class.getName()});
            return hierarchy.lines()
                    .filter(line -> line.contains("dev.loanword.spun.") || line.contains("demo.Counting"))
                    .count();
        } catch (JMException unsupported) {
            throw new IllegalStateException(unsupported);
        }
    }
}
