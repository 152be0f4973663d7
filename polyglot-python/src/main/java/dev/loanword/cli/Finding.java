package dev.loanword.cli;

/**
 * One line of what {@code loanword doctor} says.
 *
 * @param subject what was looked at
 * @param state how it is
 * @param remedy what to do about it, or the empty string when nothing is wrong
 */
record Finding(String subject, String state, String remedy) {

    static Finding fine(String subject, String state) {
        return new Finding(subject, state, "");
    }

    boolean isProblem() {
        return !remedy.isEmpty();
    }
}
