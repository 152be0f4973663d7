package dev.loanword.bridge;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import dev.loanword.export.FileAccess;
import dev.loanword.export.PyClass;
import dev.loanword.export.PyConstructor;
import dev.loanword.export.PyFunction;
import dev.loanword.kernels.LineScanner;
import dev.loanword.memory.CopyLedger;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.ref.Cleaner;
import java.nio.ByteBuffer;
import java.nio.channels.Channel;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * The lines of a file, one after the other, as bytes without their endings.
 *
 * <pre>{@code
 * try (Lines lines = Lines.open(FileAccess.OF_THIS_PROCESS, Path.of("huge.log"))) {
 *     for (byte[] line = lines.next(); line != null; line = lines.next()) {
 *         ...
 *     }
 * }
 * }</pre>
 *
 * <p>A line ends with {@code \n} or {@code \r\n}; a {@code \r} elsewhere is data, as is each other byte. The last line
 * may lack its ending. An empty file has no line. Pipes and devices work like files.
 *
 * <p><b>Memory.</b> The file is read through one window of native memory of at most 256 KiB, whatever its size; only a
 * line that does not fit into the window is gathered on the heap. Each line is one new array, copied once, that belongs
 * to the caller.
 *
 * <p><b>The file is released</b> at its end, at the first error, by {@link #close}, and otherwise after this object
 * became unreachable (a loop left early). Without an end in sight prefer {@code close}: the collector takes its time.
 *
 * <p><b>Threads.</b> Several threads may take lines from one object; each line goes to one of them. {@code close} may
 * come from any thread, also while another one waits for input, which then fails as closed.
 */
@PyClass(doc = "The lines of a file, each as bytes without its ending; made by bridge.lines(path).")
public final class Lines implements AutoCloseable {
    private static final int LARGEST_WINDOW = 256 * 1024;
    private static final int WINDOW_OF_UNKNOWN_SIZE = 64 * 1024;
    // Reading into memory that begins 8 or 16 bytes into a page is 4 times slower on some AMD processors (Zen 3).
    private static final int PAGE = 4096;
    // The longest array that every JVM can allocate.
    private static final int LONGEST_LINE = Integer.MAX_VALUE - 8;

    private static final String REASON = "line of a file";

    private static final Cleaner CLEANER = Cleaner.create();

    private final String name;
    private final ReadableByteChannel channel;
    private final Cleaner.Cleanable release;
    private final MemorySegment window;
    private final ByteBuffer windowBuffer;
    private final int longestLine;
    private int position;
    private int limit;
    /** How many bytes of the file lie before the window. */
    private long before;
    private boolean ended;
    private volatile boolean closed;

    /**
     * Opens a file.
     *
     * @param access opens the file
     * @param path the file; its text names it in messages
     * @return the lines, to be closed by the caller
     * @throws IOException if it can't be opened: {@link java.nio.file.NoSuchFileException},
     *     {@link java.nio.file.AccessDeniedException} or a {@link FileSystemException} that names the file; for a
     *     directory with the reason {@code Is a directory}
     */
    public static Lines open(FileAccess access, Path path) throws IOException {
        return new Lines(path, access);
    }

    /** Opens a file, as {@link #open} does. */
    @PyConstructor
    public Lines(Path path, FileAccess access) throws IOException {
        ReadableByteChannel channel = access.openForReading(path);
        MemorySegment window;
        try {
            window = allocate(windowFor(channel));
        } catch (Throwable failure) {
            channel.close();
            throw failure;
        }
        this(channel, path.toString(), window, LONGEST_LINE);
    }

    /**
     * Takes over a channel. For tests, which give smaller limits than {@link #open}.
     *
     * @param windowSize the size of the window in bytes, at least 1
     * @param longestLine the most bytes a line may have
     */
    Lines(ReadableByteChannel channel, String name, int windowSize, int longestLine) {
        this(channel, name, allocate(windowSize), longestLine);
    }

    private Lines(ReadableByteChannel channel, String name, MemorySegment window, int longestLine) {
        this.channel = channel;
        this.name = name;
        this.longestLine = longestLine;
        this.window = window;
        this.windowBuffer = window.asByteBuffer();
        this.release = CLEANER.register(this, new Release(channel));
    }

    private static MemorySegment allocate(int windowSize) {
        // SAFETY: the window belongs to an automatic arena. It is freed only when nothing can reach it any more, so
        // that a close() by another thread never takes it away from a reader.
        return Arena.ofAuto().allocate(windowSize, PAGE);
    }

    /** Closes the channel; knows nothing of the lines, so that the cleaner does not keep them alive. */
    private record Release(Channel channel) implements Runnable {
        @Override
        public void run() {
            try {
                channel.close();
            } catch (IOException nothingLost) {
                // The file was only read: there is nothing that a failed close could lose.
            }
        }
    }

    /** A window no larger than the file, for those who read many small ones. */
    private static int windowFor(ReadableByteChannel channel) {
        long size = 0;
        if (channel instanceof SeekableByteChannel sized) {
            try {
                size = sized.size();
            } catch (IOException | UnsupportedOperationException noSize) {
                size = 0;
            }
        }
        if (size <= 0) {
            // Pipes and devices have no size, and the files of /proc say 0.
            return WINDOW_OF_UNKNOWN_SIZE;
        }
        return (int) Math.min(LARGEST_WINDOW, (size / PAGE + 1) * PAGE);
    }

    /**
     * Returns the next line.
     *
     * @return a new array that belongs to the caller, without the ending; {@code null} at the end of the file, and again
     *     at each call after it
     * @throws IllegalStateException if the lines were closed, or an error has ended them before
     * @throws IOException if the file can't be read, or the line is too long for an array (2<sup>31</sup>-9 bytes); a
     *     {@link FileSystemException} that names the file, which is released
     */
    public synchronized byte[] next() throws IOException {
        checkOpen();
        int start = position;
        int lineFeed = (int) LineScanner.nextLineFeed(window, start, limit);
        if (lineFeed < 0) {
            return nextAcrossWindows();
        }
        position = lineFeed + 1;
        int end = lineFeed;
        if (end > start && window.get(JAVA_BYTE, end - 1) == '\r') {
            end--;
        }
        byte[] line = new byte[end - start];
        MemorySegment.copy(window, JAVA_BYTE, start, line, 0, line.length);
        return line;
    }

    /** Takes a line whose ending is not in the window yet, or is the end of the file. */
    private byte[] nextAcrossWindows() throws IOException {
        try {
            return gather();
        } catch (Throwable failure) {
            // Whatever it is, also an OutOfMemoryError of a very long line: nothing can go on from here.
            close();
            throw failure;
        }
    }

    private byte[] gather() throws IOException {
        long lineStart = before + position;
        byte[] line = {};
        int length = 0;
        while (true) {
            int lineFeed = (int) LineScanner.nextLineFeed(window, position, limit);
            boolean complete = lineFeed >= 0;
            int end = complete ? lineFeed : limit;
            int total = lengthened(length, end - position, lineStart);
            int capacity = complete ? total : capacityFor(total, line.length);
            if (capacity != line.length) {
                line = Arrays.copyOf(line, capacity);
            }
            MemorySegment.copy(window, JAVA_BYTE, position, line, length, total - length);
            length = total;
            position = complete ? end + 1 : end;
            if (complete) {
                return length > 0 && line[length - 1] == '\r' ? Arrays.copyOf(line, length - 1) : line;
            }
            if (!fill()) {
                return length == 0 ? null : Arrays.copyOf(line, length);
            }
        }
    }

    private int lengthened(int length, int more, long lineStart) throws IOException {
        if (more > longestLine - length) {
            throw new FileSystemException(name, null, "the line that begins at byte " + lineStart + " has more than "
                    + longestLine + " bytes, the most that one bytes object can hold; read the file in parts instead");
        }
        return length + more;
    }

    /** Doubles an array that is too small, so that gathering costs a constant time per byte. */
    private int capacityFor(int needed, int present) {
        return needed <= present ? present : (int) Math.min(longestLine, Math.max(needed, 2L * present));
    }

    /** Replaces the used-up content of the window by what follows in the file; false at the end. */
    private boolean fill() throws IOException {
        if (ended) {
            return false;
        }
        before += limit;
        position = 0;
        limit = 0;
        windowBuffer.clear();
        int count = read();
        while (count == 0) {
            count = read();
        }
        if (count < 0) {
            ended = true;
            release.clean();
            return false;
        }
        limit = count;
        return true;
    }

    private int read() throws IOException {
        try {
            return channel.read(windowBuffer);
        } catch (ClosedByInterruptException interrupted) {
            throw failed("interrupted while reading; open it again to start over", interrupted);
        } catch (ClosedChannelException gone) {
            if (closed) {
                throw alreadyClosed();
            }
            throw failed("its channel was closed while reading", gone);
        } catch (FileSystemException named) {
            throw named;
        } catch (IOException nameless) {
            throw failed(nameless.getMessage(), nameless);
        }
    }

    private IOException failed(String reason, IOException cause) {
        FileSystemException failure = new FileSystemException(name, null, reason);
        failure.initCause(cause);
        return failure;
    }

    private IllegalStateException alreadyClosed() {
        return new IllegalStateException("the lines of '" + name + "' are closed");
    }

    /**
     * Returns the next line, as {@link #next()} does, and counts it as copied: it was copied once, out of the window.
     *
     * @throws dev.loanword.memory.CopyRefusedException if copies are forbidden; no line is lost then
     */
    @PyFunction(name = "__next__", doc = "The next line.", releasesGil = true) // a pipe's writer may be another thread
    public byte[] next(CopyLedger ledger) throws IOException {
        ledger.requireCopies(REASON);
        byte[] line = next();
        if (line != null) {
            ledger.count(line.length, REASON);
        }
        return line;
    }

    /** Returns the lines themselves: they can be walked through once. */
    @PyFunction(name = "__iter__", doc = "Returns the iterator itself.")
    public Lines iterator() {
        return this;
    }

    /**
     * Fails if {@link #isClosed}.
     *
     * @throws IllegalStateException naming the file
     */
    public void checkOpen() {
        if (closed) {
            throw alreadyClosed();
        }
    }

    /** Begins a with statement, which needs open lines. */
    @PyFunction(name = "__enter__", doc = "Returns the iterator itself.")
    public Lines enter() {
        checkOpen();
        return this;
    }

    /** Says whether {@link #close} was called or an error has ended the lines; false after the natural end. */
    public boolean isClosed() {
        return closed;
    }

    /** Releases the file. Lines that were not taken are lost; a second call does nothing. */
    @Override
    @PyFunction(doc = "Closes the file; a second time has no effect.")
    public void close() {
        closed = true;
        release.clean();
    }
}
