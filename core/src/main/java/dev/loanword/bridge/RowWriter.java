package dev.loanword.bridge;

import dev.loanword.kernels.Checkpoint;
import dev.loanword.kernels.RowFormat;
import dev.loanword.memory.BorrowConflictException;
import dev.loanword.memory.ViewRegister;
import java.lang.foreign.MemorySegment;

/** Adds rows to a table, one thread at a time. Readers see a row, or all rows of a matrix, when it is complete. */
final class RowWriter {
    private final EmbeddingRows rows;
    private final ViewRegister views;
    /** The file that the table was opened from; {@code null} if rows can be added. */
    private final TableFile file;
    /** Whether {@link #addAll} is at work. Guarded by this. */
    private boolean adding;
    /** For one row at a time: a new array a row would cost more than to round and store it. Guarded by this. */
    private float[] rounded;

    RowWriter(EmbeddingRows rows, ViewRegister views, TableFile file) {
        this.rows = rows;
        this.views = views;
        this.file = file;
    }

    /** Adds a row of {@code dim} numbers; gives its index. */
    synchronized long add(float[] row) {
        long index = nextIndex();
        rows.format().store(row, rows.dim(), rows.chunkForNew(index), rows.offsetOf(index));
        rows.publish(index + 1);
        return index;
    }

    /** Adds a row of the first {@code dim} numbers of an array, each rounded to float32; gives its index. */
    synchronized long add(double[] row) {
        if (rounded == null) {
            rounded = new float[rows.dim()];
        }
        for (int i = 0; i < rounded.length; i++) {
            rounded[i] = (float) row[i];
        }
        return add(rounded);
    }

    /** Adds a row whose bytes are stored as they are; gives its index. */
    synchronized long add(MemorySegment row) {
        long index = nextIndex();
        MemorySegment.copy(row, 0, rows.chunkForNew(index), rows.offsetOf(index), rows.rowBytes());
        rows.publish(index + 1);
        return index;
    }

    /**
     * Adds the rows of a matrix; gives the index of the first one.
     *
     * <p>This takes no lock while it polls: a poll may let another Python thread run, which would wait for the lock and keep
     * Python to itself. That thread is refused instead.
     */
    long addAll(RowInput matrix, long count, Checkpoint checkpoint) {
        long first;
        synchronized (this) {
            first = nextIndex();
            adding = true;
        }
        try {
            store(matrix, first, count, checkpoint);
            rows.publish(first + count);
            return first;
        } finally {
            synchronized (this) {
                adding = false;
            }
        }
    }

    private void store(RowInput matrix, long first, long count, Checkpoint checkpoint) {
        long block = Math.max(1, Checkpoint.INTERVAL / rows.dim());
        long rowBytes = rows.rowBytes();
        boolean asItIs = rows.format() == RowFormat.FLOAT32 && matrix.isPlain();
        float[] values = new float[asItIs ? 0 : rows.dim()];
        long done = 0;
        while (done < count) {
            if (done > 0) {
                checkpoint.poll();
                views.checkOpen();
            }
            long index = first + done;
            long most = Math.min(block, rows.rowsToEndOfChunk(index));
            long next = Math.min(count, done + most);
            MemorySegment chunk = rows.chunkForNew(index);
            if (asItIs) {
                MemorySegment.copy(
                        matrix.bytes(), done * rowBytes, chunk, rows.offsetOf(index), (next - done) * rowBytes);
            } else {
                for (long i = done; i < next; i++) {
                    matrix.read(i, values);
                    rows.format().store(values, rows.dim(), chunk, rows.offsetOf(first + i));
                }
            }
            done = next;
        }
    }

    private long nextIndex() {
        views.checkOpen();
        if (file != null) {
            throw new IllegalStateException("this table was opened from " + file.path() + " and is read-only; add the rows to"
                    + " a table of its own and save that");
        }
        if (adding) {
            throw new BorrowConflictException(
                    "add_all is adding rows to this table; add others when it has returned, or use a lock");
        }
        return rows.size();
    }
}
