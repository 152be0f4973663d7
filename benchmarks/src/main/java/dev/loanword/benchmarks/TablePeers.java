package dev.loanword.benchmarks;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The same search in other languages. */
final class TablePeers {

    /** What a peer printed. */
    record Result(double[] milliseconds, long best) {}

    private final Peers peers;

    TablePeers(Path sources) {
        this.peers = new Peers(sources);
    }

    /** A plain loop in Rust. Empty if there is no rustc. */
    Optional<Result> rust() throws IOException {
        return peers.rust("table_search.rs").map(TablePeers::parsed);
    }

    /** NumPy on CPython. Empty if python3 has none. */
    Optional<Result> numpy() throws IOException {
        return peers.numpy("table_search.py").map(TablePeers::parsed);
    }

    private static Result parsed(String output) {
        List<Double> samples = new ArrayList<>();
        long best = -1;
        for (String line : output.lines().toList()) {
            if (line.startsWith("best ")) {
                best = Long.parseLong(line.substring("best ".length()));
            } else {
                samples.add(Double.parseDouble(line));
            }
        }
        return new Result(samples.stream().mapToDouble(Double::doubleValue).toArray(), best);
    }
}
