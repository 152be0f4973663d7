package dev.loanword.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.AlphaChars;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.StringLength;

/** What a mistyped word was meant to be. */
class NearMissTest {
    private static final List<String> OPTIONS = List.of("--core", "--export", "--ledger", "--with", "--with-requirements");

    @Example
    void one_letter_less_more_other_or_two_swapped_is_near() {
        assertThat(List.of("--ledgr", "--ledgerr", "--lodger", "--legder", "--LEDGER"))
                .allSatisfy(typed -> assertThat(NearMiss.of(typed, OPTIONS)).contains("--ledger"));
        assertThat(NearMiss.of("--with-requirement", OPTIONS)).contains("--with-requirements");
    }

    @Example
    void what_is_like_none_is_near_to_none() {
        assertThat(List.of("--verbose", "-x", "", "--")).allSatisfy(typed -> assertThat(NearMiss.of(typed, OPTIONS)).isEmpty());
        assertThat(NearMiss.of("--core", List.of())).isEmpty();
    }

    @Property
    void the_distance_is_that_of_a_measure(
            @ForAll @AlphaChars @StringLength(max = 8) String one, @ForAll @AlphaChars @StringLength(max = 8) String other) {
        int distance = NearMiss.distance(one, other);

        assertThat(distance)
                .isEqualTo(NearMiss.distance(other, one))
                .isBetween(Math.abs(one.length() - other.length()), Math.max(one.length(), other.length()));
        assertThat(distance == 0).isEqualTo(one.toLowerCase(Locale.ROOT).equals(other.toLowerCase(Locale.ROOT)));
    }

    @Property
    void a_letter_that_is_left_out_is_one_change(
            @ForAll @AlphaChars @StringLength(min = 1, max = 12) String word, @ForAll @IntRange(max = 11) int place) {
        int at = place % word.length();
        assertThat(NearMiss.distance(word, word.substring(0, at) + word.substring(at + 1))).isEqualTo(1);
    }
}
