package dev.loanword.conformance;

import dev.loanword.python.PythonHostBuilder;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/**
 * Runs conformance suites, as {@code loanword conformance} does.
 *
 * @param places folders with scripts, or single scripts
 * @param patterns a script is run if its path contains one of these; all are if there is none
 * @param pythons how scripts are run
 * @param limit how long each script may run
 * @param parallel how many scripts run at once
 * @param bless whether to write what is seen
 * @param reports who is told
 */
public record Conformance(
        List<Path> places,
        List<String> patterns,
        Pythons pythons,
        Duration limit,
        int parallel,
        boolean bless,
        Reports reports) {

    public Conformance {
        places = List.copyOf(places);
        patterns = List.copyOf(patterns);
        Objects.requireNonNull(pythons, "pythons");
        Objects.requireNonNull(limit, "limit");
        Objects.requireNonNull(reports, "reports");
    }

    /**
     * The Pythons that scripts run in.
     *
     * @param hosts describes the hosts for scripts; empty if all run in processes
     * @param command starts a Python process; options and a file follow
     */
    public record Pythons(Optional<Supplier<PythonHostBuilder>> hosts, List<String> command) {
        public Pythons {
            Objects.requireNonNull(hosts, "hosts");
            command = List.copyOf(command);
        }
    }

    /**
     * Who is told what.
     *
     * @param out gets the results
     * @param err gets progress and times
     * @param tap whether the results are lines of the Test Anything Protocol
     * @param gitHub whether to write annotations for GitHub Actions too
     * @param junit a file for JUnit's XML
     * @param colour whether to write in colour
     * @param moving whether to show a line that moves while scripts run
     */
    public record Reports(
            PrintWriter out, PrintWriter err, boolean tap, boolean gitHub, Optional<Path> junit, boolean colour, boolean moving) {
        public Reports {
            Objects.requireNonNull(out, "out");
            Objects.requireNonNull(err, "err");
            Objects.requireNonNull(junit, "junit");
        }

        private List<SuiteReport> results() {
            List<SuiteReport> all = new ArrayList<>();
            all.add(tap ? new TapReport(out) : new TextReport(out, colour));
            if (gitHub) {
                all.add(new GitHubReport(out));
            }
            junit.ifPresent(file -> all.add(new JUnitReport(file)));
            all.add(new TimesReport(err));
            return all;
        }
    }

    /** How a suite went. */
    public enum Verdict {
        /** Every script holds what it states. */
        PASSED,
        /** One does not, or a file of expected output belongs to no script. */
        FAILED,
        /** There is no script. */
        NOTHING_TO_RUN
    }

    /**
     * Runs the suite.
     *
     * @throws java.nio.file.NoSuchFileException if a place is neither a folder nor a Python file
     * @throws IOException if a file can't be read or written, or Python can't be started
     */
    public Verdict run() throws IOException, InterruptedException {
        Predicate<String> selected = name -> patterns.isEmpty() || patterns.stream().anyMatch(name::contains);
        Suite suite = Suite.find(places, selected);
        if (suite.scripts().isEmpty() && suite.orphans().isEmpty()) {
            return Verdict.NOTHING_TO_RUN;
        }
        boolean foreign = pythons.hosts().isEmpty();
        ProgressLine line = new ProgressLine(reports.err(), reports.moving(), reports.results());
        List<Result> results;
        try (WorkFolder work = new WorkFolder()) {
            ScriptRunner processes = new ProcessRunner(pythons.command(), !foreign, limit, work);
            ScriptRunner runner = pythons.hosts()
                    .<ScriptRunner>map(hosts -> new HostRunner(hosts, limit, work, processes))
                    .orElse(processes);
            try (ProgressBar progress = progress(suite.scripts().size(), line)) {
                results = new SuiteRun(runner, limit, parallel, bless, foreign).run(suite, line, progress::step);
            }
        }
        return results.stream().anyMatch(Result::isFailed) ? Verdict.FAILED : Verdict.PASSED;
    }

    private static ProgressBar progress(int scripts, ProgressLine line) {
        return new ProgressBarBuilder()
                .setInitialMax(scripts)
                .setTaskName("conformance")
                .setUpdateIntervalMillis(200)
                .setStyle(ProgressBarStyle.ASCII)
                .hideEta()
                .setConsumer(line)
                .build();
    }
}
