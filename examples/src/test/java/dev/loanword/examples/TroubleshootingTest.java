package dev.loanword.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the page about troubleshooting quotes is what the programs say. */
class TroubleshootingTest {
    private static final Path ROOT = Path.of(System.getProperty("loanword.root"));
    private static final Pattern QUOTED = Pattern.compile("^### `(.*)`$", Pattern.MULTILINE);

    /** A text that goes on in the next line of a source. */
    private static final Pattern CONTINUED = Pattern.compile("\"\\s*\\+\\s*\"");

    @Test
    void each_message_in_its_headings_is_one_that_the_sources_have() throws IOException {
        String sources = CONTINUED.matcher(sources()).replaceAll("");
        List<String> headings = QUOTED.matcher(Files.readString(ROOT.resolve("docs/troubleshooting.md")))
                .results()
                .map(match -> match.group(1))
                .toList();

        assertThat(headings).hasSizeGreaterThan(8);
        assertThat(headings.stream().flatMap(heading -> Stream.of(heading.split("…"))).map(String::strip))
                .allSatisfy(part -> assertThat(sources.contains(part)).as(part).isTrue());
    }

    private static String sources() throws IOException {
        StringBuilder all = new StringBuilder();
        for (String module : List.of("core", "polyglot-python")) {
            try (Stream<Path> files = Files.walk(ROOT.resolve(module).resolve("src/main"))) {
                for (Path file : files.filter(path -> path.toString().matches(".*\\.(java|py)")).toList()) {
                    all.append(Files.readString(file)).append('\n');
                }
            }
        }
        return all.toString();
    }
}
