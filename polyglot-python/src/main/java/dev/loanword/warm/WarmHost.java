package dev.loanword.warm;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * A warm host: the process that runs programs for others, one at a time. It ends when it has had nothing to do for a while, when it
 * has grown too large, when its build is replaced, and when it is told to; after a program that changed it for good it is
 * replaced by a new one.
 */
public final class WarmHost {
    /** The exit status of a host that was not needed. */
    static final int ANOTHER_IS_THERE = 3;

    /** How the names of the host's own threads begin. */
    static final String THREADS = "loanword-warm-";

    private static final int WAITING_CLIENTS = 16;
    private static final int LOOKS = 50;
    private static final long NANOS_BETWEEN_LOOKS = TimeUnit.MILLISECONDS.toNanos(20);
    private static final Duration LOOK_AROUND = Duration.ofSeconds(5);

    /** Runs programs, and gets ready for the next. */
    public interface Runner {
        /** Called once before the first program, with the host's own streams, to make all classes and code ready. */
        void warmUp() throws IOException;

        /** Called when there is nothing to do, to prepare what the next program needs first. */
        void prepare();

        /**
         * Runs a program; its descriptors 0, 1 and 2, environment and working directory are the process's.
         *
         * @return the exit status
         */
        int run(WarmRequest request, WarmRun run);
    }

    private final WarmPlace place;
    private final Path start;
    private final HostLimits limits;
    private final Runner runner;
    private final Set<Integer> own = ConcurrentHashMap.newKeySet();
    private ProcessState asNew;
    private volatile WarmRun running;
    private int programs;
    private boolean preparing;
    private volatile boolean ending;
    private long idleSince = System.nanoTime();

    private WarmHost(WarmPlace place, Path start, HostLimits limits, Runner runner) {
        this.place = place;
        this.start = start;
        this.limits = limits;
        this.runner = runner;
    }

    /**
     * Is a host until its end.
     *
     * @return the exit status of the process
     */
    public static int serve(Runner runner) throws IOException {
        String start = System.getProperty(WarmClient.START, "");
        WarmPlace place = WarmPlace.ofThisProcess(start, WarmPlace.numberOfThisProcess());
        place.create();
        try (FileChannel channel =
                FileChannel.open(place.lock(), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            FileLock lock = channel.tryLock();
            // A successor comes while its predecessor still ends, or when a client has started another in the meantime.
            for (int i = 0; i < LOOKS && lock == null && System.getenv(WarmRun.SUCCESSOR) != null; i++) {
                LockSupport.parkNanos(NANOS_BETWEEN_LOOKS);
                lock = channel.tryLock();
            }
            if (lock == null) {
                return ANOTHER_IS_THERE;
            }
            return new WarmHost(place, Path.of(start), HostLimits.of(System.getenv()), runner).serveAlone();
        }
    }

    private int serveAlone() throws IOException {
        leaveStarter();
        runner.warmUp();
        runner.prepare();
        // Whoever bound it before is dead, or this process would not have the lock.
        Files.deleteIfExists(place.socket());
        int listener = CLibrary.socket();
        CLibrary.bind(listener, place.socket().toString());
        CLibrary.listen(listener, WAITING_CLIENTS);
        own.add(listener);
        asNew = ProcessState.now(own);
        Runtime.getRuntime().addShutdownHook(new Thread(this::leave, THREADS + "end"));
        Thread.ofPlatform().daemon().name(THREADS + "watch").start(this::lookAround);
        while (true) {
            int connection = CLibrary.accept(listener);
            own.add(connection);
            Thread.ofPlatform().daemon().name(THREADS + "client").start(() -> serve(connection));
        }
    }

    /** Neither the terminal of the process that started this one, nor its working directory, is of concern any more. */
    private void leaveStarter() throws IOException {
        try {
            CLibrary.newSession();
        } catch (CLibrary.FailedCallException leader) {
            // Started by hand from a shell with job control; it is a leader then, and Ctrl-C there is meant for it.
        }
        CLibrary.changeDirectory("/");
    }

    private void serve(int connection) {
        try {
            if (CLibrary.peer(connection) != CLibrary.user()) {
                return;
            }
            int[] descriptors = CLibrary.receive(connection, WarmRun.STREAMS);
            List<Integer> received = Arrays.stream(descriptors).boxed().toList();
            own.addAll(received);
            Optional<WarmFrame> first = descriptors.length == 0 ? Optional.empty() : WarmFrame.receive(connection);
            if (first.isPresent()) {
                answer(connection, descriptors, first.get());
            }
            own.removeAll(received);
            for (int descriptor : descriptors) {
                CLibrary.close(descriptor);
            }
        } catch (IOException broken) {
            System.err.println("a client broke off: " + broken.getMessage());
        } finally {
            own.remove(connection);
            CLibrary.close(connection);
        }
    }

    private void answer(int connection, int[] descriptors, WarmFrame first) throws IOException {
        switch (first.kind()) {
            case STATUS -> WarmFrame.of(WarmFrame.Kind.TEXT, status()).send(connection);
            case STOP -> {
                Optional<WarmRun> current = stopTaking();
                WarmFrame.of(WarmFrame.Kind.TEXT, current.isPresent() ? "ends after the program that it runs" : "stopped")
                        .send(connection);
                if (current.isEmpty()) {
                    end();
                }
            }
            case RUN -> run(connection, descriptors, WarmRequest.of(first));
            default -> throw new IOException("a conversation can't begin with " + first.kind());
        }
    }

    private void run(int connection, int[] descriptors, WarmRequest request) throws IOException {
        WarmRun run = new WarmRun(connection, descriptors, request, place, this::replace);
        Optional<String> refusal = begin(run);
        if (refusal.isPresent()) {
            WarmFrame.of(WarmFrame.Kind.BUSY, refusal.get()).send(connection);
            return;
        }
        // It closes them at once, and what has these numbers then is the program's.
        Arrays.stream(descriptors).forEach(own::remove);
        try {
            run.go(runner);
            beginToPrepare();
            Optional<String> change = run.change().or(this::changeOfProcess);
            if (change.isEmpty()) {
                runner.prepare();
                finished();
                return;
            }
            System.err.println("replaced after a program of process " + request.pid() + " that left " + change.get());
        } catch (IOException | RuntimeException | Error failure) {
            failure.printStackTrace();
        }
        replace(run);
    }

    /** Ends this process without any ado, once another one is on its way to take its place. */
    private void replace(WarmRun run) {
        try {
            if (!ending) {
                WarmClient.startHost(place, run.successor());
            }
        } catch (IOException failure) {
            System.err.println("no other host could be started: " + failure.getMessage());
        }
        Runtime.getRuntime().halt(0);
    }

    private Optional<String> changeOfProcess() {
        try {
            Optional<String> change = asNew.change(own);
            // Python's own threads end a little after their context.
            for (int i = 0; i < LOOKS && change.isPresent(); i++) {
                LockSupport.parkNanos(NANOS_BETWEEN_LOOKS);
                change = asNew.change(own);
            }
            return change;
        } catch (IOException unknown) {
            return Optional.of("the process in a state that can't be read: " + unknown.getMessage());
        }
    }

    private synchronized Optional<String> begin(WarmRun run) {
        while (preparing) {
            try {
                // A second or so, which is less than a start.
                wait();
            } catch (InterruptedException e) {
                return Optional.of("the warm host is ending");
            }
        }
        if (ending || !Files.exists(start)) {
            return Optional.of("the warm host is ending");
        }
        if (running != null) {
            return Optional.of("the warm host is busy with process " + running.request().pid());
        }
        running = run;
        return Optional.empty();
    }

    private synchronized void beginToPrepare() {
        running = null;
        preparing = true;
    }

    private synchronized void finished() {
        programs++;
        preparing = false;
        notifyAll();
        idleSince = System.nanoTime();
        if (ending) {
            end();
        }
    }

    private synchronized Optional<WarmRun> stopTaking() {
        ending = true;
        return Optional.ofNullable(running);
    }

    /** Ends the host when it is of no more use. */
    private void lookAround() {
        while (true) {
            try {
                Thread.sleep(LOOK_AROUND);
            } catch (InterruptedException e) {
                return;
            }
            synchronized (this) {
                boolean idle = System.nanoTime() - idleSince > limits.idle().toNanos();
                if (running == null && !preparing && (idle || !Files.exists(start) || limits.isExceeded())) {
                    ending = true;
                    end();
                }
            }
        }
    }

    private synchronized String status() {
        return "process " + ProcessHandle.current().pid() + ", " + programs + (programs == 1 ? " program" : " programs") + " so far, "
                + (running == null ? "idle" : "runs one for process " + running.request().pid())
                + ", " + HostLimits.residentMegabytes() + " MB";
    }

    private void end() {
        Runtime.getRuntime().exit(0);
    }

    /** At the end of the JVM, which a signal that a program did not handle brings about too. */
    private void leave() {
        try {
            Files.deleteIfExists(place.socket());
            WarmRun current = running;
            if (current != null && !ending) {
                WarmClient.startHost(place, current.successor());
            }
        } catch (IOException failure) {
            // The next client removes the socket, and starts a host.
        }
    }
}
