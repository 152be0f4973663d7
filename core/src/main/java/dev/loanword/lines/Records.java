package dev.loanword.lines;

import dev.loanword.kernels.Checkpoint;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.ReadableByteChannel;
import java.util.Iterator;
import java.util.OptionalLong;

/**
 * A sequence of records, each a range of bytes in an array: the lines of a stream, its frames, or whatever an iterator gives.
 *
 * <p>A record is the range from {@link #start} to {@link #end} of {@link #array}, from the call that found it to the next
 * one; then its bytes may be overwritten, unless {@link #lend} was called for it.
 *
 * <p>One thread at a time; {@link #close} may come from any.
 */
public abstract class Records implements Closeable {
    /** The most bytes that an array, and so a record, can have. */
    public static final int LONGEST = Integer.MAX_VALUE - 8;

    private byte[] array = {};
    private int start;
    private int end;

    Records() {
    }

    /**
     * The lines of a channel: each ends with {@code \n} or {@code \r\n}, the last one perhaps without.
     *
     * @param source is closed with the records
     * @param longest the most bytes that a line may have before its {@code \n}
     */
    public static Records lines(ByteSource source, int longest) {
        return new LineRecords(source, longest);
    }

    /**
     * The lines that match, found by several threads, in their order.
     *
     * @param source is closed with the records
     * @param longest the most bytes that a line may have which matches, or of which the whole must be in memory
     */
    public static Records matching(ByteSource source, LineMatcher matcher, int longest) {
        return new MatchingRecords(source, matcher, longest);
    }

    /**
     * The frames of a channel: each is a length, then as many bytes.
     *
     * @param source is closed with the records
     * @param longest the most bytes that a frame may have after its length
     */
    public static Records frames(ByteSource source, FramePrefix prefix, int longest) {
        return new FrameRecords(source, prefix, longest);
    }

    /**
     * What an iterator gives, as it is. It may wait for the next array; it is asked by a thread of its own.
     *
     * @param arrays each array belongs to the records from then on; closed with them if it is {@link AutoCloseable}
     */
    public static Records of(Iterator<byte[]> arrays) {
        return new IteratorRecords(arrays);
    }

    /** Bytes of a stream that may wait for its input, which is read by a thread of its own. */
    public static ByteSource waiting(InputStream stream) {
        return new WaitingSource(new StreamSource(stream, true));
    }

    /** Bytes of a channel that may wait for its input, which is read by a thread of its own. */
    public static ByteSource waiting(ReadableByteChannel channel) {
        return new WaitingSource(new ChannelSource(channel));
    }

    /**
     * Finds the next record in what was read already; never waits.
     *
     * @return false if it is not there, or not as a whole
     * @throws IOException if it is too long
     */
    public abstract boolean nextHere() throws IOException;

    /**
     * Finds the next record.
     *
     * @param checkpoint is polled while it waits, and before each part of the input that it reads; if that throws, no byte is
     *     lost and the next call goes on from there
     * @return false at the end
     * @throws IOException if the input can't be read, or a record is too long or not complete
     */
    public abstract boolean next(Checkpoint checkpoint) throws IOException;

    /** Whether {@link #next} may wait for somebody else: false for a file. */
    public abstract boolean waits();

    /** How many bytes of the input have been read, before they are decompressed. */
    public abstract long bytesRead();

    /** How many bytes the input has, if that is known. */
    public abstract OptionalLong size();

    /** Leaves the bytes of the present record as they are for ever. */
    public abstract void lend();

    /** The present record in an array that belongs to the caller. */
    public abstract byte[] take();

    /** Whether {@link #take} copies. */
    public abstract boolean copies();

    /** Releases the input. A second time has no effect. */
    @Override
    public abstract void close();

    final void found(byte[] in, int from, int to) {
        array = in;
        start = from;
        end = to;
    }

    /** The array that the present record lies in. */
    public final byte[] array() {
        return array;
    }

    /** Where the present record begins. */
    public final int start() {
        return start;
    }

    /** Where the present record ends: the index after its last byte. */
    public final int end() {
        return end;
    }
}
