package dev.loanword.python.packages;

import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;

/** Progress for files and pipes: a line at the start, one per phase, one at the end. */
final class PlainProgress implements Progress {
    private final PrintStream out;
    private int phase;

    PlainProgress(PrintStream out) {
        this.out = out;
    }

    @Override
    public void started(String what, Path log) {
        phase = 0;
        line(ProgressText.started(what, log));
    }

    @Override
    public void report(Report report) {
        if (report.phase() != phase) {
            phase = report.phase();
            line(ProgressText.phase(report)
                    + report.remaining()
                            .map(left -> ", " + ProgressText.left(left))
                            .orElse(""));
        }
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
    public void failed() {}

    private void line(String text) {
        out.println("loanword: " + text);
    }
}
