package dev.loanword.python.graalpy;

import dev.loanword.python.graalpy.export.CoreExport;
import java.util.Optional;

/** Finds modules of Java that nobody exported by name. */
@FunctionalInterface
public interface CoreFinder {

    /** The module of a name, if there is one. Asked for each name that Python can't find, so it answers quickly. */
    Optional<CoreExport> find(String name);

    /**
     * Whether there are modules in a package, directly or further below; none unless a finder knows better.
     *
     * @param packageName its name, with dots for one in another
     */
    default boolean hasModulesBelow(String packageName) {
        return false;
    }
}
