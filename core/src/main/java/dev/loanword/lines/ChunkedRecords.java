package dev.loanword.lines;

import dev.loanword.kernels.Checkpoint;
import java.io.IOException;
import java.util.Arrays;
import java.util.OptionalLong;

/**
 * Records that are cut out of a stream of bytes, read in chunks.
 *
 * <p>A chunk is used again and again as long as nobody was lent a part of it; one that was lent is left behind, with what was
 * written. A record that does not end in its chunk is moved to the beginning of the next. The chunk grows for a record that is
 * larger, as its bytes arrive, up to the limit; afterwards it is small again.
 */
abstract class ChunkedRecords extends Records {
    static final int CHUNK = ChannelSource.LARGEST_READ;

    private final ByteSource source;
    private final int longest;
    private byte[] chunk;
    private int position;
    private int limit;
    /** How many bytes of the input lie before the chunk. */
    private long before;
    private boolean lent;
    private boolean ended;

    ChunkedRecords(ByteSource source, int longest) {
        this(source, longest, CHUNK);
    }

    ChunkedRecords(ByteSource source, int longest, int chunk) {
        this.source = source;
        this.longest = longest;
        this.chunk = new byte[(int) Math.min(chunk, source.size().orElse(chunk) + 1)];
    }

    /**
     * Finds a record in a range of the chunk and tells {@link #found} of it.
     *
     * @return how many bytes it takes with all that belongs to it, negative if it is not complete
     */
    abstract int cut(byte[] bytes, int from, int to) throws IOException;

    /**
     * Makes a record of what is left where the input ends.
     *
     * @throws IOException if that is none
     */
    abstract void last(byte[] bytes, int from, int to) throws IOException;

    /** How many bytes of an unfinished record are not its own. */
    abstract int overhead();

    final int longest() {
        return longest;
    }

    /** Where in the input a byte of the chunk is. */
    final long offset(int index) {
        return before + index;
    }

    @Override
    public final boolean nextHere() throws IOException {
        int taken = cut(chunk, position, limit);
        if (taken < 0) {
            return false;
        }
        position += taken;
        return true;
    }

    @Override
    public final boolean next(Checkpoint checkpoint) throws IOException {
        while (!nextHere()) {
            boolean goesOn = fill(checkpoint);
            if (!goesOn && position < limit) {
                last(chunk, position, limit);
                position = limit;
                return true;
            }
            if (!goesOn && ended) {
                return false;
            }
        }
        return true;
    }

    /** Reads more; false if what there is can't go on, because the input or one of its parts has ended. */
    private boolean fill(Checkpoint checkpoint) throws IOException {
        if (ended) {
            return false;
        }
        checkpoint.poll();
        if (limit - position > (long) longest + overhead()) {
            throw tooLong(position);
        }
        if (limit == chunk.length || !lent && position > 0) {
            makeRoom();
        }
        int count = source.read(chunk, limit, chunk.length - limit, checkpoint);
        if (count > 0) {
            limit += count;
        } else if (count == ByteSource.END) {
            ended = true;
            source.close();
        }
        return count > 0;
    }

    private void makeRoom() throws IOException {
        int pending = limit - position;
        int size = sizeFor(pending);
        if (lent || size != chunk.length) {
            byte[] fresh = new byte[size];
            System.arraycopy(chunk, position, fresh, 0, pending);
            chunk = fresh;
            lent = false;
        } else {
            System.arraycopy(chunk, position, chunk, 0, pending);
        }
        before += position;
        position = 0;
        limit = pending;
    }

    /** Doubled for what is half as large, so that it costs a constant time a byte. */
    private int sizeFor(int pending) throws IOException {
        if (pending == LONGEST) {
            throw tooLong(position);
        }
        int usual = Math.min(chunk.length, CHUNK);
        if (pending <= usual / 2) {
            return usual;
        }
        // One that is as long as it may be still needs room for its ending.
        return (int) Math.min(Math.min(2L * pending, (long) longest + CHUNK), LONGEST);
    }

    /** The error of a record that begins at an index of the chunk. */
    abstract IOException tooLong(int start);

    @Override
    public final void lend() {
        lent = true;
    }

    @Override
    public final byte[] take() {
        return Arrays.copyOfRange(array(), start(), end());
    }

    @Override
    public final boolean copies() {
        return true;
    }

    @Override
    public final boolean waits() {
        return source.waits();
    }

    @Override
    public final long bytesRead() {
        return source.bytesRead();
    }

    @Override
    public final OptionalLong size() {
        return source.size();
    }

    @Override
    public final void close() {
        source.close();
    }
}
