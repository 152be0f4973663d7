package dev.loanword.warm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Frames over a real socket. */
class WarmFrameTest {
    private Path folder;
    private int listener;
    private int client;
    private int host;

    @BeforeEach
    void connect() throws IOException {
        // Not JUnit's folder: the path of a socket has to be short.
        folder = Files.createTempDirectory("warm");
        Path path = folder.resolve("socket");
        listener = CLibrary.socket();
        CLibrary.bind(listener, path.toString());
        CLibrary.listen(listener, 1);
        client = CLibrary.socket();
        CLibrary.connect(client, path.toString());
        host = CLibrary.accept(listener);
    }

    @AfterEach
    void close() throws IOException {
        List.of(listener, client, host).forEach(CLibrary::close);
        Files.delete(folder.resolve("socket"));
        Files.delete(folder);
    }

    @Test
    void frames_arrive_as_they_were_sent() throws IOException {
        WarmFrame.of(WarmFrame.Kind.EXIT, -7).send(host);
        WarmFrame.of(WarmFrame.Kind.DECLINED, "why, ü").send(host);
        WarmFrame.of(WarmFrame.Kind.TAKEN).send(host);
        CLibrary.close(host);

        assertThat(WarmFrame.receive(client).orElseThrow().number()).isEqualTo(-7);
        assertThat(WarmFrame.receive(client).orElseThrow().text()).isEqualTo("why, ü");
        assertThat(WarmFrame.receive(client).orElseThrow().kind()).isEqualTo(WarmFrame.Kind.TAKEN);
        assertThat(WarmFrame.receive(client)).isEmpty();
    }

    @Test
    void a_frame_that_is_cut_off_is_the_end() throws IOException {
        byte[] bytes = WarmFrame.of(WarmFrame.Kind.EXIT, 1).bytes();
        CLibrary.write(host, java.util.Arrays.copyOf(bytes, bytes.length - 1));
        CLibrary.close(host);

        assertThat(WarmFrame.receive(client)).isEmpty();
    }

    @Test
    void what_is_no_frame_is_refused_before_memory_is_taken_for_it() throws IOException {
        CLibrary.write(host, ByteBuffer.allocate(5).put((byte) 0).putInt(Integer.MAX_VALUE).array());
        assertThatThrownBy(() -> WarmFrame.receive(client))
                .isInstanceOf(IOException.class)
                .hasMessage("no frame of a warm host: kind 0, length 2147483647");
        CLibrary.write(host, new byte[] {99, 0, 0, 0, 0});
        assertThatThrownBy(() -> WarmFrame.receive(client))
                .isInstanceOf(IOException.class)
                .hasMessage("no frame of a warm host: kind 99, length 0");
    }

    @Test
    void descriptors_arrive_as_descriptors_of_the_same_files() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "content");
        try (java.io.RandomAccessFile open = new java.io.RandomAccessFile(file.toFile(), "r")) {
            int opened = descriptorOf(file);
            CLibrary.send(client, new byte[] {WarmFrame.GREETING}, new int[] {opened, client, opened});
            int[] received = CLibrary.receive(host, 3);

            assertThat(received).hasSize(3).doesNotContain(opened, client);
            byte[] text = new byte[7];
            assertThat(CLibrary.read(received[0], text, 0)).isEqualTo(7);
            assertThat(new String(text)).isEqualTo("content");
            // One open file behind both, so the other is at its end as well.
            assertThat(CLibrary.read(received[2], text, 0)).isZero();
            assertThat(open.getFilePointer()).isEqualTo(7);
            for (int descriptor : received) {
                CLibrary.close(descriptor);
            }
        }
        Files.delete(file);
    }

    @Test
    void another_number_of_descriptors_counts_as_none() throws IOException {
        CLibrary.send(client, new byte[] {WarmFrame.GREETING}, new int[] {client});
        assertThat(CLibrary.receive(host, 3)).isEmpty();
        CLibrary.write(client, new byte[] {WarmFrame.GREETING});
        assertThat(CLibrary.receive(host, 3)).isEmpty();
    }

    @Test
    void a_request_is_the_same_on_the_other_side() throws IOException {
        WarmRequest request = new WarmRequest(
                List.of("run", "-c", "", "two\nlines", "ü"), Map.of("A", "", "B", "b=c\n"), Path.of("/a b"), 022, 5, 4);

        assertThat(WarmRequest.of(request.frame())).isEqualTo(request);
        byte[] cut = java.util.Arrays.copyOf(request.frame().content(), request.frame().content().length - 1);
        assertThatThrownBy(() -> WarmRequest.of(new WarmFrame(WarmFrame.Kind.RUN, cut)))
                .isInstanceOf(IOException.class)
                .hasMessage("no request of a client of the warm host");
    }

    @Test
    void the_user_at_the_other_end_is_known() throws IOException {
        assertThat(CLibrary.peer(host)).isEqualTo(CLibrary.user()).isEqualTo(Files.getAttribute(folder, "unix:uid"));
    }

    private static int descriptorOf(Path file) throws IOException {
        try (var all = Files.newDirectoryStream(Path.of("/proc/self/fd"))) {
            for (Path descriptor : all) {
                if (Files.exists(descriptor) && Files.isSameFile(descriptor, file)) {
                    return Integer.parseInt(descriptor.getFileName().toString());
                }
            }
        }
        throw new IOException("not open: " + file);
    }
}
