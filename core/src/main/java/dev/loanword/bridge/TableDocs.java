package dev.loanword.bridge;

/** The docstrings of {@link EmbeddingTable} that have more than one line. */
final class TableDocs {
    static final String ADD =
            """
            Adds a row and returns its index.

            row is a list or tuple of numbers, or any buffer of float32 or float64; it is stored as float32, or as the table's
            dtype. Another length raises ValueError.""";

    static final String DOT =
            """
            The dot product of row idx and a query.

            query is a list or tuple of numbers, or any buffer of float32 or float64. An index below 0 or beyond the last row
            raises IndexError, another length ValueError. Products and 16 partial sums are float32; the result is the same on
            each machine.""";

    static final String DOT_IN_ORDER =
            """
            The dot product of row idx and a query, added up in strict order.

            Each product and each sum is rounded to float32, from the first to the last, as a plain loop over floats does.
            Slower than dot. float32 tables only.""";

    static final String COSINE =
            """
            The cosine of the angle between row idx and a query: 1.0 for the same direction, nan if one is all zeros.

            Takes what dot takes.""";

    static final String SEARCH =
            """
            The k rows with the highest scores, as a list of Match(index, score), the best first.

            Of equal scores the lower index comes first; nan comes last. With metric="cosine" the score is the cosine of the
            angle, else the dot product, with the very bits of dot. Other Python threads run meanwhile. query is what dot
            takes.""";

    static final String SEARCH_ALL =
            """
            The k best rows for each of several queries, as a list of lists of Match(index, score).

            Each is what search gives for that query; the rows are read once for all of them. queries is a matrix of float32 or
            float64, one query a row.""";

    static final String CLASS =
            """
            Rows of numbers of one length, owned by Java and kept off its heap, to be compared with queries.

            EmbeddingTable(dim=768, capacity=0) makes an empty table, whose first capacity rows lie in one piece. It can be used
            in a with statement, which closes it. dtype says how rows are kept: "float32", or to save memory "float16" (11
            significant bits) or "int8" (127 steps up and down, and a scale a row).""";

    static final String OPEN =
            """
            Opens a table that save has written, read-only.

            The file is mapped, not read, so a large one opens as fast as a small one; verify() reads it all. A file that
            is no table, or is damaged or cut off, raises TableFileError. Save over the file to change it: an open table
            keeps the old one.""";

    static final String ADD_ALL =
            """
            Adds all rows of a matrix and returns the index of the first one.

            matrix is a NumPy array of shape (n, dim) or another two-dimensional buffer, of float32 or float64. All of
            it is added or nothing. While this runs, other threads can't add to the table.""";

    static final String SAVE =
            """
            Writes the table to a file, from which EmbeddingTable.open opens it.

            The file is written whole or not at all: to a temporary file beside it, which takes its place when it is
            complete and on the disk.""";

    static final String NUMPY =
            """
            All rows as one NumPy array of shape (len(table), dim), over the table's own memory.

            Rows that are added later are not in it. A table of more rows than the capacity that it was made with may
            lie in several pieces, which raises BufferError.""";

    static final String CLOSE =
            """
            Frees the rows; each later use raises ValueError.

            Refused with BufferError while rows are lent, with their number. With force=True the rows are freed all
            the same, and views of them raise ValueError from then on.""";

    private TableDocs() {
    }
}
