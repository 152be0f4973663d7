package dev.loanword.export.stubs;

/** Lines of Python, indented. */
final class StubText {

    private static final String STEP = "    ";

    private final StringBuilder text = new StringBuilder();
    private String indent = "";
    private int blockStart;

    void line(String line) {
        text.append(indent).append(line).append('\n');
    }

    /** An empty line, unless there is one, or nothing stands before it in the block. */
    void gap() {
        if (text.length() > blockStart && text.charAt(text.length() - 2) != '\n') {
            text.append('\n');
        }
    }

    /** Begins a block. */
    void open(String head) {
        line(head);
        indent += STEP;
        blockStart = text.length();
    }

    /** Ends a block, which has a line at least. */
    void close() {
        if (text.length() == blockStart) {
            line("...");
        }
        indent = indent.substring(STEP.length());
        blockStart = 0;
    }

    /** A docstring; nothing if it is empty. Its further lines are indented, which Python takes away again. */
    void doc(String doc) {
        if (doc.isEmpty()) {
            return;
        }
        String[] lines = doc.strip().split("\n", -1);
        StringBuilder quoted = new StringBuilder("\"\"\"");
        for (int i = 0; i < lines.length; i++) {
            if (i > 0) {
                quoted.append('\n').append(lines[i].isBlank() ? "" : indent);
            }
            quoted.append(escaped(lines[i].stripTrailing()));
        }
        if (lines.length > 1) {
            quoted.append('\n').append(indent);
        } else if (quoted.charAt(quoted.length() - 1) == '"' && quoted.length() > 3) {
            // A quote at the end would be taken for one of the three that follow.
            quoted.insert(quoted.length() - 1, '\\');
        }
        line(quoted.append("\"\"\"").toString());
    }

    private static String escaped(String line) {
        StringBuilder escaped = new StringBuilder();
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            if (c == '\\') {
                escaped.append("\\\\");
            } else if (c == '"' && line.startsWith("\"\"\"", i)) {
                escaped.append("\\\"");
            } else if (c != '\t' && Character.isISOControl(c)) {
                escaped.append("\\x").append(Character.forDigit(c >> 4, 16)).append(Character.forDigit(c & 0xf, 16));
            } else {
                escaped.append(c);
            }
        }
        return escaped.toString();
    }

    StubText append(StubText other) {
        text.append(other.text);
        return this;
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
