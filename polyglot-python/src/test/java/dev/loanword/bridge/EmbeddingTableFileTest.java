package dev.loanword.bridge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loanword.python.PythonHost;
import dev.loanword.python.Right;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.EnumSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code save}, {@code open} and {@code verify} of {@code bridge.EmbeddingTable}, as Python uses them. */
class EmbeddingTableFileTest {

    private static BridgeHost python;

    @TempDir
    private Path folder;

    @BeforeAll
    static void open() {
        python = new BridgeHost("os", "pathlib");
        python.run("from bridge import EmbeddingTable, TableFileError");
    }

    @AfterAll
    static void close() {
        python.close();
    }

    private static void shows(String expression, String expected) {
        assertThat(python.show(expression)).as(expression).isEqualTo(expected);
    }

    private String saved() {
        String path = folder.resolve("rows.table").toString();
        python.run("t = EmbeddingTable(3); t.add([1, 2, 3]); t.add([4, 5, 6]); path = '" + path + "'; t.save(path)");
        return path;
    }

    @Test
    void a_saved_table_is_opened_read_only() {
        String path = saved();
        python.run("o = EmbeddingTable.open(path)");
        shows("o, o.readonly, o.verify()", "(<bridge.EmbeddingTable of 2 rows, dim 3, read-only>, True, None)");
        shows("[r.tolist() for r in o], o.dot(1, [1, 1, 1]), o.search([1, 0, 0], 1)",
                "([[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]], 15.0, [Match(index=1, score=4.0)])");
        shows("o.add([1, 2, 3])", "ValueError: this table was opened from " + path + " and is read-only; add the rows to a table"
                + " of its own and save that");
        shows("o[0].readonly, o[0].__setitem__(0, 1)", "TypeError: cannot modify read-only memory");
        shows("o.close(), o", "(None, <bridge.EmbeddingTable, closed>)");
        shows("[r.tolist() for r in EmbeddingTable.open(pathlib.Path(path))]", "[[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]]");
    }

    @Test
    void an_opened_table_is_of_the_subclass_that_opened_it() {
        saved();
        python.run("class Mine(EmbeddingTable): pass\nm = Mine.open(path)");
        shows("type(m), len(m)", "(<class '__main__.Mine'>, 2)");
    }

    @Test
    void rows_of_an_opened_table_can_be_added_to_another_one() {
        saved();
        python.run("o = EmbeddingTable.open(path); more = EmbeddingTable(3); more.add_all(memoryview(o[0]).cast('B').cast('f', [1, 3])); more.save(path)");
        shows("len(EmbeddingTable.open(path)), len(o)", "(1, 2)");
    }

    @Test
    void files_that_are_no_table_raise_an_error_of_their_own() throws IOException {
        Path path = folder.resolve("other");
        Files.writeString(path, "not a table");
        python.run("path = '" + path + "'");
        shows("EmbeddingTable.open(path)", "TableFileError: " + path + ": this is no embedding table, which begins with the bytes"
                + " 89 4c 57 45 54 0d 0a 1a; it begins with 6e 6f 74 20 61 20 74 61; pass a file that EmbeddingTable.save has"
                + " written");
        shows("issubclass(TableFileError, ValueError)", "True");
        shows("EmbeddingTable.open(path + 'x')", "FileNotFoundError: [Errno 2] No such file or directory: '" + path + "x'");
        shows("EmbeddingTable.open('" + folder + "')", "IsADirectoryError: [Errno 21] Is a directory: '" + folder + "'");
        shows("EmbeddingTable(3).save('" + folder + "/no/x')",
                "FileNotFoundError: [Errno 2] No such file or directory: '" + folder + "/no/x'");
    }

    @Test
    void a_host_without_the_right_to_files_neither_saves_nor_opens() {
        String path = saved();
        try (PythonHost sealed = PythonHost.builder().rights(EnumSet.noneOf(Right.class)).open()) {
            sealed.run(
                    """
                    from bridge import EmbeddingTable
                    def refused(call):
                        try: call()
                        except PermissionError as e: return str(e)
                    """);
            String refusal = "[Errno 13] Permission denied: '" + path + "'";
            assertThat(sealed.eval("refused(lambda: EmbeddingTable.open('" + path + "'))", String.class)).isEqualTo(refusal);
            assertThat(sealed.eval("refused(lambda: EmbeddingTable(3).save('" + path + "'))", String.class)).isEqualTo(refusal);
        }
        shows("len(EmbeddingTable.open(path))", "2");
    }

    @Test
    void a_file_that_another_process_shortens_raises_os_error_also_in_compiled_kernels() throws IOException {
        Path path = folder.resolve("large.table");
        python.run("path = '" + path + "'\n"
                + """
                large = EmbeddingTable(512)
                row = A('f', [1.0] * 512)
                for i in range(6000): large.add(row)
                large.save(path)
                o = EmbeddingTable.open(path)
                for i in range(300): o.search(row, 3)
                for i in range(20000): o.dot(5999, row)
                """);
        shows("o.search(row, 1)", "[Match(index=0, score=512.0)]");
        try (FileChannel file = FileChannel.open(path, StandardOpenOption.WRITE)) {
            file.truncate(100_000);
        }
        String fault = "OSError: a mapped file could not be read or written: it has become shorter since it was mapped; map it"
                + " again";
        shows("o.dot(5999, row)", fault);
        shows("o.dot(5999, [1.0] * 512)", fault);
        shows("o.search(row, 1)", fault);
        shows("o.search(row, 1, metric='cosine')", fault);
        shows("o.verify()", fault);
        shows("o[5999].tolist()", fault);
        shows("o.dot(0, row), o.close()", "(512.0, None)");
    }
}
