package dev.loanword.benchmarks.peers;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;

/**
 * All sides of the benchmark. Each is built once, into the cache; one that can't be built is {@link Peer.Missing} with the
 * reason, and never left out.
 */
public final class Peers {

    /** The side that the others are compared with. */
    public static final String LOANWORD = "loanword";
    /** Rust by PyO3. */
    public static final String PYO3 = "pyo3";
    /** CPython with NumPy. */
    public static final String NUMPY = "numpy";

    private static final double JVM_SECONDS = 8;
    private static final double GRAALPY_SECONDS = 20;
    private static final double LOANWORD_SECONDS = 40;
    private static final double CPYTHON_SECONDS = 1;

    private final Places places;
    private final CommandLog log;
    private final PythonEnvironment python;
    private final Properties versions = new Properties();

    /**
     * Where things are.
     *
     * @param root the checkout
     * @param distribution the built Loanword
     * @param classes this module's classes with what they need, for a class path
     * @param cache where built sides stay
     * @param inputs the folder of the inputs
     * @param logs where the sides write what they say
     */
    public record Places(Path root, Path distribution, String classes, Path cache, Path inputs, Path logs) {

        /** This module's own classes, with the cores in them. */
        Path cores() {
            return root.resolve("benchmarks/target/classes");
        }

        String file(String side) {
            return root.resolve("benchmarks/peers/sides").resolve(side + ".py").toString();
        }

        String server() {
            return root.resolve("benchmarks/peers/serve.py").toString();
        }
    }

    /** Builds nothing yet. */
    public Peers(Places places) {
        this.places = places;
        this.log = new CommandLog(places.logs().resolve("build.log"));
        this.python = new PythonEnvironment(places.cache().resolve("peers"), log);
        try (InputStream in = Peers.class.getResourceAsStream("peers.properties")) {
            versions.load(in);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** Builds a side. */
    @FunctionalInterface
    private interface Build {
        Peer.Ready make() throws PeerException;
    }

    private record Plan(String id, String title, Build build) {}

    /** Builds the sides with these names, or all if there are none. Loanword itself always comes first. */
    public List<Peer> build(Set<String> wanted) {
        List<Peer> built = new ArrayList<>();
        for (Plan plan : plans()) {
            if (plan.id().equals(LOANWORD) || wanted.isEmpty() || wanted.contains(plan.id())) {
                built.add(build(plan));
            }
        }
        return built;
    }

    /** The names of all sides. */
    public List<String> names() {
        return plans().stream().map(Plan::id).toList();
    }

    private static Peer build(Plan plan) {
        try {
            return plan.build().make();
        } catch (PeerException missing) {
            return new Peer.Missing(plan.id(), plan.title(), missing.getMessage());
        }
    }

    private List<Plan> plans() {
        return List.of(
                new Plan(LOANWORD, "Loanword", this::loanword),
                new Plan(PYO3, "PyO3", this::pyO3),
                new Plan("jpype", "JPype", this::jPype),
                new Plan("jep", "Jep", this::jep),
                new Plan("jpy", "jpy", this::jPy),
                new Plan(NUMPY, "CPython + NumPy", this::numPy),
                new Plan("host-access", "GraalPy plain", () -> graalPy("host-access", "GraalPy plain")),
                new Plan("copying", "copying", () -> graalPy("copying", "copying")));
    }

    private Peer.Ready loanword() {
        return loanword(LOANWORD, "--with", "numpy", "--core", places.cores().toString());
    }

    /** Loanword with the five patterns alone, each to be run in a fresh process. */
    public Peer.Ready fivePatterns() {
        return loanword("five_patterns");
    }

    /** As its users start it, so that the benchmark gets what they get. */
    private Peer.Ready loanword(String file, String... options) {
        List<String> command = new ArrayList<>(List.of(places.root().resolve("scripts/loanword").toString(), "run"));
        command.addAll(List.of(options));
        command.addAll(List.of(places.server(), places.file(file), places.inputs().toString()));
        Map<String, String> environment = Map.of("LOANWORD_DISTRIBUTION", places.distribution().toString());
        return new Peer.Ready(LOANWORD, "Loanword", command, environment, LOANWORD_SECONDS);
    }

    private Peer.Ready graalPy(String id, String title) {
        List<String> command = new ArrayList<>(javaCommand());
        command.addAll(List.of(
                "--upgrade-module-path", places.distribution().resolve("compiler").toString(),
                "@" + places.root().resolve("scripts/jvm.options"),
                "-cp", places.classes(), "dev.loanword.benchmarks.cores.PlainGraalPy",
                places.server(), places.file(id.replace('-', '_')), places.inputs().toString()));
        return new Peer.Ready(id, title, command, Map.of(), GRAALPY_SECONDS);
    }

    private Peer.Ready numPy() throws PeerException {
        return cPython(NUMPY, "CPython + NumPy", Map.of(), CPYTHON_SECONDS);
    }

    private Peer.Ready pyO3() throws PeerException {
        crate();
        return cPython(PYO3, "PyO3", Map.of(), CPYTHON_SECONDS);
    }

    private Peer.Ready jPype() throws PeerException {
        python.install("jpype1==" + versions.getProperty("jpype"), Map.of());
        return cPython("jpype", "JPype", jvm(), JVM_SECONDS);
    }

    private Peer.Ready jPy() throws PeerException {
        python.install("jpy==" + versions.getProperty("jpy"), Map.of());
        return cPython("jpy", "jpy", jvm(), JVM_SECONDS);
    }

    /** Jep starts the other way round: a Java program with a CPython in it. */
    private Peer.Ready jep() throws PeerException {
        python.install("numpy==" + versions.getProperty("numpy"), Map.of());
        python.install("jep==" + versions.getProperty("jep"), jvm());
        Path jep = python.packages().resolve("jep");
        List<String> command = new ArrayList<>(javaCommand());
        command.addAll(List.of(
                "--enable-native-access=ALL-UNNAMED",
                "-Djava.library.path=" + jep,
                "-cp", places.classes() + ":" + jep.resolve("jep-" + versions.getProperty("jep") + ".jar"),
                "jep.Run",
                places.server(), places.file("jep"), places.inputs().toString()));
        Map<String, String> environment = Map.of("PYTHONPATH", python.packages().toString());
        return new Peer.Ready("jep", "Jep", command, environment, JVM_SECONDS);
    }

    private Peer.Ready cPython(String id, String title, Map<String, String> environment, double seconds) throws PeerException {
        python.install("numpy==" + versions.getProperty("numpy"), Map.of());
        List<String> command = List.of(python.python(), places.server(), places.file(id), places.inputs().toString());
        return new Peer.Ready(id, title, command, environment, seconds);
    }

    /** Builds the crate into the environment's packages; cargo itself knows whether anything has changed. */
    private void crate() throws PeerException {
        python.install("numpy==" + versions.getProperty("numpy"), Map.of());
        Path target = places.cache().resolve("pyo3");
        log.run(
                "building the PyO3 crate",
                Map.of("CARGO_TARGET_DIR", target.toString(), "PYO3_PYTHON", python.python()),
                "cargo", "build", "--release", "--locked", "--quiet", "--manifest-path",
                places.root().resolve("benchmarks/peers/pyo3/Cargo.toml").toString());
        try {
            Files.copy(
                    target.resolve("release/libloanword_peer.so"),
                    python.packages().resolve("loanword_peer.so"),
                    StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException failure) {
            throw new PeerException("can't install the PyO3 crate: " + failure.getMessage(), failure);
        }
    }

    private Map<String, String> jvm() {
        return Map.of("JAVA_HOME", System.getProperty("java.home"), "LOANWORD_CLASSES", places.classes());
    }

    private static List<String> javaCommand() {
        return List.of(Path.of(System.getProperty("java.home"), "bin/java").toString());
    }
}
