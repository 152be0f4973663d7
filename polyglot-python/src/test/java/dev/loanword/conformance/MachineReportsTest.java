package dev.loanword.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import javax.xml.parsers.DocumentBuilderFactory;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

/** Results as programs read them. */
class MachineReportsTest {

    private static final Result PASSED =
            new Result("suite/a.py", Duration.ofMillis(1234), List.of(), "out", "", Optional.empty(), true, List.of());
    private static final Result SKIPPED = Result.skipped("suite/b #1.py", "needs loanword");
    private static final Result FAILED = failed("the output differs", "--- expected\n+++ found\n", "");

    @Test
    void tap_has_a_plan_a_line_a_script_and_what_failed() {
        assertThat(written(TapReport::new, List.of(PASSED, SKIPPED, FAILED)))
                .isEqualTo(
                        """
                        TAP version 14
                        1..3
                        ok 1 - suite/a.py
                        ok 2 - suite/b \\#1.py # SKIP needs loanword
                        not ok 3 - suite/c.py
                          ---
                          message: |
                            suite/c.py:7: the output differs
                              --- expected
                              +++ found
                          ...
                        """);
    }

    @Test
    void annotations_name_file_and_line_and_escape_what_would_end_them() {
        assertThat(written(GitHubReport::new, List.of(PASSED, SKIPPED, failed("50 % off", "a\r\nb\n", ""), Result.orphan("a,b:c.expected"))))
                .isEqualTo(
                        """
                        ::error file=suite/c.py,line=7,title=conformance::50 %25 off%0Aa%0D%0Ab
                        ::error file=a%2Cb%3Ac.expected,title=conformance::there is no script that this belongs to; remove it, or bring the script back
                        """);
    }

    @Test
    void junit_xml_has_the_counts_and_a_case_for_each() throws Exception {
        Document xml = xml(List.of(PASSED, SKIPPED, FAILED));

        Element suite = (Element) xml.getElementsByTagName("testsuite").item(0);
        assertThat(suite.getAttribute("name")).isEqualTo("conformance");
        assertThat(suite.getAttribute("tests")).isEqualTo("3");
        assertThat(suite.getAttribute("failures")).isEqualTo("1");
        assertThat(suite.getAttribute("skipped")).isEqualTo("1");
        Element passed = (Element) suite.getElementsByTagName("testcase").item(0);
        assertThat(passed.getAttribute("classname")).isEqualTo("suite");
        assertThat(passed.getAttribute("name")).isEqualTo("a.py");
        assertThat(passed.getAttribute("time")).isEqualTo("1.234");
        assertThat(passed.getElementsByTagName("system-out").item(0).getTextContent()).isEqualTo("out");
        Element failure = (Element) suite.getElementsByTagName("failure").item(0);
        assertThat(failure.getAttribute("message")).isEqualTo("the output differs");
        assertThat(failure.getTextContent()).isEqualTo("suite/c.py:7: the output differs\n--- expected\n+++ found\n");
        assertThat(((Element) suite.getElementsByTagName("skipped").item(0)).getAttribute("message"))
                .isEqualTo("needs loanword");
    }

    @Property(tries = 200)
    void whatever_a_script_prints_the_xml_can_be_read(@ForAll String title, @ForAll String detail, @ForAll String errors)
            throws Exception {
        Document xml = xml(List.of(failed(title, detail, errors)));

        assertThat(xml.getElementsByTagName("failure").getLength()).isEqualTo(1);
    }

    private static Result failed(String title, String detail, String errors) {
        Failure failure = new Failure(title, "suite/c.py", 7, detail);
        return new Result("suite/c.py", Duration.ofMillis(5), List.of(failure), "", errors, Optional.empty(), true, List.of());
    }

    private static String written(Function<PrintWriter, SuiteReport> report, List<Result> results) {
        StringWriter text = new StringWriter();
        PrintWriter out = new PrintWriter(text);
        try {
            tell(report.apply(out), results);
        } catch (IOException impossible) {
            throw new AssertionError(impossible);
        }
        out.flush();
        return text.toString();
    }

    private static void tell(SuiteReport report, List<Result> results) throws IOException {
        report.begun(results.size());
        for (Result result : results) {
            report.add(result);
        }
        report.ended(results, Duration.ofSeconds(2));
    }

    private static Document xml(List<Result> results) throws Exception {
        Path file = Files.createTempFile("junit", ".xml");
        try {
            tell(new JUnitReport(file), results);
            return DocumentBuilderFactory.newDefaultInstance().newDocumentBuilder().parse(file.toFile());
        } finally {
            Files.delete(file);
        }
    }
}
