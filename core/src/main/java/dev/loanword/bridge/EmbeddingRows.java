package dev.loanword.bridge;

import dev.loanword.kernels.RowFormat;
import dev.loanword.kernels.RowSearch.Span;
import dev.loanword.memory.BufferRefusedException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The memory of a table: rows in chunks that never move.
 *
 * <p>One thread at a time writes rows behind the last one and then {@linkplain #publish publishes} them; only then do others
 * see them, and then whole: the count is written after the rows and read before them. Any number of threads may read.
 */
final class EmbeddingRows {
    private static final long CHUNK_BYTES = 1 << 20;
    private static final long ALIGNMENT = 64;

    private final RowFormat format;
    private final int dim;
    private final long rowBytes;
    private final long firstRows;
    private final int rowsPerChunk;
    private final Arena arena;
    private volatile MemorySegment[] chunks = {};
    private volatile long size;

    /** No rows yet; the first {@code capacity} of them will lie in one chunk. */
    EmbeddingRows(RowFormat format, int dim, long capacity, Arena arena) {
        this.format = format;
        this.dim = dim;
        this.rowBytes = format.rowBytes(dim);
        this.rowsPerChunk = (int) Math.max(1, Long.highestOneBit(CHUNK_BYTES / rowBytes));
        this.firstRows = Math.max(capacity, rowsPerChunk);
        this.arena = arena;
    }

    /** Rows that are there already, in one chunk, to which none can be added. */
    EmbeddingRows(TableFile file, Arena arena) {
        this(file.header().format(), file.header().dim(), file.header().count(), arena);
        this.chunks = new MemorySegment[] {file.rows()};
        this.size = file.header().count();
    }

    RowFormat format() {
        return format;
    }

    int dim() {
        return dim;
    }

    long rowBytes() {
        return rowBytes;
    }

    /** How many rows have been published. */
    long size() {
        return size;
    }

    /** The chunk that holds a published row. */
    MemorySegment chunkOf(long row) {
        return chunks[chunkIndex(row)];
    }

    /** Where a row begins in its chunk, in bytes. */
    long offsetOf(long row) {
        return (row < firstRows ? row : (row - firstRows) % rowsPerChunk) * rowBytes;
    }

    /** The memory of a published row. */
    MemorySegment row(long row) {
        return chunkOf(row).asSlice(offsetOf(row), rowBytes);
    }

    /**
     * The first {@code count} rows in one piece.
     *
     * @throws BufferRefusedException if they lie in several
     */
    MemorySegment inOnePiece(long count) {
        if (count > firstRows) {
            throw new BufferRefusedException("the " + count + " rows lie in " + chunks.length + " pieces, the first of "
                    + firstRows + " rows; make the table with EmbeddingTable(" + dim + ", capacity=" + count
                    + ") for one array over all rows, or take row by row with np.asarray(table[i])");
        }
        return count == 0 ? arena.allocate(0, ALIGNMENT) : chunks[0].asSlice(0, count * rowBytes);
    }

    /** How many rows from this one on lie in its chunk. */
    long rowsToEndOfChunk(long row) {
        return row < firstRows ? firstRows - row : rowsPerChunk - (row - firstRows) % rowsPerChunk;
    }

    /** The chunk for a row that is to be written: the next one, or one that follows it. Allocated if it is new. */
    MemorySegment chunkForNew(long row) {
        int chunk = chunkIndex(row);
        MemorySegment[] present = chunks;
        while (present.length <= chunk) {
            MemorySegment[] grown = Arrays.copyOf(present, present.length + 1);
            grown[present.length] = arena.allocate((present.length == 0 ? firstRows : rowsPerChunk) * rowBytes, ALIGNMENT);
            present = grown;
            chunks = grown;
        }
        return present[chunk];
    }

    /** Lets others see the rows up to a count. */
    void publish(long count) {
        size = count;
    }

    /** The first {@code count} rows, chunk by chunk. */
    List<Span> spans(long count) {
        List<Span> spans = new ArrayList<>();
        for (long row = 0; row < count; row += rowsToEndOfChunk(row)) {
            spans.add(new Span(chunkOf(row), offsetOf(row), row, Math.min(rowsToEndOfChunk(row), count - row)));
        }
        return spans;
    }

    /** The first chunk holds as many rows as the table was made for, all others one size. */
    private int chunkIndex(long row) {
        return row < firstRows ? 0 : Math.toIntExact(1 + (row - firstRows) / rowsPerChunk);
    }
}
