package dev.loanword.conformance;

import dev.loanword.conformance.Expectations.Check;
import dev.loanword.conformance.Outcome.Exited;
import dev.loanword.conformance.Outcome.Raised;
import dev.loanword.conformance.Outcome.TimedOut;
import dev.loanword.conformance.Outcome.Vanished;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Holds what came of a run against what the script states. */
final class Judge {
    /** In an expected exception it stands for any text. */
    private static final String ANYTHING = "...";

    private final ConformanceScript script;
    private final Expectations stated;
    private final Outcome outcome;
    private final Duration limit;
    private final List<Failure> failures = new ArrayList<>();

    private Judge(ConformanceScript script, Outcome outcome, Duration limit) {
        this.script = script;
        this.stated = script.expectations();
        this.outcome = outcome;
        this.limit = limit;
    }

    /**
     * What is wrong; empty if all is well.
     *
     * @param limit how long the script may run
     */
    static List<Failure> failures(ConformanceScript script, Outcome outcome, Duration limit) throws IOException {
        Judge judge = new Judge(script, outcome, limit);
        judge.judge();
        return judge.failures;
    }

    /** Comments of a script that state nothing that can be understood. Such a script is not run. */
    static List<Failure> mistakes(ConformanceScript script) throws IOException {
        List<Failure> mistakes = new ArrayList<>();
        for (Statement mistake : script.expectations().mistakes()) {
            mistakes.add(new Failure(mistake.text(), script.name(), mistake.line(), ""));
        }
        if (!script.expectations().output().isEmpty() && script.textOf(script.outputFile()).isPresent()) {
            mistakes.add(twice(script, "output", ConformanceScript.OUTPUT, script.expectations().output().getFirst().line()));
        }
        if (!script.expectations().error().isEmpty() && script.textOf(script.errorFile()).isPresent()) {
            mistakes.add(twice(script, "exception", ConformanceScript.ERROR, script.expectations().errorLine()));
        }
        return mistakes;
    }

    private static Failure twice(ConformanceScript script, String what, String ending, int line) {
        return new Failure(
                "its " + what + " is stated twice, here and in " + script.nameOf(ending) + "; remove one", script.name(), line, "");
    }

    private void judge() throws IOException {
        switch (outcome.end()) {
            case TimedOut timedOut ->
                fail("it ran longer than " + seconds(limit) + "; it gets more by # conformance: timeout SECONDS, all get more by --timeout", 0, timedOut.where().orElse(""));
            case Vanished vanished -> fail(vanished.reason(), 0, "");
            case Exited exited -> {
                judgeOutput();
                judgeError(Optional.empty());
                judgeExit(exited.status());
                judgeRest();
            }
            case Raised raised -> {
                judgeError(Optional.of(raised));
                judgeOutput();
                judgeRest();
            }
        }
        if (outcome.truncated()) {
            fail("it printed more than " + (CapturedOutput.LIMIT >> 20) + " MB", 0, "");
        }
    }

    private void judgeOutput() throws IOException {
        if (stated.output().isEmpty()) {
            Optional<String> golden = script.textOf(script.outputFile());
            String expected = golden.orElse("");
            if (!expected.equals(outcome.output())) {
                TextComparison comparison = TextComparison.of(expected, outcome.output());
                if (golden.isPresent()) {
                    failures.add(new Failure("the output differs", script.nameOf(ConformanceScript.OUTPUT), comparison.line(),
                            comparison.diff()));
                } else {
                    fail("it prints what it does not state; --bless writes " + script.nameOf(ConformanceScript.OUTPUT), 0,
                            comparison.diff());
                }
            }
            return;
        }
        String expected = stated.output().stream().map(line -> line.text() + "\n").collect(Collectors.joining());
        // The comments say nothing of a line feed at the end.
        String found = outcome.output().isEmpty() || outcome.output().endsWith("\n") ? outcome.output() : outcome.output() + "\n";
        if (!expected.equals(found)) {
            TextComparison comparison = TextComparison.of(expected, found);
            int statement = Math.min(comparison.line(), stated.output().size());
            fail("the output differs", stated.output().get(statement - 1).line(), comparison.diff());
        }
    }

    private void judgeError(Optional<Raised> raised) throws IOException {
        String commented = String.join("\n", stated.error());
        Optional<String> golden = script.textOf(script.errorFile());
        if (stated.error().isEmpty() && golden.isEmpty()) {
            raised.ifPresent(error -> fail("it raised " + firstLine(error.summary()), error.line(), error.traceback()));
            return;
        }
        boolean holds = raised.isPresent()
                && (golden.isPresent()
                        ? golden.get().equals(raised.get().summary() + "\n")
                        : matches(commented, raised.get().summary()));
        if (holds) {
            return;
        }
        String file = golden.isPresent() ? script.nameOf(ConformanceScript.ERROR) : script.name();
        int line = golden.isPresent() ? 1 : stated.errorLine();
        String expected = golden.orElse(commented + "\n");
        if (raised.isEmpty()) {
            failures.add(new Failure("it raised no exception", file, line, "-" + expected));
        } else {
            failures.add(new Failure(
                    "it raised another exception",
                    file,
                    line,
                    TextComparison.of(expected, raised.get().summary() + "\n").diff()));
        }
    }

    /** Whether a text is the expected one, in which {@code ...} stands for anything. */
    static boolean matches(String expected, String found) {
        String pattern = Stream.of(expected.split(Pattern.quote(ANYTHING), -1))
                .map(Pattern::quote)
                .collect(Collectors.joining(".*"));
        return Pattern.compile(pattern, Pattern.DOTALL).matcher(found).matches();
    }

    private void judgeExit(int status) {
        int expected = stated.exit().orElse(0);
        boolean errorExpected = !stated.error().isEmpty();
        if (status != expected && !errorExpected) {
            fail("it exited with status " + status + ", expected " + expected, 0, "");
        }
    }

    private void judgeRest() {
        if (outcome.end() instanceof Raised && stated.exit().isPresent()) {
            fail("it raised an exception, expected exit status " + stated.exit().getAsInt(), 0, "");
        }
        long bound = stated.copies().orElse(0);
        if (outcome.copied().orElse(0) > bound) {
            fail(String.format(Locale.ROOT, "%,d bytes were copied, at most %,d may be", outcome.copied().getAsLong(), bound),
                    0, outcome.copies().stream().map(line -> line + "\n").collect(Collectors.joining()));
        }
        for (int i = 0; i < stated.checks().size() && i < outcome.problems().size(); i++) {
            Check check = stated.checks().get(i);
            String problem = outcome.problems().get(i);
            if (!problem.isEmpty()) {
                String title = switch (check.kind()) {
                    case SIGNATURE -> "the signature differs";
                    case DOCTEST -> "examples of " + check.statement().text() + " do not hold";
                };
                fail(title, check.statement().line(), problem + "\n");
            }
        }
    }

    private void fail(String title, int line, String detail) {
        failures.add(new Failure(title, script.name(), line, detail));
    }

    private static String firstLine(String text) {
        return text.lines().findFirst().orElse("");
    }

    private static String seconds(Duration duration) {
        return duration.toMillis() % 1000 == 0
                ? duration.toSeconds() + " s"
                : String.format(Locale.ROOT, "%.1f s", duration.toMillis() / 1000.0);
    }
}
