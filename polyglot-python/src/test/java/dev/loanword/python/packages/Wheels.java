package dev.loanword.python.packages;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Writes wheels for tests. */
public final class Wheels {
    private Wheels() {}

    /** A wheel with these files, in the order of their names. */
    public static Path write(Path wheel, Map<String, String> files) throws IOException {
        try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(wheel))) {
            for (Map.Entry<String, String> file : new TreeMap<>(files).entrySet()) {
                out.putNextEntry(new ZipEntry(file.getKey()));
                out.write(file.getValue().getBytes(StandardCharsets.UTF_8));
            }
        }
        return wheel;
    }

    /** A wheel that pip installs, of one module that has one line. */
    public static Path module(Path folder, String name, String version, String source, String... requires)
            throws IOException {
        StringBuilder metadata = new StringBuilder("Metadata-Version: 2.1\nName: " + name + "\nVersion: " + version + "\n");
        for (String each : requires) {
            metadata.append("Requires-Dist: ").append(each).append('\n');
        }
        String info = name + "-" + version + ".dist-info/";
        return write(
                folder.resolve(name + "-" + version + "-py3-none-any.whl"),
                Map.of(
                        name + ".py", source + "\n",
                        info + "METADATA", metadata.toString(),
                        info + "WHEEL", "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
                        info + "RECORD", ""));
    }

    /** A wheel of all files of a folder. */
    static Path pack(Path wheel, Path folder) throws IOException {
        List<Path> files;
        try (Stream<Path> all = Files.walk(folder)) {
            files = all.filter(Files::isRegularFile).sorted().toList();
        }
        try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(wheel))) {
            for (Path file : files) {
                out.putNextEntry(new ZipEntry(folder.relativize(file).toString()));
                Files.copy(file, out);
            }
        }
        return wheel;
    }
}
