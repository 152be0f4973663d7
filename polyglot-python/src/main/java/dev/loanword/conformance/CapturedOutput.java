package dev.loanword.conformance;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/** Keeps what a script writes, to a limit; a script that prints for ever would take all memory. */
final class CapturedOutput extends OutputStream {
    /** The most that is kept, in bytes. */
    static final int LIMIT = 16 << 20;

    private final ByteArrayOutputStream kept = new ByteArrayOutputStream();
    private boolean truncated;

    @Override
    public synchronized void write(int written) {
        write(new byte[] {(byte) written}, 0, 1);
    }

    @Override
    public synchronized void write(byte[] bytes, int offset, int length) {
        int room = Math.min(length, LIMIT - kept.size());
        kept.write(bytes, offset, room);
        truncated |= room < length;
    }

    /** Whether more was written than is kept. */
    synchronized boolean isTruncated() {
        return truncated;
    }

    /** What is kept. */
    synchronized String text() {
        return kept.toString(StandardCharsets.UTF_8);
    }
}
