package dev.loanword.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loanword.cli.LauncherProcess.Result;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;
import org.w3c.dom.NodeList;

/** {@code loanword run --profile} and {@code --flame-graph} tell where the time goes. */
class ProfileProcessTest {
    private static final Pattern ROW =
            Pattern.compile("profile: +(?<self>\\d+\\.\\d\\d) s +(?<part>\\d+) % +(?<total>\\d+\\.\\d\\d) s +\\d+ %  (?<name>\\S+).*");

    @TempDir
    Path folder;

    private Path script;

    @BeforeEach
    void writeProgram() throws Exception {
        script = Files.writeString(
                folder.resolve("program.py"),
                """
                def squares(n):
                    total = 0
                    for i in range(n):
                        total += i * i
                    return total

                def caller():
                    return squares(20_000_000)

                caller()
                print("done")
                """);
    }

    @Test
    void the_table_names_the_function_that_takes_the_time_first() throws Exception {
        Result result = LauncherProcess.of("run", "--profile", script.toString()).run();

        assertThat(result.out()).isEqualTo("done\n");
        List<String> lines = result.err().lines().toList();
        assertThat(lines.get(0)).matches("profile: \\d+\\.\\d\\d s in Python, looked at every 10 ms");
        assertThat(lines.get(2)).endsWith("squares (" + script + ":1)");
        double ofSquares = seconds(lines.get(2), "self");
        assertThat(ofSquares).isPositive();
        String caller = lines.stream().filter(line -> line.endsWith("caller (" + script + ":7)")).findFirst().orElseThrow();
        assertThat(seconds(caller, "total")).isGreaterThanOrEqualTo(ofSquares);
        assertThat(seconds(caller, "self")).isLessThan(ofSquares);
        assertThat(result.exitStatus()).isZero();
    }

    @Test
    void the_flame_graph_is_a_picture_with_the_functions_in_it() throws Exception {
        Path graph = folder.resolve("graph.svg");
        assertThat(LauncherProcess.of("run", "--flame-graph", graph.toString(), script.toString()).run())
                .isEqualTo(new Result(0, "done\n", ""));

        Document picture = DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(graph.toFile());
        NodeList titles = picture.getDocumentElement().getElementsByTagName("title");
        List<String> texts = IntStream.range(0, titles.getLength()).mapToObj(i -> titles.item(i).getTextContent()).toList();
        assertThat(texts.get(0)).endsWith(" s in Python");
        assertThat(texts).anyMatch(text -> text.startsWith("<module> (" + script + ":1), "));
        assertThat(texts).anyMatch(text -> text.startsWith("squares (" + script + ":1), "));
        assertThat(LauncherProcess.of("run", "--flame-graph", folder + "/no folder/x.svg", script.toString()).run())
                .isEqualTo(new Result(
                        2,
                        "",
                        "loanword run: --flame-graph can't write " + folder + "/no folder/x.svg: name a file in a folder that is there\n"
                                + "See: loanword run --help\n"));
    }

    @Test
    void a_program_that_raises_has_a_profile_as_well() throws Exception {
        Result result = LauncherProcess.of("run", "--profile", "-c", "raise SystemExit(3)").run();
        assertThat(result.err()).startsWith("profile: ");
        assertThat(result.exitStatus()).isEqualTo(3);
    }

    private static double seconds(String line, String column) {
        Matcher row = ROW.matcher(line);
        assertThat(row.matches()).as(line).isTrue();
        return Double.parseDouble(row.group(column));
    }
}
