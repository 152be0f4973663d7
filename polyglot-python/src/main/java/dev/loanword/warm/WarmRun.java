package dev.loanword.warm;

import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;

/**
 * One program in a warm host, and the conversation with the client that it runs for. While it runs, the host's process is the
 * program's: its descriptors, environment, working directory and mask are the client's, and what ends the process ends the program.
 */
public final class WarmRun {
    /** The environment variable of a host that waits until another is gone. */
    static final String SUCCESSOR = "LOANWORD_WARM_SUCCESSOR";

    /** Its value, where the program before loaded native modules. */
    private static final String NATIVE_MODULES = "native modules";

    /** Its value otherwise. */
    private static final String OTHER = "yes";

    static final int STREAMS = 3;

    private static final int FAULT = 70;
    private static final int USUAL_MASK = 022;

    private final int connection;
    private final int[] descriptors;
    private final WarmRequest request;
    private final WarmPlace place;
    private final Consumer<WarmRun> replace;
    private volatile boolean over;
    private volatile CountDownLatch watchAnswer = new CountDownLatch(0);
    private volatile boolean loadsNativeModules;
    private volatile Optional<String> change = Optional.empty();

    /**
     * @param replace ends the host's process at once, and does not return
     */
    WarmRun(int connection, int[] descriptors, WarmRequest request, WarmPlace place, Consumer<WarmRun> replace) {
        this.connection = connection;
        this.descriptors = descriptors;
        this.request = request;
        this.place = place;
        this.replace = replace;
    }

    WarmRequest request() {
        return request;
    }

    /** Runs it, and returns when the client knows its exit status. */
    void go(WarmHost.Runner runner) throws IOException {
        try {
            become();
        } catch (IOException failure) {
            becomeHost();
            send(WarmFrame.of(WarmFrame.Kind.DECLINED, "the warm host can't do as this process: " + failure.getMessage()));
            return;
        }
        send(WarmFrame.of(WarmFrame.Kind.TAKEN));
        Thread listener = Thread.ofPlatform().daemon().name(WarmHost.THREADS + "signals").start(this::listen);
        int status = FAULT;
        try {
            status = runner.run(request, this);
        } catch (RuntimeException | Error fault) {
            fault.printStackTrace();
            System.err.println("loanword: this is a fault of the warm host, not of your program. Please report it with the lines above");
            replaceAfter("a fault of the host", false);
        }
        System.out.flush();
        System.err.flush();
        // Before the client ends: whoever waits for the end of the program's output waits for the last descriptor.
        over = true;
        becomeHost();
        send(WarmFrame.of(WarmFrame.Kind.EXIT, status));
        join(listener);
    }

    private static void join(Thread thread) {
        boolean interrupted = false;
        while (true) {
            try {
                thread.join();
                break;
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** Takes the place of the client's process. */
    private void become() throws IOException {
        CLibrary.setEnvironment(request.environment());
        CLibrary.changeDirectory(request.folder().toString());
        CLibrary.setMask(request.mask());
        for (int i = 0; i < STREAMS; i++) {
            CLibrary.duplicate(descriptors[i], i);
        }
        closeDescriptors();
    }

    private void closeDescriptors() {
        for (int i = 0; i < STREAMS; i++) {
            CLibrary.close(descriptors[i]);
            descriptors[i] = -1;
        }
    }

    private void becomeHost() throws IOException {
        CLibrary.changeDirectory("/");
        CLibrary.setMask(USUAL_MASK);
        int nothing = CLibrary.openNothing();
        CLibrary.duplicate(nothing, 0);
        CLibrary.close(nothing);
        int log = CLibrary.openToAppend(place.log().toString());
        CLibrary.duplicate(log, 1);
        CLibrary.duplicate(log, 2);
        CLibrary.close(log);
    }

    /** Hears what the client says while the program runs. */
    private void listen() {
        try {
            for (Optional<WarmFrame> next = WarmFrame.receive(connection); next.isPresent(); next = WarmFrame.receive(connection)) {
                WarmFrame frame = next.get();
                switch (frame.kind()) {
                    case SIGNAL -> {
                        // For as long as the program runs, its handlers are the process's.
                        if (!over) {
                            CLibrary.signalThisProcess(frame.number());
                        }
                    }
                    case WATCHING -> watchAnswer.countDown();
                    default -> throw new IOException("unexpected " + frame.kind());
                }
            }
        } catch (IOException broken) {
            // An end as well. Nothing can be said: standard error is the program's.
        }
        if (!over) {
            // The client was killed, or has ended by a signal; nothing of the program goes on, as in a process of its own.
            replace.accept(this);
        }
    }

    /** Called by the program when it has set a handler for a signal: returns when the client hands that signal on. */
    public synchronized void watch(int signal) {
        CountDownLatch answer = new CountDownLatch(1);
        watchAnswer = answer;
        try {
            send(WarmFrame.of(WarmFrame.Kind.WATCH, signal));
            answer.await();
        } catch (IOException ended) {
            // The listener finds out, and ends all.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /**
     * Has the host replaced when the program is over.
     *
     * @param reason why, in words
     * @param nativeModules whether it is because the program loads native modules
     */
    public void replaceAfter(String reason, boolean nativeModules) {
        change = Optional.of(reason);
        loadsNativeModules |= nativeModules;
    }

    /** Whether this host replaces one whose last program loaded native modules. */
    public static boolean predecessorsProgramLoadedNativeModules() {
        return NATIVE_MODULES.equals(System.getenv(SUCCESSOR));
    }

    /** What the program is known to have left behind. */
    Optional<String> change() {
        return change;
    }

    /** Ends the program at once, with all that it has running. Does not return. */
    public void exit(int code) {
        endWith(WarmFrame.of(WarmFrame.Kind.EXIT, code));
    }

    /** Has the client run the program itself, of which nothing has run here. The host is replaced; does not return. */
    public void decline(String reason) {
        endWith(WarmFrame.of(WarmFrame.Kind.DECLINED, reason));
    }

    private void endWith(WarmFrame last) {
        over = true;
        try {
            becomeHost();
            send(last);
        } catch (IOException ended) {
            // Nobody waits for the status.
        }
        replace.accept(this);
    }

    /** The word for the host that takes this one's place, by which it knows what to prepare. */
    String successor() {
        return loadsNativeModules ? NATIVE_MODULES : OTHER;
    }

    private synchronized void send(WarmFrame frame) throws IOException {
        frame.send(connection);
    }
}
