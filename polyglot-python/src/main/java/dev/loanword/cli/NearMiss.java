package dev.loanword.cli;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** Finds the word that a mistyped one was meant to be. */
final class NearMiss {
    private NearMiss() {}

    /**
     * The candidate that takes the fewest changes of single letters to become: one too many, one too few, another one, or two that
     * changed places. Case does not count. Empty if even that one needs a change for more than a third of its letters.
     *
     * @param typed what was typed
     */
    static Optional<String> of(String typed, Collection<String> candidates) {
        return candidates.stream()
                .filter(candidate -> 3 * distance(typed, candidate) <= Math.max(typed.length(), candidate.length()))
                .min(Comparator.<String>comparingInt(candidate -> distance(typed, candidate)).thenComparing(Comparator.naturalOrder()));
    }

    /** How many changes lead from one word to the other: the distance of Damerau and Levenshtein, no letter changed twice. */
    static int distance(String one, String other) {
        String from = one.toLowerCase(Locale.ROOT);
        String to = other.toLowerCase(Locale.ROOT);
        int[][] changes = new int[from.length() + 1][to.length() + 1];
        for (int i = 0; i <= from.length(); i++) {
            for (int j = 0; j <= to.length(); j++) {
                changes[i][j] = Math.min(i, j) == 0 ? Math.max(i, j) : fewest(changes, from, i, to, j);
            }
        }
        return changes[from.length()][to.length()];
    }

    private static int fewest(int[][] changes, String from, int i, String to, int j) {
        int replaced = changes[i - 1][j - 1] + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
        int fewest = Math.min(replaced, 1 + Math.min(changes[i - 1][j], changes[i][j - 1]));
        boolean swapped =
                i > 1 && j > 1 && from.charAt(i - 1) == to.charAt(j - 2) && from.charAt(i - 2) == to.charAt(j - 1);
        return swapped ? Math.min(fewest, 1 + changes[i - 2][j - 2]) : fewest;
    }
}
