package dev.loanword.lines;

import java.io.IOException;

/** Frames: each has its length before it. */
final class FrameRecords extends ChunkedRecords {
    private final FramePrefix prefix;

    FrameRecords(ByteSource source, FramePrefix prefix, int longest) {
        super(source, longest);
        this.prefix = prefix;
    }

    FrameRecords(ByteSource source, FramePrefix prefix, int longest, int chunk) {
        super(source, longest, chunk);
        this.prefix = prefix;
    }

    @Override
    int cut(byte[] bytes, int from, int to) throws IOException {
        if (to - from < prefix.size()) {
            return -1;
        }
        long length = prefix.read(bytes, from);
        if (Long.compareUnsigned(length, longest()) > 0) {
            throw tooLong(from, length);
        }
        int begin = from + prefix.size();
        if (to - begin < length) {
            return -1;
        }
        found(bytes, begin, begin + (int) length);
        return prefix.size() + (int) length;
    }

    @Override
    int overhead() {
        return prefix.size();
    }

    @Override
    void last(byte[] bytes, int from, int to) throws IOException {
        int size = prefix.size();
        String present = to - from < size
                ? to - from + " of the " + size + " bytes of its length are there"
                : to - from - size + " of its " + Long.toUnsignedString(prefix.read(bytes, from)) + " bytes are there";
        throw new RecordException("the input ends in the middle of the frame that begins at byte " + offset(from) + ": " + present);
    }

    /** Asked before more is read: the length, which is there by then, was found to be allowed. */
    @Override
    IOException tooLong(int start) {
        return new RecordException("the frame that begins at byte " + offset(start) + " has more than " + longest()
                + " bytes with its length; read the input in parts instead");
    }

    private IOException tooLong(int start, long length) {
        return new RecordException("the frame that begins at byte " + offset(start) + " has " + Long.toUnsignedString(length)
                + " bytes, more than the " + longest() + " that are allowed here; allow more with longest=, or see whether the"
                + " length before a frame has the format that was given");
    }
}
