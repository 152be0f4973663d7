package dev.loanword.conformance;

import java.io.PrintWriter;

/** For programs that read the Test Anything Protocol, version 14. */
final class TapReport implements SuiteReport {
    private final PrintWriter out;
    private int number;

    TapReport(PrintWriter out) {
        this.out = out;
    }

    @Override
    public void begun(int count) {
        out.println("TAP version 14");
        out.println("1.." + count);
        out.flush();
    }

    @Override
    public void add(Result result) {
        number++;
        String skip = result.skipped().map(reason -> " # SKIP " + reason).orElse("");
        out.println((result.isFailed() ? "not ok " : "ok ") + number + " - " + escaped(result.name()) + skip);
        if (result.isFailed()) {
            out.println("  ---");
            out.println("  message: |");
            for (Failure failure : result.failures()) {
                out.println("    " + failure.place() + ": " + failure.title());
                failure.detail().lines().forEach(line -> out.println("      " + XmlText.printable(line)));
            }
            out.println("  ...");
        }
        out.flush();
    }

    /** In a description a number sign would begin a directive. */
    private static String escaped(String name) {
        return name.replace("\\", "\\\\").replace("#", "\\#");
    }
}
