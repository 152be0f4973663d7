package dev.loanword.export.check;

import dev.loanword.export.declaration.Marked;
import java.util.ArrayList;
import java.util.List;

/** Collects problems, in the order in which they are found. */
final class Problems {
    private final List<Problem> found = new ArrayList<>();

    void add(Marked where, String message) {
        Problem problem = new Problem(message, where.position());
        // What is wrong in a superclass is wrong in each class that inherits it.
        if (!found.contains(problem)) {
            found.add(problem);
        }
    }

    List<Problem> found() {
        return List.copyOf(found);
    }
}
