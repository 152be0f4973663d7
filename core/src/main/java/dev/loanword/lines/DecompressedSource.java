package dev.loanword.lines;

import dev.loanword.kernels.Checkpoint;
import java.io.IOException;
import java.io.InputStream;
import java.util.OptionalLong;
import java.util.concurrent.locks.ReentrantLock;

/** The content of a compressed source. What is counted is what is read of the source, so that progress can be told. */
final class DecompressedSource implements ByteSource {
    private final ByteSource source;
    private final Decompressor decompressor;
    private final ReentrantLock reading = new ReentrantLock();
    private InputStream content;
    private volatile boolean closed;

    DecompressedSource(ByteSource source, Decompressor decompressor) {
        this.source = source;
        this.decompressor = decompressor;
    }

    @Override
    public int read(byte[] target, int offset, int length, Checkpoint checkpoint) throws IOException {
        reading.lock();
        try {
            if (content == null) {
                content = decompressor.decompress(new Compressed(source));
            }
            int count = content.read(target, offset, length);
            while (count == 0) {
                checkpoint.poll();
                count = content.read(target, offset, length);
            }
            return count;
        } finally {
            reading.unlock();
            if (closed) {
                closeContent();
            }
        }
    }

    @Override
    public boolean waits() {
        return source.waits();
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
        closed = true;
        source.close();
        closeContent();
    }

    /** Frees what the decompressor holds. While somebody reads, that one does it, who may have to wait for input first. */
    private void closeContent() {
        if (!reading.tryLock()) {
            return;
        }
        try {
            if (content != null) {
                content.close();
            }
        } catch (IOException nothingLost) {
            // It was only read.
        } finally {
            reading.unlock();
        }
    }

    /** A source as decompressors want it. */
    private static final class Compressed extends InputStream {
        private final ByteSource source;
        private boolean ended;

        Compressed(ByteSource source) {
            this.source = source;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : Byte.toUnsignedInt(one[0]);
        }

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
            if (length == 0) {
                return 0;
            }
            if (ended) {
                return -1;
            }
            int count = source.read(target, offset, length, Checkpoint.NONE);
            ended = count < 0;
            return count;
        }

        /** The JDK looks for a further gzip stream only where more is said to be there. */
        @Override
        public int available() {
            return ended ? 0 : 1;
        }

        @Override
        public void close() {
            source.close();
        }
    }
}
