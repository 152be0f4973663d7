package dev.loanword.warm;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What a user can do about warm hosts. */
public final class WarmControl {
    /** Why there is no warm host here. */
    public static final String IMPOSSIBLE = "programs start on no runtime image; see loanword cache show";

    private WarmControl() {}

    /** Whether this process is such that a host can take its place. */
    public static boolean isPossible() {
        return !System.getProperty(WarmClient.START, "").isEmpty();
    }

    /** Is a host until its end, and gives the exit status of the process. */
    public static int serve(WarmHost.Runner runner) throws IOException {
        return WarmHost.serve(runner);
    }

    /** Starts a host for processes such as this one, if there is none, and tells its state. */
    public static String start() throws IOException {
        WarmPlace place = place();
        int socket = WarmClient.connect(place);
        if (socket < 0) {
            socket = WarmClient.start(place);
        }
        if (socket < 0) {
            throw new IOException("the warm host did not start; its log is " + place.log());
        }
        return ask(socket, WarmFrame.Kind.STATUS).orElse("it ended");
    }

    /** The state of the host for processes such as this one; empty if there is none. */
    public static Optional<String> status() throws IOException {
        return ask(place(), WarmFrame.Kind.STATUS);
    }

    /** The states of all hosts of the user. */
    public static List<String> statusOfAll() throws IOException {
        return askAll(WarmFrame.Kind.STATUS);
    }

    /** Stops all hosts of the user; each ends the program that it runs first. */
    public static List<String> stopAll() throws IOException {
        return askAll(WarmFrame.Kind.STOP);
    }

    private static WarmPlace place() throws IOException {
        return WarmPlace.ofThisProcess(System.getProperty(WarmClient.START, ""), WarmPlace.numberOfThisProcess());
    }

    private static List<String> askAll(WarmFrame.Kind question) throws IOException {
        List<String> answers = new ArrayList<>();
        for (WarmPlace each : place().all()) {
            ask(each, question).ifPresent(answers::add);
        }
        return answers;
    }

    private static Optional<String> ask(WarmPlace place, WarmFrame.Kind question) throws IOException {
        int socket = WarmClient.connect(place);
        return socket < 0 ? Optional.empty() : ask(socket, question);
    }

    private static Optional<String> ask(int socket, WarmFrame.Kind question) throws IOException {
        try {
            CLibrary.send(socket, new byte[] {WarmFrame.GREETING}, WarmClient.STREAMS);
            WarmFrame.of(question).send(socket);
            return WarmFrame.receive(socket).map(WarmFrame::text);
        } finally {
            CLibrary.close(socket);
        }
    }
}
