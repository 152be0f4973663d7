package dev.loanword.lines;

import dev.loanword.kernels.LineScanner;
import java.io.IOException;

/** Lines: each ends with {@code \n} or {@code \r\n}; a {@code \r} elsewhere is data. */
final class LineRecords extends ChunkedRecords {
    /** How many bytes of the unfinished line are known to hold no line feed. */
    private int scanned;

    LineRecords(ByteSource source, int longest) {
        super(source, longest);
    }

    LineRecords(ByteSource source, int longest, int chunk) {
        super(source, longest, chunk);
    }

    @Override
    int cut(byte[] bytes, int from, int to) throws IOException {
        int lineFeed = LineScanner.nextLineFeed(bytes, from + scanned, to);
        if (lineFeed < 0) {
            scanned = to - from;
            return -1;
        }
        if (lineFeed - from > longest()) {
            throw tooLong(from);
        }
        scanned = 0;
        found(bytes, from, lineFeed > from && bytes[lineFeed - 1] == '\r' ? lineFeed - 1 : lineFeed);
        return lineFeed + 1 - from;
    }

    @Override
    int overhead() {
        return 0;
    }

    @Override
    void last(byte[] bytes, int from, int to) {
        scanned = 0;
        found(bytes, from, to);
    }

    @Override
    IOException tooLong(int start) {
        return new RecordException("the line that begins at byte " + offset(start) + " has more than " + longest() + " bytes, "
                + (longest() == LONGEST
                        ? "the most that one bytes object can hold; read the file in parts instead"
                        : "the longest that is allowed here; allow more with longest="));
    }
}
