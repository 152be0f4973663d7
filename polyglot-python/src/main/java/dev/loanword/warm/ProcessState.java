package dev.loanword.warm;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What a program can change for all that comes after it in the same process. The host compares it before and after each program: a
 * host in which anything stayed different is replaced, so whatever a program does, the next one finds a host as new.
 *
 * @param credentials lines of {@code /proc/self/status}: user, groups, rights, handled and ignored signals, processors
 * @param limits the limits that the operating system sets
 * @param nice the scheduling priority, and the root folder
 * @param libraries native libraries, but for the JDK's own and those of GraalPy's, of which the runner of programs tells
 * @param descriptors what descriptors are open to, but for jars and the JDK's own files
 * @param threads the names of threads that Python has started
 */
record ProcessState(
        List<String> credentials,
        String limits,
        String nice,
        Set<String> libraries,
        Map<String, Integer> descriptors,
        Set<String> threads) {

    private static final Path SELF = Path.of("/proc/self");
    private static final Set<String> STATUS = Set.of(
            "Uid", "Gid", "Groups", "SigIgn", "SigCgt", "CapEff", "CapBnd", "NoNewPrivs", "Seccomp", "Cpus_allowed_list");

    /** Part of the path of what GraalVM unpacks for itself. Each context loads some of it, and unloads it when it is collected. */
    private static final String GRAALVM_RESOURCES = "/org.graalvm.polyglot/";

    /** The name that GraalPy gives the group of a context's threads. */
    private static final String PYTHON_THREADS = "GRAALPYTHON_THREADS";

    /** Position of the nice value among the words after the program's name in {@code /proc/self/stat}. */
    private static final int NICE = 16;

    /**
     * The state now.
     *
     * @param hosts descriptors that are the host's own
     */
    static ProcessState now(Set<Integer> hosts) throws IOException {
        List<String> credentials = lines("status").stream()
                .filter(line -> STATUS.contains(line.substring(0, Math.max(0, line.indexOf(':')))))
                .toList();
        String stat = String.join("\n", lines("stat"));
        String nice = stat.substring(stat.lastIndexOf(')') + 2).split(" ")[NICE];
        return new ProcessState(
                credentials,
                String.join("\n", lines("limits")),
                nice + " " + SELF.resolve("root").toRealPath(),
                mappedLibraries(),
                openDescriptors(hosts),
                pythonThreads());
    }

    /**
     * What is different from this state now, in words; empty if nothing is.
     *
     * @param hosts descriptors that are the host's own
     */
    Optional<String> change(Set<Integer> hosts) throws IOException {
        ProcessState now = now(hosts);
        if (!credentials.equals(now.credentials)) {
            return Optional.of("the process's user, rights or signals");
        }
        if (!limits.equals(now.limits)) {
            return Optional.of("the process's limits");
        }
        if (!nice.equals(now.nice)) {
            return Optional.of("the process's priority or root folder");
        }
        Optional<String> library = added(libraries, now.libraries);
        if (library.isPresent()) {
            return Optional.of("the native library " + library.get());
        }
        for (Map.Entry<String, Integer> open : now.descriptors.entrySet()) {
            if (open.getValue() > descriptors.getOrDefault(open.getKey(), 0)) {
                return Optional.of("an open descriptor: " + open.getKey());
            }
        }
        Optional<String> thread = added(threads, now.threads);
        if (thread.isPresent()) {
            return Optional.of("the thread " + thread.get());
        }
        return child().map(child -> "a child process: " + child);
    }

    private static Optional<String> added(Set<String> before, Set<String> now) {
        return now.stream().filter(each -> !before.contains(each)).findFirst();
    }

    private static Set<String> mappedLibraries() throws IOException {
        Path jdk = Path.of(System.getProperty("java.home")).toRealPath();
        Set<String> libraries = new HashSet<>();
        for (String line : lines("maps")) {
            int path = line.indexOf('/');
            if (path >= 0 && line.contains(".so")) {
                Path library = Path.of(line.substring(path));
                if (!library.startsWith(jdk) && !library.toString().contains(GRAALVM_RESOURCES)) {
                    libraries.add(library.toString());
                }
            }
        }
        return libraries;
    }

    /** Sockets and pipes by their kind, not their number: a program's are gone or are one more. */
    private static Map<String, Integer> openDescriptors(Set<Integer> hosts) throws IOException {
        Map<String, Integer> counts = new TreeMap<>();
        Path jdk = Path.of(System.getProperty("java.home")).toRealPath();
        try (DirectoryStream<Path> all = Files.newDirectoryStream(SELF.resolve("fd"))) {
            for (Path descriptor : all) {
                String target = targetOf(descriptor);
                boolean javas = hosts.contains(Integer.valueOf(descriptor.getFileName().toString()))
                        || target.endsWith(".jar") || Path.of(target).startsWith(jdk) || target.startsWith("/proc/");
                if (!javas) {
                    counts.merge(target.replaceFirst(":\\[\\d+]$", ""), 1, Integer::sum);
                }
            }
        }
        return counts;
    }

    private static String targetOf(Path descriptor) {
        try {
            return Files.readSymbolicLink(descriptor).toString();
        } catch (IOException closedMeanwhile) {
            return "/proc/";
        }
    }

    /** Threads of Java are no program's: classes of its own come with a core, after which the host is replaced anyway. */
    private static Set<String> pythonThreads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getThreadGroup() != null && thread.getThreadGroup().getName().equals(PYTHON_THREADS))
                .map(Thread::getName)
                .collect(Collectors.toSet());
    }

    private static Optional<String> child() throws IOException {
        List<String> children = new ArrayList<>();
        try (DirectoryStream<Path> tasks = Files.newDirectoryStream(SELF.resolve("task"))) {
            for (Path task : tasks) {
                try {
                    children.add(Files.readString(task.resolve("children")).strip());
                } catch (IOException endedMeanwhile) {
                    // A thread that is gone has no children.
                }
            }
        }
        return children.stream().filter(text -> !text.isEmpty()).findFirst();
    }

    private static List<String> lines(String file) throws IOException {
        return Files.readAllLines(SELF.resolve(file), StandardCharsets.ISO_8859_1);
    }
}
