package dev.loanword.cli;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One line of what {@code loanword doctor} says.
 *
 * @param key what was looked at, for programs; never changes
 * @param subject the same for people
 * @param state how it is
 * @param isProblem whether something is wrong
 * @param advice what to do about it, or what one may do; {@code null} where there is nothing to be done
 */
record Finding(String key, String subject, String state, boolean isProblem, String advice) {

    static Finding fine(String key, String subject, String state) {
        return new Finding(key, subject, state, false, null);
    }

    static Finding improvable(String key, String subject, String state, String advice) {
        return new Finding(key, subject, state, false, advice);
    }

    static Finding problem(String key, String subject, String state, String advice) {
        return new Finding(key, subject, state, true, advice);
    }

    /** The state, with what one may do about it. */
    String line() {
        return isProblem || advice == null ? state : state + "; " + advice;
    }

    /** For programs. */
    Map<String, Object> values() {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("key", key);
        values.put("subject", subject);
        values.put("state", state);
        values.put("problem", isProblem);
        values.put("advice", advice);
        return values;
    }
}
