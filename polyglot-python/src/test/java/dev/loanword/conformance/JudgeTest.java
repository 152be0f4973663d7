package dev.loanword.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loanword.conformance.Outcome.End;
import dev.loanword.conformance.Outcome.Exited;
import dev.loanword.conformance.Outcome.Raised;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Outcomes held against statements. */
class JudgeTest {

    @TempDir
    Path folder;

    @Test
    void a_text_with_dots_matches_any_text_between() {
        assertThat(Judge.matches("ValueError: ...", "ValueError: a\nb")).isTrue();
        assertThat(Judge.matches("ValueError: ...", "TypeError: a")).isFalse();
        assertThat(Judge.matches("E: a...c", "E: abc")).isTrue();
        assertThat(Judge.matches("E: a...c", "E: abcd")).isFalse();
        assertThat(Judge.matches("E: (a|b)", "E: a")).isFalse();
        assertThat(Judge.matches("E: ", "E")).isFalse();
    }

    @Property
    void a_text_matches_itself_and_every_part_of_it_that_dots_stand_for(@ForAll String before, @ForAll String inside, @ForAll String after) {
        assertThat(Judge.matches(before, before)).isTrue();
        assertThat(Judge.matches(before + "..." + after, before + inside + after)).isTrue();
    }

    @Test
    void a_golden_file_is_compared_byte_by_byte() throws Exception {
        Files.writeString(folder.resolve("s.expected"), "a\nb\n");

        assertThat(failures("", "a\nb\n", new Exited(0))).isEmpty();
        assertThat(failures("", "a\nb", new Exited(0)))
                .containsExactly(new Failure("the output differs", "s.expected", 2, "the line feed at the end is missing\n"));
        assertThat(failures("", "a\nb\n\n", new Exited(0)))
                .containsExactly(new Failure(
                        "the output differs", "s.expected", 3, "--- expected\n+++ found\n@@ -1,2 +1,3 @@\n a\n b\n+\n"));
    }

    @Test
    void comments_say_nothing_of_the_last_line_feed() throws Exception {
        String script = "print('a', end='')\n# expect: a\n";

        assertThat(failures(script, "a", new Exited(0))).isEmpty();
        assertThat(failures(script, "a\n", new Exited(0))).isEmpty();
        assertThat(failures(script, "", new Exited(0)))
                .containsExactly(
                        new Failure("the output differs", "s.py", 2, "--- expected\n+++ found\n@@ -1,1 +1,0 @@\n-a\n"));
        assertThat(failures(script, "a\n\n", new Exited(0))).hasSize(1);
    }

    @Test
    void a_golden_exception_is_compared_letter_by_letter() throws Exception {
        Files.writeString(folder.resolve("s.expected-error"), "ValueError: one ...\n");

        assertThat(failures("", "", raised("one ..."))).isEmpty();
        assertThat(failures("", "", raised("one two")))
                .containsExactly(new Failure(
                        "it raised another exception",
                        "s.expected-error",
                        1,
                        "--- expected\n+++ found\n@@ -1,1 +1,1 @@\n-ValueError: one ...\n+ValueError: one two\n"));
        assertThat(failures("", "", new Exited(0)))
                .containsExactly(
                        new Failure("it raised no exception", "s.expected-error", 1, "-ValueError: one ...\n"));
    }

    @Test
    void an_exit_status_must_be_the_stated_one() throws Exception {
        assertThat(failures("# expect-exit: 3", "", new Exited(3))).isEmpty();
        assertThat(failures("# expect-exit: 3", "", new Exited(0)))
                .containsExactly(new Failure("it exited with status 0, expected 3", "s.py", 0, ""));
        assertThat(failures("", "", new Exited(1)))
                .containsExactly(new Failure("it exited with status 1, expected 0", "s.py", 0, ""));
    }

    @Test
    void bytes_are_copied_only_within_the_bound() throws Exception {
        assertThat(failures("# expect-copies: 12", "", new Exited(0), 12)).isEmpty();
        assertThat(failures("# expect-copies: 12", "", new Exited(0), 1300))
                .containsExactly(new Failure("1,300 bytes were copied, at most 12 may be", "s.py", 0, "1300 bytes: test\n"));
        assertThat(failures("", "", new Exited(0), 1)).hasSize(1);
    }

    private static End raised(String text) {
        return new Raised("ValueError", text, "traceback", 1);
    }

    private List<Failure> failures(String source, String output, End end) throws IOException {
        return failures(source, output, end, 0);
    }

    private List<Failure> failures(String source, String output, End end, long copied) throws IOException {
        ConformanceScript script =
                ConformanceScript.read(Files.writeString(folder.resolve("s.py"), source), "s.py");
        Outcome outcome = new Outcome(output, "", false, Duration.ZERO, end, OptionalLong.of(copied),
                copied == 0 ? List.of() : List.of(copied + " bytes: test"), List.of());
        assertThat(Judge.mistakes(script)).isEmpty();
        return Judge.failures(script, outcome, Duration.ofSeconds(1));
    }
}
