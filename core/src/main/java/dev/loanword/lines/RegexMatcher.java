package dev.loanword.lines;

import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** Lines in which a regular expression is found. */
final class RegexMatcher extends LineMatcher {
    private final Pattern pattern;

    RegexMatcher(byte[] expression, boolean inverted) {
        super(inverted);
        try {
            this.pattern = Pattern.compile(new String(expression, StandardCharsets.ISO_8859_1));
        } catch (PatternSyntaxException wrong) {
            throw new IllegalArgumentException("the pattern is no regular expression as java.util.regex knows them: "
                    + wrong.getDescription() + " near index " + wrong.getIndex(), wrong);
        }
    }

    @Override
    int find(byte[] bytes, int from, int to, Interruption interruption) {
        Line line = new Line(bytes, interruption);
        Matcher matcher = pattern.matcher(line);
        int position = from;
        while (position < to) {
            int next = nextLine(bytes, position, to);
            line.set(position, contentEnd(bytes, position, next));
            try {
                if (matcher.reset().find()) {
                    return position;
                }
            } catch (StackOverflowError deep) {
                throw new IllegalArgumentException("the pattern needs too much stack for a line of " + line.length()
                        + " bytes; use possessive quantifiers, such as *+, where something is repeated");
            }
            position = next;
        }
        return to;
    }

    /** One line as characters. An expression that goes back and forth without an end can be interrupted here. */
    private static final class Line implements CharSequence {
        private static final int STEPS_BETWEEN_LOOKS = 1 << 16;

        private final byte[] bytes;
        private final Interruption interruption;
        private int start;
        private int end;
        private int steps;

        Line(byte[] bytes, Interruption interruption) {
            this.bytes = bytes;
            this.interruption = interruption;
        }

        void set(int from, int to) {
            start = from;
            end = to;
        }

        @Override
        public int length() {
            return end - start;
        }

        @Override
        public char charAt(int index) {
            if (++steps == STEPS_BETWEEN_LOOKS) {
                steps = 0;
                interruption.look();
            }
            return (char) Byte.toUnsignedInt(bytes[start + index]);
        }

        @Override
        public CharSequence subSequence(int from, int to) {
            return new String(bytes, start + from, to - from, StandardCharsets.ISO_8859_1);
        }

        @Override
        public String toString() {
            return new String(bytes, start, end - start, StandardCharsets.ISO_8859_1);
        }
    }
}
