import dev.loanword.bridge.Lines;
import dev.loanword.export.PyFunction;
import dev.loanword.export.PyModule;
import dev.loanword.lines.FramePrefix;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.SocketChannel;

@PyModule(doc = "What a server sends, one record at a time.")
public final class Feed {
    private Feed() {}

    @PyFunction(doc = "The lines that a server sends until it closes the connection.")
    public static Lines lines(String host, int port) throws IOException {
        return Lines.of(SocketChannel.open(new InetSocketAddress(host, port)), host);
    }

    @PyFunction(doc = "The messages that a server sends, each with its length in four bytes before it, as memoryviews.")
    public static Lines messages(String host, int port) throws IOException {
        return Lines.frames(SocketChannel.open(new InetSocketAddress(host, port)), FramePrefix.of(">I"), host).asViews();
    }
}
