package dev.loanword.lines;

import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/** gzip, by the JDK. */
final class Gzip implements Decompressor {
    private static final int BUFFER = 64 * 1024;

    @Override
    public String name() {
        return "gzip";
    }

    @Override
    public String suffix() {
        return ".gz";
    }

    @Override
    public InputStream decompress(InputStream compressed) throws IOException {
        return new FilterInputStream(open(compressed)) {
            @Override
            public int read(byte[] target, int offset, int length) throws IOException {
                try {
                    return super.read(target, offset, length);
                } catch (EOFException | ZipException broken) {
                    throw explained(broken);
                }
            }
        };
    }

    private static InputStream open(InputStream compressed) throws IOException {
        try {
            return new GZIPInputStream(compressed, BUFFER);
        } catch (EOFException | ZipException broken) {
            throw explained(broken);
        }
    }

    private static IOException explained(IOException broken) {
        return broken instanceof EOFException
                ? new IOException("the gzip stream ends too early; the file is not complete", broken)
                : new IOException("no valid gzip stream: " + broken.getMessage(), broken);
    }
}
