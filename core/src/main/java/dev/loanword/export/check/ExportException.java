package dev.loanword.export.check;

import dev.loanword.LoanwordException;
import java.util.List;
import java.util.stream.Collectors;

/** Thrown if a class can't be exported to Python. Its message tells all problems, one a line. */
public final class ExportException extends LoanwordException {
    private static final long serialVersionUID = 1;

    private final transient List<Problem> problems;

    ExportException(String subject, List<Problem> problems) {
        super(subject + " can't be exported to Python:"
                + problems.stream().map(problem -> "\n  " + problem.message()).collect(Collectors.joining()));
        this.problems = List.copyOf(problems);
    }

    ExportException(String subject, RuntimeException cause) {
        super(subject + " can't be exported to Python:\n  " + cause.getMessage(), cause);
        this.problems = List.of();
    }

    /** Returns the problems; empty if the class file could not be read at all, and after serialization. */
    public List<Problem> problems() {
        return problems == null ? List.of() : problems;
    }
}
