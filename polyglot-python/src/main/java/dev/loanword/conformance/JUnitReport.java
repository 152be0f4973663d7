package dev.loanword.conformance;

import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/** For programs that read the XML of JUnit, as most continuous integration does. */
final class JUnitReport implements SuiteReport {
    private static final String SUITE = "conformance";

    private final Path file;

    /**
     * @param file where it is written, over what is there
     */
    JUnitReport(Path file) {
        this.file = file;
    }

    @Override
    public void add(Result result) {
        // All at the end, because the counts come first.
    }

    @Override
    public void ended(List<Result> results, Duration took) throws IOException {
        if (file.toAbsolutePath().getParent() != null) {
            Files.createDirectories(file.toAbsolutePath().getParent());
        }
        try (Writer text = Files.newBufferedWriter(file)) {
            XMLStreamWriter xml = XMLOutputFactory.newFactory().createXMLStreamWriter(text);
            xml.writeStartDocument("UTF-8", "1.0");
            xml.writeCharacters("\n");
            xml.writeStartElement("testsuites");
            counts(xml, results, took);
            xml.writeCharacters("\n");
            xml.writeStartElement("testsuite");
            xml.writeAttribute("name", SUITE);
            counts(xml, results, took);
            for (Result result : results) {
                testcase(xml, result);
            }
            xml.writeCharacters("\n");
            xml.writeEndElement();
            xml.writeCharacters("\n");
            xml.writeEndElement();
            xml.writeCharacters("\n");
            xml.writeEndDocument();
            xml.close();
        } catch (XMLStreamException failure) {
            throw new IOException("can't write " + file, failure);
        }
    }

    private static void counts(XMLStreamWriter xml, List<Result> results, Duration took) throws XMLStreamException {
        xml.writeAttribute("tests", String.valueOf(results.size()));
        xml.writeAttribute("failures", String.valueOf(results.stream().filter(Result::isFailed).count()));
        xml.writeAttribute("errors", "0");
        xml.writeAttribute("skipped", String.valueOf(results.stream().filter(Result::isSkipped).count()));
        xml.writeAttribute("time", seconds(took));
    }

    private static void testcase(XMLStreamWriter xml, Result result) throws XMLStreamException {
        xml.writeCharacters("\n");
        xml.writeStartElement("testcase");
        Path path = Path.of(result.name());
        xml.writeAttribute("name", attribute(path.getFileName().toString()));
        xml.writeAttribute("classname", attribute(path.getParent() == null ? SUITE : path.getParent().toString()));
        xml.writeAttribute("time", seconds(result.took()));
        if (result.isSkipped()) {
            xml.writeEmptyElement("skipped");
            xml.writeAttribute("message", attribute(result.skipped().orElseThrow()));
        }
        if (result.isFailed()) {
            // Readers expect one failure a test.
            xml.writeStartElement("failure");
            xml.writeAttribute("message", attribute(result.failures().stream().map(Failure::title).collect(Collectors.joining("; "))));
            xml.writeAttribute("type", SUITE);
            for (Failure failure : result.failures()) {
                xml.writeCharacters(XmlText.printable(failure.place() + ": " + failure.title() + "\n" + failure.detail()));
            }
            xml.writeEndElement();
        }
        text(xml, "system-out", result.output());
        text(xml, "system-err", result.errors());
        xml.writeEndElement();
    }

    private static void text(XMLStreamWriter xml, String element, String text) throws XMLStreamException {
        if (!text.isEmpty()) {
            xml.writeStartElement(element);
            xml.writeCharacters(XmlText.printable(text));
            xml.writeEndElement();
        }
    }

    /** An attribute has no lines: readers of XML make spaces of line feeds. */
    private static String attribute(String text) {
        return XmlText.printable(text).replace('\n', ' ');
    }

    private static String seconds(Duration took) {
        return String.format(Locale.ROOT, "%.3f", took.toMillis() / 1000.0);
    }
}
