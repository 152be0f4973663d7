package dev.loanword.lines;

import dev.loanword.kernels.Checkpoint;
import java.io.IOException;
import java.util.OptionalLong;

/**
 * Bytes that may keep a reader waiting: a pipe, a socket, standard input.
 *
 * <p>They are read into a buffer between, as a read goes on when the reader that began it was called away.
 */
final class WaitingSource implements ByteSource {
    private final ByteSource source;
    private final Background<Integer> background = new Background<>();
    private final byte[] buffer = new byte[64 * 1024];
    private int position;
    private int limit;

    WaitingSource(ByteSource source) {
        this.source = source;
    }

    @Override
    public int read(byte[] target, int offset, int length, Checkpoint checkpoint) throws IOException {
        if (position == limit) {
            int count = background.await(() -> source.read(buffer, 0, buffer.length, Checkpoint.NONE), checkpoint);
            if (count <= 0) {
                return count;
            }
            position = 0;
            limit = count;
        }
        int count = Math.min(length, limit - position);
        System.arraycopy(buffer, position, target, offset, count);
        position += count;
        return count;
    }

    @Override
    public boolean waits() {
        return true;
    }

    @Override
    public long bytesRead() {
        return source.bytesRead();
    }

    @Override
    public OptionalLong size() {
        return source.size();
    }

    @Override
    public void close() {
        background.close();
        source.close();
    }
}
