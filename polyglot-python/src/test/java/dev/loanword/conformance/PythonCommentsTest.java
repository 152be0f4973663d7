package dev.loanword.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loanword.conformance.PythonComments.Comment;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

/** Comments of Python source. */
class PythonCommentsTest {

    @Test
    void comments_behind_code_and_alone_are_found_with_their_lines() {
        assertThat(PythonComments.of("# one\nx = 1  # two\r\n\n#three"))
                .containsExactly(new Comment(1, 0, "# one"), new Comment(2, 13, "# two"), new Comment(4, 21, "#three"));
    }

    @Test
    void what_looks_like_one_in_a_string_is_none() {
        assertThat(texts("a = '# no' + \"# no\" + r'\\' # no'  # yes")).containsExactly("# yes");
        assertThat(texts("'''\n# no\n''' # yes\n\"\"\" ' # no \\\"\"\" # no\"\"\"")).containsExactly("# yes");
        assertThat(texts("f'{x}# no' b'\\'# no' ''# yes")).containsExactly("# yes");
    }

    @Test
    void a_string_without_an_end_does_not_hide_the_next_line() {
        assertThat(texts("x = 'open # no\n# yes")).containsExactly("# yes");
        assertThat(texts("x = 'goes on \\\n# no'")).isEmpty();
    }

    @Property
    void of_any_mixture_of_code_and_comments_all_comments_are_found(@ForAll("pieces") List<Piece> pieces) {
        StringBuilder source = new StringBuilder();
        List<String> expected = new ArrayList<>();
        for (Piece piece : pieces) {
            source.append(piece.text()).append('\n');
            if (!piece.comment().isEmpty()) {
                expected.add(piece.comment());
            }
        }

        List<Comment> found = PythonComments.of(source.toString());

        assertThat(found.stream().map(Comment::text)).containsExactlyElementsOf(expected);
        assertThat(found).allSatisfy(comment -> {
            assertThat(source.substring(comment.start())).startsWith(comment.text());
            assertThat(source.substring(0, comment.start()).chars().filter(each -> each == '\n').count() + 1)
                    .isEqualTo(comment.line());
        });
    }

    @Property
    void any_text_whatever_has_some_list_of_comments(@ForAll String text) {
        assertThat(PythonComments.of(text)).allSatisfy(comment -> assertThat(comment.text()).startsWith("#"));
    }

    /** Some lines of Python, and the comment in them, if there is one. */
    record Piece(String text, String comment) {}

    @Provide
    Arbitrary<List<Piece>> pieces() {
        Arbitrary<String> inside = Arbitraries.strings().withChars("ab #'\"{}").ofMaxLength(8);
        Arbitrary<Piece> comment = inside.map(text -> new Piece("x = 1  #" + text, "#" + text));
        Arbitrary<Piece> single = inside.map(text -> new Piece("x = '" + text.replace("'", "\\'") + "'", ""));
        Arbitrary<Piece> triple = inside.map(text -> new Piece("\"\"\"" + text.replace("\"", "\\\"") + "\n#\n\"\"\"", ""));
        Arbitrary<Piece> after = inside.map(text -> new Piece("r\"" + text.replace("\"", "\\\"") + "\"#c", "#c"));
        return Arbitraries.oneOf(comment, single, triple, after).list().ofMaxSize(6);
    }

    private static List<String> texts(String source) {
        return PythonComments.of(source).stream().map(Comment::text).toList();
    }
}
