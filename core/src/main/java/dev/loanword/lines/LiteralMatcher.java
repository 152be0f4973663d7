package dev.loanword.lines;

import dev.loanword.kernels.ByteSearch;

/** Lines that hold a sequence of bytes. The lines before a match are not looked at one by one. */
final class LiteralMatcher extends LineMatcher {
    private final ByteSearch search;

    LiteralMatcher(byte[] sought, boolean inverted) {
        super(inverted);
        for (byte value : sought) {
            if (value == '\n') {
                throw new IllegalArgumentException("the pattern holds a line feed, which no line does; look for a part of it");
            }
        }
        this.search = new ByteSearch(sought);
    }

    @Override
    int find(byte[] bytes, int from, int to, Interruption interruption) {
        int found = search.find(bytes, from, to);
        // A carriage return before a line feed belongs to the ending, not to the line.
        while (found >= 0 && found + search.length() > contentEnd(bytes, found, nextLine(bytes, found, to))) {
            found = search.find(bytes, found + 1, to);
        }
        return found < 0 ? to : found;
    }
}
