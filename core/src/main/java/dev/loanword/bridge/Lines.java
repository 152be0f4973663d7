package dev.loanword.bridge;

import dev.loanword.export.FileAccess;
import dev.loanword.export.PyClass;
import dev.loanword.export.PyConstructor;
import dev.loanword.export.PyFunction;
import dev.loanword.export.ReadyValues;
import dev.loanword.kernels.Checkpoint;
import dev.loanword.lines.ByteSource;
import dev.loanword.lines.FramePrefix;
import dev.loanword.lines.Records;
import dev.loanword.lines.Sources;
import dev.loanword.lines.Turn;
import dev.loanword.memory.ByteSlice;
import dev.loanword.memory.CopyLedger;
import java.io.IOException;
import java.io.InputStream;
import java.lang.ref.Cleaner;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ReadableByteChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The lines of a file or stream, or other records, one after the other; in Python an iterator.
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
 * may lack its ending. An empty file has no line. Pipes and devices work like files. A core may return lines of whatever it reads
 * from, made by {@link #of(InputStream, String)} and its like, and Python iterates over them.
 *
 * <p><b>Memory.</b> The input is read in chunks of 256 KiB, whatever its size; a chunk grows for a line that does not fit into it.
 * A line is a new array, copied once, that belongs to the caller; or, {@link #asViews}, a part of a chunk that is never written
 * again and that the collector frees after the last view of it.
 *
 * <p><b>The input is released</b> at its end, at the first error, by {@link #close}, and otherwise after this object
 * became unreachable (a loop left early). Without an end in sight prefer {@code close}: the collector takes its time.
 *
 * <p><b>Threads.</b> Several threads may take lines from one object; each line goes to one of them. {@code close} may
 * come from any thread, also while another one waits for input, which then fails as closed.
 */
@PyClass(doc = "The lines of a file or stream, or other records, one after the other; made by bridge.lines(path).")
public final class Lines implements AutoCloseable, ReadyValues {
    /** The most bytes that a line may have where its length is not bounded by the size of a file, unless told otherwise. */
    public static final int LONGEST_UNBOUNDED = 64 * 1024 * 1024;

    private static final String REASON = "line of a file";
    private static final long POLL_MILLIS = 50;
    private static final long PROGRESS_NANOS = 100_000_000;

    private static final Cleaner CLEANER = Cleaner.create();

    private final String name;
    private final Records records;
    private final Cleaner.Cleanable release;
    /** Of threads that may wait for input. */
    private final ReentrantLock lock = new ReentrantLock();
    /** Of whoever takes a line; after the lock. */
    private final Turn turn = new Turn();
    private boolean views;
    /** How many lines a step gives as a list; 0 for one line that is no list. */
    private int batch;
    /** What an interrupted step has gathered. */
    private List<byte[]> unfinished = new ArrayList<>();
    private ReadProgress progress;
    private long nextReport = System.nanoTime();
    private boolean reportedEnd;
    private CopyLedger.Counter copied;
    private volatile boolean closed;

    /**
     * Opens the lines of a file.
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
        ByteSource source = Sources.open(access, path, Optional.empty());
        this(Records.lines(source, Records.LONGEST), path.toString());
    }

    /**
     * Takes over records of any kind.
     *
     * @param records are closed with the lines
     * @param name what they come from, for messages
     */
    public Lines(Records records, String name) {
        this.records = records;
        this.name = name;
        this.release = CLEANER.register(this, records::close);
    }

    /**
     * The lines of a stream: a socket, a process. It is read by a thread of its own, so that a Python thread that waits can be
     * interrupted.
     *
     * @param stream is closed with the lines
     * @param name what it is, for messages
     */
    public static Lines of(InputStream stream, String name) {
        return new Lines(Records.lines(Records.waiting(stream), LONGEST_UNBOUNDED), name);
    }

    /** The lines of a channel, as {@link #of(InputStream, String)}. */
    public static Lines of(ReadableByteChannel channel, String name) {
        return new Lines(Records.lines(Records.waiting(channel), LONGEST_UNBOUNDED), name);
    }

    /**
     * What an iterator gives, each array as one line, whatever is in it: the messages of a queue. Nothing is copied. The iterator
     * is asked by a thread of its own, for one array when one is wanted.
     *
     * @param arrays each array belongs to the lines from then on; closed with them if it is {@link AutoCloseable}
     * @param name what they come from, for messages
     */
    public static Lines of(Iterator<byte[]> arrays, String name) {
        return new Lines(Records.of(arrays), name);
    }

    /**
     * The frames of a stream, each of which has its length before it.
     *
     * @param stream is closed with the lines
     * @param name what it is, for messages
     */
    public static Lines frames(InputStream stream, FramePrefix prefix, String name) {
        return new Lines(Records.frames(Records.waiting(stream), prefix, LONGEST_UNBOUNDED), name);
    }

    /** The frames of a channel, as {@link #frames(InputStream, FramePrefix, String)}. */
    public static Lines frames(ReadableByteChannel channel, FramePrefix prefix, String name) {
        return new Lines(Records.frames(Records.waiting(channel), prefix, LONGEST_UNBOUNDED), name);
    }

    /** Gives Python a read-only memoryview a line, which is not copied. To be called before the first line is taken. */
    public Lines asViews() {
        views = true;
        return this;
    }

    /**
     * Gives Python a list of lines a step. To be called before the first line is taken.
     *
     * @param size how many; fewer at the end, and where the next line would have to be waited for
     */
    public Lines asBatches(int size) {
        if (size < 1) {
            throw new IllegalArgumentException("batches must be at least 1, got " + size);
        }
        batch = size;
        return this;
    }

    /** Tells how far the input was read. To be called before the first line is taken. */
    public Lines reportingTo(ReadProgress listener) {
        progress = listener;
        return this;
    }

    /**
     * Returns the next line.
     *
     * @return a new array that belongs to the caller, without the ending; {@code null} at the end of the file, and again
     *     at each call after it
     * @throws IllegalStateException if the lines were closed, or an error has ended them before
     * @throws IOException if the file can't be read, or the line is longer than is allowed; a
     *     {@link FileSystemException} that names the file, which is released
     */
    public byte[] next() throws IOException {
        acquire(Checkpoint.NONE);
        try {
            return advance(Checkpoint.NONE) ? records.take() : null;
        } finally {
            release();
        }
    }

    /** Counts the lines that are left, and takes them all. */
    long count(Checkpoint checkpoint) throws IOException {
        acquire(checkpoint);
        try {
            long count = 0;
            while (advance(checkpoint)) {
                count++;
            }
            return count;
        } finally {
            release();
        }
    }

    /** A thread that waits for another one which waits for input hears of Ctrl-C as well. */
    private void acquire(Checkpoint checkpoint) throws IOException {
        try {
            while (!lock.tryLock() && !lock.tryLock(POLL_MILLIS, TimeUnit.MILLISECONDS)) {
                checkpoint.poll();
            }
        } catch (InterruptedException interrupted) {
            checkpoint.poll();
            Thread.currentThread().interrupt();
            throw failed(name, "interrupted while another thread was reading; the lines can still be read", interrupted);
        }
        if (lock.getHoldCount() > 1) {
            lock.unlock();
            throw new IllegalStateException("the lines of '" + name + "' are being read already by the code that called this;"
                    + " a callback can't take a line of those that it reports on");
        }
        turn.take();
    }

    private void release() {
        turn.give();
        lock.unlock();
    }

    /** Finds the next line. What the checkpoint or the progress throws leaves all as it is; anything else ends the lines. */
    private boolean advance(Checkpoint checkpoint) throws IOException {
        checkOpen();
        Interruptible interruptible = new Interruptible(checkpoint);
        try {
            boolean found = records.next(interruptible);
            if (!found && !reportedEnd) {
                report();
                reportedEnd = true;
            }
            return found;
        } catch (IOException broken) {
            end(broken, interruptible);
            throw translated(broken);
        } catch (RuntimeException | Error failure) {
            // Whatever it is, also an OutOfMemoryError of a very long line: nothing can go on from here.
            end(failure, interruptible);
            throw failure;
        }
    }

    private void end(Throwable failure, Interruptible interruptible) {
        if (failure == interruptible.thrown) {
            return;
        }
        if (closed) {
            // Whatever a reader says whose input was taken away.
            throw alreadyClosed();
        }
        close();
    }

    /** Remembers what was thrown from outside of the reading. */
    private final class Interruptible implements Checkpoint {
        private final Checkpoint checkpoint;
        private Throwable thrown;

        Interruptible(Checkpoint checkpoint) {
            this.checkpoint = checkpoint;
        }

        @Override
        public void poll() {
            try {
                checkpoint.poll();
                if (progress != null && System.nanoTime() - nextReport >= 0) {
                    report();
                }
            } catch (Throwable interruption) {
                thrown = interruption;
                throw interruption;
            }
        }
    }

    private void report() {
        nextReport = System.nanoTime() + PROGRESS_NANOS;
        if (progress != null) {
            progress.read(records.bytesRead(), records.size());
        }
    }

    private IOException translated(IOException failure) {
        return translated(failure, name);
    }

    /** The error with the name of what was read. */
    static IOException translated(IOException failure, String name) {
        return switch (failure) {
            case ClosedByInterruptException interrupted ->
                failed(name, "interrupted while reading; open it again to start over", interrupted);
            case ClosedChannelException gone -> failed(name, "its channel was closed while reading", gone);
            case FileSystemException named -> named;
            case IOException nameless -> failed(name, nameless.getMessage(), nameless);
        };
    }

    private static IOException failed(String name, String reason, Exception cause) {
        FileSystemException failure = new FileSystemException(name, null, reason);
        failure.initCause(cause);
        return failure;
    }

    private IllegalStateException alreadyClosed() {
        return new IllegalStateException("the lines of '" + name + "' are closed");
    }

    /** The next line as Python gets it, if it was read already: this is what most steps of a loop are. */
    @Override
    public Object nextIfReady(CopyLedger ledger) {
        // Whoever has the turn also has it in a callback that is made meanwhile.
        if (batch > 0 || !turn.tryTake()) {
            return null;
        }
        try {
            if (closed || !views && ledger.forbidsCopies() || !records.nextHere()) {
                return null;
            }
            return views ? view() : copyWithLock(ledger);
        } catch (IOException isThrownAgain) {
            return null;
        } finally {
            turn.give();
        }
    }

    /**
     * Returns the next line as Python gets it: a {@code byte[]}, which was copied once and is counted, a {@link ByteSlice}, or a
     * list of arrays.
     *
     * @throws dev.loanword.memory.CopyRefusedException if copies are forbidden; no line is lost then
     */
    @PyFunction(name = "__next__", doc = "The next line.", releasesGil = true) // a pipe's writer may be another thread
    public Object next(CopyLedger ledger, Checkpoint checkpoint) throws IOException {
        acquire(checkpoint);
        try {
            if (!views && records.copies()) {
                ledger.requireCopies(REASON);
            }
            if (batch > 0) {
                return nextBatch(ledger, checkpoint);
            }
            if (!advance(checkpoint)) {
                return null;
            }
            return views ? view() : copy(ledger);
        } finally {
            release();
        }
    }

    private ByteSlice view() {
        records.lend();
        return new ByteSlice(records.array(), records.start(), records.end() - records.start());
    }

    /** For a thread without Python's lock. */
    private byte[] copy(CopyLedger ledger) {
        byte[] line = records.take();
        if (records.copies()) {
            ledger.count(line.length, REASON);
        }
        return line;
    }

    /** As {@link #copy}, for a thread with Python's lock. */
    private byte[] copyWithLock(CopyLedger ledger) {
        byte[] line = records.take();
        if (records.copies()) {
            if (copied == null || !copied.isOf(ledger)) {
                copied = ledger.counter(REASON);
            }
            copied.addWithLock(line.length);
        }
        return line;
    }

    private List<byte[]> nextBatch(CopyLedger ledger, Checkpoint checkpoint) throws IOException {
        checkOpen();
        while (unfinished.size() < batch) {
            boolean waits = !unfinished.isEmpty() && records.waits();
            if (!(waits ? isHere() : advance(checkpoint))) {
                break;
            }
            unfinished.add(copy(ledger));
        }
        List<byte[]> lines = unfinished;
        unfinished = new ArrayList<>();
        return lines.isEmpty() ? null : lines;
    }

    /** Whether a line is there; the error of one that is too long is left to the next call, after those that were found. */
    private boolean isHere() {
        try {
            return records.nextHere();
        } catch (IOException isThrownAgain) {
            return false;
        }
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
