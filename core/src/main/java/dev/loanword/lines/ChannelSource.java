package dev.loanword.lines;

import dev.loanword.kernels.Checkpoint;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.SeekableByteChannel;
import java.util.OptionalLong;

/** The bytes of a channel, read through a window of native memory. */
final class ChannelSource implements ByteSource {
    /** How much is read at once. */
    static final int LARGEST_READ = 256 * 1024;
    private static final int READ_OF_UNKNOWN_SIZE = 64 * 1024;
    // Reading into memory that begins 8 or 16 bytes into a page is 4 times slower on some AMD processors (Zen 3).
    private static final int PAGE = 4096;

    private final ReadableByteChannel channel;
    private final OptionalLong size;
    private final MemorySegment window;
    private final ByteBuffer windowBuffer;
    private volatile long bytesRead;

    ChannelSource(ReadableByteChannel channel) {
        this.channel = channel;
        this.size = sizeOf(channel);
        // SAFETY: the window belongs to an automatic arena. It is freed only when nothing can reach it any more, so
        // that a close() by another thread never takes it away from a reader.
        this.window = Arena.ofAuto().allocate(windowFor(size), PAGE);
        this.windowBuffer = window.asByteBuffer();
    }

    /** Pipes and devices have no size, and the files of /proc say 0. */
    private static OptionalLong sizeOf(ReadableByteChannel channel) {
        if (channel instanceof SeekableByteChannel sized) {
            try {
                long size = sized.size();
                return size > 0 ? OptionalLong.of(size) : OptionalLong.empty();
            } catch (IOException | UnsupportedOperationException noSize) {
                return OptionalLong.empty();
            }
        }
        return OptionalLong.empty();
    }

    /** No larger than the file, for those who read many small ones. */
    private static int windowFor(OptionalLong size) {
        return size.isEmpty()
                ? READ_OF_UNKNOWN_SIZE
                : (int) Math.min(LARGEST_READ, (size.getAsLong() / PAGE + 1) * PAGE);
    }

    @Override
    public int read(byte[] target, int offset, int length, Checkpoint checkpoint) throws IOException {
        windowBuffer.clear();
        windowBuffer.limit(Math.min(length, windowBuffer.capacity()));
        int count = channel.read(windowBuffer);
        while (count == 0) {
            checkpoint.poll();
            count = channel.read(windowBuffer);
        }
        if (count > 0) {
            MemorySegment.copy(window, ValueLayout.JAVA_BYTE, 0, target, offset, count);
            bytesRead += count;
        }
        return count;
    }

    @Override
    public boolean waits() {
        return size.isEmpty();
    }

    @Override
    public long bytesRead() {
        return bytesRead;
    }

    @Override
    public OptionalLong size() {
        return size;
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException nothingLost) {
            // It was only read: there is nothing that a failed close could lose.
        }
    }
}
