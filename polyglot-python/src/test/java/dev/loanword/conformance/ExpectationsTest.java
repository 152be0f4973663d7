package dev.loanword.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loanword.conformance.Expectations.CheckKind;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

/** What comments state. */
class ExpectationsTest {

    @Test
    void each_statement_is_read_with_its_line() {
        Expectations stated = Expectations.of(
                """
                # /// script
                # dependencies = ["numpy"]
                # ///
                print("a")  # expect: a
                # expect:   indented
                # expect:
                # expect-error: ValueError: one
                # expect-error: two
                # expect-copies: 1_000
                # expect-signature: bridge.lines(path, *, strip=True) -> object
                # expect-doctest: json.decoder
                # conformance: own process
                # conformance: needs loanword
                # conformance: timeout 90
                # expect nothing of this
                """);

        assertThat(stated.output()).containsExactly(new Statement(4, "a"), new Statement(5, "  indented"), new Statement(6, ""));
        assertThat(stated.error()).containsExactly("ValueError: one", "two");
        assertThat(stated.errorLine()).isEqualTo(7);
        assertThat(stated.copies()).hasValue(1000);
        assertThat(stated.exit()).isEmpty();
        assertThat(stated.checks())
                .containsExactly(
                        new Expectations.Check(
                                CheckKind.SIGNATURE, new Statement(10, "bridge.lines(path, *, strip=True) -> object")),
                        new Expectations.Check(CheckKind.DOCTEST, new Statement(11, "json.decoder")));
        assertThat(stated.checks().getFirst().word()).isEqualTo("signature=bridge.lines(path, *, strip=True) -> object");
        assertThat(stated.ownProcess()).isTrue();
        assertThat(stated.needsLoanword()).isTrue();
        assertThat(stated.limit()).contains(Duration.ofSeconds(90));
        assertThat(stated.mistakes()).isEmpty();
    }

    @Test
    void what_states_nothing_that_can_be_understood_is_a_mistake() {
        assertThat(mistakes("# expect-eror: x"))
                .containsExactly("there is no statement 'expect-eror' among expect, expect-error, expect-exit, expect-copies,"
                        + " expect-signature, expect-doctest, conformance");
        assertThat(mistakes("# expect-exit: 256")).containsExactly("expect-exit takes a number from 0 to 255, got '256'");
        assertThat(mistakes("# expect-exit: 1\n# expect-exit: 1")).containsExactly("a second expect-exit; a script exits once");
        assertThat(mistakes("# expect-copies: few")).containsExactly("expect-copies takes a number of bytes, got 'few'");
        assertThat(mistakes("# expect-copies: 1\n# expect-copies: 2"))
                .containsExactly("a second expect-copies; it is a bound for the whole script");
        assertThat(mistakes("# expect-signature: bridge.lines"))
                .containsExactly("expect-signature takes a name with its parameters, such as bridge.scale_inplace(x, factor), got"
                        + " 'bridge.lines'");
        assertThat(mistakes("# expect-doctest: all of it"))
                .containsExactly("expect-doctest takes the name of a module, class or function; __main__ for the script itself,"
                        + " got 'all of it'");
        assertThat(mistakes("# conformance: fast"))
                .containsExactly("conformance takes 'own process', 'needs loanword' or 'timeout SECONDS', got 'fast'");
    }

    @Property
    void lines_of_any_text_are_stated_as_they_are(@ForAll("lines") List<String> lines) {
        String source = lines.stream().map(line -> "print(1)  # expect: " + line + "\n").collect(Collectors.joining());

        assertThat(Expectations.of(source).output()).extracting(Statement::text).containsExactlyElementsOf(lines);
    }

    @Property
    void no_text_makes_the_reader_fail(@ForAll("comments") List<String> comments) {
        Expectations stated = Expectations.of(String.join("\n", comments));

        assertThat(stated.output().size()
                        + stated.error().size()
                        + stated.checks().size()
                        + stated.mistakes().size()
                        + stated.exit().stream().count()
                        + stated.copies().stream().count()
                        + (stated.ownProcess() ? 1 : 0))
                .isEqualTo(comments.size());
    }

    @Provide
    Arbitrary<List<String>> lines() {
        return Arbitraries.strings().excludeChars('\n', '\r', '\u0085', '\u2028', '\u2029').list().ofMaxSize(5);
    }

    @Provide
    Arbitrary<List<String>> comments() {
        Arbitrary<String> names = Arbitraries.of("expect", "expect-error", "expect-exit", "expect-copies", "expect-signature",
                "expect-doctest", "expect-nothing");
        Arbitrary<String> texts = Arbitraries.strings().withChars("a1_(). ->").ofMaxLength(30);
        return Combinators.combine(names, texts)
                .as((name, text) -> "# " + name + ": " + text)
                .list()
                .ofMaxSize(5);
    }

    private static List<String> mistakes(String source) {
        return Expectations.of(source).mistakes().stream().map(Statement::text).toList();
    }
}
