package dev.loanword.python.graalpy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Paths whose names are no text: refused by name, and never taken for another file. */
@ExtendWith(SharedGraalPy.class)
class PathsTest {

    @TempDir
    Path folder;

    @BeforeEach
    void import_the_modules() {
        SharedGraalPy.python().eval("import bridge, loanword, pathlib\nfolder = '" + folder + "/'");
    }

    private static String show(String expression) {
        return SharedGraalPy.python().show(expression);
    }

    @ParameterizedTest
    @ValueSource(strings = {"folder + 'name\\udcff'", "folder.encode() + b'name\\xff'", "pathlib.Path(folder + 'name\\udcff')"})
    void a_name_that_is_no_text_is_refused(String path) throws IOException {
        // GraalPy would write the byte as this character, and open a file that was not meant.
        Files.writeString(folder.resolve("name\uFFFD"), "another file");
        String shown = path.contains("encode")
                ? "b'" + folder + "/name\\xff'"
                : "'" + folder + "/name\\udcff'";
        for (String function : new String[] {"bridge.lines(", "loanword.map_file("}) {
            assertThat(show(function + path + ")"))
                    .isEqualTo("ValueError: the path " + shown + " can't be opened: Java can't write it in "
                            + System.getProperty("sun.jnu.encoding")
                            + ", the encoding of file names here; rename the file, or start in a UTF-8 locale");
        }
    }

    @Test
    void a_name_of_any_text_is_opened() throws IOException {
        Files.writeString(folder.resolve("n\u00e4me\u20ac"), "line");
        for (String path : new String[] {
            "folder + 'n\u00e4me\u20ac'", "(folder + 'n\u00e4me\u20ac').encode()", "pathlib.Path(folder) / 'n\u00e4me\u20ac'"
        }) {
            assertThat(show("list(bridge.lines(" + path + "))")).as(path).isEqualTo("[b'line']");
        }
    }
}
