package dev.loanword.python.packages;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a script says of itself in the comment block {@code # /// script}, as the Python packaging guide's "Inline script
 * metadata" (PEP 723) describes it.
 *
 * @param dependencies the packages that the script needs, each as pip takes it
 * @param requiresPython the Python versions that it runs on, such as {@code >=3.11}
 */
public record ScriptMetadata(List<String> dependencies, Optional<String> requiresPython) {
    private static final String START = "# /// script";
    private static final String END = "# ///";

    public ScriptMetadata {
        dependencies = List.copyOf(dependencies);
    }

    /**
     * Reads the block of a script. Costs one read of the file; TOML is only loaded when there is a block.
     *
     * @return empty when the script has no block, or is no plain file: a folder, or a pipe, which can be read only once
     * @throws ScriptMetadataException when the block is malformed, there are two, or the script needs another Python
     * @throws IOException when the file can't be read
     */
    public static Optional<ScriptMetadata> of(Path script) throws IOException, ScriptMetadataException {
        if (!Files.isRegularFile(script)) {
            return Optional.empty();
        }
        String text = new String(Files.readAllBytes(script), StandardCharsets.UTF_8);
        if (!text.contains(START)) {
            return Optional.empty();
        }
        List<String> lines = text.lines().toList();
        Optional<ScriptMetadata> found = Optional.empty();
        for (int i = 0; i < lines.size(); i++) {
            if (lines.get(i).equals(START)) {
                if (found.isPresent()) {
                    throw new ScriptMetadataException(
                            "%s, line %d: a second block \"%s\"; put all dependencies into the first."
                                    .formatted(script, i + 1, START));
                }
                int end = end(lines, i, script);
                found = Optional.of(ScriptBlock.read(script, i + 1, content(lines.subList(i + 1, end))));
                i = end;
            }
        }
        return found;
    }

    /** The index of the block's last line: the last one that ends a block before the comment does. */
    private static int end(List<String> lines, int start, Path script) throws ScriptMetadataException {
        int end = -1;
        for (int i = start + 1; i < lines.size() && isContent(lines.get(i)); i++) {
            if (lines.get(i).equals(END)) {
                end = i;
            }
        }
        if (end < 0) {
            throw new ScriptMetadataException(
                    "%s, line %d: the block \"%s\" has no end; close it with a line \"%s\", and begin each line between with \"# \"."
                            .formatted(script, start + 1, START, END));
        }
        return end;
    }

    private static boolean isContent(String line) {
        return line.equals("#") || line.startsWith("# ");
    }

    /** The block without its comment signs; its line n is line start + n of the script. */
    private static String content(List<String> lines) {
        List<String> content = new ArrayList<>();
        for (String line : lines) {
            content.add(line.equals("#") ? "" : line.substring(2));
        }
        return String.join("\n", content) + "\n";
    }
}
