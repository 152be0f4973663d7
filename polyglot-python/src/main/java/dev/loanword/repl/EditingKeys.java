package dev.loanword.repl;

import org.jline.keymap.KeyMap;
import org.jline.reader.Binding;
import org.jline.reader.Buffer;
import org.jline.reader.LineReader;
import org.jline.reader.Reference;
import org.jline.reader.Widget;
import org.jline.terminal.Terminal;
import org.jline.utils.AttributedString;
import org.jline.utils.InfoCmp.Capability;

/** The keys that mean something of their own in Python: Enter, Tab, Backspace, and the one that shows a signature. */
final class EditingKeys {
    private static final int INDENT = 4;

    private final LineReader reader;
    private final Evaluator evaluator;

    EditingKeys(LineReader reader, Evaluator evaluator) {
        this.reader = reader;
        this.evaluator = evaluator;
    }

    void bind() {
        bind("python-enter", this::enter, "\r", "\n");
        bind("python-new-line", () -> insert("\n"), KeyMap.alt('\r'), KeyMap.alt('\n'));
        bind("python-tab", this::tab, "\t");
        bind("python-backspace", this::backspace, KeyMap.del(), KeyMap.ctrl('H'));
        bind("python-hint", this::hint, KeyMap.key(reader.getTerminal(), Capability.key_f1), "\033OP", KeyMap.alt('h'));
        // JLine's own search the history for inputs that begin with the same word.
        bind(LineReader.UP_LINE_OR_HISTORY, KeyMap.key(reader.getTerminal(), Capability.key_up), "\033[A", "\033OA");
        bind(LineReader.DOWN_LINE_OR_HISTORY, KeyMap.key(reader.getTerminal(), Capability.key_down), "\033[B", "\033OB");
        reader.getWidgets().put(LineReader.FRESH_LINE, this::freshLine);
    }

    /** Puts the prompt at the beginning of a line, also after output that did not end its own; JLine's way colours a mark there. */
    private boolean freshLine() {
        Terminal terminal = reader.getTerminal();
        if (terminal.getBooleanCapability(Capability.auto_right_margin) && terminal.getBooleanCapability(Capability.eat_newline_glitch)) {
            // As many spaces as fill a line: they stay in it if it was empty, and else run on into the next.
            terminal.writer().write(" ".repeat(terminal.getWidth()) + "\r");
            terminal.flush();
        }
        return true;
    }

    private void bind(String name, Widget widget, String... keys) {
        reader.getWidgets().put(name, widget);
        bind(name, keys);
    }

    private void bind(String name, String... keys) {
        for (String map : new String[] {LineReader.EMACS, LineReader.VIINS}) {
            KeyMap<Binding> keyMap = reader.getKeyMaps().get(map);
            for (String key : keys) {
                if (key != null) {
                    keyMap.bind(new Reference(name), key);
                }
            }
        }
    }

    /** Runs the input if it is complete and the cursor is in its last line; begins a line, indented, if not. */
    private boolean enter() {
        Buffer buffer = reader.getBuffer();
        String text = buffer.toString();
        String after = text.substring(buffer.cursor());
        boolean lastLine = after.indexOf('\n') < 0;
        if (lastLine && !evaluator.isIncomplete(text)) {
            String trimmed = text.stripTrailing();
            if (!trimmed.equals(text)) {
                buffer.clear();
                buffer.write(trimmed);
            }
            buffer.cursor(buffer.length());
            reader.callWidget(LineReader.ACCEPT_LINE);
            return true;
        }
        String before = text.substring(0, buffer.cursor());
        return insert("\n" + evaluator.python().indentation(before));
    }

    private boolean insert(String text) {
        reader.getBuffer().write(text);
        return true;
    }

    /** Indents at the beginning of a line, completes elsewhere. */
    private boolean tab() {
        int column = leadingSpaces();
        if (column >= 0) {
            return insert(" ".repeat(INDENT - column % INDENT));
        }
        reader.callWidget(LineReader.COMPLETE_WORD);
        return true;
    }

    /** Takes a whole indentation away where there is nothing else before the cursor. */
    private boolean backspace() {
        int column = leadingSpaces();
        int count = column > 0 ? (column - 1) % INDENT + 1 : 1;
        return reader.getBuffer().backspace(count) > 0;
    }

    /** How many spaces are before the cursor in its line, or -1 if there is anything else. */
    private int leadingSpaces() {
        String before = reader.getBuffer().upToCursor();
        String line = before.substring(before.lastIndexOf('\n') + 1);
        return line.isBlank() ? line.length() : -1;
    }

    private boolean hint() {
        Buffer buffer = reader.getBuffer();
        String text = evaluator.python().hint(buffer.toString(), buffer.cursor());
        if (text.isEmpty()) {
            return false;
        }
        reader.printAbove(new AttributedString(text));
        return true;
    }
}
