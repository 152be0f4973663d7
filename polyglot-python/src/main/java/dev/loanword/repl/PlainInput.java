package dev.loanword.repl;

/**
 * Lines of Python's {@code sys.stdin} as they come, as {@code python -i} reads them: a block ends with an empty line. What the
 * program reads by {@code input()} comes from the same lines.
 */
final class PlainInput implements Input {
    private final Evaluator evaluator;
    private final PythonSide python;

    PlainInput(Evaluator evaluator) {
        this.evaluator = evaluator;
        this.python = evaluator.python();
    }

    @Override
    public String read() {
        String prefilled = python.prefilled();
        if (prefilled != null) {
            return prefilled;
        }
        StringBuilder text = new StringBuilder();
        while (true) {
            String line = python.readLine(python.prompt(!text.isEmpty()));
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

    @Override
    public void close() {
        // Standard input is the process's.
    }
}
