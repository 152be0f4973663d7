package dev.loanword.cli;

import java.util.Locale;

/** Sizes of files for people. */
final class Sizes {
    private static final String[] UNITS = {"B", "kB", "MB", "GB", "TB"};

    private Sizes() {}

    /** In the largest decimal unit that leaves at least one before the point, with one digit behind it: 1.2 MB. */
    static String text(long bytes) {
        int unit = 0;
        double size = bytes;
        // What rounds to 1000.0 belongs to the next unit.
        while (size >= 999.95 && unit < UNITS.length - 1) {
            size /= 1000;
            unit++;
        }
        return unit == 0 ? bytes + " B" : String.format(Locale.ROOT, "%.1f %s", size, UNITS[unit]);
    }
}
