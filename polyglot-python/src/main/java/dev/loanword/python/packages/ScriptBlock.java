package dev.loanword.python.packages;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.tomlj.Toml;
import org.tomlj.TomlArray;
import org.tomlj.TomlParseError;
import org.tomlj.TomlParseResult;
import org.tomlj.TomlPosition;

/** The TOML of a script's block. Apart from {@link ScriptMetadata}, so that scripts without a block load no parser. */
final class ScriptBlock {
    private static final String DEPENDENCIES = "dependencies";
    private static final String REQUIRES_PYTHON = "requires-python";

    private final Path script;
    private final int before;
    private final TomlParseResult toml;

    private ScriptBlock(Path script, int before, TomlParseResult toml) {
        this.script = script;
        this.before = before;
        this.toml = toml;
    }

    /**
     * Reads a block.
     *
     * @param before how many lines of the script lie before the block's first
     */
    static ScriptMetadata read(Path script, int before, String text) throws ScriptMetadataException {
        ScriptBlock block = new ScriptBlock(script, before, Toml.parse(text));
        if (block.toml.hasErrors()) {
            TomlParseError first = block.toml.errors().getFirst();
            throw block.malformed(first.position(), "this is not TOML: " + first.getMessage());
        }
        return new ScriptMetadata(block.dependencies(), block.requiresPython());
    }

    private List<String> dependencies() throws ScriptMetadataException {
        List<String> all = new ArrayList<>();
        if (toml.contains(DEPENDENCIES)) {
            TomlPosition position = toml.inputPositionOf(DEPENDENCIES);
            if (!(toml.get(DEPENDENCIES) instanceof TomlArray array)) {
                throw malformed(position, "dependencies must be a list of strings, as in [\"tabulate\"]");
            }
            for (int i = 0; i < array.size(); i++) {
                if (!(array.get(i) instanceof String requirement) || requirement.isBlank()) {
                    throw malformed(
                            position, "each dependency must be a string, as in [\"tabulate\"], not " + array.get(i));
                }
                if (requirement.startsWith("-")) {
                    throw malformed(position, "a dependency is a package, not an option of pip: " + requirement);
                }
                all.add(requirement);
            }
        }
        return all;
    }

    private Optional<String> requiresPython() throws ScriptMetadataException {
        if (!toml.contains(REQUIRES_PYTHON)) {
            return Optional.empty();
        }
        TomlPosition position = toml.inputPositionOf(REQUIRES_PYTHON);
        if (!(toml.get(REQUIRES_PYTHON) instanceof String wanted)) {
            throw malformed(position, "requires-python must be a string, as in \">=3.11\"");
        }
        try {
            if (!VersionSpecifier.of(wanted).contains(Platform.PYTHON_VERSION)) {
                throw malformed(
                        position,
                        "the script requires Python " + wanted + ", and this is Python " + Platform.PYTHON_VERSION);
            }
        } catch (IllegalArgumentException notASpecifier) {
            throw malformed(position, "requires-python: " + notASpecifier.getMessage());
        }
        return Optional.of(wanted);
    }

    private ScriptMetadataException malformed(TomlPosition position, String why) {
        return new ScriptMetadataException("%s, line %d: %s.".formatted(script, before + position.line(), why));
    }
}
