package dev.loanword.python.packages;

import com.github.difflib.patch.PatchFailedException;
import com.github.difflib.unifieddiff.UnifiedDiffFile;
import com.github.difflib.unifieddiff.UnifiedDiffReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Applies a unified diff to a source tree. */
final class SourcePatch {
    private SourcePatch() {}

    /**
     * Applies a diff. A hunk may have moved to other lines, but its context must be there exactly.
     *
     * @throws PackageInstallException when a hunk has no place in its file; the file is unchanged then
     */
    static void apply(InputStream diff, Path root) throws IOException, PackageInstallException {
        for (UnifiedDiffFile each : UnifiedDiffReader.parseUnifiedDiff(diff).getFiles()) {
            Path file = root.resolve(each.getFromFile());
            List<String> lines = Files.readAllLines(file);
            try {
                Files.write(file, each.getPatch().applyFuzzy(lines, 0));
            } catch (PatchFailedException e) {
                throw new PackageInstallException(
                        "The changes for GraalPy don't fit %s: %s. Please report this.".formatted(file, e.getMessage()), e);
            }
        }
    }
}
