package dev.loanword.warm;

import java.io.File;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Has a program run by the warm host, in the place of this process. Uses few classes, and starts the host if there is none.
 *
 * <p>While the program runs, this process does nothing but hand on signals. Its end is the program's end, however it comes: by the
 * program's exit status, or by a signal that the program does not handle, or by force.
 */
public final class WarmClient {
    /** The system property by which the launcher says which start it found for programs. */
    static final String START = "loanword.start";

    /** The system property by which the launcher says where it is. */
    static final String LAUNCHER = "loanword.launcher";

    /** The environment variable that tells the launcher why the program was not taken; with it set, no host is asked. */
    static final String DECLINED = "LOANWORD_WARM_DECLINED";

    /** A host that is started answers within this time, or the program runs here. */
    private static final long SECONDS_TO_START = 60;

    private static final int TRIES = 3;

    private static final long NANOS_BETWEEN_TRIES = TimeUnit.MILLISECONDS.toNanos(50);
    static final int[] STREAMS = {0, 1, 2};

    /** As shells tell the end by a signal. */
    private static final int STATUS_OF_SIGNAL = 128;

    /** SIGHUP and SIGTERM. */
    private static final Set<Integer> ENDING = Set.of(1, 15);

    /** EX_SOFTWARE of sysexits. */
    private static final int STATUS_OF_FAULT = 70;

    private final ProcessSignals signals = new ProcessSignals(this::handOn);
    private final int socket;
    private final Set<Integer> watched = ConcurrentHashMap.newKeySet();
    private volatile int lastSignal;
    private Optional<WarmFrame> declined = Optional.empty();

    WarmClient(int socket) {
        this.socket = socket;
    }

    /**
     * Has the program run, and ends with its exit status. Where no host can take it, the launcher does in this process, as without a
     * host.
     *
     * @param arguments the arguments of the launcher
     */
    public static void main(String[] arguments) throws IOException {
        String reason = run(arguments);
        String launcher = System.getProperty(LAUNCHER);
        List<String> command = new ArrayList<>(List.of(launcher));
        command.addAll(List.of(arguments));
        Map<String, String> environment = new HashMap<>(System.getenv());
        environment.put(DECLINED, reason);
        CLibrary.execute(launcher, command, environment);
    }

    /** Returns only if no host can take the program. */
    private static String run(String[] arguments) {
        try {
            String reason = "no warm host may run: LOANWORD_WARM_HOSTS is 0";
            for (int number = 0; number < HostLimits.hosts(System.getenv()); number++) {
                WarmPlace place = WarmPlace.ofThisProcess(System.getProperty(START, ""), number);
                Optional<WarmFrame> answer = run(arguments, place);
                reason = answer.map(WarmFrame::text).orElse("the warm host did not start; its log is " + place.log());
                if (answer.isEmpty() || answer.get().kind() != WarmFrame.Kind.BUSY) {
                    break;
                }
            }
            return reason;
        } catch (IOException failure) {
            return failure.getMessage();
        }
    }

    /** Returns the answer of a host that does not take the program; no answer if there is no host, also after some tries. */
    private static Optional<WarmFrame> run(String[] arguments, WarmPlace place) throws IOException {
        Optional<WarmFrame> answer = Optional.empty();
        // A host may be just about to be replaced by another.
        for (int i = 0; i < TRIES && answer.isEmpty(); i++) {
            int socket = connect(place);
            if (socket < 0) {
                socket = start(place);
            }
            if (socket < 0) {
                break;
            }
            answer = ask(socket, WarmRequest.ofThisProcess(arguments));
            if (answer.isPresent() && answer.get().kind() == WarmFrame.Kind.TAKEN) {
                WarmClient client = new WarmClient(socket);
                int status = client.waitForEnd();
                if (client.declined.isEmpty()) {
                    Runtime.getRuntime().halt(status);
                }
                answer = client.declined;
            }
            CLibrary.close(socket);
        }
        return answer;
    }

    /** Asks for a program; no answer means that the host has ended without having begun. */
    private static Optional<WarmFrame> ask(int socket, WarmRequest request) throws IOException {
        try {
            send(socket, request);
            return WarmFrame.receive(socket);
        } catch (CLibrary.FailedCallException broken) {
            return Optional.empty();
        }
    }

    static void send(int socket, WarmRequest request) throws IOException {
        CLibrary.send(socket, new byte[] {WarmFrame.GREETING}, STREAMS);
        request.frame().send(socket);
    }

    /** Connects to a host; no number of a socket if there is none. */
    static int connect(WarmPlace place) throws IOException {
        try {
            place.requirePrivate();
        } catch (NoSuchFileException none) {
            return -1;
        }
        int socket = CLibrary.socket();
        try {
            CLibrary.connect(socket, place.socket().toString());
            return socket;
        } catch (CLibrary.FailedCallException noHost) {
            CLibrary.close(socket);
            return -1;
        }
    }

    /**
     * Starts a host and waits until it answers. Where two processes do so at once, the second host sees the first one's lock and
     * ends, and both wait for the first.
     *
     * @return a connection; no number of a socket if it did not start
     */
    static int start(WarmPlace place) throws IOException {
        place.create();
        Process host = startHost(place, "");
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS_TO_START);
        while (System.nanoTime() < end) {
            int socket = connect(place);
            if (socket >= 0) {
                return socket;
            }
            if (!host.isAlive() && host.exitValue() != WarmHost.ANOTHER_IS_THERE) {
                return -1;
            }
            LockSupport.parkNanos(NANOS_BETWEEN_TRIES);
        }
        return -1;
    }

    /**
     * Starts the process of a host, as the launcher starts programs; it leaves this process's terminal itself.
     *
     * @param successor the value of {@link WarmRun#SUCCESSOR} for it, or the empty string
     */
    static Process startHost(WarmPlace place, String successor) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(System.getProperty(LAUNCHER), "host", "serve")
                .redirectInput(new File("/dev/null"))
                .redirectOutput(ProcessBuilder.Redirect.appendTo(place.log().toFile()))
                .redirectErrorStream(true)
                // It must not keep a folder of the user's in use.
                .directory(new File("/"));
        builder.environment().keySet().removeAll(List.of(DECLINED, WarmRun.SUCCESSOR));
        place.describeTo(builder.environment());
        if (!successor.isEmpty()) {
            builder.environment().put(WarmRun.SUCCESSOR, successor);
        }
        return builder.start();
    }

    /** Hands on signals until the program ends, and gives the exit status, unless {@link #declined} is there then. */
    int waitForEnd() {
        signals.listenToEnding();
        try {
            for (Optional<WarmFrame> next = WarmFrame.receive(socket); next.isPresent(); next = WarmFrame.receive(socket)) {
                WarmFrame frame = next.get();
                switch (frame.kind()) {
                    case EXIT -> {
                        // The program may have ended in the moment between a signal and what it does to the host.
                        return endsProgram(lastSignal) ? STATUS_OF_SIGNAL + lastSignal : frame.number();
                    }
                    case WATCH -> watch(frame.number());
                    case DECLINED -> {
                        declined = next;
                        return STATUS_OF_FAULT;
                    }
                    default -> throw new IOException("unexpected " + frame.kind());
                }
            }
        } catch (IOException broken) {
            System.err.println("loanword: the connection to the warm host broke: " + broken.getMessage());
            return STATUS_OF_FAULT;
        }
        if (lastSignal != 0) {
            // The program did nothing about it, so it ended the host, as it would have ended this process.
            return STATUS_OF_SIGNAL + lastSignal;
        }
        System.err.println("loanword: the warm host ended in the middle of the program, killed or crashed;"
                + " run it without --warm to see why");
        return STATUS_OF_FAULT;
    }

    /** Whether a signal is one that ends a program which has no handler for it; Python has one for Ctrl-C. */
    private boolean endsProgram(int signal) {
        return ENDING.contains(signal) && !watched.contains(signal);
    }

    private void watch(int signal) throws IOException {
        watched.add(signal);
        signals.listenTo(signal);
        send(WarmFrame.of(WarmFrame.Kind.WATCHING, signal));
    }

    private void handOn(int signal) {
        lastSignal = signal;
        try {
            send(WarmFrame.of(WarmFrame.Kind.SIGNAL, signal));
        } catch (IOException ended) {
            // The other thread finds out, and says so.
        }
    }

    private synchronized void send(WarmFrame frame) throws IOException {
        frame.send(socket);
    }
}
