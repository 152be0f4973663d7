package dev.loanword.lines;

import dev.loanword.export.FileAccess;
import dev.loanword.kernels.Checkpoint;
import dev.loanword.kernels.LineScanner;
import dev.loanword.kernels.Workers;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.LongStream;

/** Counts the lines of a file or stream: its line feeds, and one more if something follows the last of them. */
public final class LineCount {
    private static final int WINDOW = ChannelSource.LARGEST_READ;
    private static final int PAGE = 4096;
    private static final long PART = 4L << 20;

    private LineCount() {
    }

    /**
     * Counts the lines of a source, on this thread.
     *
     * @param source is read to its end; the caller closes it
     */
    public static long of(ByteSource source, Checkpoint checkpoint) throws IOException {
        byte[] buffer = new byte[WINDOW];
        // SAFETY: an automatic arena frees the window when nothing refers to it any more.
        MemorySegment window = Arena.ofAuto().allocate(WINDOW, PAGE);
        long lines = 0;
        byte last = '\n';
        int count = source.read(buffer, 0, buffer.length, checkpoint);
        while (count != ByteSource.END) {
            if (count > 0) {
                MemorySegment.copy(MemorySegment.ofArray(buffer), 0, window, 0, count);
                lines += LineScanner.countLineFeeds(window, 0, count);
                last = buffer[count - 1];
            }
            checkpoint.poll();
            count = source.read(buffer, 0, buffer.length, checkpoint);
        }
        return last == '\n' ? lines : lines + 1;
    }

    /**
     * Counts the lines of a file by several threads, if it has a size that is known and is large enough; negative if not, when
     * nothing was read.
     *
     * @param checkpoint is polled by the calling thread, between parts of 4 MiB
     */
    public static long ofLargeFile(FileAccess files, Path path, Checkpoint checkpoint) throws IOException {
        long size = sizeOf(files, path);
        if (size < 2 * PART) {
            return -1;
        }
        List<Reader> readers = new ArrayList<>();
        try {
            while (readers.size() < Workers.COUNT) {
                ReadableByteChannel channel = files.openForReading(path);
                if (!(channel instanceof SeekableByteChannel seekable)) {
                    channel.close();
                    return -1;
                }
                readers.add(new Reader(seekable));
            }
            return count(new ConcurrentLinkedQueue<>(readers), size, checkpoint);
        } catch (UncheckedIOException failed) {
            throw failed.getCause();
        } finally {
            for (Reader reader : readers) {
                reader.channel.close();
            }
        }
    }

    /** Of a regular file. A pipe must not be opened to find out that it is one. */
    private static long sizeOf(FileAccess files, Path path) {
        try {
            return files.status(path).size();
        } catch (IOException noSize) {
            // Whatever is wrong with it is said when it is opened.
            return -1;
        }
    }

    private static long count(ConcurrentLinkedQueue<Reader> readers, long size, Checkpoint checkpoint) {
        int parts = Math.toIntExact((size + PART - 1) / PART);
        long[] counts = new long[parts];
        Workers.run(parts, checkpoint, part -> {
            // There are as many readers as threads.
            Reader reader = readers.remove();
            try {
                counts[part] = reader.count(part * PART, Math.min(size, (part + 1) * PART), part == parts - 1);
            } catch (IOException failed) {
                throw new UncheckedIOException(failed);
            } finally {
                readers.add(reader);
            }
        });
        return LongStream.of(counts).sum();
    }

    /** What one thread reads with. */
    private static final class Reader {
        private final SeekableByteChannel channel;
        // SAFETY: an automatic arena frees the window when nothing refers to it any more.
        private final MemorySegment window = Arena.ofAuto().allocate(WINDOW, PAGE);
        private final ByteBuffer buffer = window.asByteBuffer();

        Reader(SeekableByteChannel channel) {
            this.channel = channel;
        }

        /** Counts in a part of the file; in the last one also the line without an ending. */
        long count(long from, long to, boolean last) throws IOException {
            channel.position(from);
            long lines = 0;
            byte end = '\n';
            long left = to - from;
            while (left > 0) {
                buffer.clear().limit((int) Math.min(left, WINDOW));
                int count = channel.read(buffer);
                if (count < 0) {
                    break;
                }
                lines += LineScanner.countLineFeeds(window, 0, count);
                end = count > 0 ? buffer.get(count - 1) : end;
                left -= count;
            }
            return last && end != '\n' ? lines + 1 : lines;
        }
    }
}
