package dev.loanword.conformance;

import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import me.tongfei.progressbar.ProgressBarConsumer;

/** The line of a terminal that moves while scripts run. Reports are printed above it. */
final class ProgressLine implements ProgressBarConsumer, SuiteReport {
    /** Back to the first column, and clear from there to the end of the line (ECMA-48: CR, EL). */
    private static final String CLEAR = "\r\u001b[K";

    /** Fits the usual terminal; a line that wraps could not be cleared. */
    private static final int WIDTH = 78;

    private final PrintWriter err;
    private final boolean moving;
    private final List<SuiteReport> reports;
    private final ReentrantLock lock = new ReentrantLock();
    private String shown = "";
    private boolean over;

    /**
     * @param moving whether somebody looks; else a line that moves would fill a log
     * @param reports are told what this is told, while the line is not there
     */
    ProgressLine(PrintWriter err, boolean moving, List<SuiteReport> reports) {
        this.err = err;
        this.moving = moving;
        this.reports = List.copyOf(reports);
    }

    @Override
    public int getMaxRenderedLength() {
        return WIDTH;
    }

    @Override
    public void accept(String bar) {
        lock.lock();
        try {
            if (!over) {
                shown = bar;
                print(CLEAR + bar);
            }
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() {
        // It is gone by then.
    }

    @Override
    public void begun(int count) throws IOException {
        for (SuiteReport report : reports) {
            report.begun(count);
        }
    }

    @Override
    public void add(Result result) throws IOException {
        lock.lock();
        try {
            print(CLEAR);
            for (SuiteReport report : reports) {
                report.add(result);
            }
            print(shown);
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void ended(List<Result> results, Duration took) throws IOException {
        lock.lock();
        try {
            over = true;
            print(CLEAR);
        } finally {
            lock.unlock();
        }
        for (SuiteReport report : reports) {
            report.ended(results, took);
        }
    }

    private void print(String text) {
        if (moving) {
            err.print(text);
            err.flush();
        }
    }
}
