package dev.loanword.conformance;

import com.github.difflib.DiffUtils;
import com.github.difflib.UnifiedDiffUtils;
import com.github.difflib.patch.Patch;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Two texts that differ.
 *
 * @param line the first expected line that is different, from 1; one past the end if something follows that is not expected
 * @param diff the difference as a unified diff
 */
record TextComparison(int line, String diff) {
    private static final int CONTEXT = 3;

    /** Compares texts that are not equal. */
    static TextComparison of(String expected, String found) {
        List<String> wanted = lines(expected);
        List<String> actual = lines(found);
        Patch<String> patch = DiffUtils.diff(wanted, actual);
        if (patch.getDeltas().isEmpty()) {
            boolean missing = expected.endsWith("\n");
            return new TextComparison(
                    Math.max(wanted.size(), 1),
                    missing ? "the line feed at the end is missing\n" : "a line feed follows that is not expected\n");
        }
        List<String> diff = UnifiedDiffUtils.generateUnifiedDiff("expected", "found", wanted, patch, CONTEXT);
        return new TextComparison(
                patch.getDeltas().getFirst().getSource().getPosition() + 1,
                diff.stream().map(line -> line + "\n").collect(Collectors.joining()));
    }

    /** The lines of a text. A carriage return is part of its line, so that it is a difference. */
    private static List<String> lines(String text) {
        String ended = text.endsWith("\n") ? text.substring(0, text.length() - 1) : text;
        return text.isEmpty() ? List.of() : Stream.of(ended.split("\n", -1)).toList();
    }
}
