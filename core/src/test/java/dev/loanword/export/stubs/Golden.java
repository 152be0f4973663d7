package dev.loanword.export.stubs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Files that say what comes out. {@code mvn test -Dtest=… -Dbless} writes them anew, to be read before they are kept. */
final class Golden {

    static final Path FOLDER = Path.of("src/test/resources/dev/loanword/export/stubs");

    private Golden() {}

    /** Compares files with those of a folder: the same names, the same content. */
    static void assertSame(String folder, Map<String, String> actual) throws IOException {
        Path root = FOLDER.resolve(folder);
        if (System.getProperty("bless") != null) {
            for (Map.Entry<String, String> file : actual.entrySet()) {
                Files.createDirectories(root.resolve(file.getKey()).getParent());
                Files.writeString(root.resolve(file.getKey()), file.getValue());
            }
        }
        Map<String, String> expected = read(root);
        assertThat(actual.keySet()).as("files of " + root).isEqualTo(expected.keySet());
        actual.forEach((name, content) -> assertThat(content).as(name).isEqualTo(expected.get(name)));
    }

    static Map<String, String> read(Path root) throws IOException {
        Map<String, String> files = new TreeMap<>();
        try (Stream<Path> paths = Files.walk(root)) {
            for (Path path : paths.filter(Files::isRegularFile).toList()) {
                files.put(root.relativize(path).toString().replace('\\', '/'), Files.readString(path));
            }
        }
        return files;
    }
}
