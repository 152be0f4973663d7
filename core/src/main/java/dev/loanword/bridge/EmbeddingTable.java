package dev.loanword.bridge;

import dev.loanword.export.FileAccess;
import dev.loanword.export.PyClass;
import dev.loanword.export.PyConstructor;
import dev.loanword.export.PyFunction;
import dev.loanword.export.PyParameter;
import dev.loanword.export.PyProperty;
import dev.loanword.export.model.ParameterKind;
import dev.loanword.kernels.Checkpoint;
import dev.loanword.kernels.Dot;
import dev.loanword.kernels.RowFormat;
import dev.loanword.kernels.RowScores;
import dev.loanword.kernels.RowSearch;
import dev.loanword.memory.BorrowedBuffer;
import dev.loanword.memory.BufferRefusedException;
import dev.loanword.memory.CopyLedger;
import dev.loanword.memory.ElementType;
import dev.loanword.memory.ElementTypeException;
import dev.loanword.memory.Layout;
import dev.loanword.memory.LentMemory;
import dev.loanword.memory.NumberList;
import dev.loanword.memory.ViewRegister;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.ref.Reference;
import java.nio.file.Path;
import java.util.List;

/**
 * Rows of numbers of one length, kept off the heap, to be compared with queries.
 *
 * <p>Java owns the memory; rows can be lent to Python without a copy. Rows never move: the table grows by chunks, so a lent
 * row stays valid while rows are added. One thread at a time adds, others wait for it; any number of threads may read and
 * search meanwhile, and see the rows that were complete when they began.
 *
 * <p>Rows are float32, or {@link RowFormat#FLOAT16 float16} or {@link RowFormat#INT8 int8} to save memory; queries are always
 * float32. A table can be {@linkplain #save saved} to a file and {@linkplain #open opened} from it, mapped and read-only.
 *
 * <p>After {@link #close()} each method throws {@link IllegalStateException}. An opened table whose file another process has
 * shortened throws {@link InternalError} where rows are gone, which Python sees as an {@code OSError}.
 */
@PyClass(doc = TableDocs.CLASS)
public final class EmbeddingTable implements AutoCloseable {

    /** The most numbers that a row can have: a row must fit into one Java array. */
    public static final int MAX_DIM = (Integer.MAX_VALUE - 8) / Float.BYTES;

    private static final String OWNER = "embedding table";

    private final EmbeddingRows rows;
    private final ViewRegister views;
    private final QueryReader reader;
    private final RowWriter writer;
    private final TableScores scores;
    private final int dim;
    private final boolean isFloat32;
    /** The file that the table was opened from; {@code null} if rows can be added. */
    private final TableFile file;

    /** Creates an empty table of float32 rows. */
    public EmbeddingTable(long dim) {
        this(dim, 0, "float32");
    }

    /**
     * Creates an empty table whose first rows lie in one piece.
     *
     * @param dim how many numbers a row has, 1 to {@link #MAX_DIM}
     * @param capacity how many rows at least lie in one piece, which is allocated with the first of them; {@link #numpy()}
     *     gives them as one matrix
     * @param dtype "float32", "float16" or "int8"
     * @throws IllegalArgumentException if a value is out of range
     * @see RowFormat
     */
    @PyConstructor
    public EmbeddingTable(
            @PyParameter(defaultValue = "768") long dim,
            @PyParameter(defaultValue = "0", kind = ParameterKind.KEYWORD_ONLY) long capacity,
            @PyParameter(defaultValue = "'float32'", kind = ParameterKind.KEYWORD_ONLY) String dtype) {
        if (dim < 1 || dim > MAX_DIM) {
            throw new IllegalArgumentException("dim must be from 1 to " + MAX_DIM + ", got " + dim);
        }
        RowFormat format = RowFormats.parse(dtype);
        long most = Long.MAX_VALUE / format.rowBytes(dim);
        if (capacity < 0 || capacity > most) {
            throw new IllegalArgumentException("capacity must be from 0 to " + most + " rows, got " + capacity);
        }
        Arena arena = Arena.ofShared();
        this(new EmbeddingRows(format, (int) dim, capacity, arena), ViewRegister.ofArena(OWNER, arena), null);
    }

    private EmbeddingTable(EmbeddingRows rows, ViewRegister views, TableFile file) {
        this.rows = rows;
        this.views = views;
        this.file = file;
        this.dim = rows.dim();
        this.isFloat32 = rows.format() == RowFormat.FLOAT32;
        this.reader = new QueryReader(rows, views);
        this.writer = new RowWriter(rows, views, file);
        this.scores = new TableScores(rows);
    }

    /**
     * Opens a table that {@link #save} has written. The file is mapped, not read: that takes no longer for a large one.
     *
     * @param files maps it, by its own rights
     * @return a table that can't be written; the file must not be changed while it is open
     * @throws TableFileException if it is no table that can be read here
     * @throws IOException if it can't be opened
     */
    @PyFunction(classMethod = true, doc = TableDocs.OPEN)
    public static EmbeddingTable open(Path path, FileAccess files) throws IOException {
        Arena arena = Arena.ofShared();
        ViewRegister views = ViewRegister.ofArena(OWNER, arena);
        try {
            TableFile file = TableFile.open(path, files, arena);
            return new EmbeddingTable(new EmbeddingRows(file, arena), views, file);
        } catch (Throwable failure) {
            views.forceClose();
            throw failure;
        }
    }

    /** How many numbers a row has. */
    @PyProperty(doc = "How many numbers a row has.")
    public int dim() {
        return dim;
    }

    /** How rows are kept: "float32", "float16" or "int8". */
    @PyProperty(doc = "How rows are kept: 'float32', 'float16' or 'int8'.")
    public String dtype() {
        return RowFormats.name(rows.format());
    }

    /** Whether the table was opened from a file, so that nothing can be added or changed. */
    @PyProperty(name = "readonly", doc = "Whether the table was opened from a file, so that nothing can be added or changed.")
    public boolean isReadOnly() {
        return file != null;
    }

    /** How many rows there are. */
    @PyFunction(name = "__len__", doc = "How many rows there are.")
    public long size() {
        views.checkOpen();
        return rows.size();
    }

    /**
     * Adds a row of numbers, each rounded to float32. NaN and infinities pass; numbers beyond float32 become infinite.
     *
     * @param row the numbers; may be longer than {@code length}
     * @param length how many of them count
     * @return the index of the new row
     * @throws IllegalArgumentException if {@code length} is not {@link #dim()}, or the table's format can't hold a number
     * @throws IllegalStateException if the table was opened from a file
     */
    public long add(double[] row, int length) {
        reader.checkLength(length, "embedding");
        return writer.add(row);
    }

    /**
     * Adds a row from a buffer, as {@link #add(double[], int)} does.
     *
     * @param row one-dimensional, of native-order float32 or float64 elements; any stride
     * @throws ElementTypeException if the elements are of another type
     */
    @PyFunction(doc = TableDocs.ADD)
    public long add(BorrowedBuffer row) {
        reader.checkShape(row, "embedding");
        RowInput input = RowInput.of(row, "add");
        return isFloat32 && input.isPlain() ? writer.add(row.segment()) : writer.add(input.row());
    }

    /**
     * Adds a row of the numbers of a Python list or tuple, which is converted to float32: a copy that the ledger counts.
     *
     * @throws dev.loanword.memory.CopyRefusedException if copies are forbidden; nothing was added
     */
    @PyFunction(doc = TableDocs.ADD)
    public long add(NumberList row, CopyLedger ledger) {
        reader.checkLength(row.length(), "embedding");
        ledger.copy((long) Float.BYTES * row.length(), "list converted to float32");
        return add(row.values(), row.length());
    }

    /**
     * Adds all rows of a matrix. Others see them when all are there.
     *
     * @param matrix of two dimensions, of native-order float32 or float64 elements; any strides
     * @param checkpoint is polled every 64 K numbers; if it throws, nothing was added
     * @return the index of the first new row; the others follow it
     * @throws IllegalArgumentException as {@link #add(double[], int)} does; nothing was added
     * @throws ElementTypeException if the elements are of another type
     */
    @PyFunction(doc = TableDocs.ADD_ALL)
    public long addAll(BorrowedBuffer matrix, Checkpoint checkpoint) {
        long count = reader.rowCount(matrix, "embeddings");
        RowInput input = RowInput.of(matrix, "add_all");
        return guarded(() -> writer.addAll(input, count, checkpoint));
    }

    /**
     * The dot product of a row with a query in C-contiguous float32 memory, as {@link #dot(long, double[], int)}.
     *
     * @throws ElementTypeException if its elements are no native-order float32
     * @throws BufferRefusedException if the query is strided
     * @see Dot
     */
    public double dot(long index, BorrowedBuffer query) {
        reader.checkIndex(index);
        reader.checkShape(query, "query");
        if (!query.elementType().sameMemory(ElementType.FLOAT32)) {
            RowInput.of(query, "dot");
            throw new ElementTypeException("dot expected a query of float32 ('f'), got " + query.elementType());
        }
        MemorySegment memory = query.segment();
        if (!isFloat32) {
            return guarded(() -> scores.dot(index, memory.toArray(ValueLayout.JAVA_FLOAT_UNALIGNED)));
        }
        try {
            return memory.heapBase().orElse(null) instanceof byte[] bytes
                    ? Dot.float32(rows.chunkOf(index), rows.offsetOf(index), dim, bytes, Math.toIntExact(memory.address()))
                    : Dot.float32(rows.chunkOf(index), rows.offsetOf(index), dim, memory, 0);
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
        reader.checkIndex(index);
        reader.checkLength(length, "query");
        if (!isFloat32) {
            return guarded(() -> scores.dot(index, RowInput.rounded(query, length)));
        }
        try {
            return Dot.float32(rows.chunkOf(index), rows.offsetOf(index), dim, query, 0);
        } finally {
            // A table that nobody holds any more is freed by the collector, but not under a running kernel.
            Reference.reachabilityFence(this);
        }
    }

    /**
     * The dot product of a row with the numbers of a Python list or tuple.
     *
     * @throws dev.loanword.memory.CopyRefusedException if they had to be converted, and copies are forbidden
     */
    @PyFunction(doc = TableDocs.DOT)
    public double dot(@PyParameter(name = "idx") long index, NumberList query, CopyLedger ledger) {
        reader.checkIndex(index);
        reader.checkLength(query.length(), "query");
        query.count(ledger);
        return dot(index, query.values(), query.length());
    }

    /**
     * The dot product of a row with a query in any float32 or float64 memory. What is no C-contiguous float32 is gathered
     * first, a copy that the ledger counts.
     *
     * @throws dev.loanword.memory.CopyRefusedException if it would have to be gathered, and copies are forbidden
     */
    @PyFunction(doc = TableDocs.DOT)
    public double dot(@PyParameter(name = "idx") long index, BorrowedBuffer query, CopyLedger ledger) {
        if (query.elementType().sameMemory(ElementType.FLOAT32)
                && (query.isFlat() || query.layout().isCContiguous())) {
            return dot(index, query);
        }
        reader.checkIndex(index);
        float[] numbers = reader.read(query, "dot", ledger);
        return guarded(() -> scores.dot(index, numbers));
    }

    /** As {@link #dot}, but each product and sum is rounded to float32, from the first to the last. */
    @PyFunction(doc = TableDocs.DOT_IN_ORDER)
    public double dotInOrder(@PyParameter(name = "idx") long index, BorrowedBuffer query, CopyLedger ledger) {
        reader.checkIndex(index);
        float[] numbers = reader.read(query, "dot_in_order", ledger);
        return guarded(() -> scores.dotInOrder(index, numbers));
    }

    /** As {@link #dot}, in strict order. */
    @PyFunction(doc = TableDocs.DOT_IN_ORDER)
    public double dotInOrder(@PyParameter(name = "idx") long index, NumberList query, CopyLedger ledger) {
        reader.checkIndex(index);
        float[] numbers = reader.read(query, ledger);
        return guarded(() -> scores.dotInOrder(index, numbers));
    }

    /** The cosine of the angle between a row and a query: see {@link RowScores#cosine}. */
    @PyFunction(doc = TableDocs.COSINE)
    public double cosine(@PyParameter(name = "idx") long index, BorrowedBuffer query, CopyLedger ledger) {
        reader.checkIndex(index);
        float[] numbers = reader.read(query, "cosine", ledger);
        return guarded(() -> scores.cosine(index, numbers));
    }

    /** The cosine of the angle between a row and a query. */
    @PyFunction(doc = TableDocs.COSINE)
    public double cosine(@PyParameter(name = "idx") long index, NumberList query, CopyLedger ledger) {
        reader.checkIndex(index);
        float[] numbers = reader.read(query, ledger);
        return guarded(() -> scores.cosine(index, numbers));
    }

    /**
     * Finds the rows with the highest scores among those that there are by now.
     *
     * @param query as {@link #dot(long, BorrowedBuffer, CopyLedger)} takes it
     * @param k how many rows to find; all if there are fewer
     * @param metric "dot" or "cosine"
     * @param checkpoint is polled every 64 K numbers
     * @return the best first; of equal scores the lower index, NaN last
     * @throws IllegalArgumentException if the query has another length, {@code k} is negative, or the metric is another
     * @see RowSearch
     */
    @PyFunction(doc = TableDocs.SEARCH, releasesGil = true)
    public List<Match> search(
            BorrowedBuffer query, @PyParameter(defaultValue = "10") long k,
            @PyParameter(defaultValue = "'dot'", kind = ParameterKind.KEYWORD_ONLY) String metric,
            Checkpoint checkpoint, CopyLedger ledger) {
        float[][] one = {reader.read(query, "search", ledger)};
        return guarded(() -> scores.search(one, k, metric, checkpoint).getFirst());
    }

    /** Finds the rows with the highest scores. */
    @PyFunction(doc = TableDocs.SEARCH, releasesGil = true)
    public List<Match> search(
            NumberList query, @PyParameter(defaultValue = "10") long k,
            @PyParameter(defaultValue = "'dot'", kind = ParameterKind.KEYWORD_ONLY) String metric,
            Checkpoint checkpoint, CopyLedger ledger) {
        float[][] one = {reader.read(query, ledger)};
        return guarded(() -> scores.search(one, k, metric, checkpoint).getFirst());
    }

    /**
     * Finds the best rows for each of several queries.
     *
     * @param queries of two dimensions, of native-order float32 or float64 elements; any strides
     */
    @PyFunction(doc = TableDocs.SEARCH_ALL, releasesGil = true)
    public List<List<Match>> searchAll(
            BorrowedBuffer queries, @PyParameter(defaultValue = "10") long k,
            @PyParameter(defaultValue = "'dot'", kind = ParameterKind.KEYWORD_ONLY) String metric,
            Checkpoint checkpoint) {
        float[][] all = reader.readAll(queries, "search_all");
        return guarded(() -> scores.search(all, k, metric, checkpoint));
    }

    private interface Work<T, X extends Exception> {
        T run() throws X;
    }

    /** Keeps the collector from freeing the table meanwhile, and says so if somebody else closes it. */
    private <T, X extends Exception> T guarded(Work<T, X> work) throws X {
        views.checkOpen();
        try {
            return work.run();
        } catch (IllegalStateException failure) {
            views.checkOpen();
            throw failure;
        } finally {
            Reference.reachabilityFence(this);
        }
    }

    /**
     * Writes the rows that there are by now to a file, whole or not at all.
     *
     * @param files writes it, by its own rights; an older file is replaced when the new one is complete and on the disk
     * @param checkpoint is polled every 64 K numbers
     * @throws IOException if it can't be written
     */
    @PyFunction(doc = TableDocs.SAVE, releasesGil = true)
    public void save(Path path, FileAccess files, Checkpoint checkpoint) throws IOException {
        guarded(() -> {
            long count = rows.size();
            TableFile.save(rows.spans(count), new TableHeader(rows.format(), dim, count, 0), path, files, checkpoint);
            return null;
        });
    }

    /**
     * Reads the whole file that the table was opened from and compares its checksum.
     *
     * @throws TableFileException if the rows are damaged
     * @throws IllegalStateException if the table was not opened from a file
     */
    @PyFunction(
            releasesGil = true,
            doc = "Reads all rows of a table that was opened from a file; raises TableFileError if they are damaged.")
    public void verify(Checkpoint checkpoint) throws IOException {
        guarded(() -> {
            if (file == null) {
                throw new IllegalStateException("this table was not opened from a file, so there is nothing to verify");
            }
            file.verify(checkpoint);
            return null;
        });
    }

    /**
     * A row, to be lent: a one-dimensional view of the table's own memory, writable unless the table was opened.
     *
     * @param index from 0, or from the end if negative
     * @throws IndexOutOfBoundsException if there is no such row
     */
    @PyFunction(
            name = "__getitem__",
            doc = "Row idx as a loanword.Buffer of its dtype over the table's own memory; negative counts from the end.")
    public LentMemory row(@PyParameter(name = "idx") long index) {
        views.checkOpen();
        long size = rows.size();
        long fromStart = reader.checkIndex(index < 0 && index >= -size ? index + size : index);
        return lent(rows.row(fromStart), Layout.contiguous(rows.format().itemBytes(), dim));
    }

    private LentMemory lent(MemorySegment memory, Layout layout) {
        return new LentMemory(memory, 0, RowFormats.elementType(rows.format()), layout, file != null, OWNER, views);
    }

    /**
     * All rows that there are by now, to be lent as one matrix of shape ({@link #size()}, {@link #dim()}). Rows that are added
     * later are not in it.
     *
     * @throws BufferRefusedException if the rows lie in several pieces, which a table has for more rows than it was made for
     */
    @PyFunction(doc = TableDocs.NUMPY)
    public LentMemory numpy() {
        views.checkOpen();
        long size = rows.size();
        MemorySegment all = rows.inOnePiece(size);
        int itemBytes = rows.format().itemBytes();
        return lent(all, Layout.of(itemBytes, new long[] {size, dim}, new long[] {rows.rowBytes(), itemBytes}));
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
    @PyFunction(doc = TableDocs.CLOSE)
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

    /** Whether {@link #close()} has freed the rows. */
    @PyProperty(name = "closed", doc = "Whether the rows were freed.")
    public boolean isClosed() {
        return views.isClosed();
    }

    /** State, rows and dimension. */
    @Override
    @PyFunction(name = "__repr__", doc = "Rows and dimension.")
    public String toString() {
        if (isClosed()) {
            return "<bridge.EmbeddingTable, closed>";
        }
        long size = rows.size();
        return "<bridge.EmbeddingTable of " + size + (size == 1 ? " row" : " rows") + ", dim " + dim
                + (isFloat32 ? "" : ", " + dtype()) + (file == null ? "" : ", read-only") + ">";
    }
}
