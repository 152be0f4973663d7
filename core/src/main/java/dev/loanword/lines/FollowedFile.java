package dev.loanword.lines;

import dev.loanword.export.FileAccess;
import dev.loanword.export.FileAccess.Status;
import dev.loanword.kernels.Checkpoint;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.ClosedChannelException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * A file that others append to, without an end: what is written later is read later.
 *
 * <p>When all was read, it looks every 50 ms whether there is more, and whether the path still names this file.
 * <ul>
 *   <li>A file that has become shorter than what was read of it was truncated: it is read from its beginning.</li>
 *   <li>A path that names another file was rotated: the old file is read to its end, then the new one from its beginning.</li>
 *   <li>A path that names no file is waited for.</li>
 * </ul>
 * What was truncated and has grown beyond its old length between two looks can't be told from what was appended.
 */
final class FollowedFile implements ByteSource {
    private final FileAccess files;
    private Path path;
    private final CountDownLatch closing = new CountDownLatch(1);
    /** Replaced by the reader; closed by whoever closes. */
    private volatile ChannelSource file;
    private Object identity;
    private long position;
    private volatile long bytesRead;

    /**
     * Opens a file.
     *
     * @param path may be relative: it names the same file when it is opened again later
     */
    FollowedFile(FileAccess files, Path path) throws IOException {
        this.files = files;
        this.path = path;
        open();
        this.path = files.absolute(path);
    }

    /** Opens what the path names, and makes sure that it is what it was told to be. */
    private void open() throws IOException {
        while (true) {
            Status before = files.status(path);
            ChannelSource opened = new ChannelSource(files.openForReading(path));
            Status after;
            try {
                after = files.status(path);
            } catch (IOException gone) {
                opened.close();
                throw gone;
            }
            if (Objects.equals(before.identity(), after.identity())) {
                file = opened;
                identity = after.identity();
                position = 0;
                break;
            }
            opened.close();
        }
        if (isClosed()) {
            file.close();
        }
    }

    @Override
    public int read(byte[] target, int offset, int length, Checkpoint checkpoint) throws IOException {
        while (true) {
            int count = readHere(target, offset, length, checkpoint);
            if (count <= 0) {
                Status now = status();
                boolean over = now != null && (!now.identity().equals(identity) || now.size() < position);
                // Read once more: something may have been written between the last read and the rotation.
                count = over ? readHere(target, offset, length, checkpoint) : count;
                if (count <= 0 && over && reopened()) {
                    return BOUNDARY;
                }
            }
            if (count > 0) {
                return count;
            }
            await(checkpoint);
        }
    }

    private int readHere(byte[] target, int offset, int length, Checkpoint checkpoint) throws IOException {
        int count = file.read(target, offset, length, checkpoint);
        if (count > 0) {
            position += count;
            bytesRead += count;
        }
        return count;
    }

    /** What the path names, {@code null} if nothing. */
    private Status status() throws IOException {
        try {
            return files.status(path);
        } catch (NoSuchFileException gone) {
            return null;
        }
    }

    private boolean reopened() throws IOException {
        ChannelSource old = file;
        try {
            open();
        } catch (NoSuchFileException gone) {
            return false;
        }
        old.close();
        return true;
    }

    private void await(Checkpoint checkpoint) throws IOException {
        checkpoint.poll();
        try {
            if (closing.await(Background.POLL_MILLIS, TimeUnit.MILLISECONDS)) {
                throw new ClosedChannelException();
            }
        } catch (InterruptedException interrupted) {
            checkpoint.poll();
            Thread.currentThread().interrupt();
            throw new ClosedByInterruptException();
        }
        checkpoint.poll();
    }

    @Override
    public boolean waits() {
        return true;
    }

    @Override
    public long bytesRead() {
        return bytesRead;
    }

    @Override
    public OptionalLong size() {
        return OptionalLong.empty();
    }

    private boolean isClosed() {
        return closing.getCount() == 0;
    }

    @Override
    public void close() {
        closing.countDown();
        file.close();
    }
}
