package dev.loanword.lines;

import dev.loanword.kernels.Checkpoint;
import java.io.Closeable;
import java.io.IOException;
import java.util.OptionalLong;

/** Where bytes come from, one after the other. One thread at a time reads; {@link #close} may come from any. */
public interface ByteSource extends Closeable {
    /** What {@link #read} returns at the end. */
    int END = -1;

    /** What {@link #read} returns where other content begins, so that no record goes on beyond it. */
    int BOUNDARY = 0;

    /**
     * Reads at least a byte, if there is one.
     *
     * @param length at least 1
     * @param checkpoint is polled while it waits; if that throws, nothing is lost
     * @return how many bytes were read, {@link #END} or {@link #BOUNDARY}
     * @throws java.nio.channels.ClosedChannelException if it was closed
     */
    int read(byte[] target, int offset, int length, Checkpoint checkpoint) throws IOException;

    /** Whether a read may wait for somebody else to write. */
    boolean waits();

    /** How many bytes were read so far, as they are stored. */
    long bytesRead();

    /** How many bytes there are, as they are stored, if that is known. */
    OptionalLong size();

    /** Releases it and wakes a reader. A second time has no effect. */
    @Override
    void close();
}
