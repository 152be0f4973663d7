package dev.loanword.lines;

import dev.loanword.kernels.Checkpoint;
import dev.loanword.kernels.Workers;
import java.io.IOException;
import java.util.Arrays;
import java.util.OptionalLong;

/**
 * The lines of a source that match: a block of lines at a time is searched, its parts by several threads, and its lines are given
 * in their order.
 */
final class MatchingRecords extends Records {
    private static final int PART = 256 * 1024;
    private static final int PARTS = 4 * Math.min(Workers.COUNT, 16);

    private final ByteSource source;
    private final LineMatcher matcher;
    private final int longest;
    private byte[] block;
    /** Lines from here on were not searched yet. */
    private int position;
    private int limit;
    /** Where the last line ends that is complete, or {@link #position} if none is. */
    private int lineEnd;
    /** Whether what follows the last line feed is a line too, since the input or a part of it ends there. */
    private boolean complete;
    private boolean ended;
    /** How many bytes of the input lie before the block. */
    private long before;
    private boolean lent;
    /** What was found in each part of the block. */
    private Ranges[] found = {};
    private int part;
    private int index;

    MatchingRecords(ByteSource source, LineMatcher matcher, int longest) {
        this(source, matcher, longest, PARTS * PART);
    }

    MatchingRecords(ByteSource source, LineMatcher matcher, int longest, int block) {
        this.source = source;
        this.matcher = matcher;
        this.longest = longest;
        this.block = new byte[(int) Math.min(source.waits() ? Math.min(block, PART) : block, source.size().orElse(block) + 1)];
    }

    @Override
    public boolean nextHere() throws IOException {
        while (part < found.length) {
            Ranges ranges = found[part];
            if (index < ranges.count()) {
                if (ranges.end(index) - ranges.start(index) > longest) {
                    throw tooLong(ranges.start(index));
                }
                found(block, ranges.start(index), ranges.end(index));
                index++;
                return true;
            }
            part++;
            index = 0;
        }
        return false;
    }

    @Override
    public boolean next(Checkpoint checkpoint) throws IOException {
        while (!nextHere()) {
            // A block of a file is filled; what waits is searched as soon as there is a line.
            while (!complete && (lineEnd == position || !source.waits() && limit < block.length)) {
                read(checkpoint);
            }
            int end = complete ? limit : lineEnd;
            if (end > position) {
                search(end, checkpoint);
            } else if (ended) {
                return false;
            }
            complete = ended;
        }
        return true;
    }

    private void read(Checkpoint checkpoint) throws IOException {
        checkpoint.poll();
        if (limit == block.length || position > 0) {
            makeRoom();
        }
        int count = source.read(block, limit, block.length - limit, checkpoint);
        if (count > 0) {
            findLineEnd(count);
        } else {
            complete = true;
        }
        if (count == ByteSource.END) {
            ended = true;
            source.close();
        }
    }

    private void findLineEnd(int count) {
        int end = limit + count;
        while (end > limit && block[end - 1] != '\n') {
            end--;
        }
        lineEnd = end > limit ? end : lineEnd;
        limit += count;
    }

    /** Moves the unfinished line to the beginning, of a larger block if it fills this one. */
    private void makeRoom() throws IOException {
        int pending = limit - position;
        if (pending > longest || pending == LONGEST) {
            throw tooLong(position);
        }
        byte[] target = block;
        if (pending == block.length) {
            target = new byte[(int) Math.min(Math.min(2L * pending, (long) longest + PART), LONGEST)];
        } else if (lent) {
            target = new byte[block.length];
        }
        System.arraycopy(block, position, target, 0, pending);
        block = target;
        lent = false;
        found = new Ranges[0];
        part = 0;
        before += position;
        position = 0;
        lineEnd = 0;
        limit = pending;
    }

    private RecordException tooLong(int start) {
        return new RecordException("the line that begins at byte " + (before + start) + " has more than " + longest
                + " bytes, the longest that is allowed here; allow more with longest=");
    }

    /** Searches the lines up to an index. If the checkpoint throws, they are searched once more by the next call. */
    private void search(int end, Checkpoint checkpoint) {
        int[] bounds = bounds(end);
        Ranges[] wanted = new Ranges[bounds.length - 1];
        Interruption interruption = new Interruption(checkpoint);
        Workers.run(wanted.length, interruption::look, task -> {
            Ranges ranges = new Ranges();
            matcher.match(block, bounds[task], bounds[task + 1], interruption, ranges);
            wanted[task] = ranges;
        });
        found = wanted;
        part = 0;
        index = 0;
        position = end;
        lineEnd = end;
    }

    /** Where parts of whole lines begin and end. */
    private int[] bounds(int end) {
        int[] bounds = new int[(end - position) / PART + 2];
        int count = 0;
        bounds[count++] = position;
        int at = position;
        while (end - at > PART) {
            at = LineMatcher.nextLine(block, at + PART, end);
            bounds[count++] = at;
        }
        if (at < end) {
            bounds[count++] = end;
        }
        return Arrays.copyOf(bounds, count);
    }

    @Override
    public void lend() {
        lent = true;
    }

    @Override
    public byte[] take() {
        return Arrays.copyOfRange(array(), start(), end());
    }

    @Override
    public boolean copies() {
        return true;
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
        source.close();
    }
}
