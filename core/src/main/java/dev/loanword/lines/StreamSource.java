package dev.loanword.lines;

import dev.loanword.kernels.Checkpoint;
import java.io.IOException;
import java.io.InputStream;
import java.util.OptionalLong;

/** The bytes of a stream. */
final class StreamSource implements ByteSource {
    private final InputStream stream;
    private final boolean closes;
    private volatile long bytesRead;

    /**
     * @param closes whether to close the stream; false for standard input, which is not ours
     */
    StreamSource(InputStream stream, boolean closes) {
        this.stream = stream;
        this.closes = closes;
    }

    @Override
    public int read(byte[] target, int offset, int length, Checkpoint checkpoint) throws IOException {
        int count = stream.read(target, offset, length);
        while (count == 0) {
            checkpoint.poll();
            count = stream.read(target, offset, length);
        }
        if (count > 0) {
            bytesRead += count;
        }
        return count;
    }

    @Override
    public boolean waits() {
        return true;
    }

    @Override
    public long bytesRead() {
        return bytesRead;
    }

    @Override
    public OptionalLong size() {
        return OptionalLong.empty();
    }

    @Override
    public void close() {
        if (closes) {
            try {
                stream.close();
            } catch (IOException nothingLost) {
                // It was only read.
            }
        }
    }
}
