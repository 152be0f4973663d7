package dev.loanword.python.compression;

import com.github.luben.zstd.ZstdInputStreamNoFinalizer;
import dev.loanword.lines.Decompressor;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/**
 * Zstandard, by the reference implementation.
 *
 * <p>Its memory is the window that a stream asks for: 8 MB at most at the levels up to 19, 128 MB with {@code --long} or
 * {@code --ultra}. More is refused, as the zstd program does by itself.
 */
public final class Zstd implements Decompressor {
    /** As a power of two: the limit of the zstd program. */
    private static final int LARGEST_WINDOW_LOG = 27;

    /** Made by the service loader. */
    public Zstd() {}

    @Override
    public String name() {
        return "zstd";
    }

    @Override
    public String suffix() {
        return ".zst";
    }

    @Override
    public InputStream decompress(InputStream compressed) throws IOException {
        ZstdInputStreamNoFinalizer stream = new ZstdInputStreamNoFinalizer(compressed);
        stream.setLongMax(LARGEST_WINDOW_LOG);
        return new FilterInputStream(stream) {
            @Override
            public int read(byte[] target, int offset, int length) throws IOException {
                try {
                    return super.read(target, offset, length);
                } catch (com.github.luben.zstd.ZstdIOException broken) {
                    throw new IOException("no valid zstd stream: " + broken.getMessage(), broken);
                }
            }
        };
    }
}
