package dev.loanword.python.packages;

import java.nio.file.Path;
import java.time.Duration;

/** Progress that nobody follows. */
final class SilentProgress implements Progress {
    @Override
    public void started(String what, Path log) {}

    @Override
    public void report(Report report) {}

    @Override
    public void note(String text) {}

    @Override
    public void finished(String what, Duration took, Path folder) {}

    @Override
    public void failed() {}
}
