package dev.loanword.warm;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Does what a client does, for the JVM to keep its classes: see {@code dev.loanword.runtime}. */
public final class WarmRehearsal {
    private WarmRehearsal() {}

    /**
     * Holds a whole conversation with itself.
     *
     * @param arguments a folder for files, which are removed by the caller
     */
    public static void main(String[] arguments) throws IOException {
        WarmPlace usual = WarmPlace.ofThisProcess("rehearsal", 0);
        WarmPlace place = new WarmPlace(Files.createDirectory(Path.of(arguments[0], "warm")), usual.name());
        place.makePrivate();
        if (WarmClient.connect(place) >= 0) {
            throw new IOException("nobody listens there yet: " + place.socket());
        }
        int listener = CLibrary.socket();
        CLibrary.bind(listener, place.socket().toString());
        CLibrary.listen(listener, 1);
        int client = WarmClient.connect(place);
        int host = CLibrary.accept(listener);
        WarmClient.send(client, WarmRequest.ofThisProcess(new String[] {"run"}));
        CLibrary.receive(host, WarmRun.STREAMS);
        WarmFrame.receive(host);
        WarmFrame.of(WarmFrame.Kind.TAKEN).send(host);
        WarmFrame.of(WarmFrame.Kind.WATCH, 1).send(host);
        WarmFrame.of(WarmFrame.Kind.EXIT, 0).send(host);
        WarmFrame.receive(client);
        if (new WarmClient(client).waitForEnd() != 0) {
            throw new IOException("the rehearsal ended with another status than it was told");
        }
    }
}
