package dev.loanword.python.packages;

import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;

/** Progress for a terminal: one line, written over itself, gone when something else is to be said. */
final class MovingProgress implements Progress {
    /** Back to the first column, and clear from there to the end of the line (ECMA-48: CR, EL). */
    private static final String CLEAR = "\r\u001b[K";

    private static final int BAR = 24;

    private final PrintStream out;

    MovingProgress(PrintStream out) {
        this.out = out;
    }

    @Override
    public void started(String what, Path log) {
        line(ProgressText.started(what, log));
    }

    @Override
    public void report(Report report) {
        StringBuilder text = new StringBuilder(ProgressText.phase(report));
        if (report.steps() > 0) {
            int done = (int) ((long) BAR * report.step() / report.steps());
            text.append(" [").repeat('#', done).repeat('.', BAR - done).append("] ");
            text.append(report.step()).append('/').append(report.steps());
        }
        report.remaining().ifPresent(left -> text.append(", ").append(ProgressText.left(left)));
        out.print(CLEAR + "loanword: " + text);
        out.flush();
    }

    @Override
    public void note(String text) {
        line(text);
    }

    @Override
    public void finished(String what, Duration took, Path folder) {
        line(ProgressText.finished(what, took, folder));
    }

    @Override
    public void failed() {
        out.print(CLEAR);
        out.flush();
    }

    private void line(String text) {
        out.println(CLEAR + "loanword: " + text);
    }
}
