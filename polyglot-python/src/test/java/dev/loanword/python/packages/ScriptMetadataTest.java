package dev.loanword.python.packages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScriptMetadataTest {
    @TempDir
    Path folder;

    @Test
    void a_script_without_a_block_says_nothing() throws Exception {
        assertThat(ScriptMetadata.of(script("import numpy\n# /// scripts\n"))).isEmpty();
        assertThat(ScriptMetadata.of(script(""))).isEmpty();
        assertThat(ScriptMetadata.of(folder)).isEmpty();
    }

    @Test
    void a_block_anywhere_in_the_script_is_read_whatever_else_it_holds() throws Exception {
        Path script = script(
                """
                #!/usr/bin/env python3
                # About this script.

                # /// script
                # requires-python = ">=3.11"
                # dependencies = [
                #   "tabulate",  # tables
                #
                #   "rich>=13; python_version > '3'",
                # ]
                # [tool.other]
                # key = "# ///"
                # ///
                # Not of the block.
                import rich
                """);
        assertThat(ScriptMetadata.of(script).orElseThrow().dependencies())
                .containsExactly("tabulate", "rich>=13; python_version > '3'");
        assertThat(ScriptMetadata.of(script).orElseThrow().requiresPython()).contains(">=3.11");
    }

    @Test
    void windows_line_ends_and_an_empty_block_are_fine() throws Exception {
        assertThat(ScriptMetadata.of(script("# /// script\r\n# dependencies = []\r\n# ///\r\n"))
                        .orElseThrow()
                        .dependencies())
                .isEmpty();
        assertThat(ScriptMetadata.of(script("# /// script\n# ///\n")).orElseThrow().dependencies())
                .isEmpty();
    }

    @Test
    void the_last_end_within_the_comment_counts_as_the_standard_says() {
        assertRefused(
                "# /// script\n# dependencies = []\n# ///\n# text\n# ///\n",
                "line 3: this is not TOML: Unexpected '/', expected a newline or end-of-input.");
    }

    @Test
    void what_is_wrong_is_told_with_its_line_in_the_script() {
        assertRefused(
                "import os\n# /// script\n# dependencies = [\n#   \"a\"\n#   \"b\"\n# ]\n# ///\n",
                "line 5: this is not TOML: Unexpected \", expected ], a comma, or a newline.");
        assertRefused(
                "\n# /// script\n# dependencies = \"tabulate\"\n# ///\n",
                "line 3: dependencies must be a list of strings, as in [\"tabulate\"].");
        assertRefused(
                "# /// script\n# dependencies = [\n#   \"a\",\n#   2]\n# ///\n",
                "line 2: each dependency must be a string, as in [\"tabulate\"], not 2.");
        assertRefused(
                "# /// script\n# dependencies = [\"--pre\"]\n# ///\n",
                "line 2: a dependency is a package, not an option of pip: --pre.");
        assertRefused(
                "# /// script\n# requires-python = 3.12\n# ///\n",
                "line 2: requires-python must be a string, as in \">=3.11\".");
        assertRefused(
                "# /// script\n# requires-python = \"three\"\n# ///\n",
                "line 2: requires-python: 'three' is no version specifier; write one such as >=3.11.");
    }

    @Test
    void a_script_for_another_python_is_refused() {
        assertRefused(
                "# /// script\n# requires-python = \">=3.13\"\n# ///\n",
                "line 2: the script requires Python >=3.13, and this is Python 3.12.8.");
    }

    @Test
    void a_block_without_end_and_a_second_block_are_refused() {
        assertRefused(
                "# /// script\n# dependencies = []\nimport os\n# ///\n",
                "line 1: the block \"# /// script\" has no end; close it with a line \"# ///\", and begin each line"
                        + " between with \"# \".");
        assertRefused(
                "# /// script\n# ///\n\n# /// script\n# ///\n",
                "line 4: a second block \"# /// script\"; put all dependencies into the first.");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                ">=3.11 | true", ">3.12.8 | false", ">=3.12.8, <4 | true", "<3.12 | false", "==3.12.* | true",
                "==3.12 | false", "!=3.12.* | false", "!=3.11.* | true", "~=3.11 | true", "~=3.12.0 | true",
                "~=3.11.0 | false", "===3.12.8 | true", "<=3.12.8 | true", ">=3.13.0rc1 | false", ">=3.12.0b1 | true"
            })
    void versions_are_compared_as_the_packaging_guide_says(String specifier, boolean fits) {
        assertThat(VersionSpecifier.of(specifier).contains("3.12.8")).isEqualTo(fits);
    }

    private void assertRefused(String text, String problem) {
        assertThatThrownBy(() -> ScriptMetadata.of(script(text)))
                .isInstanceOf(ScriptMetadataException.class)
                .hasMessage(folder.resolve("script.py") + ", " + problem);
    }

    private Path script(String text) throws IOException {
        return Files.writeString(folder.resolve("script.py"), text);
    }
}
