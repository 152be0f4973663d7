package dev.loanword.cli;

import dev.loanword.memory.CopyLedger;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;

/** The copy ledger for people. */
final class LedgerReport {

    private LedgerReport() {}

    /** One line each for what was borrowed, lent and copied, and one for each reason to copy. */
    static List<String> lines(CopyLedger.Totals totals) {
        List<String> lines = new ArrayList<>();
        lines.add("ledger: Java borrowed " + count(totals.borrows(), "buffer") + " of " + bytes(totals.borrowedBytes()));
        lines.add("ledger: Java lent " + count(totals.lends(), "buffer") + " of " + bytes(totals.lentBytes()));
        lines.add("ledger: copied " + bytes(totals.copied()));
        new TreeMap<>(totals.copiedBytes())
                .forEach((reason, copied) -> lines.add("ledger:   " + bytes(copied) + ": " + reason));
        return lines;
    }

    private static String count(long number, String what) {
        return String.format(Locale.ROOT, "%,d %s%s", number, what, number == 1 ? "" : "s");
    }

    private static String bytes(long number) {
        return String.format(Locale.ROOT, "%,d byte%s", number, number == 1 ? "" : "s");
    }
}
