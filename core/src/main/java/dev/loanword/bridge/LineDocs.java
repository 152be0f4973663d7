package dev.loanword.bridge;

/** The docstrings of what reads lines, which are longer than a code that they would stand in. */
final class LineDocs {
    static final String LINES =
            """
            The lines of a file, each as bytes without its ending (\\n or \\r\\n).

            The file is read in constant memory and closed at its end, by close(), by a with statement, or when the
            iterator is dropped. path is str, bytes or os.PathLike; '-' is standard input.

            views        give a read-only memoryview a line, copying nothing; it can be kept
            batches      give a list of that many lines at a time
            frames       the input is no lines but records, each with its length before it, in this struct format ('>I')
            compression  'infer' by the name (.gz, .zst), 'none', 'gzip', 'zstd'
            longest      the most bytes that a line may have; longer ones raise OSError
            follow       never end: wait for what is appended, as tail -F does, also over truncation and rotation
            progress     is called with the bytes read so far and the size of the file, or None""";

    static final String GREP =
            """
            The lines of a file in which a pattern is found, each as bytes without its ending, in their order.

            Java searches, on all processors; Python sees what was found. pattern is bytes: what is looked for, or with
            regex=True a regular expression as java.util.regex knows it, in which a character is a byte.

            invert       give the lines in which it is not found
            views, batches, compression, longest, follow, progress   as lines() takes them""";

    static final String COUNT_LINES =
            """
            How many lines a file has, or with a pattern in how many it is found. Java counts, on all processors.

            pattern, regex, invert, compression   as grep() takes them""";

    private LineDocs() {
    }
}
