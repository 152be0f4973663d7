package dev.loanword.python.packages;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class ProgressTest {
    private static final List<Phase> PHASES = NumPyInstallation.SOURCE_PHASES;

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private long now;

    @Test
    void a_file_gets_one_line_per_phase() {
        follow(Progress.to(stream(), false));
        assertThat(bytes.toString(StandardCharsets.UTF_8)).isEqualTo("""
            loanword: installing NumPy, once for all runs (log: /cache/logs/numpy.log)
            loanword: [1/6] get and patch the source
            loanword: [4/6] compile, about 5 min left
            loanword: a note
            loanword: [5/6] collect the files, about 20 s left
            loanword: NumPy is ready after 5 min 7 s: /cache/numpy
            """);
    }

    @Test
    void a_terminal_gets_one_line_that_moves() {
        follow(Progress.to(stream(), true));
        assertThat(bytes.toString(StandardCharsets.UTF_8).replace("\r\u001b[K", "<clear>"))
                .isEqualTo("""
                    <clear>loanword: installing NumPy, once for all runs (log: /cache/logs/numpy.log)
                    <clear>loanword: [1/6] get and patch the source\
                    <clear>loanword: [4/6] compile, about 5 min left\
                    <clear>loanword: [4/6] compile [############............] 265/530, about 3 min left\
                    <clear>loanword: a note
                    <clear>loanword: [5/6] collect the files, about 20 s left\
                    <clear>loanword: NumPy is ready after 5 min 7 s: /cache/numpy
                    """);
    }

    @Test
    void a_failure_clears_the_line_for_the_message_that_follows() {
        Progress progress = Progress.to(stream(), true);
        progress.failed();
        assertThat(bytes.toString(StandardCharsets.UTF_8)).isEqualTo("\r\u001b[K");
    }

    @Test
    void there_is_no_estimate_before_anything_is_done() {
        new Estimate(
                        PHASES,
                        2,
                        following(report -> assertThat(report.remaining()).isEmpty()),
                        () -> now)
                .begin(Phase.SOURCE);
    }

    @Test
    void the_estimate_counts_on_the_cores_for_compiling_only() {
        double serial = PHASES.stream()
                .filter(phase -> phase != Phase.COMPILE)
                .mapToDouble(phase -> phase.weight(8))
                .sum();
        assertThat(serial)
                .isEqualTo(PHASES.stream()
                        .filter(phase -> phase != Phase.COMPILE)
                        .mapToDouble(phase -> phase.weight(1))
                        .sum());
        assertThat(Phase.COMPILE.weight(8)).isEqualTo(Phase.COMPILE.weight(1) / 8);
    }

    /** A build on two cores that takes as long as the phases say. */
    private void follow(Progress progress) {
        progress.started("NumPy", Path.of("/cache/logs/numpy.log"));
        Estimate estimate = new Estimate(PHASES, 2, progress, () -> now);
        estimate.begin(Phase.SOURCE);
        now = seconds(Phase.SOURCE, Phase.TOOLS, Phase.CONFIGURE);
        estimate.begin(Phase.COMPILE);
        now += seconds(Phase.COMPILE) / 2;
        estimate.step(265, 530);
        progress.note("a note");
        now += seconds(Phase.COMPILE) / 2;
        estimate.begin(Phase.INSTALL);
        progress.finished("NumPy", Duration.ofSeconds(307), Path.of("/cache/numpy"));
    }

    private static long seconds(Phase... phases) {
        return (long)
                (List.of(phases).stream().mapToDouble(phase -> phase.weight(2)).sum() * 1e9);
    }

    private PrintStream stream() {
        return new PrintStream(bytes, true, StandardCharsets.UTF_8);
    }

    private static Progress following(Consumer<Progress.Report> reports) {
        return new Progress() {
            @Override
            public void started(String what, Path log) {}

            @Override
            public void report(Report report) {
                reports.accept(report);
            }

            @Override
            public void note(String text) {}

            @Override
            public void finished(String what, Duration took, Path folder) {}

            @Override
            public void failed() {}
        };
    }
}
