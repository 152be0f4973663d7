package dev.loanword.lines;

import dev.loanword.kernels.Checkpoint;
import java.io.IOException;
import java.util.Iterator;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;

/** The arrays that an iterator gives, each a record as it is. */
final class IteratorRecords extends Records {
    private final Iterator<byte[]> arrays;
    private final Background<Optional<byte[]>> background = new Background<>();
    private volatile long bytesRead;
    private boolean ended;

    IteratorRecords(Iterator<byte[]> arrays) {
        this.arrays = Objects.requireNonNull(arrays, "arrays");
    }

    /** An iterator does not say whether it would wait. */
    @Override
    public boolean nextHere() {
        return false;
    }

    @Override
    public boolean next(Checkpoint checkpoint) throws IOException {
        if (ended) {
            return false;
        }
        Optional<byte[]> next = background.await(() -> ask(arrays), checkpoint);
        if (next.isEmpty()) {
            ended = true;
            close();
            return false;
        }
        byte[] array = next.get();
        bytesRead += array.length;
        found(array, 0, array.length);
        return true;
    }

    private static Optional<byte[]> ask(Iterator<byte[]> arrays) {
        return arrays.hasNext()
                ? Optional.of(Objects.requireNonNull(arrays.next(), "the iterator gave null instead of a record"))
                : Optional.empty();
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

    /** Nobody writes to what was given away. */
    @Override
    public void lend() {
    }

    @Override
    public byte[] take() {
        return array();
    }

    @Override
    public boolean copies() {
        return false;
    }

    @Override
    public void close() {
        background.close();
        if (arrays instanceof AutoCloseable closeable) {
            try {
                closeable.close();
            } catch (Exception nothingLost) {
                // What it gave was read; what is left is not wanted.
            }
        }
    }
}
