package dev.loanword.python.packages;

import dev.loanword.cache.Digest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;

/** The list of an environment's packages, a file in its folder. Its date is that of the environment's last use. */
final class EnvironmentFile {
    static final String NAME = "packages.txt";

    private EnvironmentFile() {}

    static void write(Path folder, List<InstalledPackage> packages) throws IOException {
        Files.write(
                folder.resolve(NAME),
                sorted(packages).stream().map(InstalledPackage::line).toList());
    }

    static List<InstalledPackage> read(Path folder) throws IOException {
        return Files.readAllLines(folder.resolve(NAME)).stream()
                .map(InstalledPackage::read)
                .toList();
    }

    /** The name of an environment: the same for the same packages of the same origins, however they were asked for. */
    static String key(List<InstalledPackage> packages, Platform platform) {
        StringBuilder all = new StringBuilder(platform.key());
        for (InstalledPackage each : sorted(packages)) {
            all.append('\n').append(each.line());
        }
        return Digest.of(all.toString());
    }

    private static List<InstalledPackage> sorted(List<InstalledPackage> packages) {
        return packages.stream()
                .sorted(Comparator.comparing(each -> each.name().toLowerCase(java.util.Locale.ROOT)))
                .toList();
    }
}
