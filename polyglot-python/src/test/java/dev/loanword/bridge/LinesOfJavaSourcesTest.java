package dev.loanword.bridge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.loanword.export.PyFunction;
import dev.loanword.export.PyModule;
import dev.loanword.lines.FramePrefix;
import dev.loanword.python.PythonHost;
import dev.loanword.python.PythonStoppedException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Iterator;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Lines that a core makes of sockets and queues, as Python iterates over them. */
@Timeout(120)
public class LinesOfJavaSourcesTest {

    /** A core that reads from a server and from a queue. */
    @PyModule(name = "feeds")
    public static final class Feeds {
        private static final LinkedBlockingQueue<byte[]> QUEUE = new LinkedBlockingQueue<>();
        private static final byte[] END = {};

        private Feeds() {}

        /** The lines of a connection, by a stream. */
        @PyFunction
        public static Lines stream(int port) throws IOException {
            return Lines.of(new Socket(InetAddress.getLoopbackAddress(), port).getInputStream(), "socket " + port);
        }

        /** The lines of a connection, by a channel. */
        @PyFunction
        public static Lines channel(int port) throws IOException {
            return Lines.of(connected(port), "socket " + port);
        }

        /** The frames of a connection, as views. */
        @PyFunction
        public static Lines frames(int port) throws IOException {
            return Lines.frames(connected(port), FramePrefix.of(">H"), "socket " + port).asViews();
        }

        private static SocketChannel connected(int port) throws IOException {
            return SocketChannel.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        }

        /** The messages of a queue, up to an empty one. */
        @PyFunction
        public static Lines queue() {
            return Lines.of(new Iterator<>() {
                private byte[] next;

                @Override
                public boolean hasNext() {
                    try {
                        next = next == null ? QUEUE.take() : next;
                    } catch (InterruptedException interrupted) {
                        throw new IllegalStateException(interrupted);
                    }
                    return next != END;
                }

                @Override
                public byte[] next() {
                    byte[] given = next;
                    next = null;
                    return given;
                }
            }, "queue");
        }
    }

    private static PythonHost host;
    private static ServerSocket server;

    @BeforeAll
    static void open() throws IOException {
        host = PythonHost.builder().export(Feeds.class).open();
        server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
        host.run("import feeds; port = " + server.getLocalPort());
    }

    @AfterAll
    static void close() throws IOException {
        host.close();
        server.close();
    }

    private static String shown(String expression) {
        return host.eval("repr(" + expression + ")", String.class);
    }

    private static void send(Socket socket, String text) throws IOException {
        OutputStream out = socket.getOutputStream();
        out.write(text.getBytes(StandardCharsets.ISO_8859_1));
        out.flush();
    }

    @Test
    void lines_of_a_socket_come_as_soon_as_they_are_sent() throws IOException {
        for (String kind : new String[] {"stream", "channel"}) {
            host.run("it = feeds." + kind + "(port)");
            try (Socket socket = server.accept()) {
                send(socket, "one\ntwo\nthr");
                assertThat(shown("(next(it), next(it))")).isEqualTo("(b'one', b'two')");
                send(socket, "ee\r\nfour");
                assertThat(shown("next(it)")).isEqualTo("b'three'");
            }
            assertThat(shown("list(it)")).isEqualTo("[b'four']");
        }
    }

    @Test
    void frames_of_a_socket_can_be_views() throws IOException {
        host.run("it = feeds.frames(port)");
        try (Socket socket = server.accept()) {
            send(socket, "\0\3one\0\0\0\5");
            assertThat(shown("[bytes(next(it)), bytes(next(it))]")).isEqualTo("[b'one', b'']");
            send(socket, "t\nwo\n");
        }
        assertThat(shown("[bytes(view) for view in it]")).isEqualTo("[b't\\nwo\\n']");
    }

    @Test
    void messages_of_a_queue_are_given_as_they_are_and_not_copied() {
        long before = host.ledger().copied();
        host.run("it = feeds.queue()");
        Feeds.QUEUE.add("one\ntwo".getBytes(StandardCharsets.US_ASCII));
        Feeds.QUEUE.add("three".getBytes(StandardCharsets.US_ASCII));
        assertThat(shown("(next(it), next(it))")).isEqualTo("(b'one\\ntwo', b'three')");
        Feeds.QUEUE.add(Feeds.END);
        assertThat(shown("list(it)")).isEqualTo("[]");
        assertThat(host.ledger().copied()).isEqualTo(before);
    }

    @Test
    void a_time_limit_ends_the_wait_and_the_lines_go_on_afterwards() throws IOException {
        host.run("it = feeds.channel(port)");
        try (Socket socket = server.accept()) {
            send(socket, "begun");
            Throwable thrown = catchThrowable(() -> host.within(Duration.ofMillis(200), () -> host.run("next(it)")));
            assertThat(thrown).isInstanceOf(PythonStoppedException.class);
            send(socket, " and ended\n");
            assertThat(shown("next(it)")).isEqualTo("b'begun and ended'");
        }
    }

    @Test
    void another_python_thread_closes_lines_that_wait() throws IOException {
        host.run(
                """
                import threading
                it, seen = feeds.stream(port), []
                def read():
                    try:
                        seen.append(next(it))
                        next(it)
                    except ValueError as closed:
                        seen.append(str(closed)[:16])
                reader = threading.Thread(target=read)
                reader.start()
                """);
        try (Socket socket = server.accept()) {
            send(socket, "first\n");
            host.run("import time\nwhile not seen: time.sleep(0.001)\nit.close()\nreader.join()");
            assertThat(shown("seen")).isEqualTo("[b'first', \"the lines of 'so\"]");
        }
    }
}
