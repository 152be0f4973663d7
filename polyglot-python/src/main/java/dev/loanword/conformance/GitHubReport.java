package dev.loanword.conformance;

import java.io.PrintWriter;

/** For GitHub Actions: commands by which it shows each failure at its line. */
final class GitHubReport implements SuiteReport {
    private final PrintWriter out;

    GitHubReport(PrintWriter out) {
        this.out = out;
    }

    @Override
    public void add(Result result) {
        for (Failure failure : result.failures()) {
            String line = failure.line() == 0 ? "" : ",line=" + failure.line();
            String detail = failure.detail().isEmpty() ? "" : "\n" + failure.detail().stripTrailing();
            out.println("::error file=" + property(failure.file()) + line + ",title=conformance::"
                    + message(failure.title() + detail));
        }
        out.flush();
    }

    private static String message(String text) {
        return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A");
    }

    private static String property(String text) {
        return message(text).replace(":", "%3A").replace(",", "%2C");
    }
}
