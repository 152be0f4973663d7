package dev.loanword.warm;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * What a client and a warm host say to each other over a Unix domain stream socket.
 *
 * <p>The client connects and sends one byte, and with it its descriptors 0, 1 and 2 (SCM_RIGHTS). From then on both sides send
 * frames: one byte for the kind, four for the length of the content (big-endian), then the content. The first frame is the
 * client's and says what it wants; the host's first is its answer.
 *
 * <p>The program's input and output never pass here: the host reads and writes the very descriptors of the client, so nothing has
 * to be copied, held back or flushed, a terminal is a terminal, and what the program starts inherits them. Frames are small and
 * each is read at once by a thread that does nothing else, so neither side can block the other.
 *
 * <p>Either side ends the conversation by closing its socket, or by dying. A host that sees it before the program's end dies with the
 * program; a client that sees it before {@link Kind#EXIT} says so.
 *
 * @param kind what it says
 * @param content more of it
 */
record WarmFrame(Kind kind, byte[] content) {

    /** The kinds of frames; the order is part of the protocol, which only processes of the same build speak. */
    enum Kind {
        /** From the client: run a program. The content is a {@link WarmRequest}. */
        RUN,
        /** From the client: what are you doing? The answer is {@link #TEXT}. */
        STATUS,
        /** From the client: run no more programs, and end with the one that runs. The answer is {@link #TEXT}. */
        STOP,
        /** From the client: it got this signal (its number, four bytes), which the program is to get. */
        SIGNAL,
        /** From the client: it will hand on the signal that {@link #WATCH} named. */
        WATCHING,
        /** From the host: the program starts. */
        TAKEN,
        /**
         * From the host, as its answer or after {@link #TAKEN}, if nothing of the program has run: it can't run the program; the content
         * is the reason. The client runs it in its own process.
         */
        DECLINED,
        /** From the host: the same, because it is at another program; another host may take it. */
        BUSY,
        /** From the host: the program has set a handler for this signal (its number, four bytes). */
        WATCH,
        /** From the host: the program has ended with this status (four bytes). */
        EXIT,
        /** From the host: an answer for people. */
        TEXT
    }

    /** The byte that carries the descriptors. */
    static final byte GREETING = 'L';

    private static final int HEADER = 1 + Integer.BYTES;
    /** More than any environment and argument list that Linux hands to a process. */
    private static final int LONGEST = 16 << 20;
    private static final Kind[] KINDS = Kind.values();

    static WarmFrame of(Kind kind) {
        return new WarmFrame(kind, new byte[0]);
    }

    static WarmFrame of(Kind kind, int number) {
        return new WarmFrame(kind, ByteBuffer.allocate(Integer.BYTES).putInt(number).array());
    }

    static WarmFrame of(Kind kind, String text) {
        return new WarmFrame(kind, text.getBytes(java.nio.charset.StandardCharsets.UTF_8));
    }

    /** The number that the content is. */
    int number() {
        return ByteBuffer.wrap(content).getInt();
    }

    /** The text that the content is. */
    String text() {
        return new String(content, java.nio.charset.StandardCharsets.UTF_8);
    }

    byte[] bytes() {
        return ByteBuffer.allocate(HEADER + content.length)
                .put((byte) kind.ordinal())
                .putInt(content.length)
                .put(content)
                .array();
    }

    /** Sends it. One thread at a time may send over a socket. */
    void send(int socket) throws IOException {
        CLibrary.write(socket, bytes());
    }

    /** Waits for the next frame; empty at the end of the conversation. */
    static Optional<WarmFrame> receive(int socket) throws IOException {
        byte[] header = new byte[HEADER];
        if (!fill(socket, header)) {
            return Optional.empty();
        }
        int length = ByteBuffer.wrap(header, 1, Integer.BYTES).getInt();
        if (header[0] < 0 || header[0] >= KINDS.length || length < 0 || length > LONGEST) {
            throw new IOException("no frame of a warm host: kind " + header[0] + ", length " + length);
        }
        byte[] content = new byte[length];
        return fill(socket, content) ? Optional.of(new WarmFrame(KINDS[header[0]], content)) : Optional.empty();
    }

    private static boolean fill(int socket, byte[] target) throws IOException {
        int filled = 0;
        while (filled < target.length) {
            int count = CLibrary.read(socket, target, filled);
            if (count == 0) {
                return false;
            }
            filled += count;
        }
        return true;
    }
}
