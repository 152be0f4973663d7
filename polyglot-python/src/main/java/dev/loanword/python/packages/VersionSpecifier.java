package dev.loanword.python.packages;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which versions of Python fit, as in {@code >=3.11, <4}. The rules of the Python packaging guide's "Version specifiers" for
 * released versions of plain numbers, which Python's own versions are.
 *
 * @param clauses all of them must hold
 */
record VersionSpecifier(List<Clause> clauses) {
    private static final Pattern CLAUSE =
            Pattern.compile("(~=|===?|!=|<=|>=|<|>)\\s*([0-9]+(?:\\.[0-9]+)*)((?:\\.\\*)?)((?:(?:a|b|rc)[0-9]+)?)");

    /** One comparison; {@code prefix} when the version ended in {@code .*}. */
    record Clause(String operator, PackageVersion version, boolean prefix) {}

    /**
     * Reads a specifier.
     *
     * @throws IllegalArgumentException when it is none; the message names the part that is wrong
     */
    static VersionSpecifier of(String text) {
        List<Clause> clauses = new ArrayList<>();
        for (String part : text.split(",")) {
            if (part.isBlank()) {
                continue;
            }
            Matcher clause = CLAUSE.matcher(part.strip());
            boolean prefix = clause.matches() && !clause.group(3).isEmpty();
            boolean compatible = clause.matches() && clause.group(1).equals("~=");
            if (!clause.matches()
                    || prefix && !clause.group(1).matches("==|!=")
                    || compatible && !clause.group(2).contains(".")) {
                throw new IllegalArgumentException(
                        "'" + part.strip() + "' is no version specifier; write one such as >=3.11");
            }
            clauses.add(new Clause(
                    clause.group(1), PackageVersion.of(clause.group(2) + clause.group(4)), prefix));
        }
        return new VersionSpecifier(clauses);
    }

    boolean contains(String version) {
        PackageVersion actual = PackageVersion.of(version);
        return clauses.stream().allMatch(clause -> holds(clause, actual));
    }

    private static boolean holds(Clause clause, PackageVersion actual) {
        PackageVersion wanted = clause.version;
        int order = actual.compareTo(wanted);
        return switch (clause.operator) {
            case ">=" -> order >= 0;
            case "<=" -> order <= 0;
            case ">" -> order > 0;
            case "<" -> order < 0;
            case "!=" -> clause.prefix ? !begins(actual, wanted.release()) : order != 0;
            case "~=" ->
                order >= 0
                        && begins(
                                actual,
                                wanted.release().subList(0, wanted.release().size() - 1));
            default -> clause.prefix ? begins(actual, wanted.release()) : order == 0;
        };
    }

    /** Whether a version's first numbers are these. */
    private static boolean begins(PackageVersion version, List<Integer> numbers) {
        List<Integer> release = version.release();
        return release.size() >= numbers.size() && release.subList(0, numbers.size()).equals(numbers);
    }
}
