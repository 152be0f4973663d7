package dev.loanword.conformance;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Properties;

/** What the driver tells of a run. */
final class Report {
    private final Properties items = new Properties();

    /** Reads the text of a report. */
    Report(String text) {
        try {
            items.load(new StringReader(text));
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    /** The native module for which the script must be run again, in a process of its own. */
    Optional<String> nativeModule() {
        return Optional.ofNullable(items.getProperty("own-process"));
    }

    /** How the script ended. */
    Outcome.End end() {
        String type = items.getProperty("error.type");
        return type == null
                ? new Outcome.Exited(Integer.parseInt(items.getProperty("exit")))
                : new Outcome.Raised(
                        type,
                        items.getProperty("error.text"),
                        items.getProperty("error.trace"),
                        Integer.parseInt(items.getProperty("error.line")));
    }

    /** The bytes that were copied, where that Python counts. */
    OptionalLong copied() {
        String count = items.getProperty("copied");
        return count == null ? OptionalLong.empty() : OptionalLong.of(Long.parseLong(count));
    }

    /** Each reason to copy, with its bytes. */
    List<String> copies() {
        return numbered("copied.");
    }

    /** What is wrong about each thing that was checked, empty where nothing is. */
    List<String> problems() {
        return numbered("statement.");
    }

    private List<String> numbered(String prefix) {
        List<String> values = new ArrayList<>();
        for (String value = items.getProperty(prefix + 0); value != null; value = items.getProperty(prefix + values.size())) {
            values.add(value);
        }
        return values;
    }
}
