package dev.loanword.lines;

import dev.loanword.kernels.LineScanner;

/** Finds the lines that have something. Safe for use by many threads. */
public abstract sealed class LineMatcher permits LiteralMatcher, RegexMatcher {
    private final boolean inverted;

    LineMatcher(boolean inverted) {
        this.inverted = inverted;
    }

    /**
     * Lines that hold a sequence of bytes.
     *
     * @param inverted for the lines that don't
     * @throws IllegalArgumentException if no line can hold it
     */
    public static LineMatcher literal(byte[] sought, boolean inverted) {
        return new LiteralMatcher(sought, inverted);
    }

    /**
     * Lines in which a regular expression of {@link java.util.regex.Pattern} is found. A byte is a character of the same number.
     *
     * @param inverted for the lines in which it is not
     * @throws IllegalArgumentException if it is no regular expression
     */
    public static LineMatcher regex(byte[] expression, boolean inverted) {
        return new RegexMatcher(expression, inverted);
    }

    /**
     * Finds the next line that has what is sought.
     *
     * @param from where a line begins
     * @param to where the last line ends
     * @return an index in that line, or {@code to} if there is none
     */
    abstract int find(byte[] bytes, int from, int to, Interruption interruption);

    /**
     * Adds the wanted lines of a range, without their endings.
     *
     * @param from where a line begins
     * @param to after the ending of a line, or where the input ends
     */
    final void match(byte[] bytes, int from, int to, Interruption interruption, Ranges wanted) {
        int position = from;
        while (position < to) {
            int found = find(bytes, position, to, interruption);
            int start = found < to ? startOf(bytes, position, found) : to;
            if (inverted) {
                addAll(bytes, position, start, wanted);
            }
            if (start >= to) {
                return;
            }
            int next = nextLine(bytes, found, to);
            if (!inverted) {
                wanted.add(start, contentEnd(bytes, start, next));
            }
            position = next;
        }
    }

    private static void addAll(byte[] bytes, int from, int to, Ranges wanted) {
        int position = from;
        while (position < to) {
            int next = nextLine(bytes, position, to);
            wanted.add(position, contentEnd(bytes, position, next));
            position = next;
        }
    }

    private static int startOf(byte[] bytes, int from, int index) {
        int start = index;
        while (start > from && bytes[start - 1] != '\n') {
            start--;
        }
        return start;
    }

    /** The index after the ending of the line that an index lies in. */
    static int nextLine(byte[] bytes, int index, int to) {
        int lineFeed = LineScanner.nextLineFeed(bytes, index, to);
        return lineFeed < 0 ? to : lineFeed + 1;
    }

    /** Where the content of a line ends. The last line may lack its ending; then a carriage return is content. */
    static int contentEnd(byte[] bytes, int start, int next) {
        if (next == start || bytes[next - 1] != '\n') {
            return next;
        }
        int lineFeed = next - 1;
        return lineFeed > start && bytes[lineFeed - 1] == '\r' ? lineFeed - 1 : lineFeed;
    }
}
