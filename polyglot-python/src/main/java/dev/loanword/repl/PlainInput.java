package dev.loanword.repl;

import java.io.PrintStream;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jline.utils.Signals;

/**
 * Lines of Python's {@code sys.stdin} as they come, as {@code python -i} reads them: a block ends with an empty line. What the
 * program reads by {@code input()} comes from the same lines.
 */
final class PlainInput implements Input {
    private final Evaluator evaluator;
    private final PythonSide python;
    private final boolean person;
    private final PrintStream out = System.out;

    /**
     * @param person whether somebody types the lines, to whom a Ctrl-C drops what was typed
     */
    PlainInput(Evaluator evaluator, boolean person) {
        this.evaluator = evaluator;
        this.python = evaluator.python();
        this.person = person;
    }

    @Override
    public String read() {
        String prefilled = python.prefilled();
        if (prefilled != null) {
            return prefilled;
        }
        StringBuilder text = new StringBuilder();
        String first = python.prompt(false);
        while (true) {
            AtomicBoolean dropped = new AtomicBoolean();
            String line = readLine(text.isEmpty() ? first : python.prompt(true), first, dropped);
            if (dropped.get()) {
                text.setLength(0);
            }
            if (line == null) {
                return text.isEmpty() ? null : text.toString();
            }
            text.append(line.stripTrailing());
            if (!evaluator.isIncomplete(text.toString())) {
                return text.toString();
            }
            text.append('\n');
        }
    }

    /** A line. Nothing ends the waiting for one but its end, so what a Ctrl-C means is done and said while it goes on. */
    private String readLine(String prompt, String afterDrop, AtomicBoolean dropped) {
        if (!person) {
            return python.readLine(prompt);
        }
        Object previous = Signals.register("INT", () -> {
            dropped.set(true);
            out.print("\nKeyboardInterrupt\n" + afterDrop);
            out.flush();
        });
        try {
            return python.readLine(prompt);
        } finally {
            Signals.unregister("INT", previous);
        }
    }

    @Override
    public void close() {
        // Standard input is the process's.
    }
}
