package dev.loanword.conformance;

import java.util.ArrayList;
import java.util.List;

/** Finds the comments of Python source, and not what only looks like one inside a string. */
final class PythonComments {

    /**
     * One comment.
     *
     * @param line its line, from 1
     * @param start index of its {@code #} in the source
     * @param text all of it from the {@code #} to the end of the line
     */
    record Comment(int line, int start, String text) {}

    private final String source;
    private final List<Comment> comments = new ArrayList<>();
    private int at;
    private int line = 1;

    private PythonComments(String source) {
        this.source = source;
    }

    /** All comments, from the first to the last. What is no Python has some list of comments too. */
    static List<Comment> of(String source) {
        PythonComments found = new PythonComments(source);
        found.scan();
        return found.comments;
    }

    private void scan() {
        while (at < source.length()) {
            char here = source.charAt(at);
            if (here == '#') {
                comment();
            } else if (here == '"' || here == '\'') {
                string(here);
            } else {
                step();
            }
        }
    }

    private void comment() {
        int end = at;
        while (end < source.length() && source.charAt(end) != '\n' && source.charAt(end) != '\r') {
            end++;
        }
        comments.add(new Comment(line, at, source.substring(at, end)));
        at = end;
    }

    /** Passes a string. A backslash keeps the character after it from ending the string, in raw ones too. */
    private void string(char quote) {
        String three = String.valueOf(quote).repeat(3);
        boolean isLong = source.startsWith(three, at);
        at += isLong ? 3 : 1;
        while (at < source.length()) {
            char here = source.charAt(at);
            if (here == '\\' && at + 1 < source.length()) {
                at++;
                step();
            } else if (isLong ? source.startsWith(three, at) : here == quote) {
                at += isLong ? 3 : 1;
                return;
            } else if (here == '\n' && !isLong) {
                // Not closed, which is no Python; the next line may be.
                return;
            } else {
                step();
            }
        }
    }

    private void step() {
        if (source.charAt(at++) == '\n') {
            line++;
        }
    }
}
