package dev.loanword.python.packages;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A wheel file, named and laid out as the Python packaging user guide's "Binary distribution format" says.
 *
 * @param file the archive
 * @param distribution the package's name in lower case
 * @param version the package's version
 * @param pythonTags interpreters that it is for
 * @param abiTags binary interfaces that it is compiled for; {@code none} when nothing is compiled
 * @param platformTags operating systems and processors that it is for
 */
record Wheel(
        Path file,
        String distribution,
        String version,
        Set<String> pythonTags,
        Set<String> abiTags,
        Set<String> platformTags) {
    private static final Pattern NAME = Pattern.compile("([^-]+)-([^-]+)(?:-\\d[^-]*)?-([^-]+)-([^-]+)-([^-]+)\\.whl");

    /** A wheel by its file name, empty when that is not a wheel's name. */
    static Optional<Wheel> of(Path file) {
        Matcher name = NAME.matcher(file.getFileName().toString());
        if (!name.matches()) {
            return Optional.empty();
        }
        return Optional.of(new Wheel(
                file,
                name.group(1).toLowerCase(Locale.ROOT),
                name.group(2),
                tags(name.group(3)),
                tags(name.group(4)),
                tags(name.group(5))));
    }

    /**
     * The best wheel of a package in a folder that runs on a platform: the version that is asked for before all others,
     * then the highest, and compiled before pure.
     */
    static Optional<Wheel> best(Path folder, String distribution, String version, Platform platform)
            throws IOException {
        List<Wheel> suitable = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "*.whl")) {
            for (Path file : files) {
                of(file).filter(wheel -> wheel.distribution.equals(distribution) && wheel.runsOn(platform))
                        .ifPresent(suitable::add);
            }
        }
        return suitable.stream()
                .max(Comparator.comparing((Wheel wheel) -> wheel.version.equals(version))
                        .thenComparing(wheel -> PackageVersion.of(wheel.version))
                        .thenComparing(wheel -> !wheel.abiTags.contains("none"))
                        .thenComparing(wheel -> wheel.file.toString()));
    }

    /** Whether the tags of this wheel fit. */
    boolean runsOn(Platform platform) {
        return pythonTags.stream().anyMatch(platform.pythonTags()::contains)
                && abiTags.stream().anyMatch(abi -> abi.equals("none") || abi.equals(platform.nativeAbi()))
                && platformTags.stream().anyMatch(platform::fits);
    }

    /** SHA-256 of the file, in hexadecimal. */
    String sha256() throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            byte[] block = new byte[1 << 16];
            for (int read = in.read(block); read >= 0; read = in.read(block)) {
                digest.update(block, 0, read);
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    private static Set<String> tags(String compressed) {
        return Set.copyOf(Stream.of(compressed.split("\\.")).toList());
    }
}
