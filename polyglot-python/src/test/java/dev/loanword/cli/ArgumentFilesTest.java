package dev.loanword.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** {@code @FILE} among the options of run. */
class ArgumentFilesTest {

    @Provide
    Arbitrary<List<String>> words() {
        Arbitrary<String> word = Arbitraries.strings()
                .withChars(" \t\n\\\"'#@-ab\u00fc\ud83d\ude00".codePoints().mapToObj(Character::toString).collect(Collectors.joining()).toCharArray())
                .ofMaxLength(6);
        return word.list().ofMaxSize(5);
    }

    @Property
    void words_in_double_quotes_are_read_as_they_were(@ForAll("words") List<String> words) {
        String text = words.stream()
                .map(word -> '"' + word.replace("\\", "\\\\").replace("\"", "\\\"") + '"')
                .collect(Collectors.joining("\n"));
        assertThat(ArgumentFiles.words(text)).isEqualTo(words);
    }

    @Property
    void words_in_single_quotes_are_read_as_they_were(@ForAll("words") List<String> words) {
        String text = words.stream().map(word -> "'" + word.replace("'", "'\"'\"'") + "'").collect(Collectors.joining("  "));
        assertThat(ArgumentFiles.words(text)).isEqualTo(words);
    }

    @Example
    void comments_end_with_their_line_and_begin_with_a_word() {
        assertThat(ArgumentFiles.words("# all of it\n--core 'a b'.jar # the core\n-X a=#1 \"\"\n#")).containsExactly("--core", "a b.jar", "-X", "a=#1", "");
        assertThatThrownBy(() -> ArgumentFiles.words("--core 'a.jar")).hasMessage("ends within quotes that begin with '");
    }

    @Example
    void a_file_stands_where_an_option_could_and_nowhere_else() throws IOException {
        Path folder = Files.createTempDirectory("arguments");
        Path file = Files.writeString(folder.resolve("a"), "--with rich @b -c pass");
        try {
            assertThat(expanded(folder, "run", "--core", "@a", "@a", "@a", "x"))
                    .containsExactly("run", "--core", "@a", "--with", "rich", "@b", "-c", "pass", "--with", "rich", "@b", "-c", "pass", "x");
            assertThat(expanded(folder, "run", "-i", "script.py", "@a")).containsExactly("run", "-i", "script.py", "@a");
            assertThat(expanded(folder, "run", "-c", "pass", "@a")).containsExactly("run", "-c", "pass", "@a");
            assertThat(expanded(folder, "run", "-", "@a")).containsExactly("run", "-", "@a");
            assertThat(expanded(folder, "run", "--", "@a")).containsExactly("run", "--", "@a");
            assertThat(expanded(folder, "run", "@")).containsExactly("run", "@");

            Files.write(file, new byte[] {(byte) 0xff});
            assertThatThrownBy(() -> expanded(folder, "run", "@a")).hasMessage("the argument file " + file + " is no UTF-8 text");
            Files.writeString(file, "\"", StandardCharsets.UTF_8);
            assertThatThrownBy(() -> expanded(folder, "run", "@a"))
                    .hasMessage("the argument file " + file + " ends within quotes that begin with \"");
            assertThatThrownBy(() -> expanded(folder, "run", "@none"))
                    .hasMessage("there is no argument file " + folder.resolve("none") + "; a program of that name is started by ./@...");
        } finally {
            Files.delete(file);
            Files.delete(folder);
        }
    }

    private static List<String> expanded(Path folder, String... words) {
        return ArgumentFiles.expanded(List.of(words), folder, Set.of("--core", "--with")::contains);
    }
}
