package dev.loanword.bridge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loanword.export.FileAccess;
import dev.loanword.kernels.Checkpoint;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.CRC32C;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

/** Whatever bytes a file holds: it is opened as the table that it is, or refused in words. Nothing else comes out. */
class TableFilePropertyTest {
    private static Path file;
    private static byte[] good;

    @BeforeContainer
    static void save() throws IOException {
        file = Files.createTempFile("loanword", ".table");
        try (EmbeddingTable table = new EmbeddingTable(3, 0, "int8")) {
            for (int i = 0; i < 9; i++) {
                table.add(new double[] {i, 1, 2}, 3);
            }
            table.save(file, FileAccess.OF_THIS_PROCESS, Checkpoint.NONE);
        }
        good = Files.readAllBytes(file);
    }

    @AfterContainer
    static void delete() throws IOException {
        Files.delete(file);
    }

    /** Opens the file and uses all of it; gives whether it was opened. */
    private static boolean opens(byte[] content) throws IOException {
        Files.write(file, content);
        try (EmbeddingTable table = EmbeddingTable.open(file, FileAccess.OF_THIS_PROCESS)) {
            assertThat(64 + table.size() * table.numpy().layout().stride(0)).isEqualTo(content.length);
            double[] query = new double[table.dim()];
            for (long i = 0; i < table.size(); i++) {
                table.dot(i, query, query.length);
            }
            return true;
        } catch (TableFileException refused) {
            assertThat(refused).hasMessageStartingWith(file + ": ").hasMessageContaining("; ");
            return false;
        }
    }

    @Property
    void random_bytes_are_refused(@ForAll @Size(max = 300) byte[] content) throws IOException {
        assertThat(opens(content)).isFalse();
    }

    @Property
    void each_truncation_is_refused(@ForAll @IntRange(max = 135) int length) throws IOException {
        assertThat(good).hasSize(136);
        assertThat(opens(Arrays.copyOf(good, length))).isFalse();
    }

    @Property
    void each_change_of_the_header_is_refused(
            @ForAll @IntRange(max = 63) int at, @ForAll @IntRange(min = 1, max = 255) int change) throws IOException {
        byte[] changed = good.clone();
        changed[at] ^= (byte) change;
        assertThat(opens(changed)).isFalse();
    }

    @Property(tries = 5000)
    void a_header_that_lies_with_a_right_checksum_is_refused_or_fits_the_file(
            @ForAll @IntRange(min = -1, max = 5) int format,
            @ForAll @IntRange(min = -2, max = 12) int dim,
            @ForAll @IntRange(min = -2, max = 14) int count,
            @ForAll long rowBytes,
            @ForAll boolean anyRowBytes) throws IOException {
        byte[] changed = good.clone();
        ByteBuffer header = ByteBuffer.wrap(changed).order(ByteOrder.nativeOrder());
        header.putInt(16, format).putInt(20, dim).putLong(24, count);
        header.putLong(32, anyRowBytes ? rowBytes : rowBytes % 20);
        CRC32C checksum = new CRC32C();
        checksum.update(changed, 0, 60);
        header.putInt(60, (int) checksum.getValue());
        opens(changed);
    }
}
