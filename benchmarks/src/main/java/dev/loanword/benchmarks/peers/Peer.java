package dev.loanword.benchmarks.peers;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** One side of the benchmark: it can be started, or it is missing and says why. */
public sealed interface Peer {

    /** Its short name, as in {@code --peers}. */
    String id();

    /** Its name for people. */
    String title();

    /**
     * A side that can be started.
     *
     * @param command starts {@code serve.py} with its file
     * @param environment what its process needs to be told
     * @param warmUpSeconds how long it is warmed up, in seconds: CPython needs next to nothing, a JVM what its compilers need
     */
    record Ready(String id, String title, List<String> command, Map<String, String> environment, double warmUpSeconds)
            implements Peer {

        /** Starts it; what it says besides its answers goes to a file. */
        public PeerProcess start(Path log) throws PeerException {
            return PeerProcess.start(this, log);
        }
    }

    /**
     * A side that could not be built.
     *
     * @param reason a line for people
     */
    record Missing(String id, String title, String reason) implements Peer {}
}
