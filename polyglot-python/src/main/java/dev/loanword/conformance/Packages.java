package dev.loanword.conformance;

import dev.loanword.python.packages.ScriptMetadata;
import dev.loanword.python.packages.ScriptMetadataException;
import java.io.IOException;
import java.util.List;

/** The packages that scripts name in their own blocks. */
final class Packages {
    private Packages() {}

    /** Whether a script names any. A block that can't be read counts: whoever runs the script says what is wrong with it. */
    static boolean areNamedBy(ConformanceScript script) throws IOException {
        try {
            return !of(script).isEmpty();
        } catch (ScriptMetadataException malformed) {
            return true;
        }
    }

    /** The packages that a script names, as pip takes them. */
    static List<String> of(ConformanceScript script) throws IOException, ScriptMetadataException {
        return ScriptMetadata.of(script.file()).map(ScriptMetadata::dependencies).orElse(List.of());
    }
}
