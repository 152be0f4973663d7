package dev.loanword.python.graalpy;

import dev.loanword.python.graalpy.export.CoreExport;
import java.util.Optional;

/** Finds modules of Java that nobody exported by name. */
@FunctionalInterface
public interface CoreFinder {

    /** The module of a name, if there is one. Asked for each name that Python can't find, so it answers quickly. */
    Optional<CoreExport> find(String name);
}
