package dev.loanword.python.packages;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/** Unpacks a wheel into a folder for {@code sys.path}. */
final class WheelArchive {
    /** Files that a wheel keeps apart by their kind: name-version.data/kind/path. */
    private static final Pattern DATA = Pattern.compile("[^/]+\\.data/([^/]+)/(.+)");

    private WheelArchive() {}

    /**
     * Unpacks the modules of a wheel. Scripts, headers and data files, which have no place on {@code sys.path}, are
     * left out. Every name is checked before the first file is written.
     *
     * @throws ZipException when the archive is damaged, or an entry would land outside the folder
     */
    static void unpack(Path wheel, Path folder) throws IOException {
        try (ZipFile archive = new ZipFile(wheel.toFile())) {
            Map<ZipEntry, Path> targets = new LinkedHashMap<>();
            for (ZipEntry entry :
                    archive.stream().filter(each -> !each.isDirectory()).toList()) {
                module(entry.getName())
                        .ifPresent(
                                name -> targets.put(entry, folder.resolve(name).normalize()));
            }
            for (Map.Entry<ZipEntry, Path> each : targets.entrySet()) {
                if (!each.getValue().startsWith(folder)) {
                    throw new ZipException(
                            "its entry " + each.getKey().getName() + " would be written outside the folder");
                }
            }
            for (Map.Entry<ZipEntry, Path> each : targets.entrySet()) {
                Files.createDirectories(each.getValue().getParent());
                try (InputStream in = archive.getInputStream(each.getKey())) {
                    Files.copy(in, each.getValue());
                }
            }
        }
    }

    /** The path below {@code sys.path} that an entry belongs to, empty when it belongs elsewhere. */
    private static Optional<String> module(String name) {
        Matcher data = DATA.matcher(name);
        if (!data.matches()) {
            return Optional.of(name);
        }
        boolean module = data.group(1).equals("purelib") || data.group(1).equals("platlib");
        return module ? Optional.of(data.group(2)) : Optional.empty();
    }
}
