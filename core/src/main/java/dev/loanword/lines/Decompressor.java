package dev.loanword.lines;

import java.io.IOException;
import java.io.InputStream;

/**
 * A way to read compressed streams. gzip is built in; others are found as services: a jar names its implementation in
 * {@code META-INF/services/dev.loanword.lines.Decompressor}.
 */
public interface Decompressor {
    /** What the format is called, such as {@code zstd}: lower case, and no two alike. */
    String name();

    /** How names of such files end, such as {@code .zst}. */
    String suffix();

    /**
     * Reads a compressed stream. It may consist of several, one after the other.
     *
     * @param compressed is closed with the result
     * @return the content; memory for it is bounded, whatever the stream says. What is broken or ends too early is an
     *     {@link IOException} whose message says so without the name of the file
     */
    InputStream decompress(InputStream compressed) throws IOException;
}
