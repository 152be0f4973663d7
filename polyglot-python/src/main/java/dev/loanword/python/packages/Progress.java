package dev.loanword.python.packages;

import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** Who follows an installation. Called by the installing thread and, for steps, by a reader of a process's output. */
public interface Progress {
    /**
     * How far it is.
     *
     * @param phase number of the phase, from 1
     * @param phases how many phases there are
     * @param title what the phase does
     * @param step steps of the phase that are done
     * @param steps steps of the phase, 0 while unknown
     * @param remaining about how long the rest of all phases takes, as soon as that can be told
     */
    record Report(int phase, int phases, String title, int step, int steps, Optional<Duration> remaining) {}

    /** Something that takes long begins. */
    void started(String what, Path log);

    /** A phase begins, or a step of it is done. */
    void report(Report report);

    /** Something that the person who waits should know. */
    void note(String text);

    /** It is installed. */
    void finished(String what, Duration took, Path folder);

    /** It is not; an exception tells why. */
    void failed();

    /** Says nothing. */
    static Progress silent() {
        return new SilentProgress();
    }

    /** On the standard error stream: one line that moves when that is a terminal, else one line per phase. */
    static Progress standardError() {
        return to(System.err, Terminal.isStandardError());
    }

    /** On a stream: one line that moves on a terminal, else one line per phase. */
    static Progress to(PrintStream out, boolean terminal) {
        return terminal ? new MovingProgress(out) : new PlainProgress(out);
    }
}
