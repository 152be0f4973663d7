package dev.loanword.benchmarks;

import dev.loanword.benchmarks.peers.Peer;
import dev.loanword.benchmarks.peers.PeerException;
import dev.loanword.benchmarks.peers.PeerProcess;
import dev.loanword.benchmarks.peers.Peers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import me.tongfei.progressbar.ProgressBar;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * Measures Loanword side by side with the other ways to use Java or Rust from Python: same inputs, the samples of all sides
 * in turn, answers compared.
 *
 * <p>Command: {@code scripts/bench}. Each side is a process of its own that runs {@code benchmarks/peers/serve.py}; Loanword's is
 * started by {@code scripts/loanword}, as its users start it.
 */
@Command(
        name = "scripts/bench",
        sortOptions = false,
        description = "Measures Loanword side by side with PyO3, JPype, Jep, jpy, NumPy, GraalPy's host access and a copying baseline.")
public final class Bench implements Callable<Integer> {

    @Option(names = "--only", split = ",", paramLabel = "SECTION", description = "Measures these sections: ${COMPLETION-CANDIDATES}.")
    private Set<Section> only = EnumSet.noneOf(Section.class);

    @Option(names = "--peers", split = ",", paramLabel = "PEER", description = "Compares with these sides alone.")
    private Set<String> peers = new LinkedHashSet<>();

    @Option(names = "--json", paramLabel = "FILE", description = "Writes all samples to a file.")
    private Path json;

    @Option(names = "--picture", paramLabel = "FILE", description = "Writes a chart, as .png or .svg.")
    private Path picture;

    @Option(names = "--update", paramLabel = "PAGE", description = "Writes the figures into a page of Markdown.")
    private Path page;

    @Option(names = "--quick", description = "A short look: less warm-up and fewer samples than figures need.")
    private boolean quick;

    @Option(names = {"-h", "--help"}, usageHelp = true, description = "Prints this text.")
    private boolean help;

    @Spec
    private CommandLine.Model.CommandSpec spec;

    /** Runs the benchmark. */
    public static void main(String[] arguments) {
        System.exit(commandLine().execute(arguments));
    }

    /** The command, which tells of a side that ends in the middle by its last words, not by a stack trace. */
    static CommandLine commandLine() {
        return new CommandLine(new Bench())
                .registerConverter(Section.class, Section::of)
                .setExecutionExceptionHandler((failure, command, parsed) -> {
                    if (!(failure instanceof PeerException)) {
                        throw failure;
                    }
                    command.getErr().println("scripts/bench: " + failure.getMessage());
                    return command.getCommandSpec().exitCodeOnExecutionException();
                });
    }

    @Override
    public Integer call() throws IOException, PeerException {
        Set<Section> sections = only.isEmpty() ? EnumSet.allOf(Section.class) : only;
        // Beside the build, since not every machine's folder for temporary files has room for a gigabyte.
        Path folder = Files.createDirectories(logs().resolve("inputs"));
        try {
            return run(sections, folder);
        } finally {
            delete(folder);
        }
    }

    private int run(Set<Section> sections, Path folder) throws IOException, PeerException {
        Peers builder = new Peers(places(folder));
        for (String name : peers) {
            if (!builder.names().contains(name)) {
                throw new ParameterException(
                        spec.commandLine(), "no peer is called '" + name + "'; there are " + String.join(", ", builder.names()));
            }
        }
        System.err.println("preparing inputs and peers (some minutes the first time) ...");
        Inputs inputs = Inputs.write(folder);
        List<Row> rows = Row.all(inputs);
        Report report = new Report(rows);
        if (sections.stream().anyMatch(Section::hasRows)) {
            measure(sections, rows, builder.build(peers), report);
            System.out.print(report.table());
        }
        if (sections.contains(Section.WARM_UP) || sections.contains(Section.MEMORY)) {
            new FivePatterns(builder.fivePatterns(), logs(), quick).measure(sections, report.results());
        }
        System.out.print(report.summary());
        if (json != null) {
            report.writeJson(json);
        }
        if (picture != null) {
            Picture.write(report, picture);
        }
        if (page != null) {
            new MarkdownReport(report).update(page);
        }
        return 0;
    }

    private void measure(Set<Section> sections, List<Row> rows, List<Peer> built, Report report) throws PeerException {
        List<PeerProcess> running = new ArrayList<>();
        Sampler sampler = new Sampler(quick ? 3 : 15);
        List<Row> measured = rows.stream().filter(row -> sections.contains(row.section())).toList();
        try (ProgressBar progress = Progress.of(built.size() * 2 + measured.size())) {
            for (Peer peer : built) {
                progress.setExtraMessage(" starting " + peer.title());
                start(peer, running, report);
                progress.step();
            }
            Answers.check(rows, running);
            for (PeerProcess peer : running) {
                progress.setExtraMessage(" warming up " + peer.peer().title());
                sampler.warmUp(peer, rows, peer.peer().warmUpSeconds() * (quick ? 0.1 : 1));
                progress.step();
            }
            for (Row row : measured) {
                progress.setExtraMessage(" " + row.label());
                sampler.measure(row, running, report.results());
                progress.step();
            }
        } finally {
            running.forEach(PeerProcess::close);
        }
    }

    private static void start(Peer peer, List<PeerProcess> running, Report report) throws PeerException {
        switch (peer) {
            case Peer.Missing missing -> report.missing(missing);
            case Peer.Ready ready -> {
                try {
                    PeerProcess started = ready.start(logs().resolve(ready.id() + ".log"));
                    running.add(started);
                    report.started(ready.id(), ready.title(), started.versions());
                } catch (PeerException failure) {
                    if (ready.id().equals(Peers.LOANWORD)) {
                        throw failure;
                    }
                    report.missing(new Peer.Missing(ready.id(), ready.title(), failure.getMessage()));
                }
            }
        }
    }

    private static Peers.Places places(Path folder) {
        Path root = Path.of(System.getProperty("loanword.root"));
        return new Peers.Places(
                root,
                root.resolve("polyglot-python/target/loanword"),
                System.getProperty("java.class.path"),
                Path.of(System.getProperty("loanword.bench.cache")),
                folder,
                logs());
    }

    private static Path logs() {
        return Path.of(System.getProperty("loanword.root"), "target", "bench");
    }

    private static void delete(Path folder) throws IOException {
        try (var files = Files.list(folder)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
        Files.delete(folder);
    }
}
