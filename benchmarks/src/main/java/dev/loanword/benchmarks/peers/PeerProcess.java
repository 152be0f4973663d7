package dev.loanword.benchmarks.peers;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** A started side: runs loops when it is asked to, and nothing in between. */
public final class PeerProcess implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String ANSWER = "@ ";

    private final Peer.Ready peer;
    private final Process process;
    private final BufferedReader answers;
    private final Writer requests;
    private final Path log;
    private final Set<String> rows = new HashSet<>();
    private final Set<String> statements = new HashSet<>();
    private final boolean counts;
    private final boolean mixes;
    private final String versions;

    private PeerProcess(Peer.Ready peer, Process process, Path log) throws PeerException {
        this.peer = peer;
        this.process = process;
        this.answers = process.inputReader();
        this.requests = process.outputWriter();
        this.log = log;
        read();
        JsonNode hello = ask("hello");
        hello.get("rows").forEach(row -> rows.add(row.asText()));
        hello.get("statements").forEach(row -> statements.add(row.asText()));
        counts = hello.get("allocated").asBoolean();
        mixes = hello.get("mixes").asBoolean();
        String more = hello.get("versions").asText();
        versions = hello.get("python").asText() + (more.isEmpty() ? "" : ", " + more);
    }

    static PeerProcess start(Peer.Ready peer, Path log) throws PeerException {
        ProcessBuilder builder = new ProcessBuilder(peer.command()).redirectError(log.toFile());
        builder.environment().putAll(peer.environment());
        Process process;
        try {
            process = builder.start();
        } catch (IOException failure) {
            throw new PeerException(peer.title() + " did not start: " + failure.getMessage(), failure);
        }
        try {
            return new PeerProcess(peer, process, log);
        } catch (PeerException failure) {
            process.destroyForcibly();
            throw failure;
        }
    }

    /** What was started. */
    public Peer.Ready peer() {
        return peer;
    }

    /** Whether it can do a row. */
    public boolean has(String row) {
        return rows.contains(row);
    }

    /** Whether a step of a row is one statement of a loop, whose own time is no part of it. */
    public boolean isStatement(String row) {
        return statements.contains(row);
    }

    /** Whether it knows how many bytes were allocated. */
    public boolean countsAllocations() {
        return counts;
    }

    /** Whether it has a function {@code mix} that uses what no row uses. */
    public boolean mixes() {
        return mixes;
    }

    /** Which Python runs, and what else counts. */
    public String versions() {
        return versions;
    }

    /** The answer after one step. */
    public JsonNode answer(String row) throws PeerException {
        return ask("answer", row);
    }

    /** How long a loop of so many steps took, in nanoseconds of the side's own clock. */
    public long time(String row, long steps) throws PeerException {
        return ask("time", row, steps).asLong();
    }

    /** How many bytes a loop of so many steps allocated. */
    public long allocated(String row, long steps) throws PeerException {
        return ask("allocated", row, steps).asLong();
    }

    /** Calls a function that its file defines. */
    public JsonNode call(String function, Object... arguments) throws PeerException {
        List<Object> all = new ArrayList<>(List.of("call", function));
        all.addAll(List.of(arguments));
        return ask(all.toArray());
    }

    /** The time of all processors that the process has used so far. */
    public Duration processorTime() {
        return process.info().totalCpuDuration().orElse(Duration.ZERO);
    }

    private JsonNode ask(Object... request) throws PeerException {
        try {
            requests.write(JSON.writeValueAsString(request) + "\n");
            requests.flush();
            return JSON.readTree(read());
        } catch (JsonProcessingException malformed) {
            throw new PeerException(peer.title() + " answered with something else than JSON: " + malformed.getMessage(), malformed);
        } catch (IOException broken) {
            throw ended(broken);
        }
    }

    /** The next answer; what a JVM prints between the answers is passed over. */
    private String read() throws PeerException {
        try {
            for (String line = answers.readLine(); line != null; line = answers.readLine()) {
                if (line.startsWith(ANSWER)) {
                    return line.substring(ANSWER.length());
                }
            }
        } catch (IOException broken) {
            throw ended(broken);
        }
        throw ended(null);
    }

    private PeerException ended(Throwable cause) {
        return new PeerException(peer.title() + " ended: " + CommandLog.lastLine(log) + " (all of it: " + log + ")", cause);
    }

    /** Ends the process. */
    @Override
    public void close() {
        try {
            requests.close();
        } catch (IOException alreadyEnded) {
            // It is to end anyway.
        }
        try {
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException interrupted) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
