package dev.loanword.conformance;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The Python side of the runner. */
final class Driver {
    /** The name of its function that hosts call. */
    static final String FUNCTION = "run_script";

    private Driver() {}

    /** Its source. */
    static String source() {
        return Source.TEXT;
    }

    /** What the driver is to check once the script has ended. */
    static List<String> words(ConformanceScript script) {
        return script.expectations().checks().stream()
                .map(Expectations.Check::word)
                .toList();
    }

    private static final class Source {
        static final String TEXT = read();

        private static String read() {
            try (InputStream in = Driver.class.getResourceAsStream("driver.py")) {
                return new String(in.readAllBytes(), StandardCharsets.UTF_8);
            } catch (IOException unreadable) {
                throw new UncheckedIOException(unreadable);
            }
        }
    }
}
