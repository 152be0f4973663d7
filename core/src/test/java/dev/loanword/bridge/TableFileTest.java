package dev.loanword.bridge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.loanword.export.FileAccess;
import dev.loanword.kernels.Checkpoint;
import dev.loanword.kernels.RowFormat;
import dev.loanword.memory.CopyLedger;
import dev.loanword.memory.NumberList;
import java.io.IOException;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TableFileTest {
    @TempDir
    private Path folder;

    private static EmbeddingTable open(Path path) throws IOException {
        return EmbeddingTable.open(path, FileAccess.OF_THIS_PROCESS);
    }

    private static void save(EmbeddingTable table, Path path) throws IOException {
        table.save(path, FileAccess.OF_THIS_PROCESS, Checkpoint.NONE);
    }

    /** A saved table of 3 rows of 5 numbers. */
    private Path saved() throws IOException {
        Path path = folder.resolve("rows.table");
        try (EmbeddingTable table = new EmbeddingTable(5)) {
            for (int i = 0; i < 3; i++) {
                table.add(new double[] {i, 1, 2, 3, 4}, 5);
            }
            save(table, path);
        }
        return path;
    }

    private static List<Match> search(EmbeddingTable table, double... query) {
        NumberList numbers = new NumberList(query, query.length, false);
        return table.search(numbers, 10, "dot", Checkpoint.NONE, new CopyLedger());
    }

    @ParameterizedTest
    @ValueSource(strings = {"float32", "float16", "int8"})
    void a_table_comes_back_as_it_was_saved(String dtype) throws IOException {
        Path path = folder.resolve("some.table");
        Random random = new Random(3);
        try (EmbeddingTable table = new EmbeddingTable(300, 0, dtype)) {
            double[] row = new double[300];
            for (int i = 0; i < 5000; i++) {
                for (int j = 0; j < row.length; j++) {
                    row[j] = random.nextDouble() - 0.5;
                }
                table.add(row, row.length);
            }
            save(table, path);
            try (EmbeddingTable opened = open(path)) {
                assertThat(opened.toString()).isEqualTo("<bridge.EmbeddingTable of 5000 rows, dim 300"
                        + (dtype.equals("float32") ? "" : ", " + dtype) + ", read-only>");
                assertThat(opened.dtype()).isEqualTo(dtype);
                for (int i : new int[] {0, 1, 2500, 4999}) {
                    assertThat(opened.dot(i, row, 300)).isEqualTo(table.dot(i, row, 300));
                    assertThat(opened.row(i).segment().mismatch(table.row(i).segment())).isEqualTo(-1);
                }
                assertThat(search(opened, row)).isEqualTo(search(table, row)).hasSize(10);
                opened.verify(Checkpoint.NONE);
            }
        }
        assertThat(folder.toFile().list()).containsExactly("some.table");
    }

    @Test
    void an_empty_table_can_be_saved_and_opened() throws IOException {
        Path path = folder.resolve("empty.table");
        try (EmbeddingTable table = new EmbeddingTable(7)) {
            save(table, path);
        }
        try (EmbeddingTable opened = open(path)) {
            assertThat(opened.size()).isZero();
            assertThat(search(opened, new double[7])).isEmpty();
            opened.verify(Checkpoint.NONE);
        }
        assertThat(Files.size(path)).isEqualTo(64);
    }

    @Test
    void an_opened_table_is_read_only() throws IOException {
        Path path = saved();
        try (EmbeddingTable opened = open(path)) {
            assertThat(opened.isReadOnly()).isTrue();
            assertThatIllegalStateException()
                    .isThrownBy(() -> opened.add(new double[5], 5))
                    .withMessage("this table was opened from " + path + " and is read-only; add the rows to a table of its own"
                            + " and save that");
            assertThat(opened.row(0).readOnly()).isTrue();
            assertThat(opened.numpy().readOnly()).isTrue();
            assertThatThrownBy(() -> opened.row(0).segment().set(ValueLayout.JAVA_FLOAT, 0, 1))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void an_open_table_keeps_the_rows_of_a_file_that_is_saved_over() throws IOException {
        Path path = saved();
        try (EmbeddingTable opened = open(path);
                EmbeddingTable other = new EmbeddingTable(2)) {
            other.add(new double[] {7, 8}, 2);
            save(other, path);
            assertThat(opened.row(2).segment().toArray(ValueLayout.JAVA_FLOAT)).containsExactly(2, 1, 2, 3, 4);
            try (EmbeddingTable again = open(path)) {
                assertThat(again.dim()).isEqualTo(2);
            }
        }
    }

    @Test
    void a_file_that_is_saved_over_keeps_its_permissions_and_its_link() throws IOException {
        Path path = saved();
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rw-r-----"));
        Path link = Files.createSymbolicLink(folder.resolve("link"), path);
        try (EmbeddingTable other = new EmbeddingTable(2)) {
            save(other, link);
        }
        assertThat(Files.isSymbolicLink(link)).isTrue();
        assertThat(Files.getPosixFilePermissions(path)).isEqualTo(PosixFilePermissions.fromString("rw-r-----"));
        assertThat(Files.size(path)).isEqualTo(64);
    }

    @Test
    void what_stops_a_save_leaves_the_older_file_and_no_other() throws IOException {
        Path path = saved();
        byte[] before = Files.readAllBytes(path);
        try (EmbeddingTable large = new EmbeddingTable(1000)) {
            for (int i = 0; i < 500; i++) {
                large.add(new double[1000], 1000);
            }
            assertThatThrownBy(() -> large.save(path, FileAccess.OF_THIS_PROCESS, () -> {
                        throw new IllegalStateException("stop");
                    }))
                    .hasMessage("stop");
        }
        assertThat(path).hasBinaryContent(before);
        assertThat(folder.toFile().list()).containsExactly("rows.table");
    }

    @Test
    void a_place_that_can_not_be_written_is_named() {
        try (EmbeddingTable table = new EmbeddingTable(2)) {
            Path missing = folder.resolve("no folder").resolve("x.table");
            assertThatThrownBy(() -> save(table, missing)).isInstanceOf(NoSuchFileException.class);
            assertThatThrownBy(() -> save(table, folder))
                    .isExactlyInstanceOf(FileSystemException.class)
                    .hasMessage(folder + ": Is a directory");
        }
    }

    @Test
    void a_missing_file_or_a_directory_is_refused() {
        assertThatThrownBy(() -> open(folder.resolve("missing"))).isInstanceOf(NoSuchFileException.class);
        assertThatThrownBy(() -> open(folder)).hasMessage(folder + ": Is a directory");
    }

    @Test
    void a_foreign_file_is_refused_with_what_it_begins_with() throws IOException {
        String expected = ": this is no embedding table, which begins with the bytes 89 4c 57 45 54 0d 0a 1a; it begins with ";
        String wayOut = "; pass a file that EmbeddingTable.save has written";
        Path path = folder.resolve("foreign");
        Files.writeString(path, "\u0093NUMPY and more than sixty-four bytes of something else altogether, on and on");
        assertRefused(path, expected + "c2 93 4e 55 4d 50 59 20" + wayOut);
        Files.write(path, new byte[] {1, 2});
        assertRefused(path, expected + "01 02" + wayOut);
        Files.write(path, new byte[0]);
        assertRefused(path, expected + "nothing: it is empty" + wayOut);
    }

    @Test
    void a_file_that_was_cut_off_or_added_to_is_refused_with_its_length() throws IOException {
        Path path = saved();
        byte[] all = Files.readAllBytes(path);
        assertThat(all).hasSize(64 + 60);
        Files.write(path, java.util.Arrays.copyOf(all, 123));
        assertRefused(path, ": the file has 123 bytes, a table of 3 rows of 20 bytes has 124; it was cut off: save or copy it"
                + " again");
        Files.write(path, java.util.Arrays.copyOf(all, 125));
        assertRefused(path, ": the file has 125 bytes, a table of 3 rows of 20 bytes has 124; something was added: save or copy"
                + " it again");
        Files.write(path, java.util.Arrays.copyOf(all, 63));
        assertRefused(path, ": the file has 63 bytes, the header of an embedding table alone 64; it was cut off: save or copy it"
                + " again");
    }

    @Test
    void another_version_and_another_byte_order_are_told_apart_from_damage() throws IOException {
        Path path = saved();
        patch(path, bytes -> bytes.putInt(12, 2), true);
        assertRefused(path, ": the table is of version 2 of the format, this Loanword reads version 1; read it with the Loanword"
                + " that wrote it, or save it again with this one");
        patch(saved(), bytes -> bytes.putInt(8, Integer.reverseBytes(bytes.getInt(8))), true);
        String order = ByteOrder.nativeOrder() == ByteOrder.LITTLE_ENDIAN ? "little-endian" : "big-endian";
        assertRefused(path, ": the table was written on a machine of the other byte order, this one is " + order
                + "; save it again on a machine of this byte order");
        patch(saved(), bytes -> bytes.putInt(20, 6), false);
        assertThatThrownBy(() -> open(path))
                .isInstanceOf(TableFileException.class)
                .hasMessageMatching("\\Q" + path + "\\E: the header is damaged: its checksum is [0-9a-f]+, it says [0-9a-f]+;"
                        + " save or copy the table again");
        patch(saved(), bytes -> bytes.putInt(16, 9), true);
        assertRefused(path, ": the header describes no table: row format 9, dim 5, 3 rows of 20 bytes; save the table again");
        patch(saved(), bytes -> bytes.putLong(24, Long.MAX_VALUE), true);
        assertRefused(path, ": the header describes no table: row format 1, dim 5, 9223372036854775807 rows of 20 bytes; save"
                + " the table again");
    }

    @Test
    void damaged_rows_are_found_by_verify() throws IOException {
        Path path = saved();
        try (FileChannel file = FileChannel.open(path, StandardOpenOption.WRITE)) {
            file.write(ByteBuffer.wrap(new byte[] {1}), 100);
        }
        try (EmbeddingTable opened = open(path)) {
            assertThatThrownBy(() -> opened.verify(Checkpoint.NONE))
                    .isInstanceOf(TableFileException.class)
                    .hasMessageMatching("\\Q" + path + "\\E: the rows are damaged: their checksum is [0-9a-f]+, the header says"
                            + " [0-9a-f]+; save or copy the table again");
        }
        try (EmbeddingTable table = new EmbeddingTable(5)) {
            assertThatIllegalStateException()
                    .isThrownBy(() -> table.verify(Checkpoint.NONE))
                    .withMessage("this table was not opened from a file, so there is nothing to verify");
        }
    }

    @Test
    void the_file_is_released_when_the_table_is_closed_or_refused() throws IOException {
        Path path = saved();
        EmbeddingTable opened = open(path);
        assertThat(mappings(path)).isPositive();
        opened.close();
        assertThat(mappings(path)).isZero();
        patch(path, bytes -> bytes.putInt(20, 6), false);
        assertThatThrownBy(() -> open(path)).isInstanceOf(TableFileException.class);
        assertThat(mappings(path)).isZero();
        OpenDescriptors.assertReleased(path);
    }

    @Test
    void reading_what_another_process_has_cut_off_is_an_error_and_no_crash_also_in_compiled_code() throws IOException {
        Path path = folder.resolve("large.table");
        for (String dtype : new String[] {"float32", "float16", "int8"}) {
            try (EmbeddingTable table = new EmbeddingTable(512, 0, dtype)) {
                for (int i = 0; i < 6000; i++) {
                    table.add(new double[512], 512);
                }
                save(table, path);
            }
            try (EmbeddingTable opened = open(path)) {
                double[] query = new double[512];
                // Long enough for the compiler to have its say.
                for (int i = 0; i < 20_000; i++) {
                    opened.dot(5999, query, 512);
                }
                for (int i = 0; i < 200; i++) {
                    search(opened, query);
                }
                try (FileChannel file = FileChannel.open(path, StandardOpenOption.WRITE)) {
                    file.truncate(100_000);
                }
                assertThatThrownBy(() -> opened.dot(5999, query, 512)).isInstanceOf(InternalError.class);
                assertThatThrownBy(() -> search(opened, query)).isInstanceOf(InternalError.class);
                assertThatThrownBy(() -> opened.verify(Checkpoint.NONE)).isInstanceOf(InternalError.class);
                assertThat(opened.dot(0, query, 512)).isZero();
            }
        }
    }

    @Test
    void more_numbers_than_an_int_counts_can_be_opened_and_reached() throws IOException {
        int dim = 1 << 20;
        long count = 2100;
        long rowBytes = dim + 4L;
        Path path = folder.resolve("huge.table");
        // The file has holes: it takes next to no room on the disk.
        try (FileChannel file = FileChannel.open(path, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            file.write(new TableHeader(RowFormat.INT8, dim, count, 0).toBytes());
            ByteBuffer lastRow = ByteBuffer.allocate((int) rowBytes).order(ByteOrder.nativeOrder());
            lastRow.put(dim - 1, (byte) 2).putFloat(dim, 0.5f);
            file.write(lastRow, 64 + (count - 1) * rowBytes);
        }
        double[] query = new double[dim];
        query[dim - 1] = 3;
        try (EmbeddingTable table = open(path)) {
            assertThat(table.size() * table.dim()).isGreaterThan(Integer.MAX_VALUE);
            assertThat(table.dot(count - 1, query, dim)).isEqualTo(3);
            assertThat(table.dot(count - 2, query, dim)).isZero();
            assertThat(table.row(-1).segment().get(ValueLayout.JAVA_BYTE, dim - 1)).isEqualTo((byte) 2);
            assertThat(table.numpy().layout().byteCount()).isEqualTo(count * dim);
        }
    }

    private static long mappings(Path path) throws IOException {
        try (Stream<String> lines = Files.lines(Path.of("/proc/self/maps"))) {
            return lines.filter(line -> line.endsWith(path.toString())).count();
        }
    }

    private interface Patch {
        void apply(ByteBuffer header);
    }

    private static void patch(Path path, Patch patch, boolean withChecksum) throws IOException {
        byte[] all = Files.readAllBytes(path);
        ByteBuffer header = ByteBuffer.wrap(all).order(ByteOrder.nativeOrder());
        patch.apply(header);
        if (withChecksum) {
            CRC32C checksum = new CRC32C();
            checksum.update(all, 0, 60);
            header.putInt(60, (int) checksum.getValue());
        }
        Files.write(path, all);
    }

    private static void assertRefused(Path path, String message) {
        assertThatThrownBy(() -> open(path)).isInstanceOf(TableFileException.class).hasMessage(path + message);
    }
}
