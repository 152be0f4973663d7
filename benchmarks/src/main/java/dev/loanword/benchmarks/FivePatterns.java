package dev.loanword.benchmarks;

import dev.loanword.benchmarks.peers.Peer;
import dev.loanword.benchmarks.peers.PeerException;
import dev.loanword.benchmarks.peers.PeerProcess;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import me.tongfei.progressbar.ProgressBar;

/** Measures each of the five patterns by itself, in a fresh process: how it warms up, and what memory it takes. */
final class FivePatterns {

    /** As they are called in {@code five_patterns.py}. */
    static final List<String> NAMES = List.of("checksum_bytes", "scale_inplace", "scale_buffer", "EmbeddingTable", "lines");

    private static final int SECONDS = 7;

    private final Peer.Ready peer;
    private final Path logs;
    private final int seconds;

    FivePatterns(Peer.Ready peer, Path logs, boolean quick) {
        this.peer = peer;
        this.logs = logs;
        this.seconds = quick ? 2 : SECONDS;
    }

    /** Measures what the sections ask for. */
    void measure(Set<Section> sections, Results results) throws PeerException {
        try (ProgressBar progress = Progress.of(NAMES.size())) {
            for (String pattern : NAMES) {
                progress.setExtraMessage(" " + pattern + " by itself");
                try (PeerProcess process = peer.start(logs.resolve(pattern + ".log"))) {
                    if (sections.contains(Section.WARM_UP)) {
                        results.putWarmUp(pattern, WarmUp.of(process.call("warm_up", pattern, seconds)));
                    }
                    if (sections.contains(Section.MEMORY)) {
                        results.putMemory(pattern, process.call("memory", pattern).asLong());
                    }
                }
                progress.step();
            }
        }
    }
}
