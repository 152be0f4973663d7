package dev.loanword.benchmarks;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/**
 * The larger inputs, in files that all sides read.
 *
 * @param folder where they are
 * @param smallLines how many lines the small file has
 * @param largeLines how many lines the large file has
 */
record Inputs(Path folder, long smallLines, long largeLines) {

    static final int DIM = 768;
    static final int TABLE_ROWS = 100_000;

    private static final long TINY_BYTES = 1 << 20;
    private static final long SMALL_BYTES = 16 << 20;
    private static final long LARGE_BYTES = 512 << 20;

    /** Writes them into a folder. */
    static Inputs write(Path folder) throws IOException {
        return write(folder, SMALL_BYTES, LARGE_BYTES, TABLE_ROWS);
    }

    /** The same in another size. */
    static Inputs write(Path folder, long smallBytes, long largeBytes, int tableRows) throws IOException {
        writeLines(folder.resolve("tiny.log"), Math.min(smallBytes, TINY_BYTES));
        long smallLines = writeLines(folder.resolve("small.log"), smallBytes);
        long largeLines = writeLines(folder.resolve("large.log"), largeBytes);
        writeRows(folder.resolve("rows.float32"), tableRows);
        Map<String, Long> sizes = Map.of(
                "DIM", (long) DIM, "TABLE_ROWS", (long) tableRows, "SMALL_LINES", smallLines, "LARGE_LINES", largeLines);
        new ObjectMapper().writeValue(folder.resolve("sizes.json").toFile(), sizes);
        return new Inputs(folder, smallLines, largeLines);
    }

    /** Lines of 20 to 199 characters, as those of a log; gives how many. */
    private static long writeLines(Path file, long bytes) throws IOException {
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(1);
        byte[] text = "2026-11-01T12:00:00Z INFO request served ".repeat(5).getBytes(StandardCharsets.US_ASCII);
        long lines = 0;
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file), 1 << 20)) {
            for (long written = 0; written < bytes; lines++) {
                int length = random.nextInt(20, 200);
                out.write(text, 0, length);
                out.write('\n');
                written += length + 1;
            }
        }
        return lines;
    }

    private static void writeRows(Path file, int tableRows) throws IOException {
        ByteBuffer row = ByteBuffer.allocate(DIM * Float.BYTES).order(ByteOrder.nativeOrder());
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file), 1 << 20)) {
            for (long index = 0; index < tableRows; index++) {
                for (int i = 0; i < DIM; i++) {
                    row.putFloat(i * Float.BYTES, value(index * DIM + i));
                }
                out.write(row.array());
            }
        }
    }

    /** Numbers that look random, the same in each language. */
    static float value(long i) {
        return ((i * 2_654_435_761L >>> 8) & 0xffff) / 65536f - 0.5f;
    }
}
