package dev.loanword.python.packages;

import java.nio.file.Path;
import java.time.Duration;

/** The words of progress. */
final class ProgressText {
    private ProgressText() {}

    static String started(String what, Path log) {
        return "installing " + what + ", once for all runs (log: " + log + ")";
    }

    static String phase(Progress.Report report) {
        return "[" + report.phase() + "/" + report.phases() + "] " + report.title();
    }

    /** Rounded up to whole minutes, or to ten seconds below one: an estimate is no more exact than that. */
    static String left(Duration left) {
        long seconds = left.toSeconds();
        return "about " + (seconds < 60 ? (seconds / 10 + 1) * 10 + " s" : (seconds + 59) / 60 + " min") + " left";
    }

    static String finished(String what, Duration took, Path folder) {
        long seconds = took.toSeconds();
        String span = seconds < 60 ? seconds + " s" : seconds / 60 + " min " + seconds % 60 + " s";
        return what + " is ready after " + span + ": " + folder;
    }
}
