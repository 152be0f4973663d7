package dev.loanword.export.check;

import dev.loanword.export.declaration.Marked;
import java.util.Optional;

/** Decides the name that a member has in Python: the one given, or one derived from its Java name. */
final class MemberNames {
    private final CheckContext context;

    MemberNames(CheckContext context) {
        this.context = context;
    }

    /**
     * Returns the name; empty if there was a problem, which is noted.
     *
     * @param label how messages call the member
     * @param given what the annotation says; empty if it was left out
     * @param derived the name as Python would write it, which may be a keyword
     * @param annotation the annotation that can give a name
     */
    Optional<String> choose(Marked member, String label, String given, String derived, String annotation) {
        String name = given.isEmpty() ? PythonNames.withoutKeyword(derived) : given;
        if (PythonNames.isName(name)) {
            return Optional.of(name);
        }
        context.problem(member, given.isEmpty()
                ? label + " would be \"" + name + "\", which is no name in Python; name it: @" + annotation + "(name = \"...\")"
                : label + " is named \"" + name + "\", which is no name in Python; use letters, digits and _, and no keyword");
        return Optional.empty();
    }
}
