package dev.loanword.benchmarks;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import picocli.CommandLine.TypeConversionException;

/** A part of the benchmark that can be run by itself. */
public enum Section {
    /** One call that does next to nothing. */
    CALLS("a call"),
    /** Payloads and arrays of megabytes. */
    ARRAYS("payloads and arrays"),
    /** Rows of 768 numbers. */
    TABLE("embedding table"),
    /** Files of lines. */
    LINES("lines"),
    /** Python's own loops over memory that the other side owns. */
    ELEMENTS("element loops in Python"),
    /** How long a loop takes to become fast. */
    WARM_UP("warm-up"),
    /** What each pattern adds to the memory of the process. */
    MEMORY("memory");

    private final String title;

    Section(String title) {
        this.title = title;
    }

    /** Its heading. */
    public String title() {
        return title;
    }

    /** Reads it from the command line. */
    static Section of(String word) {
        return Arrays.stream(values())
                .filter(section -> section.toString().equals(word))
                .findFirst()
                .orElseThrow(() -> new TypeConversionException(
                        "there is no section '" + word + "'; there are " + Arrays.stream(values()).map(Section::toString).collect(Collectors.joining(", "))));
    }

    /** Whether it is measured row by row, on all sides. */
    boolean hasRows() {
        return this != WARM_UP && this != MEMORY;
    }

    /** As a word of the command line: {@code warm-up}. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
