package dev.loanword.python;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Folders of packages that a host is opened with. */
class HostPackagesTest {
    @TempDir
    Path folder;

    @Test
    void folders_and_virtual_environments_come_after_the_standard_library_in_the_order_of_their_naming() throws IOException {
        Path plain = Files.createDirectory(folder.resolve("plain"));
        Files.writeString(plain.resolve("greeting.py"), "WORD = 'plain'\n");
        Files.writeString(plain.resolve("json.py"), "raise AssertionError('the standard library wins')\n");
        Files.writeString(plain.resolve("more.pth"), "beside\n");
        Files.createDirectory(plain.resolve("beside"));
        Files.writeString(plain.resolve("beside/farewell.py"), "WORD = 'bye'\n");
        Path environment = Files.createDirectories(folder.resolve("venv/lib/python3.12/site-packages"));
        Files.writeString(folder.resolve("venv/pyvenv.cfg"), "");
        Files.writeString(environment.resolve("greeting.py"), "WORD = 'venv'\n");
        Files.writeString(environment.resolve("other.py"), "WORD = 'other'\n");

        try (PythonHost host = PythonHost.builder()
                .environment(plain)
                .environment(folder.resolve("venv"))
                .open()) {
            host.run("import greeting, other, farewell, json");
            assertThat(host.eval("greeting.WORD + other.WORD + farewell.WORD", String.class)).isEqualTo("plainotherbye");
        }
    }

    @Test
    void what_is_no_folder_of_packages_is_refused() throws IOException {
        Path file = Files.createFile(folder.resolve("file"));
        assertThatThrownBy(() -> PythonHost.builder().environment(file))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(file + " is not a folder; name a virtual environment or a folder of Python packages");
        Files.createDirectories(folder.resolve("venv/lib"));
        Files.writeString(folder.resolve("venv/pyvenv.cfg"), "");
        assertThatThrownBy(() -> PythonHost.builder().environment(folder.resolve("venv")))
                .hasMessage(folder.resolve("venv")
                        + " is a virtual environment without a folder site-packages; make it anew");
        assertThatThrownBy(() -> PythonHost.builder().packages("--pre"))
                .hasMessage("'--pre' is no package; name one as pip does, such as tabulate or \"rich>=13\"");
    }
}
