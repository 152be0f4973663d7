package dev.loanword.python.packages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.zip.ZipException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WheelTest {
    private static final Platform PLATFORM = new Platform("25.0.3", "linux", "x86_64");

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "numpy-2.2.6-graalpy312-graalpy250_312_native-linux_x86_64.whl",
                "numpy-2.2.6-1-graalpy312-graalpy250_312_native-linux_x86_64.whl",
                "numpy-2.2.6-graalpy312-graalpy250_312_native-manylinux_2_28_x86_64.whl",
                "numpy-2.2.6-graalpy312-graalpy250_312_native-manylinux_2_17_x86_64.manylinux2014_x86_64.whl",
                "NumPy-2.2.6-py3-none-any.whl",
                "numpy-2.2.6-py2.py3-none-any.whl"
            })
    void wheels_for_this_graalpy_or_for_any_python_are_suitable(String name) throws IOException {
        Path wheel = Files.createFile(folder.resolve(name));
        assertThat(best()).contains(wheel);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "numpy-2.2.6-cp312-cp312-manylinux_2_28_x86_64.whl",
                "numpy-2.2.6-graalpy311-graalpy242_311_native-linux_x86_64.whl",
                "numpy-2.2.6-graalpy312-graalpy251_312_native-linux_x86_64.whl",
                "numpy-2.2.6-graalpy312-graalpy250_312_native-linux_aarch64.whl",
                "numpy-2.2.6-graalpy312-graalpy250_312_native-macosx_11_0_x86_64.whl",
                "numpy-2.2.6-py2-none-any.whl",
                "numpy_financial-1.0.0-py3-none-any.whl",
                "numpy-2.2.6.tar.gz",
                "numpy.whl"
            })
    void other_files_are_not(String name) throws IOException {
        Files.createFile(folder.resolve(name));
        assertThat(best()).isEmpty();
    }

    @Test
    void the_version_that_is_built_from_source_comes_before_higher_ones_and_compiled_before_pure() throws IOException {
        Files.createFile(folder.resolve("numpy-2.2.10-py3-none-any.whl"));
        assertThat(best()).contains(folder.resolve("numpy-2.2.10-py3-none-any.whl"));
        Files.createFile(folder.resolve("numpy-2.3.0rc1-py3-none-any.whl"));
        Files.createFile(folder.resolve("numpy-2.3.0-py3-none-any.whl"));
        assertThat(best()).contains(folder.resolve("numpy-2.3.0-py3-none-any.whl"));
        Files.createFile(folder.resolve("numpy-2.2.6-py3-none-any.whl"));
        assertThat(best()).contains(folder.resolve("numpy-2.2.6-py3-none-any.whl"));
        Path compiled =
                Files.createFile(folder.resolve("numpy-2.2.6-graalpy312-graalpy250_312_native-linux_x86_64.whl"));
        assertThat(best()).contains(compiled);
    }

    @Test
    void modules_are_unpacked_wherever_the_wheel_keeps_them_and_scripts_are_left_out() throws IOException {
        Path wheel = Wheels.write(
                folder.resolve("a.whl"),
                Map.of(
                        "a/__init__.py", "1",
                        "a-1.data/purelib/b.py", "2",
                        "a-1.data/platlib/c/d.so", "3",
                        "a-1.data/scripts/run", "4",
                        "a-1.dist-info/METADATA", "5"));
        Path tree = Files.createDirectory(folder.resolve("tree"));
        WheelArchive.unpack(wheel, tree);
        assertThat(tree.resolve("a/__init__.py")).hasContent("1");
        assertThat(tree.resolve("b.py")).hasContent("2");
        assertThat(tree.resolve("c/d.so")).hasContent("3");
        assertThat(tree.resolve("a-1.dist-info/METADATA")).hasContent("5");
        try (var files = Files.walk(tree).filter(Files::isRegularFile)) {
            assertThat(files.count()).isEqualTo(4);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"../evil.py", "/tmp/evil.py", "a/../../evil.py", "a-1.data/purelib/../../../evil.py"})
    void a_wheel_that_would_write_outside_its_folder_is_refused_before_anything_is_written(String name)
            throws IOException {
        Path wheel = Wheels.write(folder.resolve("a.whl"), Map.of("a/__init__.py", "1", name, "2"));
        Path tree = Files.createDirectory(folder.resolve("tree"));
        assertThatThrownBy(() -> WheelArchive.unpack(wheel, tree))
                .isInstanceOf(ZipException.class)
                .hasMessage("its entry " + name + " would be written outside the folder");
        assertThat(tree).isEmptyDirectory();
    }

    @Test
    void a_damaged_wheel_is_refused() throws IOException {
        Path wheel = Files.writeString(folder.resolve("a.whl"), "not a zip");
        assertThatThrownBy(() -> WheelArchive.unpack(wheel, folder.resolve("tree")))
                .isInstanceOf(ZipException.class);
    }

    private Optional<Path> best() throws IOException {
        return Wheel.best(folder, "numpy", "2.2.6", PLATFORM).map(Wheel::file);
    }
}
