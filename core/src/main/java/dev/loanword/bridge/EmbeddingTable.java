package dev.loanword.bridge;

import dev.loanword.export.PyClass;
import dev.loanword.export.PyConstructor;
import dev.loanword.export.PyFunction;
import dev.loanword.export.PyParameter;
import dev.loanword.export.PyProperty;
import dev.loanword.export.model.ParameterKind;
import dev.loanword.kernels.Dot;
import dev.loanword.memory.BorrowedBuffer;
import dev.loanword.memory.BufferRefusedException;
import dev.loanword.memory.CopyLedger;
import dev.loanword.memory.ElementType;
import dev.loanword.memory.ElementTypeException;
import dev.loanword.memory.Layout;
import dev.loanword.memory.LentMemory;
import dev.loanword.memory.NumberList;
import dev.loanword.memory.StridedCopy;
import dev.loanword.memory.ViewRegister;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.ref.Reference;
import java.util.Arrays;

/**
 * Rows of float32 numbers of one length, kept off the heap, to be compared with queries.
 *
 * <p>Java owns the memory; rows can be lent to Python without a copy. Rows never move: the table grows by chunks, so a lent
 * row stays valid while rows are added. One thread at a time may add; any number may read rows that were added before.
 *
 * <p>After {@link #close()} each method throws {@link IllegalStateException}.
 */
@PyClass(
        doc =
                """
                Rows of float32 numbers, owned by Java and kept off its heap.

                EmbeddingTable(dim=768, capacity=0) makes an empty table, whose first capacity rows lie in one piece. It can be used
                in a with statement, which closes it.""")
public final class EmbeddingTable implements AutoCloseable {

    /** The most numbers that a row can have: a row must fit into one Java array. */
    public static final int MAX_DIM = (Integer.MAX_VALUE - 8) / Float.BYTES;

    private static final String ADD =
            """
            Adds a row and returns its index.

            row is a list or tuple of numbers, or any buffer of float32 or float64; it is stored as float32. Another length
            raises ValueError.""";
    private static final String DOT =
            """
            The dot product of row idx and a query.

            query is a list or tuple of numbers, or any buffer of float32 or float64. An index below 0 or beyond the last row
            raises IndexError, another length ValueError.""";
    private static final String OWNER = "embedding table";
    private static final long CHUNK_BYTES = 1 << 20;
    private static final long ALIGNMENT = 64;

    private final int dim;
    private final long rowBytes;
    private final long firstRows;
    private final int rowsPerChunk;
    private final Arena arena = Arena.ofShared();
    private final ViewRegister views = ViewRegister.ofArena(OWNER, arena);
    private volatile MemorySegment[] chunks = {};
    private volatile long size;

    /**
     * Creates an empty table.
     *
     * @param dim how many numbers a row has, 1 to {@link #MAX_DIM}
     * @throws IllegalArgumentException if {@code dim} is out of range
     */
    public EmbeddingTable(long dim) {
        this(dim, 0);
    }

    /**
     * Creates an empty table whose first rows lie in one piece.
     *
     * @param dim how many numbers a row has, 1 to {@link #MAX_DIM}
     * @param capacity how many rows at least lie in one piece, which is allocated with the first of them; {@link #numpy()}
     *     gives them as one matrix
     * @throws IllegalArgumentException if {@code dim} or {@code capacity} is out of range
     */
    @PyConstructor
    public EmbeddingTable(
            @PyParameter(defaultValue = "768") long dim, @PyParameter(defaultValue = "0", kind = ParameterKind.KEYWORD_ONLY) long capacity) {
        if (dim < 1 || dim > MAX_DIM) {
            throw new IllegalArgumentException("dim must be from 1 to " + MAX_DIM + ", got " + dim);
        }
        if (capacity < 0 || capacity > Long.MAX_VALUE / (dim * Float.BYTES)) {
            throw new IllegalArgumentException("capacity must be from 0 to " + Long.MAX_VALUE / (dim * Float.BYTES)
                    + " rows, got " + capacity);
        }
        this.dim = (int) dim;
        this.rowBytes = dim * Float.BYTES;
        this.rowsPerChunk = (int) Math.max(1, Long.highestOneBit(CHUNK_BYTES / rowBytes));
        this.firstRows = Math.max(capacity, rowsPerChunk);
    }

    /** How many numbers a row has. */
    @PyProperty(doc = "How many numbers a row has.")
    public int dim() {
        return dim;
    }

    /** How many rows there are. */
    @PyFunction(name = "__len__", doc = "How many rows there are.")
    public long size() {
        views.checkOpen();
        return size;
    }

    /**
     * Adds a row of numbers, each rounded to float32. NaN and infinities pass; numbers beyond float32 become infinite.
     *
     * @param row the numbers; may be longer than {@code length}
     * @param length how many of them count
     * @return the index of the new row
     * @throws IllegalArgumentException if {@code length} is not {@link #dim()}
     */
    public synchronized long add(double[] row, int length) {
        checkLength(length, "embedding");
        MemorySegment chunk = chunkForNextRow();
        long offset = offsetOf(size);
        for (int i = 0; i < dim; i++) {
            chunk.set(ValueLayout.JAVA_FLOAT, offset + (long) i * Float.BYTES, (float) row[i]);
        }
        return size++;
    }

    /**
     * Adds a row from a buffer. float32 is stored as it is, float64 is rounded to float32.
     *
     * @param row one-dimensional, of native-order float32 or float64 elements; any stride
     * @return the index of the new row
     * @throws IllegalArgumentException if the row has another length or more dimensions
     * @throws ElementTypeException if the elements are of another type
     */
    @PyFunction(doc = ADD)
    public synchronized long add(BorrowedBuffer row) {
        checkShape(row, "embedding");
        boolean single = isFloat32(row, "add");
        MemorySegment chunk = chunkForNextRow();
        long offset = offsetOf(size);
        if (single && row.layout().isCContiguous()) {
            MemorySegment.copy(row.segment(), 0, chunk, offset, rowBytes);
        } else {
            MemorySegment from = row.stridedSegment();
            long stride = row.layout().stride(0);
            for (int i = 0; i < dim; i++) {
                long at = row.origin() + i * stride;
                float value = single
                        ? from.get(ValueLayout.JAVA_FLOAT_UNALIGNED, at)
                        : (float) from.get(ValueLayout.JAVA_DOUBLE_UNALIGNED, at);
                chunk.set(ValueLayout.JAVA_FLOAT, offset + (long) i * Float.BYTES, value);
            }
        }
        return size++;
    }

    /**
     * Adds a row of the numbers of a Python list or tuple, which is converted to float32: a copy that the ledger counts.
     *
     * @return the index of the new row
     * @throws IllegalArgumentException if the row has another length
     * @throws dev.loanword.memory.CopyRefusedException if copies are forbidden; nothing was added
     */
    @PyFunction(doc = ADD)
    public long add(NumberList row, CopyLedger ledger) {
        checkLength(row.length(), "embedding");
        ledger.copy((long) Float.BYTES * row.length(), "list converted to float32");
        return add(row.values(), row.length());
    }

    /**
     * The dot product of a row with a query in C-contiguous float32 memory.
     *
     * @param index from 0 to {@code size() - 1}
     * @throws IndexOutOfBoundsException if there is no such row
     * @throws IllegalArgumentException if the query has another length or more dimensions
     * @throws ElementTypeException if its elements are no native-order float32
     * @throws BufferRefusedException if the query is strided
     * @see Dot
     */
    public double dot(long index, BorrowedBuffer query) {
        MemorySegment chunk = chunkOf(checkIndex(index));
        checkShape(query, "query");
        if (!isFloat32(query, "dot")) {
            throw new ElementTypeException("dot expected a query of float32 ('f'), got " + query.elementType());
        }
        MemorySegment memory = query.segment();
        try {
            return memory.heapBase().orElse(null) instanceof byte[] bytes
                    ? Dot.float32(chunk, offsetOf(index), dim, bytes, Math.toIntExact(memory.address()))
                    : Dot.float32(chunk, offsetOf(index), dim, memory, 0);
        } finally {
            Reference.reachabilityFence(this);
        }
    }

    /**
     * The dot product of a row with a query of numbers, each rounded to float32 first.
     *
     * @param index from 0 to {@code size() - 1}
     * @param query the numbers; may be longer than {@code length}
     * @param length how many of them count
     * @throws IndexOutOfBoundsException if there is no such row
     * @throws IllegalArgumentException if {@code length} is not {@link #dim()}
     */
    public double dot(long index, double[] query, int length) {
        MemorySegment chunk = chunkOf(checkIndex(index));
        checkLength(length, "query");
        try {
            return Dot.float32(chunk, offsetOf(index), dim, query, 0);
        } finally {
            // A table that nobody holds any more is freed by the collector, but not under a running kernel.
            Reference.reachabilityFence(this);
        }
    }

    /**
     * The dot product of a row with the numbers of a Python list or tuple.
     *
     * @throws IndexOutOfBoundsException if there is no such row
     * @throws IllegalArgumentException if the query has another length
     * @throws dev.loanword.memory.CopyRefusedException if they had to be converted, and copies are forbidden
     */
    @PyFunction(doc = DOT)
    public double dot(@PyParameter(name = "idx") long index, NumberList query, CopyLedger ledger) {
        checkIndex(index);
        checkLength(query.length(), "query");
        query.count(ledger);
        return dot(index, query.values(), query.length());
    }

    /**
     * The dot product of a row with a query in any float32 or float64 memory. What is no C-contiguous float32 is gathered
     * first, a copy that the ledger counts.
     *
     * @throws IndexOutOfBoundsException if there is no such row
     * @throws IllegalArgumentException if the query has another length or more dimensions
     * @throws ElementTypeException if its elements are of another type
     * @throws dev.loanword.memory.CopyRefusedException if it would have to be gathered, and copies are forbidden
     */
    @PyFunction(doc = DOT)
    public double dot(@PyParameter(name = "idx") long index, BorrowedBuffer query, CopyLedger ledger) {
        Layout layout = query.layout();
        boolean wider = query.elementType().sameMemory(ElementType.FLOAT64);
        boolean strided = query.elementType().sameMemory(ElementType.FLOAT32) && !layout.isCContiguous();
        if (layout.dimensionCount() != 1 || !wider && !strided) {
            return dot(index, query);
        }
        ledger.copy(layout.byteCount(), "query gathered");
        double[] gathered = gather(query, wider);
        return dot(index, gathered, gathered.length);
    }

    private static double[] gather(BorrowedBuffer query, boolean wider) {
        MemorySegment bytes =
                MemorySegment.ofArray(StridedCopy.gather(query.stridedSegment(), query.origin(), query.layout()));
        if (wider) {
            return bytes.toArray(ValueLayout.JAVA_DOUBLE_UNALIGNED);
        }
        float[] singles = bytes.toArray(ValueLayout.JAVA_FLOAT_UNALIGNED);
        double[] gathered = new double[singles.length];
        for (int i = 0; i < gathered.length; i++) {
            gathered[i] = singles[i];
        }
        return gathered;
    }

    /**
     * A row, to be lent: a one-dimensional writable float32 view of the table's own memory.
     *
     * @param index from 0, or from the end if negative
     * @throws IndexOutOfBoundsException if there is no such row
     */
    @PyFunction(
            name = "__getitem__",
            doc = "Row idx as a float32 loanword.Buffer over the table's own memory; negative counts from the end.")
    public LentMemory row(@PyParameter(name = "idx") long index) {
        views.checkOpen();
        long fromStart = checkIndex(index < 0 && index >= -size ? index + size : index);
        MemorySegment row = chunkOf(fromStart).asSlice(offsetOf(fromStart), rowBytes);
        return new LentMemory(
                row, 0, ElementType.FLOAT32, Layout.contiguous(Float.BYTES, dim), false, OWNER, views);
    }

    /**
     * All rows that there are by now, to be lent as one matrix: a writable float32 view of shape ({@link #size()},
     * {@link #dim()}). Rows that are added later are not in it.
     *
     * @throws BufferRefusedException if the rows lie in several pieces, which a table has for more rows than it was made for
     */
    @PyFunction(
            doc =
                    """
                    All rows as one NumPy array of shape (len(table), dim), over the table's own memory.

                    Rows that are added later are not in it. A table of more rows than the capacity that it was made with may
                    lie in several pieces, which raises BufferError.""")
    public synchronized LentMemory numpy() {
        views.checkOpen();
        if (size > firstRows) {
            throw new BufferRefusedException("the " + size + " rows lie in " + chunks.length + " pieces, the first of "
                    + firstRows + " rows; make the table with EmbeddingTable(" + dim + ", capacity=" + size
                    + ") for one array over all rows, or take row by row with np.asarray(table[i])");
        }
        MemorySegment rows = size == 0 ? arena.allocate(0, ALIGNMENT) : chunks[0].asSlice(0, size * rowBytes);
        return new LentMemory(
                rows, 0, ElementType.FLOAT32, Layout.contiguous(Float.BYTES, size, dim), false, OWNER, views);
    }

    /**
     * Frees the rows, unless some are lent and in use.
     *
     * @throws BufferRefusedException if rows are in use, with their number; the table stays open
     */
    @Override
    public void close() {
        views.close();
    }

    /** Frees the rows whatever is lent: views of them then raise. Rows that native code reads are freed when it is done. */
    @PyFunction(name = "__exit__", doc = "Closes the table, by force if rows are still lent.")
    public void forceClose() {
        views.forceClose();
    }

    /** Closes, by force if that is asked for: {@link #close()} or {@link #forceClose()}. */
    @PyFunction(
            doc =
                    """
                    Frees the rows; each later use raises ValueError.

                    Refused with BufferError while rows are lent, with their number. With force=True the rows are freed all
                    the same, and views of them raise ValueError from then on.""")
    public void close(@PyParameter(defaultValue = "False") boolean force) {
        if (force) {
            forceClose();
        } else {
            close();
        }
    }

    /** Returns the table itself, unless it is closed. */
    @PyFunction(name = "__enter__", doc = "Returns the table itself.")
    public EmbeddingTable enter() {
        views.checkOpen();
        return this;
    }

    /** Whether the rows were freed. */
    @PyProperty(name = "closed", doc = "Whether the rows were freed.")
    public boolean isClosed() {
        return views.isClosed();
    }

    /**
     * Checks the length of a row before it is converted.
     *
     * @param what what the row is, for the message: "embedding" or "query"
     * @throws IllegalArgumentException if it is not {@link #dim()}
     * @throws IllegalStateException if the table is closed
     */
    public void checkLength(long length, String what) {
        views.checkOpen();
        if (length != dim) {
            throw new IllegalArgumentException("expected " + dim + "-dim " + what + ", got " + length);
        }
    }

    /** State, rows and dimension. */
    @Override
    @PyFunction(name = "__repr__", doc = "Rows and dimension.")
    public String toString() {
        if (isClosed()) {
            return "<bridge.EmbeddingTable, closed>";
        }
        return "<bridge.EmbeddingTable of " + size + (size == 1 ? " row" : " rows") + ", dim " + dim + ">";
    }

    private void checkShape(BorrowedBuffer buffer, String what) {
        if (buffer.layout().dimensionCount() != 1) {
            throw new IllegalArgumentException("expected " + dim + "-dim " + what + ", got a buffer of shape "
                    + Layout.tuple(buffer.layout().shape()) + "; pass one row");
        }
        checkLength(buffer.elementCount(), what);
    }

    /** Whether the elements are float32; if not, they must be float64. */
    private static boolean isFloat32(BorrowedBuffer buffer, String method) {
        ElementType type = buffer.elementType();
        if (type.sameMemory(ElementType.FLOAT32)) {
            return true;
        }
        if (type.sameMemory(ElementType.FLOAT64)) {
            return false;
        }
        throw new ElementTypeException("EmbeddingTable." + method + " expected float32 ('f') or float64 ('d') elements, got "
                + type + "; convert first");
    }

    private long checkIndex(long index) {
        views.checkOpen();
        if (index < 0 || index >= size) {
            throw new IndexOutOfBoundsException("index out of range: " + index + " in a table of " + size
                    + (size == 1 ? " row" : " rows"));
        }
        return index;
    }

    private MemorySegment chunkOf(long row) {
        return chunks[chunkIndex(row)];
    }

    /** The first chunk holds as many rows as the table was made for, all others one size. */
    private int chunkIndex(long row) {
        return row < firstRows ? 0 : Math.toIntExact(1 + (row - firstRows) / rowsPerChunk);
    }

    private long offsetOf(long row) {
        return (row < firstRows ? row : (row - firstRows) % rowsPerChunk) * rowBytes;
    }

    private MemorySegment chunkForNextRow() {
        views.checkOpen();
        int chunk = chunkIndex(size);
        if (chunk == chunks.length) {
            MemorySegment[] grown = Arrays.copyOf(chunks, chunk + 1);
            grown[chunk] = arena.allocate((chunk == 0 ? firstRows : rowsPerChunk) * rowBytes, ALIGNMENT);
            chunks = grown;
        }
        return chunks[chunk];
    }
}
