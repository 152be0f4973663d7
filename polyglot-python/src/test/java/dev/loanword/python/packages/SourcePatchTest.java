package dev.loanword.python.packages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SourcePatchTest {
    private static final String PATCH = """
        diff --git a/src/x.c b/src/x.c
        index 0462625..3625e34 100644
        --- a/src/x.c
        +++ b/src/x.c
        @@ -2,3 +2,3 @@ int f()
         two
        -three
        +THREE
         four
        @@ -6,2 +6,3 @@
         six
        +six and a half
         seven
        """;

    @TempDir
    Path root;

    @Test
    void hunks_are_applied_where_their_context_is_now() throws Exception {
        Path file = source("new\nlines\none\ntwo\nthree\nfour\nfive\nsix\nseven\n");
        apply();
        assertThat(file).hasContent("new\nlines\none\ntwo\nTHREE\nfour\nfive\nsix\nsix and a half\nseven\n");
    }

    @Test
    void a_hunk_without_its_context_is_refused_and_nothing_is_written() throws Exception {
        String text = "one\ntwo\n3\nfour\nfive\nsix\nseven\n";
        Path file = source(text);
        assertThatThrownBy(this::apply)
                .isInstanceOf(PackageInstallException.class)
                .hasMessageStartingWith("The changes for GraalPy don't fit " + file + ": ")
                .hasMessageEndingWith(". Please report this.");
        assertThat(file).hasContent(text);
    }

    private Path source(String text) throws IOException {
        Files.createDirectory(root.resolve("src"));
        return Files.writeString(root.resolve("src/x.c"), text);
    }

    private void apply() throws IOException, PackageInstallException {
        SourcePatch.apply(new ByteArrayInputStream(PATCH.getBytes(StandardCharsets.UTF_8)), root);
    }
}
