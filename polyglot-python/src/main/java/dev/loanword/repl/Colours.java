package dev.loanword.repl;

import java.util.Map;

/**
 * Whether to use colours.
 *
 * @param wanted true on a terminal that has them, unless the user asked for none
 */
record Colours(boolean wanted) {

    /**
     * What the environment says: {@code NO_COLOR}, set to anything, and a dumb terminal mean none.
     *
     * @param terminal whether output goes to one
     */
    static Colours of(Map<String, String> environment, boolean terminal) {
        boolean refused = !environment.getOrDefault("NO_COLOR", "").isEmpty();
        return new Colours(terminal && !refused && !isDumb(environment));
    }

    /** Whether the terminal can't move its cursor, or does not say what it can. */
    static boolean isDumb(Map<String, String> environment) {
        String type = environment.getOrDefault("TERM", "");
        return type.isEmpty() || type.equals("dumb");
    }
}
