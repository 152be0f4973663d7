package dev.loanword.conformance;

import dev.loanword.memory.CopyLedger;
import dev.loanword.python.PythonHost;
import dev.loanword.python.PythonHostBuilder;
import dev.loanword.python.PythonHostException;
import dev.loanword.python.PythonStoppedException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.function.Supplier;

/**
 * Runs scripts in hosts of this JVM, each in a new one. Hosts share compiled code, and no script pays for the start of a process. A
 * script that imports native modules, of which a process has one set, is handed to another runner.
 */
final class HostRunner implements ScriptRunner {
    /** A Python call takes some 6 KB of Java stack. */
    private static final long STACK = 16L << 20;

    /** How long a host may take to end beyond the time limit, before it is given up: its grace period, and its close. */
    private static final Duration TO_STOP = Duration.ofSeconds(5);

    private final Supplier<PythonHostBuilder> hosts;
    private final Duration limit;
    private final WorkFolder work;
    private final ScriptRunner processes;

    /**
     * @param hosts describes a host, without its streams
     * @param processes runs what needs a process of its own
     */
    HostRunner(Supplier<PythonHostBuilder> hosts, Duration limit, WorkFolder work, ScriptRunner processes) {
        this.hosts = hosts;
        this.limit = limit;
        this.work = work;
        this.processes = processes;
    }

    @Override
    public Outcome run(ConformanceScript script) throws IOException {
        if (script.expectations().ownProcess() || Packages.areNamedBy(script)) {
            return processes.run(script);
        }
        Attempt attempt = new Attempt(script, work.forScript());
        // What can't be stopped must not keep the JVM.
        Thread thread = Thread.ofPlatform().daemon().stackSize(STACK).name("conformance " + script.name()).start(attempt);
        try {
            attempt.started.await();
            thread.join(script.limit(limit).plus(TO_STOP));
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
        return attempt.needsProcess ? processes.run(script) : attempt.outcome(!thread.isAlive());
    }

    /** One run of a script. */
    private final class Attempt implements Runnable {
        private final ConformanceScript script;
        private final Path folder;
        private final CapturedOutput out = new CapturedOutput();
        private final CapturedOutput err = new CapturedOutput();
        private final CountDownLatch started = new CountDownLatch(1);
        private volatile boolean needsProcess;
        private volatile Throwable fault;
        private volatile Outcome.End end = new Outcome.TimedOut(Optional.empty());
        private volatile CopyLedger.Totals ledger;
        private volatile List<String> problems = List.of();
        private volatile long began = System.nanoTime();
        private volatile Duration took;

        Attempt(ConformanceScript script, Path folder) {
            this.script = script;
            this.folder = folder;
        }

        @Override
        public void run() {
            try {
                runInHost();
            } catch (RuntimeException | Error failure) {
                fault = failure;
            } finally {
                took = Duration.ofNanos(System.nanoTime() - began);
                started.countDown();
                clear();
            }
        }

        private void runInHost() {
            PythonHost host = hosts.get()
                    .standardInput(InputStream.nullInputStream())
                    .standardOutput(out)
                    .standardError(err)
                    .open();
            try {
                host.run(Driver.source());
                began = System.nanoTime();
                started.countDown();
                Report report = new Report(host.within(script.limit(limit), () -> host.call(
                        String.class, Driver.FUNCTION, script.file().toString(), folder.toString(), Driver.words(script))));
                needsProcess = report.nativeModule().isPresent();
                // Python code that catches the KeyboardInterrupt counts as done, and its report tells where it was.
                end = hasRunTooLong() ? new Outcome.TimedOut(where(report.end())) : report.end();
                problems = report.problems();
            } catch (PythonStoppedException stopped) {
                // Its traceback tells of the driver.
                end = new Outcome.TimedOut(Optional.empty());
            } catch (PythonHostException ended) {
                // The driver catches all else.
                end = Outcome.Vanished.atOnce(ended.exitStatus());
            }
            ledger = host.ledger();
            close(host);
        }

        /** Runs what the script left for its end. */
        private void close(PythonHost host) {
            try {
                host.close();
                ledger = host.ledger();
            } catch (IllegalStateException inUse) {
                end = new Outcome.Vanished("its host can't be closed: " + inUse.getMessage());
            }
        }

        private boolean hasRunTooLong() {
            return System.nanoTime() - began > script.limit(limit).toNanos();
        }

        private static Optional<String> where(Outcome.End end) {
            return end instanceof Outcome.Raised raised ? Optional.of(raised.traceback()) : Optional.empty();
        }

        private void clear() {
            try {
                WorkFolder.remove(folder);
            } catch (IOException inUse) {
                // The whole work folder goes at the end.
            }
        }

        /**
         * @param ended whether the thread has ended; else the script can't be stopped
         */
        Outcome outcome(boolean ended) {
            if (fault instanceof RuntimeException exception) {
                throw exception;
            }
            if (fault instanceof Error error) {
                throw error;
            }
            List<String> copies = new ArrayList<>();
            if (ledger != null) {
                new TreeMap<>(ledger.copiedBytes())
                        .forEach((reason, bytes) -> copies.add(bytes + " bytes: " + reason));
            }
            return new Outcome(
                    out.text(),
                    err.text(),
                    out.isTruncated(),
                    ended ? took : Duration.ofNanos(System.nanoTime() - began),
                    ended ? end : new Outcome.TimedOut(Optional.empty()),
                    ledger == null ? OptionalLong.empty() : OptionalLong.of(ledger.copied()),
                    copies,
                    problems);
        }
    }
}
