package dev.loanword.benchmarks;

import com.fasterxml.jackson.databind.JsonNode;
import dev.loanword.benchmarks.peers.PeerException;
import dev.loanword.benchmarks.peers.PeerProcess;
import java.util.List;

/** Checks that all sides find the same. */
final class Answers {

    /** Sums of float32 in another order differ by less. */
    private static final double TOLERANCE = 1e-4;

    private Answers() {}

    /** Asks each side for the answer of each of its rows, before anything else has run. */
    static void check(List<Row> rows, List<PeerProcess> peers) throws PeerException {
        for (Row row : rows) {
            PeerProcess first = null;
            JsonNode expected = null;
            for (PeerProcess peer : peers) {
                if (!peer.has(row.id())) {
                    continue;
                }
                JsonNode found = peer.answer(row.id());
                if (first == null) {
                    first = peer;
                    expected = found;
                } else if (!same(expected, found)) {
                    throw new AssertionError("different answers for '" + row.label() + "': " + first.peer().title() + " finds "
                            + expected + ", " + peer.peer().title() + " finds " + found);
                }
            }
        }
    }

    /** Whether two answers are the same: numbers with a fraction to within a tolerance, all others exactly. */
    static boolean same(JsonNode one, JsonNode other) {
        if (one.isNumber() && other.isNumber() && (one.isFloatingPointNumber() || other.isFloatingPointNumber())) {
            double size = Math.max(Math.abs(one.asDouble()), Math.abs(other.asDouble()));
            return Math.abs(one.asDouble() - other.asDouble()) <= TOLERANCE * size;
        }
        if (one.isArray() && other.isArray() && one.size() == other.size()) {
            for (int i = 0; i < one.size(); i++) {
                if (!same(one.get(i), other.get(i))) {
                    return false;
                }
            }
            return true;
        }
        return one.equals(other);
    }
}
