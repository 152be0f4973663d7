package dev.loanword.python.packages;

import dev.loanword.cache.Digest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The Python packages that a program asks for.
 *
 * @param requirements each as pip takes it: {@code tabulate}, {@code "rich>=13"}
 * @param files requirements files, as {@code pip install -r} reads them
 */
public record PackageRequest(List<String> requirements, List<Path> files) {
    /** No package at all. */
    public static final PackageRequest NOTHING = new PackageRequest(List.of(), List.of());

    private static final Pattern INCLUDED =
            Pattern.compile("(?m)^\\s*(?:-r|-c|--requirement|--constraint)[\\s=]*(\\S.*?)\\s*$");
    private static final Pattern NUMPY_ALONE = Pattern.compile("numpy", Pattern.CASE_INSENSITIVE);

    /**
     * Checks the requirements.
     *
     * @throws IllegalArgumentException when one is blank, or begins with a dash as options of pip do
     */
    public PackageRequest {
        requirements = requirements.stream().map(String::strip).toList();
        files = files.stream().map(Path::toAbsolutePath).toList();
        for (String requirement : requirements) {
            if (requirement.isEmpty() || requirement.startsWith("-")) {
                throw new IllegalArgumentException(
                        "'" + requirement + "' is no package; name one as pip does, such as tabulate or \"rich>=13\"");
            }
        }
    }

    /** A request for packages by their names. */
    public static PackageRequest of(String... requirements) {
        return new PackageRequest(List.of(requirements), List.of());
    }

    /** All that both ask for. */
    public PackageRequest and(PackageRequest other) {
        return new PackageRequest(
                Stream.concat(requirements.stream(), other.requirements.stream()).toList(),
                Stream.concat(files.stream(), other.files.stream()).toList());
    }

    public boolean isEmpty() {
        return requirements.isEmpty() && files.isEmpty();
    }

    /** Whether NumPy is all that is asked for, in whatever version there is. Then pip has nothing to do. */
    boolean isNumPyAlone() {
        return files.isEmpty()
                && requirements.stream()
                        .allMatch(requirement -> NUMPY_ALONE.matcher(requirement).matches());
    }

    /** What is asked for, for messages. */
    String title() {
        return String.join(
                ", ",
                Stream.concat(
                                requirements.stream(),
                                files.stream().map(file -> file.getFileName().toString()))
                        .distinct()
                        .toList());
    }

    /**
     * A name for this request: the same for the same requirements in another order, another when a requirements file, or one
     * that it includes, has changed.
     *
     * @param platform what else the answer depends on
     */
    String key(String platform) throws IOException {
        List<String> parts = new ArrayList<>(List.of(platform));
        parts.addAll(new TreeSet<>(requirements));
        for (Path file : files) {
            addContent(file, parts);
        }
        return Digest.of(String.join("\n", parts));
    }

    private static void addContent(Path file, List<String> parts) throws IOException {
        String path = file.normalize().toString();
        if (parts.contains(path)) {
            return;
        }
        String content = Files.readString(file, StandardCharsets.UTF_8);
        parts.add(path);
        parts.add(content);
        Matcher included = INCLUDED.matcher(content);
        while (included.find()) {
            Path next = file.resolveSibling(included.group(1));
            // What is no file here may be an address of the network, which pip reads.
            if (Files.isRegularFile(next)) {
                addContent(next, parts);
            }
        }
    }
}
