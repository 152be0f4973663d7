package dev.loanword.bridge;

import dev.loanword.memory.BorrowedBuffer;
import dev.loanword.memory.CopyLedger;
import dev.loanword.memory.Layout;
import dev.loanword.memory.NumberList;
import dev.loanword.memory.ViewRegister;

/**
 * Checks the length and shape of what a table is given, and reads queries as arrays of float32 numbers, which are the
 * kernels' own.
 *
 * @param views of the table, which must be open
 */
record QueryReader(EmbeddingRows rows, ViewRegister views) {

    /**
     * Reads a query from a buffer. What is no float32 in one piece is gathered, a copy that the ledger counts.
     *
     * @param method the name of the method, for messages
     * @throws IllegalArgumentException if it has another length or more dimensions
     * @throws dev.loanword.memory.ElementTypeException if the elements are neither float32 nor float64
     * @throws dev.loanword.memory.CopyRefusedException if it would have to be gathered, and copies are forbidden
     */
    float[] read(BorrowedBuffer query, String method, CopyLedger ledger) {
        checkShape(query, "query");
        RowInput input = RowInput.of(query, method);
        if (!input.isPlain()) {
            ledger.copy(query.layout().byteCount(), "query gathered");
        }
        return input.row();
    }

    /** Reads a query from a list. */
    float[] read(NumberList query, CopyLedger ledger) {
        checkLength(query.length(), "query");
        query.count(ledger);
        return RowInput.rounded(query.values(), query.length());
    }

    /** Reads a matrix, one query a row. */
    float[][] readAll(BorrowedBuffer queries, String method) {
        float[][] all = new float[Math.toIntExact(rowCount(queries, "queries"))][rows.dim()];
        RowInput input = RowInput.of(queries, method);
        for (int i = 0; i < all.length; i++) {
            input.read(i, all[i]);
        }
        return all;
    }

    /**
     * Checks the shape of a matrix.
     *
     * @param what what its rows are, for the message
     * @return how many rows it has
     * @throws IllegalArgumentException if it is no matrix, or its rows have another length
     */
    long rowCount(BorrowedBuffer matrix, String what) {
        views.checkOpen();
        Layout layout = matrix.layout();
        if (layout.dimensionCount() != 2 || layout.shape(1) != rows.dim()) {
            throw new IllegalArgumentException("expected " + what + " of shape (n, " + rows.dim() + "), got a buffer of shape "
                    + Layout.tuple(layout.shape()));
        }
        return layout.shape(0);
    }

    /**
     * Checks the shape of one row.
     *
     * @param what what it is, for the message: "embedding" or "query"
     * @throws IllegalArgumentException if it has another length or more dimensions
     */
    void checkShape(BorrowedBuffer buffer, String what) {
        if (!buffer.isFlat() && buffer.layout().dimensionCount() != 1) {
            throw new IllegalArgumentException("expected " + rows.dim() + "-dim " + what + ", got a buffer of shape "
                    + Layout.tuple(buffer.layout().shape()) + "; pass one row");
        }
        checkLength(buffer.elementCount(), what);
    }

    /** Checks the length of one row, and that the table is open. */
    void checkLength(long length, String what) {
        views.checkOpen();
        if (length != rows.dim()) {
            throw new IllegalArgumentException("expected " + rows.dim() + "-dim " + what + ", got " + length);
        }
    }

    /**
     * Checks an index from the start, and that the table is open.
     *
     * @throws IndexOutOfBoundsException if there is no such row
     */
    long checkIndex(long index) {
        views.checkOpen();
        long size = rows.size();
        if (index < 0 || index >= size) {
            throw new IndexOutOfBoundsException("index out of range: " + index + " in a table of " + size
                    + (size == 1 ? " row" : " rows"));
        }
        return index;
    }
}
