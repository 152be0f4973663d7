package dev.loanword.conformance;

import dev.loanword.conformance.PythonComments.Comment;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a script states in its comments.
 *
 * <ul>
 *   <li>{@code # expect: TEXT}: a line that it prints; all of them together are its whole output
 *   <li>{@code # expect-error: TYPE: TEXT}: the exception that it ends with; further such lines are further lines of the text, and
 *       {@code ...} stands for anything
 *   <li>{@code # expect-exit: NUMBER}: the status that it gives to {@code sys.exit}
 *   <li>{@code # expect-copies: NUMBER}: how many bytes may be copied between Python and Java; none unless stated
 *   <li>{@code # expect-signature: NAME(PARAMETERS)}: the signature of a function
 *   <li>{@code # expect-doctest: NAME}: the examples in the docstrings of a module, class or function hold
 *   <li>{@code # conformance: own process}: it can't share a process with others
 *   <li>{@code # conformance: needs loanword}: no other Python can run it
 *   <li>{@code # conformance: timeout SECONDS}: how long it may run, whatever holds for others
 * </ul>
 *
 * @param output the lines that it prints; empty if comments state none
 * @param error the lines of the exception that it ends with; empty if comments state none
 * @param errorLine line of the first of these, 0 if there is none
 * @param exit the status that it exits with
 * @param copies the bytes that may be copied; empty where not stated
 * @param checks what is checked in the script's own Python, after its end
 * @param ownProcess whether it can't share a process
 * @param needsLoanword whether no other Python can run it
 * @param limit how long it may run; empty where not stated
 * @param mistakes comments that state nothing that can be understood, each with the reason
 */
record Expectations(
        List<Statement> output,
        List<String> error,
        int errorLine,
        OptionalInt exit,
        OptionalLong copies,
        List<Check> checks,
        boolean ownProcess,
        boolean needsLoanword,
        Optional<Duration> limit,
        List<Statement> mistakes) {

    /** What can be checked in the script's own Python. */
    enum CheckKind {
        SIGNATURE,
        DOCTEST
    }

    /** One such check. */
    record Check(CheckKind kind, Statement statement) {
        /** As the driver takes it. */
        String word() {
            return kind.name().toLowerCase(Locale.ROOT) + "=" + statement.text();
        }
    }

    private static final Pattern STATEMENT = Pattern.compile("#\\s*(?<name>expect[a-z-]*|conformance):(?: (?<text>.*))?");
    private static final Pattern TIMEOUT = Pattern.compile("timeout ([1-9]\\d{0,5})");
    private static final String KNOWN = "expect, expect-error, expect-exit, expect-copies, expect-signature, expect-doctest, conformance";

    Expectations {
        output = List.copyOf(output);
        error = List.copyOf(error);
        checks = List.copyOf(checks);
        mistakes = List.copyOf(mistakes);
    }

    /** Reads the comments of a script. */
    static Expectations of(String source) {
        Reader reader = new Reader();
        for (Comment comment : PythonComments.of(source)) {
            Matcher statement = STATEMENT.matcher(comment.text());
            if (statement.matches()) {
                String text = Optional.ofNullable(statement.group("text")).orElse("");
                reader.read(statement.group("name"), new Statement(comment.line(), text));
            }
        }
        return reader.result();
    }

    /** Takes statements one by one. */
    private static final class Reader {
        private final List<Statement> output = new ArrayList<>();
        private final List<String> error = new ArrayList<>();
        private final List<Check> checks = new ArrayList<>();
        private final List<Statement> mistakes = new ArrayList<>();
        private int errorLine;
        private OptionalInt exit = OptionalInt.empty();
        private OptionalLong copies = OptionalLong.empty();
        private boolean ownProcess;
        private boolean needsLoanword;
        private Optional<Duration> limit = Optional.empty();

        void read(String name, Statement statement) {
            switch (name) {
                case "expect" -> output.add(statement);
                case "expect-error" -> {
                    errorLine = errorLine == 0 ? statement.line() : errorLine;
                    error.add(statement.text());
                }
                case "expect-exit" -> exit(statement);
                case "expect-copies" -> copies(statement);
                case "expect-signature" -> check(CheckKind.SIGNATURE, statement, "[\\w.]+\\s*\\(.*\\)( *->.*)?", "a name with its"
                        + " parameters, such as bridge.scale_inplace(x, factor)");
                case "expect-doctest" -> check(CheckKind.DOCTEST, statement, "[\\w.]+", "the name of a module, class or function;"
                        + " __main__ for the script itself");
                case "conformance" -> setting(statement);
                default -> mistake(statement, "there is no statement '" + name + "' among " + KNOWN);
            }
        }

        private void exit(Statement statement) {
            if (exit.isPresent()) {
                mistake(statement, "a second expect-exit; a script exits once");
            } else if (statement.text().strip().matches("\\d{1,3}") && Integer.parseInt(statement.text().strip()) < 256) {
                exit = OptionalInt.of(Integer.parseInt(statement.text().strip()));
            } else {
                mistake(statement, "expect-exit takes a number from 0 to 255, got '" + statement.text() + "'");
            }
        }

        private void copies(Statement statement) {
            String digits = statement.text().strip().replace("_", "");
            if (copies.isPresent()) {
                mistake(statement, "a second expect-copies; it is a bound for the whole script");
            } else if (digits.matches("\\d{1,18}")) {
                copies = OptionalLong.of(Long.parseLong(digits));
            } else {
                mistake(statement, "expect-copies takes a number of bytes, got '" + statement.text() + "'");
            }
        }

        private void check(CheckKind kind, Statement statement, String pattern, String form) {
            Statement stripped = new Statement(statement.line(), statement.text().strip());
            if (stripped.text().matches(pattern)) {
                checks.add(new Check(kind, stripped));
            } else {
                mistake(statement, "expect-" + kind.name().toLowerCase(Locale.ROOT) + " takes " + form + ", got '"
                        + statement.text() + "'");
            }
        }

        private void setting(Statement statement) {
            String text = statement.text().strip();
            Matcher timeout = TIMEOUT.matcher(text);
            if (text.equals("own process")) {
                ownProcess = true;
            } else if (text.equals("needs loanword")) {
                needsLoanword = true;
            } else if (timeout.matches()) {
                limit = Optional.of(Duration.ofSeconds(Long.parseLong(timeout.group(1))));
            } else {
                mistake(statement, "conformance takes 'own process', 'needs loanword' or 'timeout SECONDS', got '" + statement.text()
                        + "'");
            }
        }

        private void mistake(Statement statement, String reason) {
            mistakes.add(new Statement(statement.line(), reason));
        }

        Expectations result() {
            return new Expectations(
                    output, error, errorLine, exit, copies, checks, ownProcess, needsLoanword, limit, mistakes);
        }
    }
}
