package dev.loanword.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A page of the documentation with a place for figures. */
public final class Page {
    static final String BEGIN = "<!-- figures: written by scripts/bench --update -->";
    static final String END = "<!-- end of figures -->";

    private Page() {}

    /**
     * Replaces what stands between the two comments of a page.
     *
     * @throws IOException if the page has none, or can't be written
     */
    public static void update(Path page, String figures) throws IOException {
        String text = Files.readString(page);
        int begin = text.indexOf(BEGIN);
        int end = text.indexOf(END);
        if (begin < 0 || end < begin) {
            throw new IOException(page + " has no place for the figures; mark it with the lines " + BEGIN + " and " + END);
        }
        Files.writeString(page, text.substring(0, begin) + BEGIN + "\n" + figures + text.substring(end));
    }
}
